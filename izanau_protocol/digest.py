"""The digest that a message carries beside it (RFC 9530), so that one that was altered or cut on its way counts for nothing."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

HEADER: Final = "Content-Digest"


def of(body: bytes) -> str:
    """What the header says of these bytes."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def fits(told: str, body: bytes) -> bool:
    """Whether these bytes are those that were sent, as far as a header tells: an older end, or one between, may give none.

    What is told of them by SHA-256, but not as it is written, was altered or cut itself.
    """
    members = (member.partition("=") for member in told.split(","))
    values = [value.partition(";")[0].strip() for name, _, value in members if name.strip().lower() == "sha-256"]
    return all(f"sha-256={value}" == of(body) for value in values)
