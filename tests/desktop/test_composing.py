"""An input method at every field of every role: what is composed arrives there, and no letter of it is a command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QKeySequenceEdit, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.background import Background
from izanau_desktop.cache import lease
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.frame.navigation import Place
from izanau_desktop.places import Room, places_of
from izanau_desktop.preferences import Preferences
from izanau_desktop.seeker.profile.page import ProfilePage
from izanau_desktop.start.gate import Gate
from izanau_desktop.vault import SessionVault
from izanau_desktop.widgets.search import SearchBox
from izanau_desktop.widgets.turns import Turns
from izanau_desktop.window import Window
from izanau_protocol import wire
from izanau_protocol.documents import SECTIONS
from tests.desktop.company import scene as office
from tests.desktop.company.scene import Scene, ago, identity
from tests.desktop.seeker import scene as people
from tests.screenshots import states
from tests.screenshots.loop import settled, wait
from tests.screenshots.openings import OPENINGS

TYPED = "日本"
Edit = QLineEdit | QPlainTextEdit | QTextEdit


class Walk:
    """A window of a role, and what was done at it: the commands that ran, and the fields that were typed into."""

    def __init__(self, qtbot: QtBot, window: Window, background: Background, ran: list[str]) -> None:
        self.window, self.background, self.ran, self.desk = window, background, ran, None
        self.fields: set[str] = set()
        self.wrong: list[str] = []
        qtbot.addWidget(window)
        window.resize(1400, 1000)
        window.open_first()
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    def settle(self) -> None:
        """Wait until the page is whole: a list is read, then what is chosen in it, then its form is built."""
        app = cast("Any", SimpleNamespace(desk=None, window=self.window, background=self.background))
        for _ in range(3):
            wait(20)
            for one in self.window.findChildren(Turns):
                one.finish()
            assert settled(app)

    def type_everywhere(self, where: str) -> None:
        """Compose a word in each field that is on screen now."""
        self.settle()
        for place, edit in enumerate(fields(self.window)):
            if edit.isVisible():
                self.compose(edit, f"{where} {place} {edit.accessibleName()}")

    def compose(self, edit: Edit, name: str) -> None:
        """A preedit, a letter that is pressed meanwhile, and the commit; anything else than the text's arrival is wrong."""
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.selectAll()
        self.ran.clear()
        QApplication.sendEvent(edit, QInputMethodEvent("にほ", []))
        QTest.keyClick(edit, Qt.Key.Key_R)
        committed = QInputMethodEvent()
        committed.setCommitString(TYPED)
        QApplication.sendEvent(edit, committed)
        text = edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
        if self.ran or TYPED not in text:
            self.wrong.append(f"{name}: {text!r}, ran {self.ran}")
        self.fields.add(name)
        above = edit.parentWidget()
        if isinstance(above, SearchBox):
            above.set_text("")
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.hide()


NEED_AN_APP = (
    "mailbox",
    "task-about",
    "profile-language",
    "lock",
    "lease",
    "policy-changed",
    "privacy-held",
    "conflicts-profile",
    "conflicts-job",
    "job-logo",
    "searching",
    "fetching",
    "indexing",
    "paused",
    "fit",
    "blind",
    "refused",
    "returning",
    "table",
    "chosen",
    "bulk",
    "bulk-report",
    "view-named",
    "view-shared",
    "views",
    "mention",
    "board-empty",
    "board-blind",
    "activity-many",
    *(one.name for one in states.OPENINGS),
)
"""Screens that a window alone cannot open, or that show what a site answers."""


def fields(window: QWidget) -> list[Edit]:
    """What takes text on screen, search boxes last, as they change what is; a field of keys takes keys, not text."""
    lines = [one for one in window.findChildren(QLineEdit) if not isinstance(one.parentWidget(), QKeySequenceEdit)]
    every: list[Edit] = [*lines, *window.findChildren(QPlainTextEdit), *window.findChildren(QTextEdit)]
    found = [one for one in every if one.isVisible() and one.isEnabled() and not one.isReadOnly()]
    return sorted(found, key=lambda one: isinstance(one.parentWidget(), SearchBox))


def seeker(folder: Path) -> Scene:
    made = people.SeekerScene(folder)
    people.company(made)
    people.application(made, people.job(made, 21))
    people.job(made, 20)
    people.message(made, 1, "Hello")
    body = {"document": "profile", "about": made.profile, "path": "birthday", "reason": "owner_asked", "author": "Mori"}
    made.put(made.own, "mend", identity("mend"), {**body, "text": "As you asked", "at": ago(3)})
    return made


def hr(folder: Path) -> Scene:
    made = office.company(folder)
    office.applicant(made, office.job(made), 1)
    office.member(made, made.desk.account.id, "Olga Owner", "owner")
    office.member(made, identity("account", 7), "Rin Reader", "reviewer")
    return made


def staff(folder: Path) -> Scene:
    made = Scene(folder, "staff", "agent")
    body = {"number": 2, "topic": "company_account", "text": "We are a studio.", "state": "open", "at": ago(2)}
    made.put("staff", "ticket", identity("ticket"), {**body, "email": "studio@mail.example", "name": "Studio"})
    made.desk.cache.change(lease.renew)
    return made


ROLES: dict[str, tuple[Callable[[Path], Scene], int]] = {
    "seeker": (seeker, 45),
    "company": (hr, 45),
    "support": (staff, 15),
}
"""By role who is at the window, and how many fields there are at least."""


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that were run, by whatever way."""
    heard: list[str] = []
    run = Commands.run

    def noted(self: Commands, command: str) -> bool:
        done = run(self, command)
        if done:
            heard.append(command)
        return done

    monkeypatch.setattr(Commands, "run", noted)
    return heard


def open_window(scene_desk: Desk, role: str, background: Background, preferences: Preferences) -> Window:
    commands = Commands()
    room = Room(background, commands, preferences, "en", lambda _: None, lambda _: None, lambda _: None, scene_desk)
    return Window(role, commands, places_of(role, room), preferences)


def sections(walk: Walk) -> Iterator[str]:
    """Each section of the profile with its first entry open, and a new one where there may be several."""
    page = walk.window.findChild(ProfilePage)
    assert page is not None
    walk.settle()
    for section in SECTIONS:
        page.open_section(section)
        yield section
        page._view.close_open()


def answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the site says to staff who look for a record."""
    found = wire.Found("profile", identity("profile"), "Someone", "someone@mail.example")
    owner = {"name": "Someone", "email": found.email, "group": "seeker"}
    record = wire.Record("profile", found.id, 1, {"name": {"full": "Someone"}}, owner, [])
    monkeypatch.setattr(desk, "find_records", lambda _: (found,))
    monkeypatch.setattr(desk, "show_record", lambda *_: record)


@pytest.mark.parametrize("role", ROLES)
def test_composed_words_arrive_and_run_no_command(
    qtbot: QtBot, tmp_path: Path, preferences: Preferences, ran: list[str], monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    scene = ROLES[role][0](tmp_path)
    answer(scene.desk, monkeypatch)
    walk = Walk(qtbot, open_window(scene.desk, role, scene.background, preferences), scene.background, ran)
    for place in walk.window.places:
        walk.window.go(place.id)
        if place.id == "profile":
            for section in sections(walk):
                walk.type_everywhere(f"profile {section}")
        else:
            walk.type_everywhere(place.id)
    for opening in (one for one in OPENINGS if one.role == role and one.name not in NEED_AN_APP):
        walk.window.go(opening.place)
        walk.settle()
        opening.open(cast("Any", walk))
        walk.type_everywhere(opening.name)
        opening.close(cast("Any", walk))
    for timer in walk.window.findChildren(QTimer):
        timer.stop()
    walk.window.close()
    scene.close()
    assert walk.wrong == []
    assert len(walk.fields) >= ROLES[role][1], sorted(walk.fields)


@pytest.mark.parametrize("way", ["sign_in", "sign_up"])
def test_composed_words_arrive_on_the_ways_in(
    qtbot: QtBot, tmp_path: Path, preferences: Preferences, background: Background, ran: list[str], way: str
) -> None:
    gate = Gate(tmp_path, "", background, "en", SessionVault)
    getattr(gate, way)()
    window = Window("guest", Commands(), [Place("start", lambda: "Welcome", "house", lambda: gate)], preferences)
    walk = Walk(qtbot, window, background, ran)
    walk.type_everywhere(way)
    assert walk.wrong == []
    assert len(walk.fields) >= 3
