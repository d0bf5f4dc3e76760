"""What all messages are built on: a request takes no field that is not listed, an answer may have more."""

from __future__ import annotations

import msgspec


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request: unknown fields are refused."""


class Loose(msgspec.Struct, frozen=True):
    """An answer: fields of a newer site are passed over."""
