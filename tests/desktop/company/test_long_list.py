"""A list of more applicants than anybody reads: a window of it is here, any place is reached, and nothing jumps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import anew, documents, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.company.applicants import model as models
from izanau_desktop.company.applicants import reading
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.widgets.rows import ROW
from izanau_protocol import ids
from tests.desktop.company.conftest import shown
from tests.desktop.company.scene import COMPANY, Scene, ago, identity, job

MANY = 700


@pytest.fixture
def page(scene: Scene, qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The page over them."""
    made = filled(scene, qtbot)
    yield made
    made.toast.dismiss()


def filled(scene: Scene, qtbot: QtBot) -> ApplicantsPage:
    """The page, with more applicants than are read at once, the first of them the newest."""
    post = job(scene)

    def work(connection: Connection) -> None:
        for number in range(MANY):
            put(connection, post, number)

    scene.desk.cache.change(work)
    made = shown(scene, qtbot)
    qtbot.waitUntil(lambda: made.list.list.model.rowCount() == MANY)
    return made


def put(connection: Connection, post: str, number: int, person: Mapping[str, Any] | None = None, **more: Any) -> str:
    """One applicant; the application's id."""
    seeker = ids.profile_id(identity("many", number))
    application = ids.application_id(post, seeker, 1)
    profile = {"name": {"full": f"Person {number:03}"}, "hobbies": {"en": "chess" if number % 2 else "go"}}
    profile |= person or {}
    body = {"job": post, "seeker": seeker, "company": COMPANY, "applied": ago(1 + number / 60), "stage": "new", **more}
    for kind, identifier, told in (("profile", seeker, profile), ("application", application, body)):
        stored = documents.Stored(f"applicants:{COMPANY}", kind, identifier, 1, trees.spelled(dict(told)))
        documents.put(connection, stored)
    return application


def names(page: ApplicantsPage) -> list[str]:
    """Who can be seen now, from the upper edge."""
    view = page.list.list.view
    first, last = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
    rows = [page.list.list.model.row(place) for place in range(first, (last if last >= 0 else first) + 1)]
    return ["" if row is None else row.name for row in rows]


def test_end_and_middle_of_a_long_list_are_reached_at_once(page: ApplicantsPage, qtbot: QtBot) -> None:
    view = page.list.list.view
    QTest.keyClick(view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: names(page)[-1] == f"Person {MANY - 1:03}")
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    qtbot.waitUntil(lambda: all(name.startswith("Person 3") for name in names(page)))
    QTest.keyClick(view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: names(page)[0] == "Person 000")


def test_row_chosen_before_it_is_here_is_opened_when_it_comes(page: ApplicantsPage, qtbot: QtBot) -> None:
    page.list.list.go(MANY - 1)
    qtbot.waitUntil(
        lambda: page.detail.opened is not None and page.detail.opened.applicant.row.name == f"Person {MANY - 1:03}"
    )


def test_only_pages_that_were_looked_at_last_stay_here(
    page: ApplicantsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "KEPT", 4)
    model = page.list.list.model
    for place in range(0, MANY, 10):
        qtbot.waitUntil(partial(_is_here, model, place))
    assert len(model.here) <= 4 * reading.PAGE


def _is_here(model: models.ApplicantModel, place: int) -> bool:
    return model.row(place) is not None


def test_place_and_choice_stay_while_others_apply(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    rows = page.list.list
    rows.go(300)
    qtbot.waitUntil(lambda: rows.current() != "" and "Person 300" in names(page))
    kept, seen = rows.current(), names(page)
    scene.desk.cache.change(lambda connection: put(connection, identity("job"), 5000, applied=ago(0)))
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: rows.model.rowCount() == MANY + 1)
    qtbot.waitUntil(lambda: names(page) == seen)
    assert (rows.current(), rows.place) == (kept, 301)


def test_who_is_gone_on_to_stays_while_the_list_is_read_anew(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    """Else a key that follows is pressed for somebody who is not looked at any more."""
    rows, heard = page.list.list, list[object]()
    page._loading.shown.connect(heard.append)

    def settled() -> bool:
        return bool(heard) and scene.background.wait(0)

    for by in (1, 1, -1, -1, 1):  # who was seen before is not marked so anew, which reads the list again
        heard.clear()
        page.list.asked.emit(page.list.view)
        page.list.step(by)
        current = rows.current()
        qtbot.waitUntil(settled)
        assert rows.current() == current
    assert rows.place == 1


def test_many_matches_are_counted_a_little_later(
    page: ApplicantsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MANY", 100)
    page.list.search.set_text("chess")
    qtbot.waitUntil(lambda: page.list._count.text() == f"{MANY // 2} of {MANY} ·")
    assert page.list.list.model.rowCount() == MANY // 2
    assert page.list.list.model.index(0, 0).data(ROW).subtitle == "found in: hobbies"
    QTest.keyClick(page.list.list.view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: names(page)[-1] == f"Person {MANY - 1:03}")


def test_order_that_is_chosen_is_the_lists_and_is_said(page: ApplicantsPage, qtbot: QtBot) -> None:
    page.list.offer_orders()
    by_name = next(action for action in page.list.orders.actions() if action.text() == "oldest first")
    by_name.trigger()
    page.list.orders.close()
    qtbot.waitUntil(lambda: names(page)[0] == f"Person {MANY - 1:03}" or "Person 000" in names(page))
    qtbot.waitUntil(lambda: page.list.order.text() == "oldest first")
    QTest.keyClick(page.list.list.view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: names(page)[0] == f"Person {MANY - 1:03}")


def test_model_keeps_the_promises_of_qt(page: ApplicantsPage, qtbot: QtBot) -> None:
    model = page.list.list.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    page.list.search.set_text("go")
    qtbot.waitUntil(lambda: model.rowCount() == MANY // 2)
    page.list.search.set_text("")
    qtbot.waitUntil(lambda: model.rowCount() == MANY)
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None
    tester.deleteLater()


def test_filter_that_is_chosen_stands_ready_to_be_typed_over(page: ApplicantsPage, qtbot: QtBot) -> None:
    opened(page, qtbot)["Filters to type"]["skill:python"].trigger()
    field = page.list.search.field
    assert (field.text(), field.selectedText()) == ("skill:python", "python")
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 0)
    page.list.search.removed.emit("0")
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == MANY)
    assert field.text() == ""


def opened(page: ApplicantsPage, qtbot: QtBot) -> dict[str, dict[str, QAction]]:
    """The menu of filters as it opens: what stands under each of its parts."""
    menu = page.offering.menu
    page.list.more.click()
    qtbot.waitUntil(menu.isVisible)
    menu.close()
    parts = {one.text(): one.menu() for one in menu.actions()}
    return {
        name: {action.text(): action for action in under.actions()}
        for name, under in parts.items()
        if isinstance(under, QMenu)
    }


def test_filters_say_how_many_of_the_list_have_what(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    scene.desk.cache.change(lambda connection: put(connection, identity("job"), 3, labels=URGENT))
    page.list.search.set_text("chess")
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == MANY // 2)
    found = opened(page, qtbot)
    told = ["Visa and language fit", "Label", "Taken by", "Filters to type"]
    assert list(found) == told, "nobody told Japanese, or a status of residence"
    assert list(found["Visa and language fit"]) == [f"Check  {MANY // 2}"]
    assert list(found["Taken by"]) == [f"nobody  {MANY // 2}"]
    found["Label"]["to call  1"].trigger()
    qtbot.waitUntil(lambda: names(page) == ["Person 003"])
    assert page.list.search.text() == 'chess label:"to call"'


def test_label_that_is_chosen_finds_it_whole(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    words = {1: "urgent", 2: "urgent-done", 3: "Kyoto, Osaka", 4: "Kyoto"}

    def work(connection: Connection) -> None:
        for number, word in words.items():
            put(connection, identity("job"), number, labels={"l": {"text": word, "position": "1"}})

    scene.desk.cache.change(work)
    for number, word in words.items():
        page.list.search.set_text("")
        qtbot.waitUntil(lambda: page.list.list.model.rowCount() == MANY)
        opened(page, qtbot)["Label"][f"{word}  1"].trigger()
        qtbot.waitUntil(lambda number=number: names(page) == [f"Person {number:03}"])  # type: ignore[misc] # of mypy
    page.list.search.set_text("label:urgent,KYOTO")
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 2)


def test_menu_says_how_far_the_numbers_of_fit_reach(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    scene.desk.cache.change(lambda connection: anew.queue(connection, "a.stage = 'new'"))
    found = opened(page, qtbot)
    far = found["Visa and language fit"][f"Fit and experience worked out so far: 0 of {MANY}"]
    assert not far.isEnabled()
    assert list(found["Taken by"]) == [f"nobody  {MANY}"], "which waits for nobody"


URGENT = {"l": {"text": "to call", "position": "1"}}


def test_table_takes_the_page_and_is_sorted_by_a_press_on_its_head(
    page: ApplicantsPage, scene: Scene, qtbot: QtBot
) -> None:
    head = page.list.list.view.horizontalHeader()
    assert not head.isVisibleTo(page)
    assert scene.commands.run("applicants.table")
    assert head.isVisibleTo(page)
    assert not page.detail.isVisibleTo(page)
    head.sectionClicked.emit(0)
    qtbot.waitUntil(lambda: page.list.shown == View(identity("job"), sort="name", down=False))
    head.sectionClicked.emit(0)
    qtbot.waitUntil(lambda: page.list.shown == View(identity("job"), sort="name", down=True))
    QTest.keyClick(page.list.list.view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: names(page)[0] == f"Person {MANY - 1:03}")
    QTest.keyClick(page.list.list.view, Qt.Key.Key_Return)
    assert page.detail.isVisibleTo(page)


@pytest.mark.parametrize("deed", ["note", "message", "reject", "labels"])
def test_deed_that_is_written_shows_the_profile_beside(
    page: ApplicantsPage, scene: Scene, qtbot: QtBot, deed: str
) -> None:
    qtbot.waitUntil(lambda: page.detail.opened is not None)
    assert scene.commands.run("applicants.table")
    assert scene.commands.run(f"applicants.{deed}")
    qtbot.waitUntil(lambda: page.detail.panels.isVisibleTo(page))


def test_columns_and_their_widths_are_there_again(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    scene.commands.run("applicants.table")
    page.list.offer_columns()
    names_of = {action.text(): action for action in page.list.columns.actions()}
    assert not names_of.keys() & {"Citizenship", "Birthday", "Age"}
    names_of["Stay ends"].trigger()
    page.list.columns.close()
    page.list.list.view.setColumnWidth(0, 333)
    qtbot.waitUntil(lambda: dict(kept(scene)).get("widths", {}).get("name") == 333)
    for command in list(scene.commands):
        scene.commands.remove(command.id)
    again = ApplicantsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.list.list.is_table)
    assert "ends" in again.list.list.columns
    assert again.list.list.view.columnWidth(0) == 333


def kept(scene: Scene) -> dict[str, Any]:
    """How the list was left."""
    found = scene.desk.cache.local("setting", "applicants_table")
    return found if isinstance(found, dict) else {}


def test_stages_tell_how_many_of_a_search_are_there(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    def work(connection: Connection) -> None:
        for number in range(MANY, MANY + 3):
            put(connection, identity("job"), number, stage="interview")

    def told() -> list[str]:
        return [chip.text().replace("  ", " ") for chip in page.list.chips.chips()]

    scene.desk.cache.change(work)
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: told() == [f"New {MANY}", "Interview 3"])
    page.list.search.set_text("chess")
    qtbot.waitUntil(lambda: told() == [f"New {MANY // 2}", "Interview 1"])
    page.list.chips.chips()[1].click()
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 1)
    assert told() == [f"New {MANY // 2}", "Interview 1 ×"]  # by the other filters alone
    page.list.search.set_text("")
    qtbot.waitUntil(lambda: told() == [f"New {MANY}", "Interview 3 ×"])


def test_stage_where_nobody_of_a_search_is_says_so(page: ApplicantsPage, qtbot: QtBot) -> None:
    page.list.search.set_text("nobodyiscalledthis")
    qtbot.waitUntil(lambda: [chip.text() for chip in page.list.chips.chips()] == ["New  0"])


def orders(page: ApplicantsPage) -> dict[str, QAction]:
    """The orders as they are offered."""
    page.list.offer_orders()
    page.list.orders.close()
    return {action.text(): action for action in page.list.orders.actions()}


def test_best_matches_come_first_while_words_are_searched(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    work = {"work": {"w1": {"title": "Chess trainer", "position": "1"}}}
    assert "best match first" not in orders(page)
    scene.desk.cache.change(lambda connection: put(connection, identity("job"), MANY + 1, person=work))
    page.list.search.set_text("chess")
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == MANY // 2 + 1)
    assert names(page)[0] == "Person 001"
    orders(page)["best match first"].trigger()
    qtbot.waitUntil(lambda: names(page)[:2] == [f"Person {MANY + 1}", "Person 001"])
    assert page.list.order.text() == "best match first"
    assert orders(page)["best match first"].isChecked()
    QTest.keyClick(page.list.list.view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: names(page)[-1] == f"Person {MANY - 1:03}")
    page.list.search.set_text("")
    qtbot.waitUntil(lambda: page.list.order.text() == "newest first")
    assert "best match first" not in orders(page)
    page.list.search.set_text("chess")
    qtbot.waitUntil(lambda: page.list.order.text() == "best match first")
