"""Whether what a patch touches changed since its base: the second half of R11, without any history of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from izanau_protocol import patch, wire
from izanau_protocol.patch import Path
from izanau_site.store.feeds import Held


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
