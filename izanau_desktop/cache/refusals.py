"""What the site refused, it has none of: an edit that names it asks for it again, also where the same is seen already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from izanau_desktop.cache.outbox import Link
from izanau_protocol import patch
from izanau_protocol.canonical import Body
from izanau_protocol.patch import Path


def named(wanted: Body | None, before: Sequence[Link]) -> list[Path]:
    """The paths of an edit that refused ones before it asked for."""
    refused = [path for link in before if link.state == "refused" for path in patch.touched(link.patch)]
    return [path for path in patch.touched(wanted) if path and patch.overlap([path], refused)]


def asking(changed: Body | None, goal: Body | None, paths: Iterable[Path]) -> Body | None:
    """The patch to this goal that asks for what stands at these paths too."""
    for path in paths if goal is not None else ():
        changed = patch.asking(changed or {}, path, patch.value_at(goal, path))
    return changed
