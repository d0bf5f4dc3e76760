"""Secrets that the site gives out and keeps only as hashes: tokens of devices, and codes that people type."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from urllib.parse import parse_qs, urlsplit

from izanau_protocol import ambient

CODE_ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without 0, O, 1 and I, which look alike."""
CODE_LENGTH: Final = 8


def secret_hash(secret: str) -> str:
    """What is kept of a secret; no salt is needed, for each is random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_code() -> str:
    """A code that is easy to type."""
    return ambient.random_text(CODE_LENGTH, CODE_ALPHABET)


def typed_code(text: str) -> str:
    """The code in what a person typed: any case, with spaces or dashes, or the whole link from the mail."""
    found = text.strip()
    if "code=" in found:
        found = next(iter(parse_qs(urlsplit(found).query).get("code", [])), "")
    return re.sub(r"[\s\-]", "", found).upper()
