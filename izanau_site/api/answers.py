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


class OwnerGiven(msgspec.Struct, frozen=True):
    """Whether the new owner of a company has yet to take an invitation up; else they are it."""

    invited: bool


class ProblemBody(msgspec.Struct, frozen=True):
    """A refusal (RFC 9457) with the code and the field of the first problem; all of them stand in `problems`."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str
    cure: str
    values: dict[str, Any]
    problems: list[dict[str, Any]]
