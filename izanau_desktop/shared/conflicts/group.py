"""The conflicts of one document: its name, the way there, who reads it, and one choice for all of its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.conflicts import Dispute
from izanau_desktop.commands import Commands
from izanau_desktop.shared.conflicts.case import CaseCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Glyph, button, label
from izanau_desktop.widgets.pushbutton import PushButton

Make = Callable[[], CaseCard]


class DisputeView(QWidget):
    """`opened`: the document itself is wanted. `taken(take)`: mine, or theirs, for all of it."""

    opened, taken = Signal(), Signal(str)

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._commands = commands
        self.dispute: Dispute | None = None
        self.cards: dict[str, CaseCard] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 8)
        whole.setSpacing(8)
        head, self.name = QWidget(), label("", "heading")
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        self.name.setWordWrap(True)
        self.open = button("", "link", deed=self.opened.emit)
        line.addWidget(self.name, 1)
        line.addWidget(self.open)
        self._eye = QWidget()
        told = QHBoxLayout(self._eye)
        told.setContentsMargins(0, 0, 0, 0)
        self._readers = label("", "small")
        told.addWidget(Glyph("eye"))
        told.addWidget(self._readers, 1)
        self._withheld = label("", "small")
        self._withheld.setWordWrap(True)
        self._all = QWidget()
        choices = FlowLayout(self._all)
        self.mine = button("", deed=lambda: self.taken.emit("mine"))
        self.theirs = button("", deed=lambda: self.taken.emit("theirs"))
        choices.addWidget(self.mine)
        choices.addWidget(self.theirs)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        for part in (head, self._eye, self._withheld, self._all):
            whole.addWidget(part)
        whole.addLayout(self._cards)

    def show_dispute(self, dispute: Dispute, make: Mapping[str, Make]) -> None:
        """Show the document as it stands now; cards that stay keep their place, and what is written on them."""
        self.dispute = dispute
        self.name.setText(dispute.name)
        self.setAccessibleName(dispute.name)
        self.open.setText(tr("Open"))
        self.open.setAccessibleName(tr("Open: {document}").format(document=dispute.name))
        self._readers.setText(tr("Others read this. What you choose goes out ten seconds later, and not before."))
        self._eye.setVisible(dispute.read_by_others)
        self._withheld.setText(
            tr("The message that was to go out with it was not sent. It is kept as a draft: see the applicant.")
        )
        self._withheld.setVisible(dispute.is_withheld)
        self._all.setVisible(len(dispute.cases) > 1)
        self._name(self.mine, "all_mine")
        self._name(self.theirs, "all_theirs")
        for identity in self.cards.keys() - {case.row.id for case in dispute.cases}:
            card = self.cards.pop(identity)
            card.hide()
            card.deleteLater()
        for place, case in enumerate(dispute.cases):
            known = self.cards.get(case.row.id)
            if known is None:
                known = self.cards[case.row.id] = make[case.row.id]()
                self._cards.insertWidget(place, known)
            elif known.case != case:
                known.show_case(case)

    def _name(self, made: PushButton, name: str) -> None:
        command = f"conflicts.{name}"
        words, keys = self._commands[command].label, self._commands.shortcut(command)
        made.setText(f"{words}  {keys}" if keys else words)
        assert self.dispute is not None
        made.setAccessibleName(tr("{deed}: {field}").format(deed=words, field=self.dispute.name))
