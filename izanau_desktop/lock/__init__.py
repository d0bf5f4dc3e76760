"""The lock of a window that shows other people's records: after a while without a key or a click, or at a word (PRV-54)."""
