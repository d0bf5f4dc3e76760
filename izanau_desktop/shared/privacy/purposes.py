"""How one's data may be used beyond the service itself: the four purposes of the policy (4.1), each a choice of its own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker

from izanau_desktop.cache.reads import agreements
from izanau_desktop.cache.reads.agreements import PurposeRow
from izanau_desktop.shared import moments
from izanau_desktop.shared.privacy.card import Around, PrivacyCard
from izanau_desktop.shared.privacy.criteria import CriteriaForm
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Notice
from izanau_desktop.widgets.tick import Tick

UNDER_THE_WORDS = 42
"""Pixels from the edge of a box to its words."""


def returned_words(since: str, language: str) -> str:
    """What to say where mails come back; empty where they arrive."""
    told = tr(
        "Mails to your address have come back since {time}, so none of these are sent. Once your mailbox takes mails"
        " again, switch what you want off and on."
    )
    return told.format(time=moments.full(since, language)) if since else ""


class PurposesCard(PrivacyCard):
    """A box for each purpose, with when it was chosen."""

    icon = "list-checks"
    called = staticmethod(lambda: tr("Use of my data"))
    kinds = frozenset({"account", "consent"})

    def __init__(self, around: Around) -> None:
        super().__init__(
            tr("Only what you switch on here. You can switch it off at any time; it then stops at once."),
            around,
        )
        self.criteria = CriteriaForm(around)
        self.criteria.setContentsMargins(UNDER_THE_WORDS, 0, 0, 0)
        self.criteria.hide()
        self.criteria.editing.failed.connect(self.failed)
        self.ticks = {name: Tick(agreements.purpose_words(name, self.language)) for name in agreements.PURPOSES}
        self.returned = Notice("", "warn")
        self.add(self.returned)
        for name, tick in self.ticks.items():
            tick.toggled.connect(partial(self._choose, name))
            self.add(tick)
            if name == "jobs":
                self.add(self.criteria)

    def read(self) -> None:
        """Read what was chosen, and when."""
        cache, account = self.desk.cache, self.desk.account.id
        self.ask(lambda: agreements.purposes(cache, account), self._show)
        desk = self.desk
        self.ask(lambda: desk.look_up().bounced, self._say_returned, about="returned")
        self.criteria.read()

    def _show(self, found: tuple[PurposeRow, ...]) -> None:
        for row in found:
            tick = self.ticks[row.name]
            with QSignalBlocker(tick.box):
                tick.box.setChecked(row.chosen)
            tick.say(self._told(row))
            if row.name == "jobs":
                self.criteria.setVisible(row.chosen)

    def _say_returned(self, since: str) -> None:
        """Say that mails come back, and what would do."""
        self.returned.set(returned_words(since, self.language), "warn")

    def _told(self, row: PurposeRow) -> str:
        if row.pending:
            return tr("not sent yet")
        at = moments.full(row.since, self.language)
        if row.chosen:
            return tr("chosen {time}").format(time=at) if at else tr("chosen")
        return tr("ended {time}").format(time=at) if at else tr("never chosen")

    def _choose(self, name: str, chosen: bool) -> None:
        desk, language = self.desk, self.language
        words = agreements.purpose_words(name, language)
        self.do(lambda: desk.purpose(name, words, language, chosen=chosen), "account", "consent")
