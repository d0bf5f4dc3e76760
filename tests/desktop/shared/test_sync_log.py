"""The page of the last syncs: told in words, only the problems if wanted, copied, and handed on to support."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import synclog
from izanau_desktop.cache.synclog import Sync
from izanau_desktop.frame.sync import SyncState
from izanau_desktop.shared.outbox import OutboxPage
from izanau_desktop.shared.sync_log import CAME, SyncLogPage
from izanau_protocol import ambient
from tests.desktop.seeker.scene import SeekerScene


@pytest.fixture
def page(scene: SeekerScene, qtbot: QtBot) -> SyncLogPage:
    """The page with a sync that moved something, and an outage before it."""
    outage = Sync(at=ambient.timestamp(minutes=-9), cause="edit", problem="offline")
    done = Sync(at=ambient.timestamp(), cause="again", pushed=2, requests=3, bytes_in=2048)
    for one in (outage, outage, done):
        scene.desk.cache.change(lambda connection, one=one: synclog.add(connection, one))  # type: ignore[misc]  # bound
    made = SyncLogPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.rows.rowCount() == 2)
    return made


def came(page: SyncLogPage) -> list[str]:
    return [row[CAME].text for row in page.rows.rows]


def test_last_syncs_are_told_in_words(page: SyncLogPage) -> None:
    first, second = came(page)
    assert first == "Sent 2"
    assert second.startswith("The site is out of reach. · 2 times until ")
    assert "requests: 3, received 2.0 KiB" in page.detail.words


def test_only_problems_are_shown_if_wanted(page: SyncLogPage, qtbot: QtBot) -> None:
    page.only.click()
    qtbot.waitUntil(lambda: page.rows.rowCount() == 1)
    assert "out of reach" in came(page)[0]


def test_log_is_copied_and_handed_on_as_text(page: SyncLogPage, qtbot: QtBot) -> None:
    page.copied.click()
    assert "Sent 2" in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(page.handed_on) as told:
        page.send.click()
    assert told.args is not None
    assert "[offline]" in told.args[0]


def test_new_sync_is_shown_while_one_looks(scene: SeekerScene, page: SyncLogPage, qtbot: QtBot) -> None:
    new = Sync(at=ambient.timestamp(), cause="moved", pulled=7)
    scene.desk.cache.change(lambda connection: synclog.add(connection, new))
    page.explain(SyncState("Offline since 14:02", "warn", "The site is out of reach."))
    qtbot.waitUntil(lambda: came(page)[0] == "Received 7")
    assert page.state.isVisible()


def test_what_keeps_sync_from_going_on_is_said_once(scene: SeekerScene, page: SyncLogPage, qtbot: QtBot) -> None:
    outbox = OutboxPage(scene.desk, scene.background, scene.commands, "ja")
    qtbot.addWidget(outbox)
    for words, detail, told in (
        ("Offline since 14:02", "The site is out of reach.", "Offline since 14:02\nThe site is out of reach."),
        (
            "サイトに問題が起きました。",
            "サイトに問題が起きました。 後でもう一度。",
            "サイトに問題が起きました。 後でもう一度。",
        ),
        ("All synced", "", ""),
    ):
        for shown in (page.state, outbox.notice):
            shown.set("")
        page.explain(SyncState(words, "warn", detail))
        outbox.explain(SyncState(words, "warn", detail))
        assert (page.state.text, outbox.notice.text) == (told, told)


def test_empty_log_says_so_and_hands_nothing_on(scene: SeekerScene, qtbot: QtBot) -> None:
    page = SyncLogPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.detail.words == "Nothing to show.")
    assert not page.copied.isEnabled()
    assert not page.send.isEnabled()
