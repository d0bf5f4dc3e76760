"""Three-way merge of bodies, field by field and item by item: pure, and settled when done once (sync.md R14)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, NamedTuple, TypeAlias, cast

import msgspec

from izanau_protocol.canonical import Body, equal
from izanau_protocol.lines import keep_both, merge_lines
from izanau_protocol.patch import Path, changes, is_item, with_value
from izanau_protocol.text import fold

_LABEL: Final = 3
"""Steps to the text of a label: the field, its id, the text."""

FreeTexts: TypeAlias = Callable[[Path], bool]
"""Whether the text at a path is a long free text, which is merged by lines first."""
Take: TypeAlias = Literal["mine", "theirs", "both", "value"]


class Conflict(msgspec.Struct, frozen=True):
    """Two edits of one value that cannot both stand. None means: was not, or is no longer, there."""

    path: Path
    base: object
    mine: object
    theirs: object


class Merged(msgspec.Struct, frozen=True):
    """What a merge came to: `body` is what the site should get, `visible` what the person sees meanwhile."""

    body: Body
    """Theirs, with all of mine that is in no conflict."""
    conflicts: tuple[Conflict, ...]
    visible: Body
    """The body with mine where there is a conflict, but never without an item that the other end still edits."""


class CannotKeepBoth(ValueError):  # noqa: N818 - reads as what it says
    """Only texts and lists can be kept both; a removal or a number cannot."""


class _Three(NamedTuple):
    base: object
    mine: object
    theirs: object


def merge(base: Body | None, mine: Body, theirs: Body, free_texts: FreeTexts = lambda _path: False) -> Merged:
    """Merge two edits of `base`. A conflict's path keeps theirs in `body` and shows mine in `visible`."""
    conflicts: list[Conflict] = []
    body = _objects((), _Three(base or {}, mine, theirs), free_texts, conflicts)
    visible = body
    for conflict in conflicts:
        if conflict.mine is not None:
            visible = with_value(visible, conflict.path, conflict.mine)
    return Merged(body, tuple(conflicts), visible)


def fate(base: Body, mine: Body | None, theirs: Body | None) -> Conflict | None:
    """The conflict of a document that one side deleted while the other edited it; None where there is none."""
    survivor = theirs if mine is None else mine
    if (mine is None) == (theirs is None) or equal(base, survivor):
        return None
    return Conflict((), base, mine, theirs)


def resolve(conflict: Conflict, take: Take, value: object = None) -> object:
    """The value that settles a conflict; None removes. `value` counts with take="value". Raises CannotKeepBoth."""
    if take == "both":
        return _both(conflict)
    return {"mine": conflict.mine, "theirs": conflict.theirs, "value": value}[take]


def _both(conflict: Conflict) -> object:
    mine, theirs = conflict.mine, conflict.theirs
    if isinstance(mine, str) and isinstance(theirs, str):
        return keep_both(conflict.base if isinstance(conflict.base, str) else "", mine, theirs)
    if isinstance(mine, list) and isinstance(theirs, list):
        return mine + [value for value in theirs if not any(equal(value, held) for held in mine)]
    raise CannotKeepBoth


def _objects(path: Path, three: _Three, free_texts: FreeTexts, conflicts: list[Conflict]) -> Body:
    """Merge the fields of three objects; what is no object counts as empty."""
    base, mine, theirs = (cast("Body", side) if isinstance(side, dict) else {} for side in three)
    result: Body = {}
    for name in dict.fromkeys((*theirs, *mine)):
        sides = _Three(base.get(name), mine.get(name), theirs.get(name))
        value = _value((*path, name), sides, free_texts, conflicts)
        if value is not None:
            result[name] = value
    return result


def _value(path: Path, three: _Three, free_texts: FreeTexts, conflicts: list[Conflict]) -> object:
    """The merged value at a path; None where it is gone."""
    base, mine, theirs = three
    if equal(mine, theirs) or equal(base, mine):
        return theirs
    if equal(base, theirs):
        return mine
    if _removed_beside_a_move(three):
        return None
    if _are_objects(three):
        inner = _objects(path, three, free_texts, conflicts)
        stays = all(isinstance(side, dict) for side in (mine, theirs))  # one that came out empty, as an empty one
        return inner if inner or stays else None
    if _is_position(path, three) or _is_spelling(path, three):
        return theirs
    if free_texts(path) and isinstance(mine, str) and isinstance(theirs, str):
        text = merge_lines(base if isinstance(base, str) else "", mine, theirs)
        if text is not None:
            return text
    conflicts.append(Conflict(path, base, mine, theirs))
    return theirs


def _are_objects(three: _Three) -> bool:
    """Whether to go on field by field. An item that one side removed is not: half an item would be torn."""
    base, mine, theirs = three
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return True
    one_is = isinstance(mine, dict) or isinstance(theirs, dict)
    one_gone = mine is None or theirs is None
    return one_is and one_gone and isinstance(base, dict) and not any(map(is_item, three))


def _removed_beside_a_move(three: _Three) -> bool:
    """One side removed an item and the other only moved it: positions settle alone, so it is removed."""
    base, mine, theirs = three
    survivor = theirs if mine is None else mine if theirs is None else None
    if not (is_item(base) and isinstance(survivor, dict)):
        return False
    return changes(cast("Body", base), survivor).keys() <= {"position"}


def _is_position(path: Path, three: _Three) -> bool:
    return (
        len(path) > 1 and path[-1] == "position" and all(isinstance(side, str) for side in (three.mine, three.theirs))
    )


def _is_spelling(path: Path, three: _Three) -> bool:
    """One label that two spelled differently: its id follows from the word, so nobody is asked about case or width."""
    if len(path) != _LABEL or path[0] != "labels" or path[-1] != "text":
        return False
    mine, theirs = three.mine, three.theirs
    return isinstance(mine, str) and isinstance(theirs, str) and fold(mine) == fold(theirs)
