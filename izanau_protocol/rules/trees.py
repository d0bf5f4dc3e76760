"""Looking into a tree that may hold anything: what is not of the kind looked for counts as absent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from izanau_protocol import position
from izanau_protocol.canonical import Body

Tree = Mapping[str, object]


def part(tree: Tree, name: str) -> Tree:
    """The group of fields of that name; empty where there is none."""
    found = tree.get(name)
    return found if isinstance(found, Mapping) else {}


def line(tree: Tree, name: str) -> str:
    """The text of that name; empty where there is none."""
    found = tree.get(name)
    return found if isinstance(found, str) else ""


def members(tree: Tree, name: str) -> tuple[str, ...]:
    """The texts in the list of that name."""
    found = tree.get(name)
    return tuple(m for m in found if isinstance(m, str)) if isinstance(found, list | tuple) else ()


def whole(tree: Tree, name: str) -> int | None:
    """The whole number of that name; None where there is none (True is no number)."""
    found = tree.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def items(tree: Tree, name: str) -> Iterator[tuple[str, Tree]]:
    """The items of that map, with their ids, by position."""
    found = part(tree, name)
    for key in position.ordered({key: item for key, item in found.items() if isinstance(key, str)}):
        item = found[key]
        if isinstance(item, Mapping):
            yield key, item


def at(tree: Tree, path: str) -> object:
    """The value at a concrete path of parts, items and tags; None where there is none."""
    found: object = tree
    for name in path.replace("@", ".").split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def planted(tree: Tree, path: str, value: object) -> Body:
    """A copy of the tree with the value at that path; parts and items on the way are made."""
    name, _, rest = path.replace("@", ".").partition(".")
    return {**tree, name: planted(part(tree, name), rest, value) if rest else value}
