"""What the site refused, it has none of: an edit that names it asks for it again, also where the same is seen already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from izanau_desktop.cache import trees
from izanau_desktop.cache.outbox import Link, Row
from izanau_protocol import patch
from izanau_protocol.canonical import Body
from izanau_protocol.patch import Path


def named(kind: str, wanted: Body | None, before: Sequence[Link]) -> list[Path]:
    """The paths of an edit that refused ones before it asked for; of an entry that these added, and the site has none of, the
    whole of it."""
    refused = [path for link in before if link.state == "refused" for path in patch.touched(link.patch)]
    found: dict[Path, None] = {}
    for path in patch.touched(wanted) if refused else ():
        added = [one for one in trees.entries_above(kind, path) if (*one, "position") in refused]
        if added or (path and patch.overlap([path], refused)):
            found[added[0] if added else path] = None
    return list(found)


def asking(changed: Body | None, goal: Body | None, paths: Iterable[Path]) -> Body | None:
    """The patch to this goal that asks for what stands at these paths too."""
    for path in paths if goal is not None else ():
        changed = patch.asking(changed or {}, path, patch.value_at(goal, path))
    return changed


def named_again(kind: str, goal: Body | None, edits: Iterable[Body | None], before: Sequence[Link]) -> list[Path]:
    """The same of several edits that become one, but for what is in an entry that this one has no more."""
    found = dict.fromkeys(path for one in edits for path in named(kind, one, before))
    return [path for path in found if all(patch.value_at(goal, one) for one in trees.entries_above(kind, path))]


def is_about(kind: str, wanted: Body | None, refused: Row) -> bool:
    """Whether an edit is about what the one part of a refused push asked for, the field or the entry, or about what its
    problem names: that mends it. Any other edit has nothing to do with it."""
    asked = patch.touched(refused.parts[0].patch)
    if refused.problem is not None and refused.problem.field:
        asked = [*asked, trees.parted(refused.problem.field)]
    return patch.overlap([_place(kind, path) for path in patch.touched(wanted)], [_place(kind, path) for path in asked])


def _place(kind: str, path: Path) -> Path:
    """The entry that a path leads to or into, else its field."""
    return next(iter(trees.entries_above(kind, (*path, ""))), path[:1])
