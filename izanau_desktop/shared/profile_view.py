"""A profile to be read, exactly as one audience sees it: for the editor's preview, the applicant page and staff."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from izanau_desktop.look.style import wear
from izanau_desktop.shared.facts import Facts
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card, Chip, Paragraph, label
from izanau_protocol import documents, visibility
from izanau_protocol.reading import profile as reading

Body = Mapping[str, Any]
SHORT = ("name", "birthday", "citizenship", "residence", "prefecture", "visa")
"""Sections that say what they have to say in a line or two."""
NAMES = 20
"""Width of the column of their names, in characters."""
PERIOD = 18
"""Width of the column of periods where there is room for one, in characters: `2000年9月～2004年6月` on one line."""
LINE = 560
"""The widest text column, some 76 characters."""


class ProfileCards(QWidget):
    """The sections of a profile as cards below one another; `wide` puts periods into a column of their own."""

    def __init__(self, audience: str, language: str, *, wide: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.audience, self._language, self._wide = audience, language, wide
        self.manifest: visibility.Manifest | None = None
        """What the policy in force lists: nothing else is shown to anybody but its owner."""
        self.groups: dict[str, QWidget] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)

    def show_profile(self, body: Body, order: Sequence[str] = documents.ORDERED) -> None:
        """Show what the audience sees of a body, its sections in an order."""
        for _ in self.build(body, order):
            pass

    def build(self, body: Body, order: Sequence[str]) -> Iterator[QWidget]:
        """The same step by step; what was shown goes with the first."""
        clear(self._layout)
        self.groups = {}
        seen = visibility.narrow("profile", body, self.audience, self.manifest)
        for short, sections in groupby(order, lambda section: section in SHORT):
            told = [
                reading.Section(section, reading.section_words(section, self._language), cards)
                for section in sections
                if (cards := reading.cards(seen, section, self._language))
            ]
            if short and len(told) > 1:
                yield self._facts(told)
            else:
                for one in told:
                    self.groups[one.id] = self._group(one)
                    self._layout.addWidget(self.groups[one.id])
                    yield self.groups[one.id]

    def _facts(self, sections: Sequence[reading.Section]) -> QWidget:
        """Sections of a line each, in one card: a card for every line would be a wall."""
        card = Card("")
        card.setAccessibleName(tr("About the person"))
        pairs = []
        for one in sections:
            value = QWidget()
            lines = QVBoxLayout(value)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(2)
            for text in one.cards:
                lines.addWidget(self._entry(text, text.meta))
            self.groups[one.id] = value
            pairs.append((one.title, value))
        card.add(Facts(pairs, NAMES))
        self._layout.addWidget(card)
        return card

    def _group(self, section: reading.Section) -> QWidget:
        card = Card(section.title)
        if section.id in ("languages", "skills"):
            chips = QWidget()
            flow = FlowLayout(chips)
            for one in section.cards:
                for words in (" · ".join(filter(None, (one.title, one.subtitle, one.text))), *one.chips):
                    flow.addWidget(Chip(words))
            card.add(chips)
            return card
        dated = self._wide and any(one.meta for one in section.cards)
        if dated:
            card.add(Facts([(one.meta, self._entry(one, "")) for one in section.cards], PERIOD))
            return card
        for one in section.cards:
            card.add(self._entry(one, one.meta))
        return card

    def _entry(self, one: reading.CardText, meta: str) -> QWidget:
        entry = QWidget()
        layout = QVBoxLayout(entry)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        if one.title:
            title = label(one.title, "strong" if one.subtitle or one.meta or one.text else "")
            title.setWordWrap(True)
            layout.addWidget(title)
        under = " · ".join(filter(None, (one.subtitle, meta)))
        if under:
            layout.addWidget(label(under, "secondary"))
        if one.text:
            layout.addWidget(column(Paragraph(one.text)))
        if one.told_in:
            layout.addWidget(Chip(one.told_in))
        return entry


class ProfileView(QScrollArea):
    """A profile that scrolls. `audience` is one of the visibility table; what it may not see is not there."""

    def __init__(self, audience: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Profile"))
        page = QWidget()
        wear(page, "scrolled")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 8, 20, 24)
        layout.setSpacing(12)
        self._email = Card(tr("E-mail address"))
        self._address = label("")
        self._email.add(self._address)
        self._cards = ProfileCards(audience, language)
        self._nothing = Paragraph(tr("Nothing yet. What you enter appears here as others will read it."), "secondary")
        for part in (self._email, self._cards, self._nothing):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(page)

    def see_as(self, audience: str) -> None:
        """Show what is shown next as another audience sees it."""
        self._cards.audience = audience

    def hold_to(self, manifest: visibility.Manifest | None) -> None:
        """Show only what a version of the policy lists."""
        self._cards.manifest = manifest

    def show_profile(self, body: Body, follow: str = "", email: str = "") -> None:
        """Show a body, and the e-mail address where that is told too; `follow` names the section to scroll to."""
        place = self.verticalScrollBar().value()
        self._address.setText(email)
        self._email.setVisible(bool(email))
        self._cards.show_profile(body)
        self._nothing.setVisible(not self._cards.groups)
        self.verticalScrollBar().setValue(place)
        self.follow(follow)

    def follow(self, section: str) -> None:
        """Bring a section into view."""
        if section in self._cards.groups:
            self.ensureWidgetVisible(self._cards.groups[section], 0, 60)


def column(text: Paragraph) -> QWidget:
    """A text in a column that is never wider than reads well; its height follows from that width."""
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    text.setMaximumWidth(LINE)
    row.addWidget(text, 1000)
    row.addStretch(1)
    return frame


def clear(layout: QVBoxLayout) -> None:
    """Take everything out of a layout, at once for the eye."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
