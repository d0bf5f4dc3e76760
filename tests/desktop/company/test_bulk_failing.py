"""Deeds on many applicants that fail, are stopped, or meet others than were asked about: told, and never left half unsaid."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from izanau_desktop import bulk
from izanau_desktop.cache import Cache
from izanau_desktop.cache.trouble import CacheTrouble
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_protocol.problems import problem
from tests.desktop.company.picked import CTRL, chosen, press, stages, summed_up
from tests.desktop.company.scene import Scene, applicant, identity

FULL = "There is no room left on the disk."
BEFORE = ["new", "screening", "new", "interview", "hired"]
AFTER = ["screening", "interview", "screening", "final", "hired"]


@pytest.fixture
def page(page: ApplicantsPage, qtbot: QtBot) -> ApplicantsPage:
    """All of them chosen, and asked about: four of the five can advance."""
    press(page, Qt.Key.Key_A, CTRL)
    assert summed_up(page, qtbot, "advance") == "Move 4 applicants to the next stage?"
    return page


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are a slice."""
    monkeypatch.setattr(bulk, "AT_ONCE", 2)


def fail(
    patch: pytest.MonkeyPatch, owner: Any, name: str, at: int, before: Callable[[], object] = lambda: None
) -> None:
    """The call of this number finds no room on the disk; `before` is done as the first begins."""
    real, calls = getattr(owner, name), list[int]()

    def call(*given: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            before()
        if len(calls) == at:
            raise CacheTrouble(problem("disk_full"))
        return real(*given)

    patch.setattr(owner, name, call)


def report(page: ApplicantsPage, qtbot: QtBot) -> tuple[str, list[str]]:
    """What is reported, once it is over."""
    card = page.bulking.panel.report
    qtbot.waitUntil(lambda: card.isVisible() and card._close.isVisible())
    return card.title.text(), card._lines.text.split("\n")


def listed(page: ApplicantsPage) -> list[str]:
    """The stages that the list shows."""
    rows = page.list.list.model
    return [one.stage for one in map(rows.row, range(rows.rowCount())) if one is not None]


def may_go_on(page: ApplicantsPage) -> bool:
    """Whether another deed can be asked for."""
    page.bulking.advance()
    return page.bulking._may("stage")


def test_deed_that_fails_is_told_and_they_stay_chosen(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, bulk, "do", 1)
    page.bulking.panel.asking.finish()
    title, lines = report(page, qtbot)
    assert title == "Nothing was done"
    assert lines[0].startswith(FULL)
    assert lines[1] == "Not done for 4 applicants, who stay chosen."
    assert (stages(scene, people), chosen(page), page.bulking.bar.text) == (BEFORE, [0, 1, 2, 3], "4 chosen")
    assert summed_up(page, qtbot, "advance") == "Move 4 applicants to the next stage?"
    page.bulking.panel.asking.finish()
    qtbot.waitUntil(lambda: stages(scene, people) == AFTER)
    assert report(page, qtbot)[0] == "Done for 4 applicants"


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("at", [1, 2])
def test_slice_that_fails_leaves_its_own_chosen(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    fail(monkeypatch, bulk, "do", at)
    page.bulking.panel.asking.finish()
    title, lines = report(page, qtbot)
    done = 2 * (at - 1)
    assert title == ("Done for 2 applicants" if done else "Nothing was done")
    assert lines[0].startswith(FULL)
    assert lines[1] == f"Not done for {4 - done} applicants, who stay chosen."
    assert stages(scene, people) == [*AFTER[:done], *BEFORE[done:]]
    assert (page.toast.can_undo(), chosen(page)) == (bool(done), list(range(done, 4)))
    assert may_go_on(page)


@pytest.mark.usefixtures("small")
def test_hold_that_fails_is_told_beside_the_undo(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, bulk, "hold", 1)
    page.bulking.panel.asking.finish()
    title, lines = report(page, qtbot)
    assert (title, stages(scene, people)) == ("Done for 4 applicants", AFTER)
    assert lines[0].startswith(FULL)
    assert page.toast.can_undo()
    assert not page.bulking.is_on
    qtbot.waitUntil(lambda: listed(page) == AFTER)
    press(page, Qt.Key.Key_A, CTRL)
    assert page.bulking._may("stage")
    scene.commands.run("applicants.undo")
    qtbot.waitUntil(lambda: stages(scene, people) == BEFORE)


@pytest.mark.usefixtures("small")
def test_stop_says_how_many_were_not_done(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.bulking.panel.asking.finish()
    page.bulking.panel.report._stop.click()
    title, lines = report(page, qtbot)
    assert title == "Done for 2 applicants"
    assert lines[0] == "Not done for 2 applicants, who stay chosen."
    assert (stages(scene, people), chosen(page)) == ([*AFTER[:2], *BEFORE[2:]], [2, 3])
    press(page, Qt.Key.Key_Escape)
    assert not page.bulking.is_shown


@pytest.mark.parametrize(
    ("slice_", "told", "still"),
    [
        (1_000, "Not taken back for 4 applicants.", AFTER),
        (2, "Taken back for 2, not for 2.", [*AFTER[:2], *BEFORE[2:]]),
    ],
)
def test_undo_that_fails_can_be_tried_again(
    page: ApplicantsPage,
    scene: Scene,
    people: list[str],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    slice_: int,
    told: str,
    still: list[str],
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", slice_)
    page.bulking.panel.asking.finish()
    qtbot.waitUntil(page.toast.can_undo)
    scene.desk.cache.hurry([row.id for row in scene.outbox()])
    fail(monkeypatch, Cache, "drop_all", 1 if still == AFTER else 2)
    scene.commands.run("applicants.undo")
    qtbot.waitUntil(page.toast.can_undo)
    assert page.toast.text.startswith(f"{told} {FULL}")
    assert stages(scene, people) == still
    qtbot.waitUntil(lambda: listed(page) == still)
    qtbot.waitUntil(lambda: {row.state for row in scene.outbox()} == {"held"})
    scene.commands.run("applicants.undo")
    qtbot.waitUntil(lambda: page.toast.text == "Taken back for 4 applicants")
    assert (stages(scene, people), scene.outbox()) == (BEFORE, ())


def test_what_fails_to_be_read_is_told_until_one_goes_on(
    page: ApplicantsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, bulk, "summary", 1)
    page.bulking.advance()
    page.list.picking.clear()
    qtbot.waitUntil(lambda: page.bulking.panel.notice.text.startswith(FULL))
    assert page.bulking.panel.isVisible()
    press(page, Qt.Key.Key_Down)
    qtbot.waitUntil(page.detail.isVisible)
    assert not page.bulking.is_shown


def test_whoever_comes_after_the_summary_is_left_out(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    late = applicant(scene, identity("job"), 40, hours=0.1)
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: page.bulking.bar.text == "5 chosen" and page.list.list.model.rowCount() == 6)
    qtbot.waitUntil(lambda: scene.background.wait(0) and chosen(page) == [1, 2, 3, 4, 5])
    asking = page.bulking.panel.asking
    assert (asking.title.text(), asking.isVisible()) == ("Move 4 applicants to the next stage?", True)
    QTest.keyClick(asking.yes, Qt.Key.Key_Return)
    assert report(page, qtbot)[0] == "Done for 4 applicants"
    assert stages(scene, [*people, late]) == [*AFTER, "new"]


def test_summary_that_comes_late_changes_no_deed_under_way(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking, gate = page.bulking.panel.asking, Event()
    fail(monkeypatch, bulk, "do", 0, before=gate.wait)
    row = scene.desk.cache.get("application", people[0])
    assert row is not None
    scene.put(row.scope, "application", people[0], row.body | {"stage": "hired"}, seq=2)
    page.bulking._sum_up()
    asking.finish()
    scene.background._readers.waitForDone()
    QApplication.processEvents()
    told = asking.title.text()
    gate.set()
    assert told == "Move 4 applicants to the next stage?"
    assert report(page, qtbot)[0] == "Done for 3 applicants"
