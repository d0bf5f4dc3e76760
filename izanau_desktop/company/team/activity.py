"""Who did what when in the company: from the trails, notes, tasks, files and memberships that are here already."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox

from izanau_desktop.background import Background
from izanau_desktop.cache.reads.activity import Act, activity
from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.reasons import reasons
from izanau_desktop.cache.reads.team import Member, team
from izanau_desktop.commands import Commands
from izanau_desktop.company.words import called
from izanau_desktop.desk import Desk
from izanau_desktop.shared import moments
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.privacy.card import Fact
from izanau_desktop.shared.privacy.lines import Lines
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.plain import Card, EmptyState
from izanau_desktop.widgets.turns import Turns
from izanau_protocol.rules import rejecting
from izanau_protocol.rules.rejecting import ReasonRow
from izanau_protocol.visibility import blind

SHOWN = 20
"""Lines at first."""
MOST = 300
ICONS = {
    "moved": "briefcase",
    "unblinded": "eye",
    "note": "pencil",
    "export": "download",
    "published": "globe",
    "joined": "user-plus",
    "added": "list-checks",
    "given": "user-round",
    "done": "check",
}
_TASKS = ("added", "given", "done")
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
        self.lines.lay(acts, self._fact, most=SHOWN)

    def _offer(self, members: tuple[Member, ...]) -> None:
        """The members to choose from; who is chosen stays so."""
        chosen = self.who.currentData()
        self.who.clear()
        self.who.addItem(tr("Everybody"), "")
        for one in members:
            self.who.addItem(one.name, one.id)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))

    def _fact(self, act: Act) -> Fact:
        by = act.by.name or tr("a former member") if act.by is not None else ""
        when = moments.full(act.at, self._language)
        why = self._reason(act.reason)
        return Fact(ICONS[act.deed], self._words(act), self._names(act), " · ".join(filter(None, (why, by, when))))

    def _reason(self, reason: str) -> str:
        return rejecting.words(self._found[2] if self._found else (), reason).of(self._language) if reason else ""

    def _words(self, act: Act) -> str:
        job = text_in(act.names.get("job"), self._language)[0]
        code = blind.called(str(act.names.get("code", ""))).of(self._language)
        seen = _many(act) or code or str(act.names.get("name") or "")
        if act.deed in _TASKS:
            return self._of_task(act, " · ".join(filter(None, (act.what, seen, job))))
        whom = " · ".join(filter(None, (seen or tr("Not to be seen any more"), job)))
        if act.deed == "moved":
            return tr("Moved to {stage}: {applicant}").format(stage=act.stage.of(self._language), applicant=whom)
        if act.deed == "unblinded":
            return tr("Made known: {applicant}").format(applicant=whom)
        if act.deed == "note":
            return tr("Noted on {applicant}").format(applicant=whom)
        if act.deed == "export":
            return tr("Exported applicants: {file}").format(file=act.what)
        if act.deed == "published":
            return tr("Job published: {job}").format(job=job)
        return tr("Joined the team: {name}").format(name=act.what)

    def _names(self, act: Act) -> str:
        """The first of several, and how many there are beside them."""
        names = tr(", ").join(called(one.name, one.code, self._language) for one in act.whom)
        left = len(act.ids) - len(act.whom)
        if act.more:
            return tr("{names} and others").format(names=names)
        return tr("{names} and %n other(s)", None, left).format(names=names) if left else names

    def _of_task(self, act: Act, task: str) -> str:
        if act.deed == "added":
            return tr("Task added: {task}").format(task=task)
        if act.deed == "done":
            return tr("Task done: {task}").format(task=task)
        if act.to is None:
            return tr("Task left to anybody: {task}").format(task=task)
        member = act.to.name or tr("a former member")
        return tr("Task given to {member}: {task}").format(member=member, task=task)

    def _failed(self, error: Exception) -> None:
        self._go_on()
        self.notice.set(refusal(error, self._language), "danger")


def _many(act: Act) -> str:
    """How many it was done to, where that is told of several."""
    if not act.ids:
        return ""
    told = tr("%n applicant(s)", None, len(act.ids))
    return tr("at least {applicants}").format(applicants=told) if act.more else told
