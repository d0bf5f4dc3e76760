"""What a field of a document is: its type, words and bounds, read from the annotations of the structs in `documents`."""

from __future__ import annotations

import functools
import typing
from typing import Any, Final, Literal

import msgspec

Type = Literal[
    "line",
    "prose",
    "text",
    "code",
    "codes",
    "day",
    "month",
    "time",
    "yes",
    "number",
    "id",
    "email",
    "url",
    "items",
    "part",
]

LANGUAGES: Final = ("en", "ja")
"""The languages of the interface; free texts may be held in any language tag of the table `languages`."""


class Words(msgspec.Struct, frozen=True):
    """The same words in both languages of the interface."""

    en: str
    ja: str

    def of(self, language: str) -> str:
        """The words in `language`; English where it is none of ours."""
        return self.ja if language.startswith("ja") else self.en


class Spec(msgspec.Struct, frozen=True):
    """What stands beside a field in its struct line: type, words, bounds."""

    type: Type
    words: Words
    most: int = 0
    """Characters of a line or text, members of a set, items of a map, or the highest number."""
    least: int = 0
    table: str = ""
    """The name of the code table in `tables` (types code and codes)."""
    required: bool = False


class Field(msgspec.Struct, frozen=True):
    """One path of a kind: `work.*.title`, where `*` stands for an item's id."""

    kind: str
    path: str
    spec: Spec

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit(".", 1)[-1]


def _meta(spec: Spec) -> msgspec.Meta:
    return msgspec.Meta(extra={"spec": spec})


def line(en: str, ja: str, most: int = 200, *, required: bool = False) -> msgspec.Meta:
    """A single line of at most `most` characters."""
    return _meta(Spec("line", Words(en, ja), most, required=required))


def prose(en: str, ja: str, most: int, *, required: bool = False) -> msgspec.Meta:
    """Several lines in whatever language they were written: messages, notes, requests."""
    return _meta(Spec("prose", Words(en, ja), most, required=required))


def text(en: str, ja: str, most: int = 4000, *, required: bool = False) -> msgspec.Meta:
    """A long free text, held by language: a map from language tag to text."""
    return _meta(Spec("text", Words(en, ja), most, required=required))


def code(en: str, ja: str, table: str, *, required: bool = False) -> msgspec.Meta:
    """One code of a table."""
    return _meta(Spec("code", Words(en, ja), 40, table=table, required=required))


def codes(en: str, ja: str, table: str, most: int = 10) -> msgspec.Meta:
    """A set of codes of a table, changed as a whole. An empty table name allows any short line."""
    return _meta(Spec("codes", Words(en, ja), most, table=table))


def number(en: str, ja: str, least: int, most: int) -> msgspec.Meta:
    """A whole number within bounds."""
    return _meta(Spec("number", Words(en, ja), most, least))


def items(en: str, ja: str, most: int = 50) -> msgspec.Meta:
    """A map from item id to an item with a `position`."""
    return _meta(Spec("items", Words(en, ja), most))


def part(en: str, ja: str) -> msgspec.Meta:
    """A group of fields that belong together."""
    return _meta(Spec("part", Words(en, ja)))


def plain(kind: Type, en: str, ja: str, *, required: bool = False) -> msgspec.Meta:
    """A field of a type without further bounds: day, month, time, yes, id, email, url."""
    return _meta(Spec(kind, Words(en, ja), 320 if kind in ("email", "url") else 64, required=required))


def _struct_in(annotation: Any) -> type[msgspec.Struct] | None:
    if isinstance(annotation, type) and not typing.get_args(annotation) and issubclass(annotation, msgspec.Struct):
        return annotation
    return next(filter(None, map(_struct_in, typing.get_args(annotation))), None)


@functools.cache
def fields_of(kind: str, struct: type[msgspec.Struct], prefix: str = "") -> tuple[Field, ...]:
    """All fields of a struct, parts and items before what they hold, in the order of their lines."""
    found: list[Field] = []
    for name, hint in typing.get_type_hints(struct, include_extras=True).items():
        spec = next(
            (meta.extra["spec"] for meta in typing.get_args(hint) if isinstance(meta, msgspec.Meta) and meta.extra),
            None,
        )
        if spec is None:
            if name == "position":
                continue
            raise TypeError(f"{struct.__name__}.{name} has no words")
        path = f"{prefix}{name}"
        found.append(Field(kind, path, spec))
        if spec.type in ("part", "items"):
            inner = _struct_in(hint)
            assert inner is not None, path
            found += fields_of(kind, inner, f"{path}.*." if spec.type == "items" else f"{path}.")
    return tuple(found)
