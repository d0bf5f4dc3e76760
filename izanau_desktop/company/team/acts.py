"""A deed of the company as a line: about whom or what it is, what was done and by whom, and at its right the time."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.activity import Act
from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.company.words import called
from izanau_desktop.shared import moments
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Glyph, Paragraph, label
from izanau_protocol.visibility import blind

ICONS = {
    "moved": "kanban",
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


class Told(NamedTuple):
    """A deed in words: what was done, and about whom or what."""

    deed: str
    subject: str


def told(act: Act, language: str) -> Told:
    """What an act comes to in words; who is hidden is called by their code."""
    job = text_in(act.names.get("job"), language)[0]
    code = blind.called(str(act.names.get("code", ""))).of(language)
    seen = _many(act) or code or str(act.names.get("name") or "")
    if act.deed in _TASKS:
        return Told(_of_task(act), " · ".join(filter(None, (act.what, seen, job))))
    whom = " · ".join(filter(None, (seen or tr("Not to be seen any more"), job)))
    return {
        "moved": Told(tr("Moved to {stage}").format(stage=act.stage.of(language)), whom),
        "unblinded": Told(tr("Made known"), whom),
        "note": Told(tr("Note"), whom),
        "export": Told(tr("Exported applicants"), act.what),
        "published": Told(tr("Job published"), job),
    }.get(act.deed) or Told(tr("Joined the team"), act.what)


def _of_task(act: Act) -> str:
    if act.deed == "added":
        return tr("Task added")
    if act.deed == "done":
        return tr("Task done")
    if act.to is None:
        return tr("Tasks left to anybody") if act.ids else tr("Task left to anybody")
    told = tr("Tasks given to {member}") if act.ids else tr("Task given to {member}")
    return told.format(member=act.to.name or tr("a former member"))


def names(act: Act, language: str) -> str:
    """The first of several, and how many there are beside them."""
    some = tr(", ").join(called(one.name, one.code, language) for one in act.whom)
    left = len(act.ids) - len(act.whom)
    if act.more:
        return tr("{names} and others").format(names=some)
    return tr("{names} and %n other(s)", None, left).format(names=some) if left else some


def _many(act: Act) -> str:
    """How many it was done to, where that is told of several."""
    if not act.ids:
        return ""
    many = len(act.ids)
    found = tr("%n task(s)", None, many) if act.deed in _TASKS else tr("%n applicant(s)", None, many)
    return tr("at least {applicants}").format(applicants=found) if act.more else found


class ActLine(QWidget):
    """Shows a deed, with `why` it was done; `day` stands above the first of a day."""

    def __init__(self, act: Act, why: str, language: str, day: str = "") -> None:
        super().__init__()
        found, some = told(act, language), names(act, language)
        by = act.by.name or tr("a former member") if act.by is not None else ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        if day:
            column.addWidget(label(day, "small"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Glyph(ICONS[act.deed]), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        subject = label(found.subject, "strong")
        subject.setWordWrap(True)
        lines.addWidget(subject)
        if some:
            lines.addWidget(Paragraph(some))
        lines.addWidget(label(" · ".join(filter(None, (found.deed, why, by))), "small"))
        row.addLayout(lines, 1)
        moment = moments.local(act.at)
        time = label(f"{moment:%H:%M}" if moment else "", "small")
        time.setWordWrap(False)
        row.addWidget(time, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        said = tr("{deed}: {subject}").format(deed=found.deed, subject=found.subject)
        more = " · ".join(filter(None, (why, by, moments.full(act.at, language))))
        self.setAccessibleName(". ".join(filter(None, (said, some, more))))
