"""The digest that a message carries beside it (RFC 9530), so that one that was altered or cut on its way counts for nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

HEADER: Final = "Content-Digest"
_SHA256: Final = re.compile(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]*):")


def of(body: bytes) -> str:
    """What the header says of these bytes."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def fits(told: str, body: bytes) -> bool:
    """Whether these bytes are those that were sent, as far as a header tells: an older end, or one between, may give none."""
    found = _SHA256.search(told)
    return found is None or f"sha-256=:{found[1]}:" == of(body)
