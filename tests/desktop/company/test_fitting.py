"""The card "Fit for this job": first in an applicant's page, in the reader's words, and nothing where nothing is to be compared."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import anew
from izanau_desktop.company.applicants import reading
from izanau_desktop.company.applicants.columns import COLUMNS
from izanau_desktop.company.applicants.fitting import FitCard
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.widgets.plain import Card, Chip, Paragraph
from izanau_protocol import ambient, ids
from tests.desktop.company.scene import COMPANY, Scene, applicant, identity, job

ASKS: dict[str, Any] = {
    "languages": {"a1": {"language": "ja", "level": "JLPT N2"}, "a2": {"language": "ko", "level": "B1"}},
    "skills": ["Python"],
    "overseas": None,
}


def person(scene: Scene, number: int = 1) -> None:
    """An applicant in Japan whose stay ends in a month or two."""
    ends = ambient.timestamp(hours=24 * 62)[:10]
    scene.put(f"applicants:{COMPANY}", "profile", ids.profile_id(identity("account", number + 1)), {
        "name": {"full": "Somebody"},
        "residence": "JP",
        "languages": {"a1": {"language": "ja", "level": "JLPT N2"}, "a2": {"language": "ko", "level": "A1"}},
        "visa": {"status": "nursing_care", "expires": ends},
    })  # fmt: skip


def opened(scene: Scene, qtbot: QtBot, language: str = "en") -> ApplicantsPage:
    scene.desk.cache.set_note(applicants_job="*")
    page = ApplicantsPage(scene.desk, scene.background, scene.commands, language)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: "History" in titles(page) or "履歴" in titles(page))
    return page


def titles(page: ApplicantsPage) -> list[str]:
    return [card.title.text() for card in page.detail.area.findChildren(Card)]


def lines(page: ApplicantsPage) -> list[str]:
    """What assistive technology reads of the card."""
    [card] = page.detail.area.findChildren(FitCard)
    return [one.accessibleName() for one in card.findChildren(QWidget) if one.parent() is card and one.accessibleName()]


def test_card_says_what_fits_is_to_be_checked_or_lacking(scene: Scene, qtbot: QtBot) -> None:
    applicant(scene, job(scene, **ASKS), 1)
    person(scene)
    page = opened(scene, qtbot)
    said = lines(page)
    assert said[0] == "Fits: Japanese: asks N2, has N2"
    assert said[1] == "Lacks: Korean: asks B1, has A1"
    assert said[2].startswith("Check: Status of residence: Nursing Care, ends in ")
    assert said[2].endswith(": check the scope of activities")
    assert said[3:] == ["Check: Skills: asks Python, not told"]
    [card] = page.detail.area.findChildren(FitCard)
    assert [(chip.text(), chip.property("tone")) for chip in card.findChildren(Chip)] == [
        ("Fits", "ok"),
        ("Lacks", "danger"),
        ("Check", "warn"),
        ("Check", "warn"),
    ]


def test_words_behind_verdicts_begin_at_one_edge(scene: Scene, qtbot: QtBot) -> None:
    applicant(scene, job(scene, **ASKS), 1)
    person(scene)
    page = opened(scene, qtbot)
    [card] = page.detail.area.findChildren(FitCard)
    words = card.findChildren(Paragraph)
    qtbot.waitUntil(lambda: len({one.mapTo(card, one.rect().topLeft()).x() for one in words}) == 1)
    assert len(words) > len({chip.text() for chip in card.findChildren(Chip)}) > 1


def test_card_reads_in_the_language_of_its_reader(scene: Scene, qtbot: QtBot) -> None:
    applicant(scene, job(scene, **ASKS), 1)
    person(scene)
    assert "適合: 日本語：N2が必要、記載はN2" in lines(opened(scene, qtbot, "ja"))


@pytest.mark.parametrize("other", [{"withdrawn": True, "status": "withdrawn"}, {"job": identity("job", 99)}])
def test_withdrawn_application_or_unseen_job_shows_no_fit(scene: Scene, qtbot: QtBot, other: dict[str, Any]) -> None:
    post = job(scene, **ASKS)
    applicant(scene, post, 2)
    gone = applicant(scene, post, 1, hours=5, **other)
    page = opened(scene, qtbot)
    assert page.detail.area.findChildren(FitCard)
    page.detail.show_applicant(reading.opened(scene.desk.cache, gone))
    qtbot.waitUntil(lambda: not page.detail.area.findChildren(FitCard))
    qtbot.waitUntil(lambda: "History" in titles(page))
    assert not page.detail.area.findChildren(FitCard)


def several(scene: Scene) -> None:
    """Three who applied one after the other: to be checked, lacking, fitting."""
    post = job(scene, languages=ASKS["languages"], visa_support="none")
    free, student = {"status": "permanent_resident"}, {"status": "student"}
    for number, visa, told in ((1, free, False), (2, student, True), (3, free, True)):
        applicant(scene, post, number, hours=10 - number)
        both = {"a1": {"language": "ja", "native": True}, "a2": {"language": "ko", "native": True}}
        profile = {"name": {"full": f"Person {number}"}, "visa": visa, "languages": both if told else {}}
        scene.put(f"applicants:{COMPANY}", "profile", ids.profile_id(identity("account", number + 1)), profile, 2)


def names(page: ApplicantsPage) -> list[str]:
    model = page.list.list.model
    rows = [model.row(place) for place in range(model.rowCount())]
    return [row.name if row is not None else "" for row in rows]


def test_list_is_ordered_by_fit_from_the_menu_of_orders(scene: Scene, qtbot: QtBot) -> None:
    several(scene)
    page = opened(scene, qtbot)
    page.list.offer_orders()
    [by_fit] = [one for one in page.list.orders.actions() if one.text() == "best visa and language fit first"]
    by_fit.trigger()
    page.list.orders.close()
    qtbot.waitUntil(lambda: names(page) == ["Person 3", "Person 1", "Person 2"])
    assert page.list.order.text() == "best visa and language fit first"
    page.list.search.set_text("fit:check,lacks")
    qtbot.waitUntil(lambda: names(page) == ["Person 1", "Person 2"])


def test_list_by_fit_says_how_far_it_is_worked_out(scene: Scene, qtbot: QtBot) -> None:
    several(scene)
    scene.desk.cache.change(lambda connection: anew.queue(connection, "name = 'Person 2'"))
    page = opened(scene, qtbot)
    page.list.search.set_text("fit:check,lacks")
    qtbot.waitUntil(lambda: names(page) == ["Person 2", "Person 1"])
    assert page.list._count.text() == "2 of 3 ·\nFit and experience worked out so far: 2 of 3"
    page.list.search.set_text("")
    qtbot.waitUntil(lambda: page.list._count.text() == "3 applicants ·")


@pytest.mark.parametrize(
    ("language", "words", "named"),
    [
        ("en", ["Fits", "Check", "Lacks"], "Visa and language fit"),
        ("ja", ["適合", "要確認", "不足"], "在留・語学の適合"),
    ],
)
def test_column_of_the_fit_says_it_in_words_and_its_head_sorts(
    scene: Scene, qtbot: QtBot, language: str, words: list[str], named: str
) -> None:
    several(scene)
    page = opened(scene, qtbot, language)
    assert scene.commands.run("applicants.table")
    view, place = page.list.list.view, [column.id for column in COLUMNS].index("fit")
    assert not view.isColumnHidden(place)
    assert view.model().headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == named

    def told() -> list[str]:
        return [str(view.model().index(row, place).data()) for row in range(view.model().rowCount())]

    view.horizontalHeader().sectionClicked.emit(place)
    qtbot.waitUntil(lambda: told() == words)
    view.horizontalHeader().sectionClicked.emit(place)
    qtbot.waitUntil(lambda: told() == words[::-1])
