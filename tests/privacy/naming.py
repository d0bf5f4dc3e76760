"""Ids that follow from what a document is about (docs/sync.md, R1), worked out as any other program would."""

from __future__ import annotations

import uuid

_NAMESPACE = uuid.UUID("6f0c1b52-94d7-4c3e-8a85-27d1f6b0e9a4")


def natural_id(kind: str, *parts: str) -> str:
    """UUIDv5 of `kind/part/part`."""
    return str(uuid.uuid5(_NAMESPACE, "/".join((kind, *parts))))


def profile_id(account: str) -> str:
    """The one profile of an account."""
    return natural_id("profile", account)


def application_id(job: str, profile: str, attempt: int = 1) -> str:
    """A seeker's n-th application for a job."""
    return natural_id("application", job, profile, str(attempt))


def contact_id(application: str) -> str:
    """The one contact of an application."""
    return natural_id("contact", application)


def new_id() -> str:
    """An id that a device gives."""
    return str(uuid.uuid4())
