"""The cards around the profile of an applicant: what they wrote, the history, notes and messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from izanau_desktop.cache.reads.common import OutboxRow, text_in
from izanau_desktop.cache.reads.company import By, NoteRow, StepRow
from izanau_desktop.cache.reads.fitting import fit_of
from izanau_desktop.cache.reads.people import MessageRow
from izanau_desktop.company.applicants.fitting import FitCard
from izanau_desktop.company.applicants.reading import Opened, default_stage
from izanau_desktop.company.applicants.sighting import Entry
from izanau_desktop.company.words import called, tone_of
from izanau_desktop.shared import moments
from izanau_desktop.shared.profile_view import PERIOD, column
from izanau_desktop.shared.unsent import when
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card, Chip, Notice, Paragraph, label
from izanau_desktop.widgets.timeline import Timeline, TimelineStep
from izanau_protocol.rules import rejecting


def before(opened: Opened, language: str) -> tuple[QWidget, ...]:
    """What stands above the profile: how it fits the job, that it is gone, what the applicant wrote when applying."""
    found: list[QWidget] = []
    applicant = opened.applicant
    asked = fit_of(applicant)
    if asked:
        found.append(FitCard(asked, language))
    if applicant.row.withdrawn:
        found.append(Notice(tr("This application was withdrawn; the e-mail address is no longer shown."), "warn"))
    elif applicant.profile is None:
        found.append(Notice(tr("This profile is not to be seen at the moment."), "warn"))
    text = applicant.application.body.get("message")
    if isinstance(text, str) and text:
        card = Card(tr("Written with the application"))
        card.add(column(Paragraph(text)))
        found.append(card)
    return tuple(found)


def after(
    opened: Opened, language: str, see: Callable[[str], object], unsent: Callable[[OutboxRow], QWidget]
) -> tuple[QWidget, ...]:
    """What stands below the profile; `see(id)` once a note or a message that waits for that is in sight, `unsent` makes what
    stands under a message that the site does not have."""
    applicant = opened.applicant
    found: list[QWidget] = []
    if applicant.notes:
        card = Card(tr("Notes"))
        own = opened.marks.own
        card.add(
            *(_watched(_note(note, language), note.id, _waits(note, own), see) for note in reversed(applicant.notes))
        )
        found.append(card)
    title, name = (
        text_in(applicant.row.job_title, language)[0],
        called(applicant.row.name, applicant.row.code, language),
    )
    about = tr("Messages about {job}").format(job=title) if title else tr("Messages")
    for told, messages in ((about, applicant.messages), (tr("Messages about no application"), applicant.asked)):
        card = Card(told)
        for one in messages:
            below = unsent(one.push) if one.push is not None else None
            card.add(_watched(_message(one, name, language, below), one.id, _is_new(one), see))
        if messages:
            found.append(card)
    history, line = Card(tr("History")), Timeline(tr("History"))
    applied = moments.full(applicant.row.applied, language)
    steps = [TimelineStep(tr("Applied"), applied or tr("not synced yet"))]
    steps += [_step(step, opened, language) for step in applicant.trail if step.stage != "new" or step.by]
    line.set_steps([*steps[:-1], replace(steps[-1], now=True), *_known(opened, language)])
    history.add(line)
    found.append(history)
    return tuple(found)


def _known(opened: Opened, language: str) -> list[TimelineStep]:
    """Who made the person known who was under blind review: no stage, so it stands behind these."""
    return [
        TimelineStep(tr("Unblinded"), _waiting(one.at, not one.at, language), _named(one.by))
        for one in opened.marks.unblinded
    ]


def _watched(made: Entry, identity: str, waits: bool, see: Callable[[str], object]) -> Entry:
    made.setObjectName(identity)
    if waits:
        made.sighted.connect(see)
    return made


def _waits(note: NoteRow, own: str) -> bool:
    return not note.seen and own in [one.member for one in note.mentions]


def _is_new(one: MessageRow) -> bool:
    return not one.seen and one.sender == "seeker"


def entry(
    moment: str, title: str, text: str = "", by: str = "", named: Iterable[str] = (), below: QWidget | None = None
) -> Entry:
    """One thing that happened: when to the left, what to the right, who is mentioned, and what else stands `below`."""
    told = QWidget()
    lines = QVBoxLayout(told)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(2)
    if title:
        lines.addWidget(label(" · ".join(filter(None, (title, by)))))
    if text:
        lines.addWidget(column(Paragraph(text)))
    chips = [Chip(f"@{name}", "accent") for name in named]
    if chips:
        row = QWidget()
        flow = FlowLayout(row, 6)
        for chip in chips:
            flow.addWidget(chip)
        lines.addWidget(row)
    if below is not None:
        lines.addWidget(below)
    return Entry([(moment, told)], PERIOD)


def _waiting(at: str, pending: bool, language: str) -> str:
    return tr("waiting to be sent") if pending else moments.full(at, language)


def _note(note: NoteRow, language: str) -> Entry:
    return entry(
        _waiting(note.at, note.pending, language), _named(note.author), note.text, named=map(_named, note.mentions)
    )


def _named(by: By | None) -> str:
    return "" if by is None else by.name or tr("a former member")


def _message(one: MessageRow, applicant: str, language: str, below: QWidget | None) -> Entry:
    sender = applicant if one.sender == "seeker" else one.name or tr("Your company")
    return entry(when(one, language), sender, one.text, below=below)


def _step(step: StepRow, opened: Opened, language: str) -> TimelineStep:
    rows = {row.id: row for row in opened.stages}
    words = rows[step.stage].words if step.stage in rows else default_stage(step.stage)
    tone = tone_of(rows[step.stage].status) if step.stage in rows else "neutral"
    reason = rejecting.words(opened.reasons, step.reason).of(language) if step.reason else ""
    detail = " · ".join(filter(None, (reason, _named(step.by))))
    return TimelineStep(words.of(language), moments.full(step.at, language), detail, tone)
