"""Which fields an item of the law still wants: several share one item, and the person is led to the one that is empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from izanau_desktop.cache.reads.common import field, number
from izanau_protocol import documents, rules
from izanau_protocol.problems import Problem

Body = dict[str, Any]


def fields(item: str, body: Body) -> tuple[str, ...]:
    """The paths of the empty fields of an item, in the order of the form; none where it is stated."""
    known = next(one for one in rules.legal_items if one.id == item)
    if known.check(body):
        return ()
    return tuple(path for path in _wanted(item, body) if not _has(body, path)) or (known.field,)


def words(path: str, language: str) -> str:
    """The name of a field."""
    found = documents.field("job", path)
    return found.spec.words.of(language) if found is not None else path


def at_the_gap(told: Problem, body: Body) -> Problem:
    """A problem of the law, at the field that is empty rather than at the first of its item."""
    item = next((one for one in rules.legal_items if one.field == told.field), None)
    if told.code != "missing_legal_item" or item is None:
        return told
    paths = fields(item.id, body)
    return replace(told, field=paths[0]) if paths else told


def _wanted(item: str, body: Body) -> tuple[str, ...]:
    if item == "contract":
        return ("contract.type", "contract.end") if field(body, "contract.type") == "fixed_term" else ("contract.type",)
    if item == "hours":
        clocked = field(body, "hours.system") not in ("flex", "discretionary")
        clock = ("hours.start", "hours.end") if clocked else ()
        return ("hours.system", *clock, "hours.overtime", "holidays")
    if item == "pay":
        covered = ("pay.fixed_overtime_hours",) if number(body, "pay.fixed_overtime") else ()
        return ("pay.unit", "pay.currency", "pay.least", *covered)
    if item == "renewal":
        return ("contract.renewal", "contract.criteria")
    return ()


def _has(body: Body, path: str) -> bool:
    value: object = body
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(value, Mapping):
        return any(isinstance(text, str) and text.strip() for text in value.values())
    return bool(value)
