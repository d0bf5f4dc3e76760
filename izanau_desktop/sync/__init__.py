"""Sync: pull, push and what drives them; the only part of the desktop that talks to the site."""
