"""Our own widgets, made to be put together into pages; each has an accessible name and follows the theme live."""
