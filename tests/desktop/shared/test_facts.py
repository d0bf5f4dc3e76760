"""Names and values share what room there is: beside one another, or one above the other; nothing is out of reach."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.seeker.jobs import JobsPage
from izanau_desktop.shared.facts import Facts
from izanau_desktop.shared.profile_view import ProfileCards
from izanau_desktop.widgets.plain import Card, Paragraph, label, scrolled
from izanau_protocol.reading import job as job_reading
from tests.desktop.seeker.scene import SeekerScene, job


def test_names_stand_above_where_there_is_little_room(scene: SeekerScene, qtbot: QtBot) -> None:
    facts = Facts([("Place of work", QLabel("Sendai")), ("Wages", QLabel("240,000 yen"))], 27)
    area = scrolled(facts)
    qtbot.addWidget(area)
    area.resize(700, 400)
    with qtbot.waitExposed(area):
        area.show()
    assert not facts.is_narrow
    area.resize(300, 400)
    qtbot.waitUntil(lambda: facts.is_narrow)
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0)
    area.resize(700, 400)
    qtbot.waitUntil(lambda: not facts.is_narrow)


@pytest.mark.parametrize("kind", [label, Paragraph])
def test_name_stands_on_the_line_of_its_value(kind: Callable[[str, str], QLabel], qtbot: QtBot) -> None:
    value = kind("Animator", "")
    facts = Facts([("Nov 2022", value)], 10)
    qtbot.addWidget(facts)
    facts.resize(700, 60)
    with qtbot.waitExposed(facts):
        facts.show()
    name = next(one for one in facts.findChildren(QLabel) if one is not value)
    qtbot.waitUntil(lambda: not facts.is_narrow and name.y() == value.y())
    assert name.heightForWidth(400) == value.heightForWidth(400)


def test_job_in_a_small_window_is_all_within_reach(scene: SeekerScene, qtbot: QtBot) -> None:
    job(scene, 20)
    page = JobsPage(scene.desk, scene.background, scene.commands, "ja")
    qtbot.addWidget(page)
    page.resize(816, 600)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.pane.detail is not None)
    qtbot.waitUntil(lambda: page.pane.area.horizontalScrollBar().maximum() == 0)
    assert page.pane.width() >= 420


def test_sections_of_a_line_share_one_card(scene: SeekerScene, qtbot: QtBot) -> None:
    found = scene.desk.cache.get("profile", scene.profile)
    assert found is not None
    cards = ProfileCards("public", "en")
    qtbot.addWidget(cards)
    cards.show_profile(found.body)
    assert {card_of(cards.groups[one]) for one in ("name", "birthday", "residence")} == {card_of(cards.groups["name"])}
    assert card_of(cards.groups["languages"]) is not card_of(cards.groups["name"])


def card_of(widget: QWidget) -> QWidget:
    while not isinstance(widget, Card):
        parent = widget.parentWidget()
        assert parent is not None
        widget = parent
    return widget


@pytest.mark.parametrize(
    ("prefecture", "city", "language", "told"),
    [
        ("宮城県", "Sendai", "ja", "宮城県 Sendai"),
        ("宮城県", "仙台市", "ja", "宮城県仙台市"),
        ("Miyagi", "Sendai", "en", "Sendai, Miyagi"),
        ("Osaka", "Osaka", "en", "Osaka"),
        ("", "Sendai", "ja", "Sendai"),
    ],
)
def test_town_reads_as_the_language_writes_it(prefecture: str, city: str, language: str, told: str) -> None:
    assert job_reading.town(prefecture, city, language) == told
