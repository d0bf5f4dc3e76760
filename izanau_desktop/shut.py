"""What is raised where something is still asked of a desk that was shut, or wiped, meanwhile."""

from __future__ import annotations


class DeskShutError(Exception):
    """Nobody waits for the answer any more: whoever asked drops it."""
