"""What is edited of a public profile waits while its section is open, and goes to the site once that is left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from izanau_desktop.seeker.profile.page import ProfilePage
from izanau_protocol.documents import SECTIONS
from tests.desktop.seeker.scene import SeekerScene


@pytest.fixture
def page(scene: SeekerScene, qtbot: QtBot) -> ProfilePage:
    """The editor of a profile that everyone can read."""
    found = scene.desk.cache.get("profile", scene.profile)
    assert found is not None
    scene.put(scene.own, "profile", scene.profile, {**found.body, "registered": True}, 2)
    made = ProfilePage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.contents.list.currentRow() == 0)
    return made


@pytest.mark.parametrize(
    "leave",
    [lambda page: page.contents.list.setCurrentRow(SECTIONS.index("hobbies")), lambda page: page.hide()],
    ids=["another section", "another place"],
)
def test_what_is_typed_waits_for_more_until_its_section_is_left(
    page: ProfilePage, scene: SeekerScene, qtbot: QtBot, leave: Callable[[ProfilePage], object]
) -> None:
    page._view.edited.emit({"name": {"given": "Ana"}})
    qtbot.waitUntil(lambda: [bool(row.not_before) for row in scene.outbox()] == [True])
    page._view.open_first()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "Ana Nova")
    leave(page)  # as by its keys: the field has the focus to the end
    qtbot.waitUntil(lambda: [bool(row.not_before) for row in scene.outbox()] == [False])
    assert [patch["name"]["full"] for _, _, patch in scene.patches()] == ["Ana Nova"]
