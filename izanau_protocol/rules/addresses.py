"""Addresses of e-mail and of web pages: whether a text is one, and its canonical form."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_HOST: Final = re.compile(r"(?=.{1,253}$)([^\s.@:/\\]{1,63}\.)+[^\s.@:/\\]{2,63}\.?")


def is_email(text: str) -> bool:
    """Whether a text is an address that mail can be sent to."""
    return canonical_email(text) is not None


def canonical_email(text: str) -> str | None:
    """The address with its domain in lower case; None where it is none."""
    import email_validator  # it takes 40 ms to import, which a start without an address does not pay

    try:
        found = email_validator.validate_email(
            text, check_deliverability=False, allow_smtputf8=False, globally_deliverable=False
        )
    except email_validator.EmailNotValidError:
        return None
    return found.normalized if "." in found.domain or found.domain == "localhost" else None


def is_url(text: str) -> bool:
    """A web address that a click may open: http(s), a host, no name or password in it (RFC 3986)."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or parts.username is not None or port == 0:
        return False
    return not re.search(r"[\s<>\"\\]", text) and _HOST.fullmatch(parts.hostname or "") is not None
