"""The fields of a record that staff may mend, each entry of a list with its own, and what was typed made a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from izanau_desktop.cache.reads import values
from izanau_desktop.translation import tr
from izanau_protocol import codes, documents, position, rules, visibility
from izanau_protocol.fields import Field
from izanau_protocol.patch import value_at, with_value
from izanau_protocol.problems import Refused, problem
from izanau_protocol.reading import profile as reading

MENDED = frozenset({"profile", "account", "company", "job"})
"""Kinds of records that can be mended."""
_OWN = frozenset({"registered", "confirmed", "email", "state", "company", "purposes", "paused", "language"})
"""What only its owner may decide, or what identity hangs on."""


class Choice(msgspec.Struct, frozen=True):
    """A field at its path, with its name and what it holds now (None: nothing)."""

    path: str
    words: str
    field: Field
    value: object

    @property
    def is_long(self) -> bool:
        """Whether it wants several lines."""
        return self.field.spec.type in ("text", "prose")


def choices(kind: str, view: Mapping[str, Any], language: str) -> tuple[Choice, ...]:
    """Every single field of a record that may be mended, in the order of its kind."""
    if kind not in MENDED:
        return ()
    found = []
    for pattern, field in documents.fields(kind).items():
        top = pattern.split(".")[0]
        row = visibility.row(kind, top)
        barred = row is None or top in _OWN or (row.writes == "site" and (kind, pattern) != ("account", "name"))
        if barred or field.spec.type in ("items", "part") or (kind == "account" and pattern != "name"):
            continue
        for path in _paths(view, pattern, field, language):
            value = value_at(dict(view), steps(path))
            found.append(Choice(path, _words(kind, path, view, language), field, value))
    return tuple(found)


def steps(path: str) -> tuple[str, ...]:
    """The names on the way to a value."""
    return tuple(path.replace("@", ".").split("."))


def shown(kind: str, choice: Choice, language: str) -> str:
    """What it holds, as it reads."""
    if choice.value is not None and choice.field.spec.type in ("text", "prose"):
        return str(choice.value)
    return values.words(kind, choice.path, choice.value, language)


def typed(choice: Choice, language: str) -> str:
    """What it holds, as it would be typed."""
    value, table = choice.value, choice.field.spec.table
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(codes.words(table, str(one), language) if table else str(one) for one in value)
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return codes.words(table, str(value), language) if table else str(value)


def parsed(kind: str, choice: Choice, view: Mapping[str, Any], text: str, language: str) -> object:
    """The new value; None takes it away. Raises Refused with what is wrong with it, alone or beside the other fields."""
    new: object = None
    if text.strip():
        new = rules.parse(kind, choice.path, text, language)
    elif choice.field.spec.required:
        raise Refused(problem("required", choice.path))
    before = {(one.code, one.field) for one in rules.problems(kind, dict(view))}
    mended = with_value(dict(view), steps(choice.path), new)
    broken = [one for one in rules.problems(kind, mended) if (one.code, one.field) not in before]
    if broken:
        raise Refused(*broken)
    return new


def _paths(view: Mapping[str, Any], pattern: str, field: Field, language: str) -> Iterator[str]:
    for path in _expanded(view, pattern.split("."), ()):
        if field.spec.type != "text":
            yield path
            continue
        held = value_at(dict(view), tuple(path.split(".")))
        tags = sorted(held) if isinstance(held, Mapping) and held else [language]
        yield from (f"{path}@{tag}" for tag in tags)


def _expanded(view: object, rest: list[str], above: tuple[str, ...]) -> Iterator[str]:
    """The paths of a pattern with the ids of the entries that are there, in their order."""
    if not rest:
        yield ".".join(above)
        return
    name, inner = rest[0], view if isinstance(view, Mapping) else {}
    names = position.ordered(inner) if name == "*" else (name,)
    for one in names:
        yield from _expanded(inner.get(one), rest[1:], (*above, one))


def _words(kind: str, path: str, view: Mapping[str, Any], language: str) -> str:
    """`Work experience › Translator › Title`."""
    parts, told = path.split("@")[0].split("."), []
    for length in range(1, len(parts) + 1):
        upto = ".".join(parts[:length])
        field = documents.field(kind, upto)
        if field is not None:
            told.append(field.spec.words.of(language))
        else:
            told.append(_entry(kind, parts[:length], view, language))
    tag = path.partition("@")[2]
    if tag:
        told[-1] = tr("{field} ({language})").format(
            field=told[-1], language=codes.words("languages", tag.split("-")[0], language)
        )
    return " › ".join(told)


def _entry(kind: str, parts: list[str], view: Mapping[str, Any], language: str) -> str:
    """The name of an entry of a list, or its number."""
    held = value_at(dict(view), tuple(parts[:-1]))
    whole = held if isinstance(held, Mapping) else {}
    number = str(list(position.ordered(whole)).index(parts[-1]) + 1) if parts[-1] in whole else ""
    title = ""
    if kind == "profile" and len(parts) == 2:
        card = next((one for one in reading.cards(view, parts[0], language) if one.item == parts[1]), None)
        title = card.title if card is not None else ""
    return title or number
