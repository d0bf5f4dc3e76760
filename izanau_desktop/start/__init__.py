"""The first screen, signing up and signing in."""
