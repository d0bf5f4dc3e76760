"""What changed since one looked: kept at the first look, and when one leaves; told above the profile and on its cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from izanau_desktop.cache.reads import looks
from izanau_desktop.company.applicants.reading import Opened
from izanau_desktop.desk import Desk
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Chip, Notice
from izanau_protocol.reading import profile as reading


class Looking:
    """Notes what was looked at. What changed stays marked for as long as it is read: it is kept once one goes on."""

    def __init__(self, desk: Desk, change: Callable[[Callable[[], object]], object]) -> None:
        self._desk, self._change = desk, change
        self._at: Opened | None = None

    def look(self, opened: Opened | None) -> None:
        """Somebody is shown, or nobody."""
        left, self._at = self._at, opened
        if left is not None and left.look.changed and not _same(left, opened):
            self._keep(left)
        if opened is not None and opened.look.is_first:
            self._keep(opened)

    def _keep(self, opened: Opened) -> None:
        cache, row, look = self._desk.cache, opened.applicant.row, opened.look
        self._change(lambda: looks.keep(cache, row.id, row.seeker, look))


def told(opened: Opened, language: str) -> Notice | None:
    """What changed, in words; none where nothing did."""
    changed = opened.look.changed
    if not changed:
        return None
    return Notice(tr("Changed since you looked: {sections}").format(sections=_named(changed, language)), "accent")


def mark(card: Card, opened: Opened, sections: Iterable[str], language: str) -> None:
    """Say on a card which of its sections changed."""
    held = tuple(sections)
    changed = [one for one in opened.look.changed if one in held]
    if changed:
        alone = len(held) == 1
        words = tr("changed") if alone else tr("changed: {sections}").format(sections=_named(changed, language))
        card.head.addWidget(Chip(words, "accent"))


def _named(sections: Iterable[str], language: str) -> str:
    return ("、" if language == "ja" else ", ").join(reading.section_words(one, language) for one in sections)


def _same(one: Opened, other: Opened | None) -> bool:
    return other is not None and one.applicant.row.id == other.applicant.row.id
