"""Waiting changes past the lease: they can be taken back, and tell nothing that was typed about people."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from izanau_desktop.cache.reads import common
from izanau_desktop.shared.outbox import OutboxPage
from tests.desktop.cache.applied import ask_of_a_task
from tests.desktop.company.scene import COMPANY, Scene, ago
from tests.desktop.shared.test_everyone import Show, offered, press, show, words

__all__ = ["show"]


def test_question_past_the_lease_is_taken_back_unread(scene: Scene, show: Show, qtbot: QtBot) -> None:
    ask_of_a_task(scene.desk.cache, COMPANY)
    scene.desk.cache.set_note(last_sync=ago(80))
    page = OutboxPage(scene.desk, scene.background, scene.commands, "en")
    show(page)
    qtbot.waitUntil(lambda: bool(offered(page, "Take back")))
    press(page, "Take back")
    qtbot.waitUntil(lambda: bool(offered(page, "Keep it")))
    assert "It can be read here again after a sync." in said(page)
    assert "Canary" not in said(page)
    press(page, "Take back")
    qtbot.waitUntil(lambda: "Nothing waits" in words(page))
    assert scene.outbox() == ()


def test_question_is_read_again_once_the_lease_holds(scene: Scene) -> None:
    ask_of_a_task(scene.desk.cache, COMPANY)
    rows = scene.outbox()
    scene.desk.cache.set_note(last_sync=ago(80))
    assert list(common.asked_with(scene.desk.cache, rows).values()) == [()]
    scene.desk.cache.set_note(last_sync=ago(0))
    ((typed,),) = common.asked_with(scene.desk.cache, rows).values()
    assert typed.mine == "Canary"


def said(page: OutboxPage) -> str:
    return words(page) + "".join(one.accessibleName() for one in page.findChildren(QLabel))
