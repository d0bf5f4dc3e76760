"""What was typed to mend a record and not decided: kept when another search, Esc or another window takes its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.support.records import NOBODY, OPEN, RecordsPage
from izanau_protocol import wire
from tests.desktop.company.scene import Scene, ago, identity

PERSON = identity("profile")
TYPED = ("Someone Else", "error", "Because you wrote")


@pytest.fixture
def page(scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> RecordsPage:
    """The page with one record open."""
    return opened(scene, qtbot, monkeypatch)


def opened(scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> RecordsPage:
    found = wire.Found("profile", PERSON, "Someone", "someone@mail.example")
    owner = {"name": "Someone", "email": "someone@mail.example", "confirmed": True, "created": ago(900)}
    record = wire.Record("profile", PERSON, 1, {"name": {"full": "Someone"}}, owner, [])
    monkeypatch.setattr(scene.desk, "find_records", lambda query: (found,) if "some" in query else ())
    monkeypatch.setattr(scene.desk, "show_record", lambda *_: record)
    page = RecordsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    look_at(page, qtbot)
    return page


def look_at(page: RecordsPage, qtbot: QtBot) -> None:
    page.search.set_text("someone")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    page.list.select(f"profile/{PERSON}")
    page.look.why.choices["error"].click()
    page.look.why.edit.put("Looking")
    page.look.finish()
    qtbot.waitUntil(lambda: page._stack.currentIndex() == OPEN)


def type_half(page: RecordsPage) -> None:
    card = page.record.card
    card.choose("name.full")
    card.line.selectAll()
    QTest.keyClicks(card.line, TYPED[0])
    card.why.choices[TYPED[1]].click()
    QTest.keyClicks(card.why.edit, TYPED[2])


def stands_there(page: RecordsPage) -> tuple[str, str, str]:
    card = page.record.card
    return (card.line.text(), *card.why.typed())


def test_half_a_mend_survives_another_search(page: RecordsPage, scene: Scene, qtbot: QtBot) -> None:
    assert scene.commands.run("records.mend")
    type_half(page)
    page.search.set_text("nobody")
    qtbot.waitUntil(lambda: page._stack.currentIndex() == NOBODY)
    look_at(page, qtbot)
    qtbot.waitUntil(lambda: page._draft != "")
    assert scene.commands.run("records.mend")
    assert stands_there(page) == TYPED


def test_half_a_mend_survives_esc_and_another_page(
    page: RecordsPage, scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert scene.commands.run("records.mend")
    type_half(page)
    QTest.keyClick(page.record.card.line, Qt.Key.Key_Escape)
    scene.background.wait()
    for command in list(scene.commands):
        scene.commands.remove(command.id)
    again = opened(scene, qtbot, monkeypatch)
    qtbot.waitUntil(lambda: again._draft != "")
    assert scene.commands.run("records.mend")
    assert stands_there(again) == TYPED


def test_decided_mend_leaves_no_draft(page: RecordsPage, scene: Scene, qtbot: QtBot) -> None:
    assert scene.commands.run("records.mend")
    type_half(page)
    page.record.card.keep()
    qtbot.waitUntil(lambda: len(scene.desk.cache.drafts("mend", PERSON)) == 1)
    page.record.card.finish()
    qtbot.waitUntil(lambda: page.toast.can_undo())
    scene.background.wait()
    assert scene.desk.cache.drafts("mend", PERSON) == ()
    page.toast.dismiss()
