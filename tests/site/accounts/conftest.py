"""A served site for each test, on every database."""

from __future__ import annotations

from tests.site.served import served

__all__ = ["served"]
