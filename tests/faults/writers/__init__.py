"""Many writers at a site of several processes on a PostgreSQL that ends their lines (the proof `postgres`)."""
