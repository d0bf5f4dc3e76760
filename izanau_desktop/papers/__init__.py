"""Formats of papers that a profile is read from and written to."""
