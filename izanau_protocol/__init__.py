"""What the desktop and the site agree on: documents, rules, visibility, merging and the wire."""

__version__ = "0.1.0"
