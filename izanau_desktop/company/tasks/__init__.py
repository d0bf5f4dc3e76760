"""Tasks in the window: their lines, the form in which one is written, and the deeds on them."""
