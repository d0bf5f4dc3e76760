"""What stands behind pushes that may not go now: it waits with them, but for who takes back what others see (PRV-06)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from izanau_desktop.cache import documents, outbox
from izanau_protocol import patch, visibility

Place = tuple[str, str, str]
"""Scope, kind and id."""
Hindrance = Literal["", "lacking", "held"]
"""Why a push may not go now: it lacks what person or site give in time (an agreement, a field), or something else holds it."""


def places_of(row: outbox.Row) -> set[Place]:
    """The documents that a push touches."""
    return {(part.scope, part.kind, part.id) for part in row.parts}


def lessens(row: outbox.Row, under: Sequence[documents.Stored]) -> bool:
    """Whether a push only takes back what others see."""
    parts = zip(row.parts, under, strict=True)
    return all(visibility.lessens(part.kind, part.patch, there=one.base is not None) for part, one in parts)


def refused(unsettled: Mapping[str, outbox.Row], row: outbox.Row) -> outbox.Row | None:
    """Of these pushes, by their ids, the refused one that a waiting one needs, itself or by another that waits; else None."""
    needed = [unsettled[one] for one in row.needs if one in unsettled] if row.state == "waiting" else []
    found = (one if one.state == "refused" else refused(unsettled, one) for one in needed)
    return next(filter(None, found), None)


class Behind:
    """The documents that pushes looked at so far hold up for those behind them."""

    def __init__(self) -> None:
        self._held = set[Place]()
        self.moved = set[Place]()
        """What one that was sent stands on as it was: what was not sent yet waits for its answer."""
        self._lacking = defaultdict[Place, list[patch.Path]](list)
        """What those change that only lack something."""
        self.passed = set[int]()
        """The numbers of these: what passes them stands on none of them, also where they were sent."""

    def hinders(self, row: outbox.Row, under: Sequence[documents.Stored]) -> Hindrance:
        """Whether a push waits for one before it. What only lessens, at other paths than those that lack something, does not."""
        places = places_of(row)
        if places & self._held or (row.state != "sent" and places & self.moved):
            return "held"
        return "lacking" if places & self._lacking.keys() and not self._passes(row, under) else ""

    def add(self, row: outbox.Row, why: Hindrance) -> None:
        """A push that does not go for this reason; for none, since it goes, or went, alone."""
        for part in row.parts:
            place = (part.scope, part.kind, part.id)
            if why == "lacking":
                makes_it = row.state == "sent" and not part.base_seq  # nothing can be taken back before that
                self._lacking[place] += patch.touched(None if makes_it else part.patch)
                self.passed.add(row.number)
            else:
                self._held.add(place)

    def _passes(self, row: outbox.Row, under: Sequence[documents.Stored]) -> bool:
        return lessens(row, under) and not any(
            patch.overlap(patch.touched(part.patch), self._lacking.get((part.scope, part.kind, part.id), ()))
            for part in row.parts
        )
