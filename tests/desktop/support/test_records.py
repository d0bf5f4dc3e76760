"""The records page: found, opened with a reason, and mended: a problem beside the field, or cache and outbox rows."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import outbox
from izanau_desktop.support.choices import choices
from izanau_desktop.support.records import ASKING, NOBODY, OPEN, RecordsPage
from izanau_desktop.sync.site import SiteTrouble
from izanau_protocol import wire
from izanau_protocol.problems import problem
from izanau_site.demo import people
from tests.desktop.company.scene import Scene, ago, identity

PERSON = identity("profile")


class FakeSite:
    """What the desk would hear from the site; `offline` says that nothing is heard."""

    def __init__(self, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
        self.offline = False
        self.looks: list[tuple[str, str, str, str]] = []
        self.view: dict[str, Any] = people.People(random.Random(3), dt.date(2026, 11, 1)).one(3)
        for name, what in (("find_records", self.find), ("show_record", self.show)):
            monkeypatch.setattr(scene.desk, name, what)

    def find(self, query: str) -> tuple[wire.Found, ...]:
        self._reach()
        return (wire.Found("profile", PERSON, "Someone", "someone@mail.example"),) if "some" in query else ()

    def show(self, kind: str, record: str, reason: str, text: str) -> wire.Record:
        self._reach()
        self.looks.append((kind, record, reason, text))
        entry = {"at": ago(1), "deed": "look", "path": "", "reason": reason, "text": text, "by": "Agent Smith"}
        owner = {"name": "Someone", "email": "someone@mail.example", "confirmed": True, "created": ago(900)}
        return wire.Record(kind, record, 1, {**self.view, "internal": "unlisted words"}, owner, [entry])

    def _reach(self) -> None:
        if self.offline:
            raise SiteTrouble(0, problem("offline"))


@pytest.fixture
def site(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> FakeSite:
    return FakeSite(scene, monkeypatch)


@pytest.fixture
def page(scene: Scene, site: FakeSite, qtbot: QtBot) -> Iterator[RecordsPage]:
    """The page, shown, with nothing looked for."""
    made = RecordsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1200, 900)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.toast.dismiss()


def ask(page: RecordsPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.search.field, "someone")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    page.list.step(1)
    qtbot.waitUntil(lambda: page._stack.currentIndex() == ASKING)


def opened(page: RecordsPage, qtbot: QtBot) -> None:
    ask(page, qtbot)
    page.look.why.choices["error"].click()
    QTest.keyClicks(page.look.why.edit, "Looking for a fault")
    QTest.keyClick(page.look.why.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page._stack.currentIndex() == OPEN)


def explain(page: RecordsPage) -> None:
    page.record.card.why.choices["owner_asked"].click()
    QTest.keyClicks(page.record.card.why.edit, "You asked us to.")


def test_no_record_opens_without_reason_and_words(page: RecordsPage, site: FakeSite, qtbot: QtBot) -> None:
    ask(page, qtbot)
    page.look.deed.click()
    assert page.look.why.reason.problem
    assert page.look.why.text.problem
    assert not site.looks
    QTest.keyClick(page.look.why.edit, Qt.Key.Key_Escape)
    assert page._stack.currentIndex() == NOBODY


def test_opened_record_shows_what_its_owner_sees_and_the_trail(page: RecordsPage, site: FakeSite, qtbot: QtBot) -> None:
    opened(page, qtbot)
    assert site.looks == [("profile", PERSON, "error", "Looking for a fault")]
    assert "birthday" in page.record.profile.groups
    words = " ".join(one.text() for one in page.record.findChildren(QLabel))
    assert "unlisted words" not in words
    [step] = page.record.trail.steps
    assert "Agent Smith" in step.words
    assert step.detail == "To find a fault: Looking for a fault"


def test_offline_search_says_so_and_tries_again(page: RecordsPage, site: FakeSite, qtbot: QtBot) -> None:
    site.offline = True
    QTest.keyClicks(page.search.field, "someone")
    qtbot.waitUntil(lambda: "offline" in page.trouble.text)
    site.offline = False
    page.trouble.action.click()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    assert not page.trouble.isVisible()


def test_every_entry_of_the_profile_can_be_chosen(site: FakeSite) -> None:
    found = {one.path for one in choices("profile", site.view, "en")}
    for name in ("work", "languages", "education"):
        for item in site.view.get(name, {}):
            assert any(path.startswith(f"{name}.{item}.") for path in found)
    assert {"name.full", "birthday", "residence"} <= found
    assert "registered" not in found


def test_wrong_new_value_is_refused_beside_its_field(page: RecordsPage, scene: Scene, qtbot: QtBot) -> None:
    opened(page, qtbot)
    assert scene.commands.run("records.mend")
    card = page.record.card
    assert card.choose("birthday")
    explain(page)
    card.line.setText("tomorrow")
    QTest.keyClick(card.line, Qt.Key.Key_Return)
    assert card.new.problem
    assert card.line.accessibleDescription().startswith(card.new.problem)
    assert not scene.outbox()
    QTest.keyClick(card.line, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_unchanged_value_and_missing_reason_mend_nothing(page: RecordsPage, scene: Scene, qtbot: QtBot) -> None:
    opened(page, qtbot)
    scene.commands.run("records.mend")
    card = page.record.card
    card.choose("birthday")
    card.finish()
    assert card.new.problem
    assert card.why.reason.problem
    assert card.why.text.problem
    assert not scene.outbox()


def mended(page: RecordsPage, scene: Scene, qtbot: QtBot, birthday: str) -> None:
    """A correction is written down, and not sent yet."""
    opened(page, qtbot)
    assert scene.commands.run("records.mend")
    assert page.record.card.choose("birthday")
    explain(page)
    page.record.card.line.setText(birthday)
    page.record.card.deed.click()
    qtbot.waitUntil(page.toast.can_undo)


def test_typed_correction_is_held_and_comes_back_when_undone(
    page: RecordsPage, scene: Scene, site: FakeSite, qtbot: QtBot
) -> None:
    mended(page, scene, qtbot, "3 May 1970")
    [(kind, _, patch)] = scene.patches()
    assert (kind, patch["about"], patch["path"]) == ("mend", PERSON, "birthday")
    assert (patch["old"], patch["new"]) == (f'"{site.view["birthday"]}"', '"1970-05-03"')
    assert (patch["reason"], patch["text"]) == ("owner_asked", "You asked us to.")
    assert [row.state for row in scene.outbox()] == ["held"]
    assert "Waits" in page.record.notice.text
    card = page.record.card
    assert not card.isVisible()
    page.toast.undo()
    qtbot.waitUntil(card.isVisible)
    assert not scene.outbox()
    assert card.choice is not None
    assert (card.choice.path, card.line.text()) == ("birthday", "1970-05-03")
    assert card.why.read() == ("owner_asked", "You asked us to.")


def test_sent_correction_shows_the_record_anew(page: RecordsPage, scene: Scene, site: FakeSite, qtbot: QtBot) -> None:
    mended(page, scene, qtbot, "1970-05-03")
    scene.background.changed.emit(frozenset({"mend"}), None)
    qtbot.waitUntil(lambda: scene.background.wait(0))
    assert "Waits" in page.record.notice.text
    scene.desk.cache.drop(scene.outbox()[0].id)
    site.view = {**site.view, "birthday": "1970-05-03"}
    scene.background.changed.emit(frozenset({"mend"}), None)
    qtbot.waitUntil(lambda: page.record.notice.text == "The owner is told.")
    assert page.record.record is not None
    assert page.record.record.view["birthday"] == "1970-05-03"


def test_refused_correction_stands_in_its_card_again(page: RecordsPage, scene: Scene, qtbot: QtBot) -> None:
    mended(page, scene, qtbot, "1970-05-03")
    number = scene.desk.cache.change(lambda connection: outbox.rows(connection)[0].number)
    told = problem("stale", "old")
    scene.desk.cache.change(lambda connection: outbox.set_state(connection, number, "refused", told))
    scene.background.changed.emit(frozenset({"mend"}), None)
    card = page.record.card
    qtbot.waitUntil(card.isVisible)
    assert (card.line.text(), card.new.problem.startswith(told.words("en"))) == ("1970-05-03", True)
    assert not scene.outbox()


def test_correction_pressed_twice_is_made_once(page: RecordsPage, scene: Scene, qtbot: QtBot) -> None:
    opened(page, qtbot)
    scene.commands.run("records.mend")
    page.record.card.choose("birthday")
    explain(page)
    page.record.card.line.setText("1970-05-03")
    QTest.keyClick(page.record.card.line, Qt.Key.Key_Return)
    QTest.keyClick(page.record.card.line, Qt.Key.Key_Return)
    page.record.card.deed.click()
    qtbot.waitUntil(page.toast.can_undo)
    assert [kind for kind, _, _ in scene.patches()] == ["mend"]


def test_trail_stands_below_where_the_window_is_narrow(page: RecordsPage, site: FakeSite, qtbot: QtBot) -> None:
    opened(page, qtbot)
    page.resize(760, 700)
    record = page.record
    record.open_mend()
    qtbot.waitUntil(lambda: record.trail.visibleRegion().isEmpty())  # further down, behind what is asked
    assert record.area.isAncestorOf(record.trail)
    qtbot.waitUntil(lambda: record.area.horizontalScrollBar().maximum() == 0)
    inside = record.area.viewport().width()
    assert all(one.mapTo(record.area, one.rect().topRight()).x() <= inside for one in record.card.why.choices.values())
    page.resize(1300, 900)
    qtbot.waitUntil(lambda: not record.area.isAncestorOf(record.trail))
    assert record.trail.isVisible()
