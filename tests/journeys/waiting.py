"""Waiting for a condition, for stories and rows that import nothing of the programs themselves."""

from __future__ import annotations

from izanau_desktop.tour.waiting import wait_until

__all__ = ["wait_until"]
