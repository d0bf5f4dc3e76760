"""The profile editor, tested."""
