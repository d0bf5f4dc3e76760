"""The privacy policy in a window: its text, what changed in it, and agreeing to it."""
