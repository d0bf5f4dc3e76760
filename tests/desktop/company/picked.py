"""Five applicants in the window, chosen by mouse and keys, and what the desk knows of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.desktop.company.scene import Scene, ago, applicant, job

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def five(scene: Scene) -> list[str]:
    """Five applicants of two jobs, the newest first; the last one is hired already."""
    scene.desk.cache.set_note(applicants_job="*")
    first, second = job(scene, title={"en": "Tester"}), job(scene, 1, title={"en": "Cook"})
    places = [(first, "new"), (first, "screening"), (second, "new"), (second, "interview"), (first, "hired")]
    return [
        applicant(scene, post, number, hours=number + 1, stage=stage, trail=trail(number + 1, stage))
        for number, (post, stage) in enumerate(places)
    ]


def trail(hours: int, stage: str) -> dict[str, Any]:
    """The stages that were passed, as the site noted them."""
    return {
        "t1": {"stage": "new", "at": ago(hours), "position": "V"},
        "t2": {"stage": stage, "at": ago(hours - 0.5), "position": "k"},
    }


def click(page: ApplicantsPage, place: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    view = page.list.list.view
    at = view.visualRect(page.list.list.model.index(place, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, QPoint(at))


def press(page: ApplicantsPage, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.list.list.view, key, held)


def chosen(page: ApplicantsPage) -> list[int]:
    """The places that are marked on the screen."""
    rows = page.list.list
    return [at for at in range(rows.model.rowCount()) if rows.view.selectionModel().isRowSelected(at)]


def summed_up(page: ApplicantsPage, qtbot: QtBot, command: str) -> str:
    """Ask for a deed; what stands above its summary."""
    asking = page.bulking.panel.asking
    assert page._commands.run(f"applicants.{command}")
    qtbot.waitUntil(lambda: asking.isVisible() and "…" not in asking.title.text())
    return asking.title.text()


def stages(scene: Scene, people: list[str]) -> list[Any]:
    found = [scene.desk.cache.get("application", one) for one in people]
    return [one.body.get("stage") if one else None for one in found]


def name(page: ApplicantsPage, place: int) -> str:
    row = page.list.list.model.row(place)
    assert row is not None
    return row.name


def whole(scene: Scene, *, since: bool = True) -> list[list[Any]]:
    """All that the desk knows of applicants: documents, rows, labels, counts, what waits.

    `since`: since when somebody is at a stage, too; a move that the site has not noted counts from when the row was made.
    """
    told = {
        "document": "* FROM document WHERE kind <> 'template'",
        "shown": "kind, id, scope, pending, about, other, state, at FROM shown WHERE kind <> 'template'",
        "applicant": "number, id, job, stage, withdrawn, name, sort, headline, level, months, owner, hidden FROM applicant",
        "since": "id, since FROM applicant",
        "labelled": "* FROM labelled",
        "standing": "* FROM standing WHERE many > 0",
        "outbox": "* FROM outbox",
        "part": "* FROM part",
    }
    wanted = [select for name, select in told.items() if since or name != "since"]
    with scene.desk.cache.file.read() as connection:
        rows = [connection.exec_driver_sql(f"SELECT {select}").all() for select in wanted]
    return [sorted(map(tuple, found), key=repr) for found in rows]


def reject(page: ApplicantsPage, qtbot: QtBot) -> None:
    """Reject all who are chosen, for the second reason."""
    summed_up(page, qtbot, "reject")
    asking = page.bulking.panel.asking
    QTest.keyClick(asking.reasons, Qt.Key.Key_2)
    QTest.keyClick(asking, Qt.Key.Key_Return)


def choose(page: ApplicantsPage, qtbot: QtBot, command: str, words: str) -> None:
    """Ask for a deed that offers a menu, and choose from it once it was read."""
    menu = page.bulking.menu
    menu.clear()
    assert page._commands.run(f"applicants.{command}")
    qtbot.waitUntil(lambda: words in [one.text() for one in menu.actions()])
    next(one for one in menu.actions() if one.text() == words).trigger()
    menu.hide()
