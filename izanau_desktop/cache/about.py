"""What lists, filters and the index take from a body: its references, state, time, facets and searched words."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from izanau_protocol import codes, documents, text, visibility
from izanau_protocol.canonical import Body

RANK: Final = ("local", "staff", "company", "applicants", "contacts", "job", "account", "jobs")
"""Scopes from the widest view to the narrowest."""

UNDATED: Final = "9999-12-31"
"""Where a task without a day stands among those that have one: behind them."""


class Columns(NamedTuple):
    """What `shown` holds of a document."""

    about: str = ""
    other: str = ""
    state: str = ""
    at: str = ""


COLUMNS: Final[dict[str, dict[str, str]]] = {
    "contact": {"about": "application", "other": "company"},
    "company": {"state": "industry"},
    "membership": {"about": "company", "other": "member", "state": "role"},
    "job": {"about": "company", "state": "state", "at": "published"},
    "application": {"about": "job", "other": "seeker", "state": "stage", "at": "applied"},
    "message": {"about": "seeker", "other": "company", "state": "application", "at": "at"},
    "note": {"about": "application", "at": "at"},
    "task": {"about": "application", "other": "owner"},
    "template": {"about": "company", "state": "use"},
    "view": {"about": "company", "other": "job"},
    "export": {"about": "company", "at": "at"},
    "consent": {"about": "about", "other": "recipient", "state": "deed", "at": "at"},
    "policy": {"at": "effective"},
    "ticket": {"state": "state", "at": "at"},
    "mend": {"about": "about", "at": "at"},
    "conflict": {"about": "about", "state": "settled", "at": "at"},
}
"""Which field of a kind stands in which column."""

_FACETS: Final[dict[str, dict[str, str]]] = {
    "job": {
        "category": "category",
        "contract": "contract.type",
        "prefecture": "place.prefecture",
        "remote": "remote",
        "visa_support": "visa_support",
        "overseas": "overseas",
        "language": "languages.*.language",
        "level": "languages.*.level",
    },
    "application": {"withdrawn": "withdrawn", "label": "labels.*.text"},
    "message": {"sender": "sender"},
    "note": {"mention": "mentions"},
    "export": {"owed": "left.*.cause"},
}
"""What lists filter by, where it is no column; applicants have a table of their own (`applicants.py`)."""


def rank(scope: str) -> int:
    """The place of a scope in the order of views; the lowest is the widest, and one of a newer site counts as the narrowest."""
    name = scope.split(":", 1)[0]
    return RANK.index(name) if name in RANK else len(RANK)


def values(body: Body, path: str) -> Iterator[object]:
    """What stands at a path or a pattern with `*` for items."""
    name, _, rest = path.partition(".")
    inner = list(body.values()) if name == "*" else [body[name]] if name in body else []
    for value in inner:
        if not rest:
            yield value
        elif isinstance(value, dict):
            yield from values(value, rest)


def line(body: Body, path: str) -> str:
    """The first text at a path, or empty."""
    return next((value for value in values(body, path) if isinstance(value, str)), "")


def columns(kind: str, body: Body, created: Callable[[], str]) -> Columns:
    """The columns of a document; what has no time yet, since the site gives it, has that of its making here."""
    found = {column: line(body, path) for column, path in COLUMNS.get(kind, {}).items()}
    if "at" in found and not found["at"]:
        found["at"] = line(body, "updated") or created()
    if kind == "application" and not found["state"]:
        found["state"] = line(body, "status") or "new"
    if kind == "task":
        found |= {"state": "done" if body.get("done") is True else "open", "at": line(body, "due") or UNDATED}
    return Columns(**found)


def facets(kind: str, body: Body) -> set[tuple[str, str]]:
    """Name and value of each facet; a truth is `yes`."""
    found: set[tuple[str, str]] = set()
    for name, path in _FACETS.get(kind, {}).items():
        held = (one for value in values(body, path) for one in (value if isinstance(value, list) else [value]))
        found |= {(name, "yes" if value is True else str(value)) for value in held if value}
    return found


def searched(kind: str, body: Body) -> str:
    """The tokens that the index holds: only of fields marked so in the table of visibility."""
    return tokens([word for name in _searched_fields(kind) for word in words(kind, name, body)])


def tokens(found: list[str]) -> str:
    """The tokens of some words. What is ASCII stands first: it is cut in half the time."""
    ascii_first = ("\n".join(word for word in found if word.isascii() is one) for one in (True, False))
    return " ".join(token for joined in ascii_first for token in text.tokens(joined))


def words(kind: str, path: str, body: Body) -> list[str]:
    """What people read at a path of a body, or a pattern with `*` for items: codes by their names in both languages."""
    return [word for value in values(body, path) for word in _words(kind, path, value)]


@functools.cache
def _searched_fields(kind: str) -> tuple[str, ...]:
    return tuple(row.path for row in visibility.ROWS if row.kind == kind and row.searched)


def _words(kind: str, pattern: str, value: object) -> list[str]:
    if isinstance(value, dict):
        items = _is_items(kind, pattern)
        inner = [("*" if items else name, part) for name, part in value.items() if name != "position"]
        return [word for name, part in inner for word in _words(kind, f"{pattern}.{name}", part)]
    if isinstance(value, list):
        return [word for part in value for word in _words(kind, pattern, part)]
    table = _table(kind, pattern)
    if table is None:
        return [str(value)] if isinstance(value, str | int) and not isinstance(value, bool) else []
    known = codes.table(table).get(str(value)) if table else None
    return [known.en, known.ja] if known else [str(value)]


@functools.lru_cache(maxsize=4096)
def _is_items(kind: str, pattern: str) -> bool:
    """Whether a field holds items, by ids that say nothing."""
    field = documents.fields(kind).get(pattern)
    return field is not None and field.spec.type == "items"


@functools.lru_cache(maxsize=4096)
def _table(kind: str, pattern: str) -> str | None:
    """The code table of a field; empty for codes without one, None for what is text as it stands."""
    field = documents.fields(kind).get(pattern)
    return field.spec.table if field is not None and field.spec.type in ("code", "codes") else None
