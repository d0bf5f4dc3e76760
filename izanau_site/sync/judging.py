"""Whether what a patch touches changed since its base: the second half of R11, without any history of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from izanau_protocol import patch, wire
from izanau_protocol.patch import Path
from izanau_site.store.feeds import Held, Place


def behind(parts: Iterable[wire.Part], entries: Mapping[Place, Held]) -> dict[Place, int]:
    """The entries that are newer than the base of a part, with the seq above which their changes matter to it.

    Of the others, which are nearly all, no change is read, however many there were.
    """
    found: dict[Place, int] = {}
    for part in parts:
        place = part.scope, part.id
        entry = entries.get(place)
        if entry is not None and part.base_seq < entry.seq:
            above = max(part.base_seq, entry.since)  # a base below that is stale, or was made by what it stands on
            found[place] = min(found.get(place, above), above)
    return found


def is_stale(part: wire.Part, entry: Held | None, changes: Mapping[int, Sequence[Path]], own: frozenset[int]) -> bool:
    """Whether the entry is newer than the base, and the patch touches what changed in between.

    `changes` are the paths that later entries changed, `own` the seqs that the pushes wrote on which this one stands.
    """
    if entry is None:
        return False
    if entry.view is None or part.base_seq > entry.seq:
        return True
    base = max(part.base_seq, entry.since) if entry.since in own else part.base_seq
    if entry.seq == base:
        return False
    if base < entry.since:
        return True
    others = [path for seq, paths in changes.items() if seq > base and seq not in own for path in paths]
    return patch.overlap(patch.touched(part.patch), others)
