"""Pictures of every page, and what is wrong in them."""
