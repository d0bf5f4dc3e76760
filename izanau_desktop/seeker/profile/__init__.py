"""The profile editor: sections, cards that open in place, and what everyone sees of them."""
