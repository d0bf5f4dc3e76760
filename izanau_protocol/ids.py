"""Ids that follow from what a document is about, so that two ends name it alike without asking (sync.md R1)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Final

NAMESPACE: Final = uuid.UUID("6f0c1b52-94d7-4c3e-8a85-27d1f6b0e9a4")
"""The namespace of all natural ids; changing it would orphan every profile."""

_ID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[457][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def natural_id(kind: str, *parts: str) -> str:
    """UUIDv5 of `kind/part/part`. A slash inside a part would let two keys meet, so it raises ValueError."""
    named = (kind, *parts)
    if not parts or any(not part or "/" in part for part in named):
        raise ValueError("a natural id needs parts without a slash")
    return str(uuid.uuid5(NAMESPACE, "/".join(named)))


def profile_id(account: str) -> str:
    """The one profile of an account."""
    return natural_id("profile", account)


def contact_id(application: str) -> str:
    """The one contact of an application."""
    return natural_id("contact", application)


def membership_id(company: str, account: str) -> str:
    """The one membership of an account in a company."""
    return natural_id("membership", company, account)


def application_id(job: str, seeker: str, attempt: int) -> str:
    """A seeker's n-th application to a job; `attempt` counts from 1."""
    if attempt < 1:
        raise ValueError("attempts count from 1")
    return natural_id("application", job, seeker, str(attempt))


def conflict_id(document: str, path: Sequence[str] | str, account: str) -> str:
    """The one conflict of a person over a path (`work.k3.title`, or its parts) of a document; `.` is the whole of it."""
    dotted = path if isinstance(path, str) else ".".join(path)
    return natural_id("conflict", document, dotted or ".", account)


def is_id(text: str) -> bool:
    """Whether `text` is a UUID of version 4, 5 or 7 in its one canonical spelling."""
    return _ID.fullmatch(text) is not None
