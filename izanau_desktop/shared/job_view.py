"""A job to be read: what helps to decide, every item of the law by its name, and the company."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from izanau_desktop.cache import Document
from izanau_desktop.cache.reads.common import field, number, text_in
from izanau_desktop.cache.reads.people import JobRow
from izanau_desktop.shared import job_words
from izanau_desktop.shared.facts import Facts
from izanau_desktop.shared.logo import Logo
from izanau_desktop.shared.profile_view import clear, column
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card, Chip, Paragraph, label
from izanau_protocol.reading import job as job_reading
from izanau_protocol.reading import profile as reading

NAMES = 27
"""Width of the column of names, in characters."""
_LOGO = 56


class JobCards(QWidget):
    """The cards of one job below one another."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._shown: tuple[object, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)

    def show_job(self, row: JobRow, job: Document, company: Document | None, logo: bytes) -> None:
        """Show a job; the same one again changes nothing."""
        wanted = (row, job.body, company.body if company else None, logo)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._layout)
        facts = job_words.facts(row, self._language)
        if facts:
            self._layout.addWidget(_chips(facts))
        items = job_reading.stated(job.body, job_words.employer(row, self._language), self._language)
        duties = next(item for item in items if item.id == "duties")
        card = Card(tr("Duties"))
        card.add(_value(duties))
        skills = job.body.get("skills")
        if isinstance(skills, list) and skills:
            card.add(_chips(tuple(str(one) for one in skills)))
        self._layout.addWidget(card)
        self._layout.addWidget(self._terms(tuple(item for item in items if item.id != "duties"), job))
        if company is not None:
            self._layout.addWidget(self._company(company, logo))

    def _terms(self, items: tuple[job_reading.Stated, ...], job: Document) -> Card:
        card = Card(tr("Conditions"))
        openings, closes = number(job.body, "positions"), field(job.body, "closes")
        more = []
        if openings:
            more.append(job_reading.Stated("positions", tr("Openings"), str(openings), whole=True))
        if closes:
            more.append(job_reading.Stated("closes", tr("Open until"), reading.day(closes, self._language), whole=True))
        card.add(Facts([(item.name, _value(item)) for item in (*items, *more)], NAMES))
        return card

    def _company(self, company: Document, logo: bytes) -> Card:
        body, language = company.body, self._language
        name = job_reading.company_name(field(body, "name"), field(body, "name_ja"), language)
        card = Card(tr("About {company}").format(company=name))
        if logo:
            picture = Logo(_LOGO)
            picture.show_picture(logo)
            card.body.addWidget(picture, 0, Qt.AlignmentFlag.AlignLeft)
        card.add(label(job_reading.company_facts(body, language), "secondary"))
        text, tag = text_in(body.get("description"), language)
        if text:
            card.add(column(Paragraph(text)))
            if tag != language:
                card.add(Chip(reading.written_in(tag, language)))
        if field(body, "website"):
            card.add(label(field(body, "website"), "small"))
        return card


def _chips(words: tuple[str, ...]) -> QWidget:
    made = QWidget()
    flow = FlowLayout(made, 6)
    for one in words:
        flow.addWidget(Chip(one))
    return made


def _value(item: job_reading.Stated) -> QWidget:
    """What is stated; where the law wants it and it is not there, that is said."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    if item.text:
        text = Paragraph(item.text)
        text.setAccessibleName(tr("{name}: {value}").format(name=item.name, value=item.text))
        layout.addWidget(column(text))
    if not item.whole:
        chip = Chip(tr("Not stated in full") if item.text else tr("Not stated"), "warn")
        chip.setAccessibleName(tr("{name}: {value}").format(name=item.name, value=chip.text()))
        layout.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
    return made
