"""Where the person put the line between list and detail, and how a page was looked at: so again in the next window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.commands import Commands
from izanau_desktop.company.jobs.page import JobsPage
from izanau_desktop.places import Room, places_of
from izanau_desktop.preferences import Preferences
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.window import Window
from tests.desktop.company.scene import Scene, applicant, company, job
from tests.desktop.seeker.scene import SeekerScene


def hr(folder: Path) -> Scene:
    made = company(folder)
    applicant(made, job(made), 1)
    return made


def staff(folder: Path) -> Scene:
    return Scene(folder, "staff", "agent")


def shown(scene: Scene, role: str, place: str, preferences: Preferences, qtbot: QtBot) -> tuple[Window, Splitter]:
    """A new window of a role, and the splitter of one of its places."""
    commands = Commands()
    room = Room(
        scene.background, commands, preferences, "en", lambda _: None, lambda _: None, lambda _: None, scene.desk
    )
    window = Window(role, commands, places_of(role, room), preferences)
    qtbot.addWidget(window)
    window.resize(1360, 840)
    with qtbot.waitExposed(window):
        window.show()
    window.go(place)
    page = window.page(place)
    assert isinstance(page, QWidget)
    return window, page.findChildren(Splitter)[0]


@pytest.mark.parametrize(
    ("begin", "role", "place"),
    [
        (hr, "company", "applicants"),
        (hr, "company", "messages"),
        (hr, "company", "jobs"),
        (staff, "support", "tickets"),
        (staff, "support", "records"),
        (SeekerScene, "seeker", "jobs"),
        (SeekerScene, "seeker", "messages"),
        (SeekerScene, "seeker", "applications"),
    ],
)
def test_moved_line_is_there_in_the_next_window(
    begin: type[SeekerScene], role: str, place: str, tmp_path: Path, preferences: Preferences, qtbot: QtBot
) -> None:
    scene = begin(tmp_path)
    window, splitter = shown(scene, role, place, preferences, qtbot)
    before = splitter.sizes()
    drag(splitter, 60)
    moved = splitter.sizes()
    assert moved[0] > before[0] + 50
    window.close()
    window, splitter = shown(scene, role, place, preferences, qtbot)
    qtbot.waitUntil(lambda: splitter.sizes() == moved)
    window.close()
    scene.close()


def test_both_languages_are_shown_again_in_the_next_window(
    tmp_path: Path, preferences: Preferences, qtbot: QtBot
) -> None:
    scene = hr(tmp_path)
    window, _ = shown(scene, "company", "jobs", preferences, qtbot)
    page = window.page("jobs")
    assert isinstance(page, JobsPage)
    qtbot.waitUntil(lambda: page.editing.field("overseas") is not None)
    assert page.editing.field("duties@ja") is page.editing.field("duties")
    assert window.commands.run("jobs.both")
    window.close()
    window, _ = shown(scene, "company", "jobs", preferences, qtbot)
    again = window.page("jobs")
    assert isinstance(again, JobsPage)
    qtbot.waitUntil(lambda: again.editing.field("overseas") is not None)
    assert again.editing.field("duties@ja") is not again.editing.field("duties")
    window.close()
    scene.close()


def drag(splitter: Splitter, by: int) -> None:
    """Drag the line to the right."""
    line = splitter.handle(1)
    at = line.rect().center()
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(line, at + QPoint(by, 0))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=at)
