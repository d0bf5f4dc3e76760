"""What a deed would come to for those who are chosen, while it stands to be answered."""

from __future__ import annotations

import msgspec

from izanau_desktop import bulk
from izanau_desktop.bulk import Summary
from izanau_desktop.cache.reads import chosen as reads
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.chosen import Chosen
from izanau_desktop.desk import Desk


class Summed(msgspec.Struct, frozen=True):
    """A summary of those who were chosen when it was first asked for; whom the list found since then nobody has seen."""

    summary: Summary
    asked: frozenset[str]
    new: tuple[str, ...]


def summed(
    desk: Desk, deed: bulk.Deed, chosen: Chosen, seen_in: View, asked: frozenset[str] | None, first: Summary | None
) -> Summed:
    """What a deed would come to for those who are chosen, of whom these were asked about first."""
    found = reads.members(desk.cache, chosen)
    asked = frozenset(found) if asked is None else asked
    known, new = tuple(one for one in found if one in asked), tuple(one for one in found if one not in asked)
    left = sorted(asked.difference(found, chosen.ids))  # they left the list since it was first asked for
    return Summed(bulk.summary(desk, deed, (*known, *left), seen_in, first), asked, new)
