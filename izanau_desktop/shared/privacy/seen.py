"""Who was shown one's data, or exported it, and when; what happened again on one day stands in one line."""

from __future__ import annotations

from typing import Final

from izanau_desktop.own_record import SEEN, sightings
from izanau_desktop.own_record.sightings import Sight
from izanau_desktop.shared import moments
from izanau_desktop.shared.privacy.asked import AskedCard
from izanau_desktop.shared.privacy.card import Around, Fact
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import button
from izanau_protocol import wire

_ICONS: Final = {
    "page": "eye",
    "find": "search",
    "look": "eye",
    "mend": "pencil",
    "approve": "check",
    "erase": "trash-2",
    "free": "eye",
    "own": "check",
    "export": "download",
}


class SeenCard(AskedCard[wire.Seen]):
    """The newest first; older ones are asked for page by page."""

    icon = "user-search"
    called = staticmethod(lambda: tr("Who looked"))
    matter = SEEN

    def __init__(self, around: Around) -> None:
        super().__init__(
            tr("Each time that a company's or a support device was shown something of yours, or somebody exported it."),
            around,
        )
        self._older: list[wire.Sighting] = []
        self._next = ""
        self.more = button(tr("Show older ones"), "link", deed=self._ask_older)
        self.more.hide()
        self.lines.grown.connect(self._offer_older)
        self.body.insertWidget(self.body.count() - 1, self.more)

    def show_told(self, value: wire.Seen) -> None:
        """The first page; what was asked for beyond it goes."""
        self._older, self._next = list(value.items), value.next
        self._lay()

    def _lay(self, *, further: bool = False) -> None:
        sights = sightings.grouped(self._older, self.language)
        nobody = tr("Nobody yet. Public pages are read without asking who reads.")
        self.lines.lay(sights, self._fact, nobody, further=further)

    def _offer_older(self) -> None:
        """Only once all that is known stands there: one thing to press for more, never two."""
        self.more.setVisible(bool(self._next) and self.lines.is_whole)

    def _fact(self, one: Sight) -> Fact:
        times = tr("%n times", None, one.times) if one.times > 1 else ""
        at = moments.full(one.last, self.language)
        return Fact(_ICONS.get(one.deed, "eye"), one.who, one.words, " · ".join(filter(None, (at, times, one.why))))

    def _ask_older(self) -> None:
        desk, before = self.desk, self._next
        self.background.ask(
            lambda: desk.asked(SEEN.path, wire.Seen, {"before": before}),
            self,
            self._show_older,
            self.failed,
            key="older",
        )

    def _show_older(self, page: wire.Seen) -> None:
        self._older += page.items
        self._next = page.next
        self._lay(further=True)
