"""The parts of a profile that HR reads in one glance each: languages and skills as chips, the person as a table of facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from izanau_desktop.shared.facts import Facts
from izanau_desktop.shared.profile_view import PERIOD, column
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card, Chip, Paragraph
from izanau_protocol import codes, position, visibility
from izanau_protocol.reading import profile as reading

Body = Mapping[str, Any]
AUDIENCE = "applicants"
CAREER = ("work", "education")
"""What is told as entries with their periods, and says most about the work."""
ABILITIES = ("languages", "skills")
"""What is told as chips."""
FACTS = ("visa", "residence", "name", "citizenship", "birthday", "hobbies")
"""What is a word or two each, and comes last: nothing of it says how somebody works."""


def abilities(body: Body, language: str) -> Card | None:
    """Languages with their levels, and skills; none where nothing is told."""
    seen = visibility.narrow("profile", body, AUDIENCE)
    told = [_language(item, language) for item in _items(seen, "languages")]
    skills = [
        " · ".join(filter(None, (one.title, one.subtitle, one.text))) for one in reading.cards(seen, "skills", language)
    ]
    if not (told or skills):
        return None
    card = Card(tr("Languages and skills"))
    for group in (told, skills):
        if group:
            chips = QWidget()
            flow = FlowLayout(chips)
            for words in group:
                flow.addWidget(Chip(words))
            card.add(chips)
    return card


def person(body: Body, language: str) -> Card | None:
    """Label and value, row by row; none where nothing is told."""
    seen = visibility.narrow("profile", body, AUDIENCE)
    rows = [(section, one) for section in FACTS for one in reading.cards(seen, section, language)]
    if not rows:
        return None
    pairs = []
    for section, one in rows:
        value = " · ".join(filter(None, (one.title, one.subtitle.strip(), one.text)))
        pairs.append((reading.section_words(section, language), column(Paragraph(value))))
    card = Card(tr("Person"))
    card.add(Facts(pairs, PERIOD))
    return card


def _items(seen: Body, section: str) -> list[Body]:
    held = seen.get(section) or {}
    return [held[key] for key in position.ordered(held)]


def _language(item: Body, language: str) -> str:
    """`Japanese N2 (JLPT N2, Jul 2024)`: what is claimed, and what proves it."""
    name = codes.words("languages", str(item.get("language") or ""), language)
    level = codes.words("level", "native", language) if item.get("native") else ""
    level = level or reading.short_level(str(item.get("level") or ""), language)
    proofs = [_certificate(one, language) for one in _items(item, "certificates")]
    told = " ".join(filter(None, (name, level)))
    listed = ("、" if language == "ja" else ", ").join(filter(None, proofs))
    return f"{told} ({listed})" if listed else told


def _certificate(one: Body, language: str) -> str:
    when = reading.month(str(one.get("date") or ""), language)
    return " ".join(filter(None, (str(one.get(name) or "") for name in ("name", "level", "score")))) + (
        f" {when}" if when else ""
    )
