"""The fields of a record that can be mended, by words, with what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from izanau_desktop.shared.values import path_words
from izanau_protocol import documents, patch, position, rules, visibility
from izanau_protocol.canonical import Value
from izanau_protocol.fields import LANGUAGES, Field
from izanau_protocol.problems import Refused

Body = Mapping[str, Any]
KINDS: Final = ("profile", "account", "company", "job")
_NEVER: Final = frozenset({"registered", "email", "state", "company", "purposes", "paused", "language"})


@dataclass(frozen=True)
class Mendable:
    """One field: its concrete path, its words, and its value (None: nothing stands there)."""

    path: str
    words: str
    value: Any
    spec: Field


def mendable(kind: str, body: Body, language: str) -> tuple[Mendable, ...]:
    """Every field that staff may mend in this record, in the order of the record."""
    if kind not in KINDS:
        return ()
    return tuple(
        Mendable(path, _words(kind, path, body, language), value_at(body, path), field)
        for field in documents.fields(kind).values()
        if field.spec.type not in ("items", "part") and _may(kind, field.path)
        for path in _concrete(field, body)
    )


def value_at(body: Body, path: str) -> Any:
    """What stands at a path; a tag of a language is its last step."""
    found: Any = body
    for name in path.replace("@", ".").split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def parsed(kind: str, path: str, text: str, body: Body) -> Value | None:
    """The value that was typed; None where the field is to be empty. Raises Refused where the record would become wrong."""
    value = rules.parse(kind, path, text) if text.strip() else None
    change: Any = value
    for name in reversed(path.replace("@", ".").split(".")):
        change = {name: change}
    before = set(rules.problems(kind, dict(body)))
    worse = [one for one in rules.problems(kind, patch.apply(dict(body), change) or {}) if one not in before]
    if worse:
        raise Refused(*worse)
    return value


def _may(kind: str, path: str) -> bool:
    top = path.split(".")[0]
    row = visibility.row(kind, top)
    if kind == "account":
        return top == "name"
    return row is not None and row.writes != "site" and top not in _NEVER


def _concrete(field: Field, body: Body) -> Iterator[str]:
    """The paths that a pattern stands for in this record: each item's own, and each language of a text."""
    paths = [""]
    for name in field.path.split("."):
        if name == "*":
            paths = [f"{path}{item}." for path in paths for item in position.ordered(_map(body, path[:-1]))]
        else:
            paths = [f"{path}{name}." for path in paths]
    for path in (path[:-1] for path in paths):
        if field.spec.type == "text":
            yield from (f"{path}@{tag}" for tag in sorted({*LANGUAGES, *_map(body, path)}))
        else:
            yield path


def _map(body: Body, path: str) -> dict[str, Any]:
    found = value_at(body, path)
    return dict(found) if isinstance(found, Mapping) else {}


def _words(kind: str, path: str, body: Body, language: str) -> str:
    """The words of a path; of several items alike, with what tells them apart, and of texts with the language."""
    told = path_words(kind, path, language)
    parts = path.split("@")[0].split(".")
    if len(parts) > 2:
        item = value_at(body, ".".join(parts[:2]))
        names = ("title", "company", "school", "language", "name")
        named = next((str(item[name]) for name in names if isinstance(item, Mapping) and item.get(name)), "")
        told = f"{told} ({named})" if named else told
    return f"{told} [{path.split('@')[1]}]" if "@" in path else told
