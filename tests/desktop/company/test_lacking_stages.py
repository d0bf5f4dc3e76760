"""Jobs whose list lacks a stage at which somebody stands: the one of arrival, as older programs wrote them, or one that is gone."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_protocol import position, rules
from tests.desktop.company import test_board as boards
from tests.desktop.company.conftest import shown
from tests.desktop.company.jobs import body, opened, type_into
from tests.desktop.company.scene import Scene, applicant, identity, job
from tests.desktop.company.test_job_stages import OWN, stages

GONE = "k3v9x2m4q7"
"""An own stage of before, whose name went with it."""


@pytest.fixture
def people(scene: Scene) -> list[str]:
    """One at each: the stage of arrival, one of the two that the job has, and one that it has no more."""
    scene.desk.cache.set_note(applicants_job="*")
    post = job(scene, title={"en": "Cook"}, stages=OWN)
    job(scene, 1, title={"en": "Baker"}, stages=OWN)
    return [
        applicant(scene, post, number, hours=number + 1, stage=stage)
        for number, stage in enumerate(("new", "talk", GONE))
    ]


def is_listed(page: ApplicantsPage, wanted: list[str]) -> bool:
    rows = page.list.list.model
    return [row.id for row in map(rows.row, range(rows.rowCount())) if row is not None] == wanted


def test_board_has_arrivals_first_and_who_is_nowhere_last(
    scene: Scene, people: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    for board in boards.opened(scene, tmp_path, qtbot):
        assert list(board.shown.columns.stages) == ["new", "talk", "tryout", GONE]
        assert (board.at("new"), board.at(GONE)) == (people[:1], people[2:])
        spoken = QAccessible.queryAccessibleInterface(board.column("new").view)
        assert spoken.text(QAccessible.Text.Name).startswith("New, 1 applicant")


def test_chips_count_everybody_and_narrow_to_each(scene: Scene, people: list[str], qtbot: QtBot) -> None:
    page = shown(scene, qtbot)
    for post in ("", identity("job")):
        page.list.ask(View(post))
        qtbot.waitUntil(lambda: len(page.list.chips.chips()) == 3)
        assert [chip.text() for chip in page.list.chips.chips()] == ["New  1", "Talk  1", f"{GONE}  1"]
    for place, who in enumerate(people):
        page.list.chips.chips()[place].click()
        qtbot.waitUntil(partial(is_listed, page, [who]))
        page.list.chips.chips()[place].click()
        qtbot.waitUntil(partial(is_listed, page, people))


@pytest.mark.parametrize(
    ("typed", "who"), [("stage:new", 0), ("stage:新規", 0), ("stage:面談", 1), (f"stage:{GONE}", 2)]
)
def test_stage_that_a_job_lacks_is_typed_as_a_filter(
    scene: Scene, people: list[str], qtbot: QtBot, typed: str, who: int
) -> None:
    page = shown(scene, qtbot)
    page.list.search.set_text(typed)
    qtbot.waitUntil(partial(is_listed, page, [people[who]]))


def test_nobody_is_moved_to_a_stage_that_is_gone(scene: Scene, people: list[str], qtbot: QtBot) -> None:
    page = shown(scene, qtbot)
    page.list.picking.everyone()
    page.bulking.stage()
    assert [one.text() for one in page.bulking.menu.actions()] == ["New", "Talk", "Try-out"]
    page.bulking.menu.hide()


def test_stage_of_arrival_gets_its_row_where_a_job_lacks_it(scene: Scene, qtbot: QtBot) -> None:
    job(scene, 1, stages=OWN, title={"en": "Cook"})
    page = opened(scene, qtbot)
    page.show_document(identity("job"))
    qtbot.waitUntil(lambda: not stages(page).rows and not stages(page).entry.isVisibleTo(page))
    page.show_document(identity("job", 1))
    qtbot.waitUntil(lambda: list(stages(page).rows) == ["talk", "tryout"])
    stages(page).entry.click()
    assert list(stages(page).rows) == ["new", "talk", "tryout"]
    assert not stages(page).entry.isVisibleTo(page)
    type_into(page, "stages.new.name", "Inbox")
    scene.background.wait()
    kept = body(scene, 1)
    assert [(row.id, row.words.en, row.status) for row in rules.stages(kept)][:2] == [
        ("new", "Inbox", "applied"),
        ("talk", "Talk", "interview"),
    ]
    held = kept["stages"]
    assert isinstance(held, dict)
    assert position.ordered(held)[0] == "new"
    page.toast.dismiss()
