"""Who did what when in the company: from the trails, notes, tasks, files and memberships that are here already."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox

from izanau_desktop.background import Background
from izanau_desktop.cache.reads.activity import Act, activity
from izanau_desktop.cache.reads.reasons import reasons
from izanau_desktop.cache.reads.team import Member, team
from izanau_desktop.commands import Commands
from izanau_desktop.company.team.acts import ActLine
from izanau_desktop.desk import Desk
from izanau_desktop.shared import moments
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.privacy.lines import Lines
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.plain import Card, EmptyState
from izanau_desktop.widgets.turns import Turns
from izanau_protocol.rules import rejecting
from izanau_protocol.rules.rejecting import ReasonRow

SHOWN = 20
"""Lines at first."""
MOST = 300
_KINDS = frozenset({"application", "company", "export", "job", "membership", "note", "profile", "task"})
"""Whatever is told comes of these."""
Found = tuple[tuple[Member, ...], tuple[Act, ...], tuple[ReasonRow, ...]]


class ActivityPage(ColumnPage):
    """Newest first, of everybody or of one member."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__(tr("Activity"), tr("What your company did last, as far as you may see it."))
        self._desk, self._background, self._language = desk, background, language
        self._found: Found | None = None
        self._is_reading = self._is_old = False
        """Whether it is read just now, and whether something changed, or somebody was chosen, since that began."""
        self.who = QComboBox()
        self.who.addItem(tr("Everybody"), "")
        self.who.activated.connect(self._read)
        self.above(FieldRow(tr("Of whom"), self.who))
        self.lines = Lines(Turns(self))
        self.card = Card()
        self.card.setAccessibleName(tr("Activity"))
        self.card.add(self.lines)
        self.parts.addWidget(self.card)
        self.empty = EmptyState(
            "history", tr("Nothing yet"), tr("Stages, notes, tasks, files and new members will stand here.")
        )
        self.empty.hide()
        self.parts.addWidget(self.empty)
        self.setFocusProxy(self.who)
        background.changed.connect(self._changed)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while it was away is read now."""
        super().showEvent(event)
        self._read()

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if kinds & _KINDS and self.isVisible():
            self._read()

    def _read(self) -> None:
        """One after the other: to read what one of many did takes the bodies of all applications."""
        if self._is_reading:
            self._is_old = True
            return
        cache, member = self._desk.cache, str(self.who.currentData() or "")

        def work() -> Found:
            return team(cache).members, activity(cache, member, MOST), reasons(cache)

        self._is_reading = True
        self._background.ask(work, self, lambda found: self._show(member, found), self._failed)

    def _go_on(self) -> None:
        self._is_reading, is_old, self._is_old = False, self._is_old, False
        if is_old and self.isVisible():
            self._read()

    def _show(self, member: str, found: Found) -> None:
        is_wanted = member == str(self.who.currentData() or "")
        self._go_on()
        if not is_wanted:
            return
        self.notice.set("")
        if found == self._found:
            return
        self._found = found
        members, acts, _ = found
        self._offer(members)
        self.card.setVisible(bool(acts))
        self.empty.setVisible(not acts)
        self.lines.lay(self._by_day(acts), self._line, most=SHOWN)

    def _by_day(self, acts: tuple[Act, ...]) -> list[tuple[Act, str]]:
        """Each deed, the first of a day with that day."""
        days = [moments.called_day(act.at, self._language) for act in acts]
        return [(act, day if day != before else "") for act, day, before in zip(acts, days, ["", *days], strict=False)]

    def _offer(self, members: tuple[Member, ...]) -> None:
        """The members to choose from; who is chosen stays so."""
        chosen = self.who.currentData()
        self.who.clear()
        self.who.addItem(tr("Everybody"), "")
        for one in members:
            self.who.addItem(one.name, one.id)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))

    def _line(self, placed: tuple[Act, str]) -> ActLine:
        act, day = placed
        return ActLine(act, self._reason(act.reason), self._language, day)

    def _reason(self, reason: str) -> str:
        return rejecting.words(self._found[2] if self._found else (), reason).of(self._language) if reason else ""

    def _failed(self, error: Exception) -> None:
        self._go_on()
        self.notice.set(refusal(error, self._language), "danger")
