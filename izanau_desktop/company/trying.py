"""Shows what a prepared message says to somebody while it is written, in each language, and which of them they get."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.samples import Sample
from izanau_desktop.company.words import called
from izanau_desktop.look.style import wear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.plain import Paragraph, label
from izanau_protocol import codes
from izanau_protocol.fields import LANGUAGES
from izanau_protocol.rules import template
from izanau_protocol.text import sentences


class Trying(QWidget):
    """Whom it is tried on is chosen above; `wanted` asks for whom there is."""

    wanted = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._samples: tuple[Sample, ...] = ()
        self._use, self._texts = "", dict[str, str]()
        self.who = QComboBox()
        self.who.activated.connect(self._fill)
        self.told = Paragraph("", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        column.addWidget(FieldRow(tr("Preview: as it reads to"), self.who))
        beside = QHBoxLayout()
        beside.setSpacing(16)
        self.parts: dict[str, Paragraph] = {}
        for tag in LANGUAGES:
            self.parts[tag] = Paragraph()
            beside.addWidget(self._quoted(tag), 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(beside)
        column.addWidget(self.told)

    def _quoted(self, tag: str) -> QWidget:
        """The place of one language, set off from what is typed."""
        frame, told = QWidget(), self._spoken(tag)
        wear(frame, "quote")
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(told, "small"))
        column.addWidget(self.parts[tag])
        frame.setAccessibleName(tr("Preview ({language})").format(language=told))
        return frame

    def showEvent(self, event: QShowEvent) -> None:
        """Who applied meanwhile can be chosen too."""
        super().showEvent(event)
        self.wanted.emit()

    def show_samples(self, samples: tuple[Sample, ...]) -> None:
        """Offer these; who is chosen stays so."""
        before = self._chosen()
        self._samples = samples
        self.who.clear()
        for one in samples:
            self.who.addItem(self._words(one))
        kept = (place for place, one in enumerate(samples) if before and self._same(one, before))
        self.who.setCurrentIndex(next(kept, 0) if samples else -1)
        self._fill()

    def show_texts(self, use: str, texts: Mapping[str, str]) -> None:
        """What is written, by language, and what for."""
        self._use, self._texts = use, {tag: text for tag, text in texts.items() if text.strip()}
        self._fill()

    def _chosen(self) -> Sample | None:
        place = self.who.currentIndex()
        return self._samples[place] if 0 <= place < len(self._samples) else None

    @staticmethod
    def _same(one: Sample, other: Sample) -> bool:
        return (one.application, one.reads) == (other.application, other.reads)

    def _fill(self) -> None:
        sample = self._chosen()
        for tag, part in self.parts.items():
            if tag in self._texts and sample is not None:
                part.set_words(_filled(sample, self._use, self._texts[tag], tag))
            else:
                part.set_words(tr("Nothing is written in this language."))
            wear(part, "" if tag in self._texts else "secondary")
        self.told.set_words(self._goes_out(sample) if sample is not None and self._texts else "")
        self.told.setVisible(bool(self.told.words))

    def _goes_out(self, sample: Sample) -> str:
        """Which of them somebody gets."""
        wanted = sample.reads
        got = wanted if wanted in self._texts else min(self._texts)
        language, other, applicant = self._spoken(got), self._spoken(wanted), self._words(sample)
        if len(self._texts) == 1:
            told = tr("Everybody gets the text in {language}, since there is no other one.")
            return told.format(language=language)
        if self._use == "acknowledge":
            return tr(
                "Which of them goes out by itself depends on the language in which the applicant uses IZANAU; only the site knows it."
            )
        if got != wanted:
            told = tr("{applicant}: gets the text in {language}, since there is none in {other}, which they read best.")
            return told.format(applicant=applicant, language=language, other=other)
        told = tr("{applicant}: gets the text in {language}, which they read best as far as the profile tells.")
        return told.format(applicant=applicant, language=language)

    def _called(self, sample: Sample) -> str:
        return called(sample.name, sample.code, self._language)

    def _words(self, sample: Sample) -> str:
        if sample.application:
            job = text_in(sample.job, self._language)[0]
            return " · ".join(filter(None, (self._called(sample), job)))
        told = tr("Somebody made up who reads {language}")
        return told.format(language=self._spoken(sample.reads))

    def _spoken(self, tag: str) -> str:
        return codes.words("languages", tag, self._language)


def _filled(sample: Sample, use: str, text: str, tag: str) -> str:
    return template.fill({tag: text}, lambda _: sample.values(use, tag), tag).text


def strange_places(text: str, language: str) -> list[str]:
    """What stands in braces in a text and is no place, each with what may have been meant."""
    found = []
    for problem in template.template_problems({"text": {language: text}}):
        near = get_close_matches(str(problem.value("name")).strip("{} ").casefold(), template.PLACES, 1)
        meant = tr("Is {place} meant?").format(place=f"{{{near[0]}}}") if near else problem.cure(language)
        found.append(sentences(problem.words(language), meant))
    return found
