"""Other systems that sync, set up for `make bench-peers` and measured on the same documents."""
