"""The profile editor, on a real cache and without a site: what is typed is kept, problems stand beside their field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.accounts import Accounts
from izanau_desktop.background import Background
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.frame.navigation import Place
from izanau_desktop.preferences import Preferences
from izanau_desktop.seeker.profile.page import ProfilePage
from izanau_desktop.vault import SessionVault
from izanau_desktop.window import Window
from izanau_protocol import canonical, position
from izanau_protocol.documents import SECTIONS


class Typist:
    """A person at the keyboard; counts every stroke beside the text."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.strokes = 0
        self.values = 0

    def write(self, text: str) -> None:
        """Type a value into the field that has the focus."""
        QTest.keyClicks(self._at(), text)
        self.values += 1

    def tab(self) -> None:
        """On to the next field."""
        QTest.keyClick(self._at(), Qt.Key.Key_Tab)
        self.strokes += 1

    def another(self) -> None:
        """Done with this entry, and on to a new one."""
        QTest.keyClick(self._at(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.strokes += 1

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Any other key."""
        QTest.keyClick(self._at(), key, held)
        self.strokes += 1

    def new_in_section(self, further: int) -> None:
        """So many sections on, and a new entry there."""
        for _ in range(further):
            self.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        self.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        self._qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))

    def _at(self) -> QWidget:
        # A form that was just opened is shown by the event loop.
        self._qtbot.waitUntil(lambda: getattr(QApplication.focusWidget(), "isVisible", bool)())
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A draft in memory: no account, no site, no keychain."""
    made = Desk(Accounts(tmp_path), None, SessionVault(), "")
    yield made
    made.shut()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, background: Background) -> ProfilePage:
    """The editor, shown and active."""
    made = ProfilePage(desk, background, Commands(), "en")
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.contents.list.currentRow() == 0 and made.isActiveWindow())
    return made


def body(desk: Desk) -> dict[str, Any]:
    """The profile as the cache has it."""
    found = desk.cache.get("profile", desk.account.profile)
    return dict(found.body) if found else {}


def go(page: ProfilePage, section: str) -> None:
    """Open a section of the list."""
    page.contents.list.setCurrentRow(SECTIONS.index(section))


def settled(qtbot: QtBot, page: ProfilePage) -> None:
    """Wait until every edit is in the cache."""
    qtbot.waitUntil(lambda: page._unsaved == 0 and page._background.wait(0))


def test_a_name_that_is_typed_is_in_the_cache(qtbot: QtBot, page: ProfilePage, desk: Desk) -> None:
    page._view.open_first()
    typist = Typist(qtbot)
    typist.write("Maria Jose Garcia")
    typist.tab()
    qtbot.waitUntil(lambda: body(desk).get("name", {}).get("full") == "Maria Jose Garcia")


def test_a_date_that_is_none_stays_beside_its_problem(qtbot: QtBot, page: ProfilePage, desk: Desk) -> None:
    go(page, "birthday")
    page._view.open_first()
    typist = Typist(qtbot)
    typist.write("31 Feb 1990")
    field = next(iter(page._view._cards[0]._binding.fields.values()))  # type: ignore[union-attr]  # the card is open
    field.settle()
    assert not field.problem.isHidden()
    assert field.text() == "31 Feb 1990"
    settled(qtbot, page)
    assert "birthday" not in body(desk)
    qtbot.waitUntil(lambda: bool(desk.cache.drafts("profile", desk.account.profile)))


def test_dates_are_taken_as_people_write_them(qtbot: QtBot, page: ProfilePage, desk: Desk) -> None:
    go(page, "birthday")
    page._view.open_first()
    Typist(qtbot).write("25 Apr 1990")
    page._view.close_open()
    qtbot.waitUntil(lambda: body(desk).get("birthday") == "1990-04-25")


def in_window(qtbot: QtBot, desk: Desk, background: Background, preferences: Preferences) -> ProfilePage:
    """The editor as a place of a window, whose keys give the commands."""
    commands = Commands()
    made = ProfilePage(desk, background, commands, "en")
    window = Window("seeker", commands, [Place("profile", lambda: "Profile", "id-card", lambda: made)], preferences)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.open_first()
    window.activateWindow()
    qtbot.waitUntil(lambda: made.contents.list.currentRow() == 0 and window.isActiveWindow())
    made.contents.list.setFocus()
    return made


def test_jobs_languages_and_skills_take_few_strokes(
    qtbot: QtBot, desk: Desk, background: Background, preferences: Preferences
) -> None:
    page, typist = in_window(qtbot, desk, background, preferences), Typist(qtbot)
    typist.new_in_section(SECTIONS.index("languages"))
    for language, level in (("Spanish", "native"), ("Japanese", "JLPT N2"), ("English", "C1")):
        typist.write(language)
        typist.tab()
        typist.write(level)
        typist.another()
    typist.new_in_section(SECTIONS.index("work") - SECTIONS.index("languages"))
    for number in range(6):
        row = (f"Company {number}", "Tester", f"20{10 + number}-4", f"20{11 + number}-3", f"Tested {number} things.")
        for place, value in enumerate(row):
            typist.write(value)
            typist.another() if place == len(row) - 1 else typist.tab()
    typist.new_in_section(SECTIONS.index("skills") - SECTIONS.index("work"))
    for number in range(10):
        typist.write(f"Skill {number}")
        typist.tab()
        typist.write("advanced")
        typist.tab()
        typist.write(str(number + 1))
        typist.another()
    settled(qtbot, page)
    qtbot.waitUntil(lambda: len(body(desk).get("skills", {})) == 10)
    whole = body(desk)
    assert len(whole["work"]) == 6
    assert [whole["languages"][one]["language"] for one in position.ordered(whole["languages"])] == ["es", "ja", "en"]
    assert whole["skills"][position.ordered(whole["skills"])[9]]["years"] == 10
    assert typist.values == 6 * 5 + 3 * 2 + 10 * 3
    assert typist.strokes <= 1.3 * typist.values, (typist.strokes, typist.values)


def test_undo_goes_back_to_equal_bytes_and_forward(qtbot: QtBot, page: ProfilePage, desk: Desk) -> None:
    go(page, "skills")
    page._view.add()
    typist = Typist(qtbot)
    for name in ("Python", "Test design", "Jira"):
        typist.write(name)
        typist.another()
    settled(qtbot, page)
    qtbot.waitUntil(lambda: len(body(desk).get("skills", {})) == 3)
    full = canonical.encode(body(desk))
    page._view.close_open()
    page._view._remove(page._view._cards[0])
    settled(qtbot, page)
    qtbot.waitUntil(lambda: len(body(desk)["skills"]) == 2)
    page._undo()
    qtbot.waitUntil(lambda: canonical.encode(body(desk)) == full)
    page._redo()
    qtbot.waitUntil(lambda: len(body(desk)["skills"]) == 2)
    page._toast.dismiss()


def test_entries_move_with_alt_and_arrows(qtbot: QtBot, page: ProfilePage, desk: Desk) -> None:
    go(page, "skills")
    page._view.add()
    typist = Typist(qtbot)
    for name in ("First", "Second"):
        typist.write(name)
        typist.another()
    settled(qtbot, page)
    page._view.close_open()
    card = page._view._cards[1]
    QTest.keyClick(card, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settled(qtbot, page)

    def names() -> list[str]:
        skills = body(desk)["skills"]
        return [skills[one]["name"] for one in position.ordered(skills)]

    qtbot.waitUntil(lambda: names() == ["Second", "First"])


def test_entries_are_dragged_and_one_undo_puts_them_back(qtbot: QtBot, page: ProfilePage, desk: Desk) -> None:
    go(page, "skills")
    page._view.add()
    typist = Typist(qtbot)
    for name in ("First", "Second", "Third"):
        typist.write(name)
        typist.another()
    settled(qtbot, page)
    page._view.close_open()
    page._view._done(page._view._cards[-1])  # the one that was begun goes

    def names() -> list[str]:
        skills = body(desk)["skills"]
        return [skills[one]["name"] for one in position.ordered(skills)]

    def on_screen() -> list[str]:
        cards = sorted(page._view._cards, key=lambda card: card.y())
        return [card.accessibleName() for card in cards]

    qtbot.waitUntil(lambda: on_screen() == ["First", "Second", "Third"])
    first, last = page._view._cards[0], page._view._cards[2]
    qtbot.waitUntil(last.grip.isVisible)
    grip, target = last.grip, last.grip.mapFromGlobal(first.mapToGlobal(QPoint(5, 2)))
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=grip.rect().center())
    QTest.mouseMove(grip, target)
    assert page._view._line.isVisible()
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=target)
    assert not page._view._line.isVisible()
    settled(qtbot, page)
    qtbot.waitUntil(lambda: names() == on_screen() == ["Third", "First", "Second"])
    page._undo()
    qtbot.waitUntil(lambda: names() == on_screen() == ["First", "Second", "Third"])


def test_entry_dropped_where_it_was_is_no_edit(qtbot: QtBot, page: ProfilePage) -> None:
    place = position.between(None, None)
    later = position.between(place, None)
    skills = {"a1": {"name": "First", "position": place}, "a2": {"name": "Second", "position": later}}
    page._view.show_section("skills", {"skills": skills}, {})
    edits: list[object] = []
    page._view.edited.connect(edits.append)
    card = page._view._cards[0]
    qtbot.waitUntil(card.grip.isVisible)
    grip, target = card.grip, card.grip.mapFromGlobal(card.mapToGlobal(QPoint(5, card.height() - 1)))
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(5, 1))
    QTest.mouseMove(grip, target)
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=target)
    assert edits == []
    card.opened.emit(card)
    assert not grip.isVisible()
    card.done.emit(card)
    assert grip.isVisible()


def test_a_press_on_edit_opens_though_a_sync_brings_the_profile_meanwhile(
    qtbot: QtBot, page: ProfilePage, desk: Desk, background: Background
) -> None:
    go(page, "birthday")

    def buttons(words: str) -> list[QPushButton]:
        return [one for one in page.findChildren(QPushButton) if one.isVisible() and one.text() == words]

    qtbot.waitUntil(lambda: bool(buttons("Edit")))
    edit = buttons("Edit")[0]
    QTest.mousePress(edit, Qt.MouseButton.LeftButton)
    desk.edit("profile", desk.account.profile, {"hobbies": {"en": "Chess"}})
    background.changed.emit(frozenset({"profile"}), desk)
    qtbot.waitUntil(lambda: "hobbies" in page._body)
    QTest.mouseRelease(edit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(buttons("Done")))


def test_certificate_joins_its_language_by_keyboard_and_undo_brings_it_back(
    qtbot: QtBot, page: ProfilePage, desk: Desk
) -> None:
    go(page, "languages")
    page._view.open_first()
    typist = Typist(qtbot)
    typist.write("Japanese")
    typist.tab()
    typist.write("N2")
    typist.tab()
    typist.press(Qt.Key.Key_Space)  # Add a certificate
    for text in ("JLPT", "N2", "120", "12/2024"):
        typist.write(text)
        typist.tab()

    def certificates() -> list[dict[str, Any]]:
        found = [
            one for item in body(desk).get("languages", {}).values() for one in item.get("certificates", {}).values()
        ]
        return [{name: value for name, value in one.items() if name != "position"} for one in found]

    whole = [{"name": "JLPT", "level": "N2", "score": "120", "date": "2024-12"}]
    qtbot.waitUntil(lambda: certificates() == whole)
    settled(qtbot, page)
    typist.press(Qt.Key.Key_Space)  # the bin beside it has the focus
    qtbot.waitUntil(lambda: certificates() == [])
    settled(qtbot, page)
    page._toast.undo()
    qtbot.waitUntil(lambda: certificates() == whole)


def test_certificate_without_a_name_waits_and_says_so(qtbot: QtBot, page: ProfilePage, desk: Desk) -> None:
    page._view.show_section("languages", {"languages": {"a1": {"language": "ja", "position": "a0"}}}, {})
    page._view.open_first()
    made = page._view._cards[0]._certificates
    assert made is not None
    made.add()
    name, _level, score, _date = next(iter(made._rows.values()))[1].fields.values()
    score.setFocus()
    Typist(qtbot).write("120")
    score.settle()
    settled(qtbot, page)
    assert "languages" not in body(desk)
    name.setFocus()
    Typist(qtbot).write("x" * 80)
    name.settle()
    assert not name.problem.isHidden()
