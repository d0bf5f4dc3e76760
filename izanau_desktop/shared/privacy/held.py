"""All that the site holds about one, in groups that open: everything in words, and how much there is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.own_record import HOLDINGS, held
from izanau_desktop.own_record.held import Group
from izanau_desktop.shared.privacy.asked import AskedCard
from izanau_desktop.shared.privacy.card import Around, beside
from izanau_desktop.shared.privacy.lines import Lines
from izanau_desktop.shared.saving import SaveDialog, writing
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Paragraph, button, label
from izanau_desktop.widgets.turns import Turns
from izanau_protocol import ambient, wire

if TYPE_CHECKING:
    from izanau_desktop.takeout import Taken


class HeldCard(AskedCard[wire.Holdings]):
    """The groups; each opens in place."""

    icon = "database"
    called = staticmethod(lambda: tr("What the site holds about me"))
    matter = HOLDINGS

    def __init__(self, around: Around) -> None:
        super().__init__(
            tr("Everything, and what it is held for. What a company notes for itself is its own, and not shown here."),
            around,
        )
        self._turns = around.turns
        self._opened = set[str]()
        self.export = button(tr("E&xport everything…"), icon="download", deed=self._ask_where)
        self.body.insertWidget(self.body.count() - 1, beside(self.export))

    def write(self, file: Path) -> None:
        """Write everything to a file, in the background; this card says what came of it."""
        desk, language = self.desk, self.language
        self.export.setEnabled(False)
        self.notice.set(tr("Asking the site for everything…"), "neutral")

        def work() -> Taken:
            from izanau_desktop.takeout import take_out  # what sets papers takes long to import

            return writing(file, lambda where: take_out(desk, where, language, replace=True))

        self.background.ask(work, self, self._written, self._not_written, key="export")

    def _ask_where(self) -> None:
        name = f"izanau-{ambient.today().isoformat()}.zip"
        SaveDialog(self, tr("Export everything"), name, self.write).open()

    def _written(self, taken: Taken) -> None:
        self.export.setEnabled(True)
        told = tr("{file} is written: {count} files to read and to go on with. Keep it where nobody else reads it.")
        self.told(told.format(file=taken.file, count=len(taken.names)))

    def _not_written(self, error: Exception) -> None:
        self.export.setEnabled(True)
        self.failed(error)

    def show_told(self, value: wire.Holdings) -> None:
        """Read it in words, off this thread."""
        language = self.language
        self.background.ask(lambda: held.groups(value, language), self, self._lay, self.failed, key="groups")

    def _lay(self, groups: tuple[Group, ...]) -> None:
        self.lines.lay(groups, lambda one: Shelf(one, self._turns, self._opened), most=len(groups))


class Shelf(QWidget):
    """A group: its name, why it is held, how much; what is in it when it is opened. `opened` are the names of those that are
    open, so that one that takes the place of another stands as that did."""

    def __init__(self, group: Group, turns: Turns, opened: set[str]) -> None:
        super().__init__()
        self._group, self._is_filled, self._opened = group, False, opened
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 4)
        whole.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(12)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(label(f"{group.title} · {len(group.records):,}", "strong"))
        told.addWidget(label(group.why, "small"))
        head.addLayout(told, 1)
        self.open = button("", deed=self._turn)
        head.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(head)
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 4, 0, 8)
        self._records = Lines(turns)
        inside.addWidget(self._records)
        self._inside.hide()
        whole.addWidget(self._inside)
        self.setAccessibleName(f"{group.title}, {len(group.records)}")
        self._show(opened=group.name in opened)

    def _name(self, *, opened: bool) -> None:
        words = (tr("Hide: {what}") if opened else tr("Show: {what}")).format(what=self._group.title)
        self.open.setText(tr("Hide") if opened else tr("Show"))
        self.open.setAccessibleName(words)

    def _turn(self) -> None:
        opened = self._inside.isHidden()
        (self._opened.add if opened else self._opened.discard)(self._group.name)
        self._show(opened=opened)

    def _show(self, *, opened: bool) -> None:
        if opened and not self._is_filled:
            self._is_filled = True
            self._records.lay(self._group.records, Paragraph)
        self._inside.setVisible(opened)
        self._name(opened=opened)
