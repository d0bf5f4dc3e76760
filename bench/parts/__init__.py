"""What the figures share; not figures themselves."""
