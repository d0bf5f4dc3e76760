"""Everything that is wrong with a body: each field, what is required, and what must fit together."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from izanau_protocol import ambient, documents, position
from izanau_protocol.problems import EXPECTED, Problem, problem
from izanau_protocol.rules import job, labels, profile, template, view
from izanau_protocol.rules.trees import Tree, at
from izanau_protocol.rules.values import safe, value_problems

_ITEM: Final = re.compile(r"[a-z0-9]{1,10}")
_ABSENT: Final = frozenset({"required", "empty"})


def problems(kind: str, body: object, today: date | None = None) -> tuple[Problem, ...]:
    """What is wrong with a body that is present, in the order of its fields; an empty body has nothing wrong yet."""
    if kind not in documents.KINDS:
        return (problem("unknown_kind", name=kind),)
    if not isinstance(body, Mapping):
        return (problem("wrong_type", expected=EXPECTED["part"]),)
    if not body:
        return ()
    day = today or ambient.today()
    found = [*_group(kind, body, "", "", day)]
    spoilt = {one.field for one in found}
    cross = _CROSS.get(kind)
    found += [one for one in cross(body) if one.field not in spoilt] if cross else []
    return tuple(found)


def sent_problems(kind: str, patch: Tree, today: date | None = None) -> tuple[Problem, ...]:
    """What is wrong with the values of a merge patch by themselves, whatever they are laid on.

    What is absent, removed (null) or empty is left to `problems` of the result, and so is what must fit together.
    """
    tree = _without_nulls(patch)
    found = _group(kind, tree, "", "", today or ambient.today())
    return tuple(one for one in found if one.code not in _ABSENT and at(tree, one.field) is not None)


def _without_nulls(patch: Tree) -> Tree:
    return {
        name: _without_nulls(value) if isinstance(value, Mapping) else value
        for name, value in patch.items()
        if value is not None
    }


def completeness(body: Tree, today: date | None = None) -> dict[str, profile.State]:
    """The state of each section of a profile, in the order of the policy."""
    spoilt = {re.split("[.@]", one.field)[0] for one in problems("profile", body, today)}
    states: dict[str, profile.State] = {}
    for section in documents.ORDERED:
        state = profile.section_state(body, section)
        states[section] = "problem" if section in spoilt and state != "missing" else state
    return states


def item_problems(kind: str, path: str, item: Tree, today: date | None = None) -> tuple[Problem, ...]:
    """What is wrong with one item on its own, at its concrete path (`work.ab12cd34ef`); it may have no position yet."""
    pattern = documents.pattern_of(kind, path)
    return tuple(_group(kind, item, f"{pattern}.", path, today or ambient.today()))


def _group(kind: str, tree: Tree, prefix: str, path: str, today: date) -> Iterator[Problem]:
    """A body, part or item at `path`; `prefix` is the same with `*` for ids and a dot at its end."""
    known, is_item = documents.fields(kind), prefix.endswith("*.")
    for name, value in tree.items():
        field = known.get(f"{prefix}{name}") if isinstance(name, str) and "." not in name and "@" not in name else None
        if is_item and name == "position":
            if not position.is_position(value):
                yield problem("bad_position", safe(path, name))
        elif field is None:
            yield problem("unknown_field", safe(path, name), name=str(name))
        else:
            yield from _value(kind, field, value, safe(path, name), today)
    yield from _lacking(kind, tree, prefix, path)


def _value(kind: str, field: documents.Field, value: object, path: str, today: date) -> Iterator[Problem]:
    found = value_problems(field, value, path, today)
    yield from found
    if field.spec.type not in ("part", "items") or not isinstance(value, Mapping):
        return
    if field.spec.type == "part":
        yield from _group(kind, value, f"{field.path}.", path, today)
    elif not found:
        for key, item in value.items():
            yield from _item(kind, field, key, item, path, today)


def _item(kind: str, field: documents.Field, key: object, item: object, above: str, today: date) -> Iterator[Problem]:
    path = safe(above, key)
    if not isinstance(key, str) or _ITEM.fullmatch(key) is None:
        yield problem("bad_item_id", path, name=str(key))
    elif item is None:
        yield problem("null_value", path)
    elif not isinstance(item, Mapping):
        yield problem("wrong_type", path, expected=EXPECTED["part"])
    else:
        if "position" not in item:
            yield problem("bad_position", f"{path}.position")
        yield from _group(kind, item, f"{field.path}.*.", path, today)


def _lacking(kind: str, tree: Tree, prefix: str, path: str) -> Iterator[Problem]:
    """Required fields that are not there: directly here, or in a part that was left out altogether."""
    for name, field in _needed(kind, prefix):
        if name in tree:
            continue
        if field.spec.required:
            yield problem("required", safe(path, name))
        else:
            yield from _lacking(kind, {}, f"{field.path}.", safe(path, name))


@functools.cache
def _needed(kind: str, prefix: str) -> tuple[tuple[str, documents.Field], ...]:
    """The required fields directly here, and the parts that may have such, each by its name."""
    wanted = [one for one in documents.fields(kind).values() if one.spec.required or one.spec.type == "part"]
    here = [(one.path.removeprefix(prefix), one) for one in wanted if one.path.startswith(prefix)]
    return tuple((name, one) for name, one in here if "." not in name)


_CROSS: Final[dict[str, Callable[[Tree], Iterator[Problem]]]] = {
    "profile": profile.cross_problems,
    "job": job.cross_problems,
    "application": labels.label_problems,
    "template": template.template_problems,
    "view": view.view_problems,
}
