"""Many rows are chosen as lists do it everywhere, however few of them are here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from izanau_desktop import bulk
from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.desktop.company.picked import (
    CTRL,
    SHIFT,
    chosen,
    click,
    press,
    summed_up,
)
from tests.desktop.company.scene import Scene, identity
from tests.desktop.company.test_long_list import MANY, filled, put


def test_ctrl_and_shift_choose_as_lists_do_everywhere(page: ApplicantsPage) -> None:
    click(page, 0)
    click(page, 2, CTRL)
    assert (chosen(page), page.bulking.bar.text) == ([0, 2], "2 chosen")
    click(page, 4, CTRL | SHIFT)
    assert chosen(page) == [0, 2, 3, 4]
    click(page, 3, CTRL)
    assert chosen(page) == [0, 2, 4]
    click(page, 1, SHIFT)
    assert chosen(page) == [1, 2, 3]
    click(page, 1)
    assert (chosen(page), page.bulking.bar.isVisible()) == ([1], False)


def test_keys_alone_choose_any_rows_and_escape_lets_go(page: ApplicantsPage) -> None:
    press(page, Qt.Key.Key_Home)
    press(page, Qt.Key.Key_Down, SHIFT)
    press(page, Qt.Key.Key_Down, SHIFT)
    assert chosen(page) == [0, 1, 2]
    press(page, Qt.Key.Key_Up, SHIFT)
    assert chosen(page) == [0, 1]
    for _ in range(2):
        press(page, Qt.Key.Key_Down, CTRL)
    press(page, Qt.Key.Key_Space, CTRL)
    assert chosen(page) == [0, 1, 3]
    press(page, Qt.Key.Key_End, SHIFT)
    assert chosen(page) == [3, 4]
    press(page, Qt.Key.Key_Escape)
    assert (len(chosen(page)), page.bulking.is_on) == (1, False)


def test_table_chooses_as_the_list_does(page: ApplicantsPage) -> None:
    page._arranging.show_table(table=True)
    click(page, 0)
    click(page, 3, SHIFT)
    assert (chosen(page), page.bulking.bar.isVisible()) == ([0, 1, 2, 3], True)


def test_profile_gives_way_to_those_who_are_chosen(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    click(page, 0)
    click(page, 1, SHIFT)
    assert page.bulking.panel.isVisible()
    assert not page.detail.isVisible()
    assert not scene.commands.run("applicants.note")
    press(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.detail.isVisible() and page.detail.opened is not None)


@pytest.fixture
def long(scene: Scene, qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The page over more than are read at once."""
    made = filled(scene, qtbot)
    yield made
    made.toast.dismiss()


def test_all_found_are_chosen_though_few_are_here(
    long: ApplicantsPage, scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 200)
    press(long, Qt.Key.Key_A, CTRL)
    click(long, 1, CTRL)
    assert long.bulking.bar.text == f"{MANY - 1} chosen"
    assert not long.bulking._picking.chosen.ids - {row.id for row in long.list.list.model.here}
    assert summed_up(long, qtbot, "advance") == f"Move {MANY - 1} applicants to the next stage?"
    long.bulking.panel.asking.finish()
    qtbot.waitUntil(lambda: long.toast.text == f"Done for {MANY - 1} applicants", timeout=20_000)
    moved = [one for one in scene.desk.cache.list("application") if one.body["stage"] == "screening"]
    assert len(moved) == MANY - 1
    assert len({row.created for row in scene.outbox()}) > 1
    with scene.desk.cache.file.read() as connection:
        held = connection.exec_driver_sql("SELECT DISTINCT not_before FROM outbox").all()
    assert len(held) == 1
    long.toast.undo()
    qtbot.waitUntil(lambda: long.toast.text == f"Taken back for {MANY - 1} applicants", timeout=20_000)
    assert not scene.outbox()


def test_range_over_rows_that_are_not_here_is_whole(long: ApplicantsPage, qtbot: QtBot) -> None:
    press(long, Qt.Key.Key_Home)
    press(long, Qt.Key.Key_End, SHIFT)
    qtbot.waitUntil(lambda: long.bulking.bar.text == f"{MANY} chosen")
    press(long, Qt.Key.Key_Up, SHIFT)
    qtbot.waitUntil(lambda: long.bulking.bar.text == f"{MANY - 1} chosen")


def test_choice_stays_while_others_apply_and_goes_with_the_filter(
    long: ApplicantsPage, scene: Scene, qtbot: QtBot
) -> None:
    click(long, 1)
    click(long, 3, SHIFT)
    scene.desk.cache.change(lambda connection: put(connection, identity("job"), 5000, applied="2099-01-01T00:00:00Z"))
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: long.list.list.model.rowCount() == MANY + 1)
    assert (chosen(long), long.bulking.bar.text) == ([2, 3, 4], "3 chosen")
    press(long, Qt.Key.Key_Down, SHIFT)
    assert chosen(long) == [2, 3, 4, 5]
    long.list.search.set_text("chess")
    qtbot.waitUntil(lambda: not long.bulking.is_on)
