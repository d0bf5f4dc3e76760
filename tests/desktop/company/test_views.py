"""Saved views of the list of applicants: saved by name, shown again, renamed, deleted, and gone with the right to see applicants."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import documents, gone, lease
from izanau_desktop.cache.reads import views
from izanau_desktop.cache.reads.applicants import SORTS, View
from izanau_desktop.cache.reads.views import Kept
from izanau_desktop.commands import Commands
from izanau_desktop.company.applicants.columns import COLUMNS
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_protocol import codes
from tests.desktop.company.conftest import shown
from tests.desktop.company.scene import COMPANY, Scene, applicant, job


@pytest.fixture
def page(scene: Scene, qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The page, with one applicant of each of two jobs, on all jobs."""
    scene.desk.cache.set_note(applicants_job="*")
    applicant(scene, job(scene), 1)
    applicant(scene, job(scene, 1), 2, hours=9, stage="interview", status="interview")
    made = shown(scene, qtbot)
    yield made
    made.toast.dismiss()


def names(scene: Scene) -> list[str]:
    return [one.name for one in views.saved(scene.desk.cache)]


def save(page: ApplicantsPage, scene: Scene, qtbot: QtBot, name: str) -> None:
    """Save what is shown, by the keyboard."""
    assert scene.commands.run("applicants.save_view")
    page.list.views.field.setText(name)
    QTest.keyClick(page.list.views.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.toast.text == f"View saved: {name}")


def menu(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> dict[str, QAction]:
    """What the menu offers, by its words."""
    assert scene.commands.run("applicants.views")
    found = page.list.views.menu
    qtbot.waitUntil(found.isVisible)
    offered = {one.text(): one for one in found.actions() if one.text()}
    found.close()
    return offered


def choose(page: ApplicantsPage, scene: Scene, qtbot: QtBot, words: str) -> None:
    """One entry of the menu."""
    menu(page, scene, qtbot)[words].trigger()


def test_saved_view_is_shown_again_as_it_was(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    wanted = View("", "years>=0", ("interview",), "name", down=False)
    page.list.show_view(wanted)
    qtbot.waitUntil(lambda: page.list.shown == wanted)
    save(page, scene, qtbot, "In talks")
    page.list.show_job(job(scene))
    qtbot.waitUntil(lambda: page.list.shown != wanted)
    choose(page, scene, qtbot, "In talks")
    qtbot.waitUntil(lambda: page.list.shown == wanted)
    assert page.list.search.text() == "years>=0"


def test_saved_view_brings_back_its_table_columns_and_widths(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    rows = page.list.list
    assert scene.commands.run("applicants.table")
    rows.choose(("stage", "name", "visa"), {"stage": 222})
    save(page, scene, qtbot, "Visas")
    scene.background.changed.emit(frozenset({"view"}), None)
    rows.choose(("name", "headline"), {"stage": 90})
    assert scene.commands.run("applicants.table")
    assert not rows.is_table
    choose(page, scene, qtbot, "Visas")
    qtbot.waitUntil(lambda: rows.is_table)
    assert rows.columns == ("name", "stage", "visa")
    assert rows.widths["stage"] == 222
    head = rows.view.horizontalHeader()
    assert [rows.model.headerData(head.logicalIndex(at), Qt.Orientation.Horizontal) for at in (0, 1, 2)] == [
        "Name",
        "Stage",
        "Status of residence",
    ]


def test_columns_widen_with_the_type(page: ApplicantsPage, scene: Scene) -> None:
    rows = page.list.list
    assert scene.commands.run("applicants.table")
    head = rows.view.horizontalHeader()
    before, told = [head.sectionSize(place) for place in range(head.count())], rows.widths
    larger = rows.view.font()
    larger.setPixelSize(round(larger.pixelSize() * 1.5) if larger.pixelSize() > 0 else 21)
    rows.view.setFont(larger)
    after = [head.sectionSize(place) for place in range(head.count())]
    assert [round(one * larger.pixelSize() / 14) for one in before] == after
    assert rows.widths == told


def test_column_that_is_drawn_elsewhere_stays_there_next_time(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    rows = page.list.list
    assert scene.commands.run("applicants.table")
    rows.choose(("name", "stage", "visa"), {})
    head = rows.view.horizontalHeader()
    head.moveSection(2, 1)
    assert rows.columns == ("name", "visa", "stage")
    qtbot.waitUntil(lambda: "'visa', 'stage']" in str(scene.desk.cache.local("setting", "applicants_table")))
    scene.commands = Commands()  # another window
    other = shown(scene, qtbot)
    qtbot.waitUntil(lambda: other.list.list.columns == ("name", "visa", "stage"))


def test_view_saved_before_faces_opens_and_leaves_the_list_as_it_looks(
    page: ApplicantsPage, scene: Scene, qtbot: QtBot
) -> None:
    old = {"name": "Old", "view": {"job": "", "query": "", "stages": ["interview"], "sort": "name", "down": False}}
    scene.desk.cache.set_local("view", "old", old)
    assert scene.commands.run("applicants.table")
    choose(page, scene, qtbot, "Old")
    qtbot.waitUntil(lambda: page.list.shown.stages == ("interview",))
    assert page.list.list.is_table


def test_code_tables_name_the_orders_and_columns_of_the_list() -> None:
    assert list(codes.table("applicant_sort")) == list(SORTS)
    assert list(codes.table("applicant_column")) == [column.id for column in COLUMNS]


def test_name_stands_once_and_undo_brings_the_older_back(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    views.save(scene.desk.cache, Kept("Late", View(sort="since")))
    save(page, scene, qtbot, "LATE")
    assert [(one.name, one.view.sort) for one in views.saved(scene.desk.cache)] == [("LATE", "applied")]
    assert scene.commands.run("applicants.undo")
    qtbot.waitUntil(lambda: names(scene) == ["Late"])
    assert views.saved(scene.desk.cache)[0].view.sort == "since"


def test_view_without_a_name_is_refused_beside_the_field(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    assert scene.commands.run("applicants.save_view")
    QTest.keyClick(page.list.views.field, Qt.Key.Key_Return)
    qtbot.waitUntil(page.list.views.problem.isVisible)
    assert page.list.views.field.accessibleDescription() == page.list.views.problem.text()
    assert names(scene) == []
    QTest.keyClick(page.list.views.field, Qt.Key.Key_Escape)
    assert not page.list.views.isVisible()


def test_view_is_renamed_but_not_to_a_name_in_use(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    for name in ("One", "Two"):
        views.save(scene.desk.cache, Kept(name, View(query=name)))
    choose(page, scene, qtbot, "Share, rename or delete…")
    saved = page.list.views
    next(one for one in saved.findChildren(QPushButton) if one.accessibleName() == "Rename One").click()
    assert saved.field.text() == "One"
    saved.field.setText("two")
    QTest.keyClick(saved.field, Qt.Key.Key_Return)
    qtbot.waitUntil(saved.problem.isVisible)
    saved.field.setText("Three")
    QTest.keyClick(saved.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(scene) == ["Three", "Two"])
    assert views.saved(scene.desk.cache)[0].view.query == "One"
    qtbot.waitUntil(page.toast.can_undo)
    assert scene.commands.run("applicants.undo")
    qtbot.waitUntil(lambda: names(scene) == ["One", "Two"])


def test_deleted_view_comes_back_by_undo(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    views.save(scene.desk.cache, Kept("Late", View(sort="since")))
    choose(page, scene, qtbot, "Share, rename or delete…")
    next(one for one in page.list.views.findChildren(QPushButton) if one.accessibleName() == "Delete Late").click()
    qtbot.waitUntil(lambda: names(scene) == [])
    qtbot.waitUntil(page.toast.can_undo)
    assert scene.commands.run("applicants.undo")
    qtbot.waitUntil(lambda: names(scene) == ["Late"])


def test_focus_stays_in_the_card_as_views_are_deleted(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    for name in ("One", "Two"):
        views.save(scene.desk.cache, Kept(name, View()))
    choose(page, scene, qtbot, "Share, rename or delete…")

    def focused() -> str:
        now = page.window().focusWidget()
        return now.accessibleName() or now.text() if isinstance(now, QPushButton) else ""

    def is_at(name: str) -> bool:
        return focused() == name

    for name, then in (("One", "Delete Two"), ("Two", "Close")):
        one = next(one for one in page.list.views._buttons if one.accessibleName() == f"Delete {name}")
        one.setFocus()
        one.click()
        qtbot.waitUntil(partial(is_at, then))
    assert "No saved views" in [one.text() for one in page.list.views.managing.findChildren(QLabel)]


def test_view_whose_job_is_gone_says_so(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    post = job(scene, 2)
    views.save(scene.desk.cache, Kept("Old", View(post)))
    before = page.list.shown
    row = documents.Stored(f"company:{COMPANY}", "job", post, 1)
    scene.desk.cache.change(lambda connection: gone.remove(connection, row, 2, "deleted"))
    choose(page, scene, qtbot, "Old (its job is gone)")
    assert page.list.notice.text == "The job of the view “Old” is gone."
    assert page.list.shown == before


def test_saved_views_go_with_the_right_to_see_applicants(scene: Scene) -> None:
    applicant(scene, job(scene), 1)
    views.save(scene.desk.cache, Kept("Canary", View(query="Somebody")))
    scene.desk.cache.change(lambda connection: gone.remove_scope(connection, f"contacts:{COMPANY}"))
    assert names(scene) == ["Canary"]
    scene.desk.cache.change(lease.purge)
    assert names(scene) == []


def test_page_that_is_no_more_hears_of_no_view(scene: Scene) -> None:
    made = ApplicantsPage(scene.desk, scene.background, scene.commands, "en")
    scene.background.wait()
    shiboken6.delete(made)
    scene.background.changed.emit(frozenset({"view"}), None)
