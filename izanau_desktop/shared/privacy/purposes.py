"""How one's data may be used beyond the service itself: the four purposes of the policy (4.1), each a choice of its own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from izanau_desktop.cache.reads import agreements
from izanau_desktop.cache.reads.agreements import PurposeRow
from izanau_desktop.shared import moments
from izanau_desktop.shared.privacy.card import Around, PrivacyCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import label

UNDER_THE_WORDS = 34
"""Pixels from the edge of a box to its words."""


class PurposesCard(PrivacyCard):
    """A box for each purpose, with when it was chosen."""

    icon = "list-checks"
    kinds = frozenset({"account", "consent"})

    def __init__(self, around: Around) -> None:
        super().__init__(
            tr("Use of my data"),
            tr("Only what you switch on here. You can switch it off at any time; it then stops at once."),
            around,
        )
        self.boxes: dict[str, QCheckBox] = {}
        self._since: dict[str, QLabel] = {}
        for name in agreements.PURPOSES:
            self.facts.addWidget(self._choice(name))

    def read(self) -> None:
        """Read what was chosen, and when."""
        cache, account = self.desk.cache, self.desk.account.id
        self.ask(lambda: agreements.purposes(cache, account), self._show)

    def _choice(self, name: str) -> QWidget:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        self.boxes[name] = box = QCheckBox(agreements.purpose_words(name, self.language))
        box.toggled.connect(partial(self._choose, name))
        self._since[name] = since = label("", "small")
        since.setContentsMargins(UNDER_THE_WORDS, 0, 0, 0)
        column.addWidget(box)
        column.addWidget(since)
        return frame

    def _show(self, found: tuple[PurposeRow, ...]) -> None:
        for row in found:
            box, since = self.boxes[row.name], self._since[row.name]
            with QSignalBlocker(box):
                box.setChecked(row.chosen)
            told = self._told(row)
            since.setText(told)
            box.setAccessibleDescription(told)

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
