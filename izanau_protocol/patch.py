"""Patches: JSON Merge Patch (RFC 7396) over trees; a patch or body of None is a deleted document (sync.md R10, R11)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final, TypeAlias, cast

from izanau_protocol.canonical import Body, equal

Path: TypeAlias = tuple[str, ...]

MISSING: Final = None
"""What `value_at` gives where nothing is: a body holds no null, so it is never a value."""


def apply(body: Body | None, patch: Body | None) -> Body | None:
    """The body after the patch. Neither is changed; what the patch leaves alone is shared, so treat trees as frozen."""
    return None if patch is None else applied(body or {}, patch)


def applied(body: Body, patch: Body) -> Body:
    """`apply` where neither is a deletion."""
    result = dict(body)
    for name, change in patch.items():
        if change is None:
            result.pop(name, None)
        elif isinstance(change, dict):
            inner = result.get(name)
            result[name] = applied(inner if isinstance(inner, dict) else {}, change)
        else:
            result[name] = change
    return result


def diff(base: Body | None, body: Body | None) -> Body | None:
    """The smallest patch with `apply(base, diff(base, body)) == body`, in bytes; None deletes."""
    return None if body is None else changes(base or {}, body)


def changes(base: Body, body: Body) -> Body:
    """`diff` where neither is a deletion; empty where both have the same bytes."""
    patch: Body = dict.fromkeys(name for name in base if name not in body)
    for name, value in body.items():
        before = base.get(name)
        if value is before:  # what a patch left alone is shared, however large it is
            continue
        if isinstance(value, dict) and isinstance(before, dict):
            inner = changes(before, value)
            if inner:
                patch[name] = inner
        elif not equal(before, value):
            patch[name] = value
    return patch


def touched(patch: Body | None) -> list[Path]:
    """The paths that a patch sets or removes, leaves only; a deletion touches `()`, the whole."""
    return [()] if patch is None else _leaves(patch, ())


def _leaves(patch: Body, above: Path) -> list[Path]:
    found: list[Path] = []
    for name, change in patch.items():
        if isinstance(change, dict) and change:
            found += _leaves(change, (*above, name))
        else:
            found.append((*above, name))
    return found


def overlap(ones: Iterable[Path], others: Collection[Path]) -> bool:
    """Whether any of these paths is one of the others, or one leads into the other."""
    return any(all(a == b for a, b in zip(one, two, strict=False)) for one in ones for two in others)


def without(patch: Body, paths: Collection[Path], above: Path = ()) -> Body:
    """What a patch asks for beside these paths."""
    left: Body = {}
    for name, change in patch.items():
        path = (*above, name)
        if not overlap([path], paths):
            left[name] = change
        elif isinstance(change, dict) and not any(path[: len(one)] == one for one in paths):
            inner = without(change, paths, path)
            left |= {name: inner} if inner else {}
    return left


def value_at(body: Body | None, path: Path) -> object:
    """The value at a path; None where there is none."""
    value: object = body
    for name in path:
        if not isinstance(value, dict):
            return MISSING
        value = value.get(name)
    return value


def with_value(body: Body, path: Path, value: object) -> Body:
    """The body with this value at a path as it is, not merged; None removes it. Objects on the way are made."""
    if not path:
        return cast("Body", value) if isinstance(value, dict) else {}
    name, *rest = path
    result = dict(body)
    inner = result.get(name)
    if rest and (value is not None or isinstance(inner, dict)):
        result[name] = with_value(inner if isinstance(inner, dict) else {}, tuple(rest), value)
    elif not rest and value is None:
        result.pop(name, None)
    elif not rest:
        result[name] = value
    return result


def asking(patch: Body, path: Path, value: object) -> Body:
    """The patch that also asks for this value at a path; None asks to remove what is there."""
    name, *rest = path
    inner = patch.get(name)
    return {**patch, name: asking(inner if isinstance(inner, dict) else {}, tuple(rest), value) if rest else value}


def is_item(value: object) -> bool:
    """Whether a value is an item of a map that a person edits item by item: it has a position."""
    return isinstance(value, dict) and isinstance(value.get("position"), str)
