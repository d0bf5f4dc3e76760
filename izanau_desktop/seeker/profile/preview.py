"""The right of the editor: the profile exactly as an audience sees it, following what is typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from izanau_desktop.cache.reads import profile as reading
from izanau_desktop.look.style import wear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card, Chip, Paragraph, label
from izanau_protocol import visibility

Body = dict[str, Any]


class ProfileView(QScrollArea):
    """A profile to be read. `audience` is one of the visibility table; what it may not see is not there."""

    def __init__(self, audience: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audience, self._language = audience, language
        self._groups: dict[str, QWidget] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Profile"))

    def show_profile(self, body: Body, title: str = "", follow: str = "") -> None:
        """Show a body; `follow` names the section to scroll to."""
        seen = visibility.narrow("profile", body, self._audience)
        page = QWidget()
        wear(page, "scrolled")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 24, 20, 24)
        layout.setSpacing(12)
        if title:
            layout.addWidget(label(title, "heading"))
        self._groups = {}
        for section in reading.sections(seen, self._language):
            if section.cards:
                self._groups[section.id] = self._group(section)
                layout.addWidget(self._groups[section.id])
        if not self._groups:
            layout.addWidget(Paragraph(tr("Nothing yet. What you enter appears here as others will read it."), "secondary"))
        layout.addStretch(1)
        place = self.verticalScrollBar().value()
        self.setWidget(page)
        self.verticalScrollBar().setValue(place)
        self.follow(follow)

    def follow(self, section: str) -> None:
        """Bring a section into view."""
        if section in self._groups:
            self.ensureWidgetVisible(self._groups[section], 0, 60)

    def _group(self, section: reading.Section) -> QWidget:
        card = Card(section.title)
        if section.id in ("languages", "skills"):
            chips = QWidget()
            flow = FlowLayout(chips)
            for one in section.cards:
                flow.addWidget(Chip(" · ".join(filter(None, (one.title, one.subtitle, one.text, *one.chips)))))
            card.add(chips)
            return card
        for one in section.cards:
            self._entry(card, one)
        return card

    def _entry(self, card: Card, one: reading.CardText) -> None:
        if one.title:
            card.add(label(one.title, "strong" if one.subtitle or one.meta or one.text else ""))
        under = " · ".join(filter(None, (one.subtitle, one.meta)))
        if under:
            card.add(label(under, "secondary"))
        if one.text:
            card.add(Paragraph(one.text))
        if one.marked:
            card.add(Chip(tr("written in %1").replace("%1", one.marked)))
