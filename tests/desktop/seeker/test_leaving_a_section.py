"""What is edited of a public profile waits while its section is open, and goes to the site once that is left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
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
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made._list.currentRow() == 0)
    return made


@pytest.mark.parametrize(
    "leave",
    [lambda page: page._list.setCurrentRow(SECTIONS.index("hobbies")), lambda page: page.hide()],
    ids=["another section", "another place"],
)
def test_edit_waits_for_more_until_its_section_is_left(
    page: ProfilePage, scene: SeekerScene, qtbot: QtBot, leave: Callable[[ProfilePage], object]
) -> None:
    page._view.edited.emit({"name": {"full": "Ana Nova"}})
    qtbot.waitUntil(lambda: [bool(row.not_before) for row in scene.outbox()] == [True])
    leave(page)
    qtbot.waitUntil(lambda: [bool(row.not_before) for row in scene.outbox()] == [False])
