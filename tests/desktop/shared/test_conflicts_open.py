"""From a conflict to the document itself, in a whole window: at the section in dispute, or at the one in its list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from izanau_desktop.commands import Commands
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.places import Room, places_of
from izanau_desktop.preferences import Preferences
from izanau_desktop.seeker.profile.page import ProfilePage
from izanau_desktop.shared.conflicts.page import ConflictsPage
from izanau_desktop.window import Window
from tests.desktop.company import scene as office
from tests.desktop.company.scene import Scene
from tests.desktop.seeker.scene import SeekerScene
from tests.desktop.shared.test_conflicts import TEXT, clash


@pytest.fixture
def opened(qtbot: QtBot, preferences: Preferences) -> Iterator[Callable[[Scene, str], Window]]:
    """The window of a role, at its conflicts; it is closed with its desk."""
    made: list[tuple[Window, Scene]] = []

    def run(scene: Scene, role: str) -> Window:
        commands = Commands()
        room = Room(
            scene.background, commands, preferences, "en", lambda _: None, lambda _: None, lambda _: None, scene.desk
        )
        window = Window(role, commands, places_of(role, room), preferences)
        made.append((window, scene))
        qtbot.addWidget(window)
        window.resize(1400, 1000)
        window.open_first()
        with qtbot.waitExposed(window):
            window.show()
        window.go("conflicts")
        qtbot.waitUntil(lambda: bool(shown(window, ConflictsPage) and shown(window, ConflictsPage)[0].cards))
        return window

    yield run
    for window, scene in made:
        window.close()
        scene.close()


def shown(window: Window, kind: type[ConflictsPage]) -> list[ConflictsPage]:
    return [one for one in window.findChildren(kind) if one.isVisible()]


def press_open(window: Window, document: str) -> None:
    (found,) = [one for one in window.findChildren(QPushButton) if one.accessibleName() == f"Open: {document}"]
    found.click()


def test_profile_opens_at_the_section_in_dispute(
    tmp_path: Path, opened: Callable[[Scene, str], Window], qtbot: QtBot
) -> None:
    scene = SeekerScene(tmp_path)
    clash(scene, "profile", scene.profile, "hobbies.en", (TEXT, TEXT.replace("go", "cards"), TEXT.replace("I ", "We ")))
    window = opened(scene, "seeker")
    press_open(window, "Your profile")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ProfilePage)))
    page = window.findChildren(ProfilePage)[0]
    assert page.contents.section == "hobbies"


def test_note_opens_the_application_that_it_is_about(
    tmp_path: Path, opened: Callable[[Scene, str], Window], qtbot: QtBot
) -> None:
    scene = office.company(tmp_path)
    job = office.job(scene)
    office.applicant(scene, job, 1)
    application = office.applicant(scene, job, 2, hours=90)
    note = scene.put(
        f"applicants:{office.COMPANY}", "note", office.identity("note"), {"application": application, "text": "Old"}
    )
    clash(scene, "note", note, "text", ("Old", "Mine", "Theirs"))
    window = opened(scene, "company")
    (page,) = shown(window, ConflictsPage)
    press_open(window, next(iter(page._views.values())).name.text())
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ApplicantsPage)))
    found = window.findChildren(ApplicantsPage)[0]
    qtbot.waitUntil(lambda: found.list.list.current() == application)
