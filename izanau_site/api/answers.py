"""The shapes of answers that no message of `wire` names."""

from __future__ import annotations

from typing import Any, Final, Generic, TypeVar

import msgspec

T = TypeVar("T")


class Nothing(msgspec.Struct, frozen=True):
    """Done; there is nothing to tell."""


NOTHING: Final = Nothing()


class Items(msgspec.Struct, Generic[T], frozen=True):
    """A list in full."""

    items: list[T]


class Page(msgspec.Struct, frozen=True):
    """A page of documents: their number in all, and where the next page begins (empty: there is none)."""

    items: list[dict[str, Any]]
    total: int
    next: str


class Made(msgspec.Struct, frozen=True):
    """What was made."""

    id: str


class Number(msgspec.Struct, frozen=True):
    """A ticket that was opened."""

    id: str
    number: int


class Erasing(msgspec.Struct, frozen=True):
    """When the account will be erased; empty: it is."""

    erases: str
