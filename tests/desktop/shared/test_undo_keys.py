"""The toast of every page names Ctrl+Z, and the page has the command for it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from izanau_desktop.shared.contact import ContactPage
from izanau_desktop.shared.notices import NoticesPage
from tests.desktop.seeker.scene import SeekerScene


def test_request_is_taken_back_by_its_command(scene: SeekerScene, qtbot: QtBot) -> None:
    page = ContactPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.ui.text.setPlainText("My birthday is wrong")
    page.submit()
    qtbot.waitUntil(page.toast.can_undo)
    assert page.toast.button.text() == "Undo  Ctrl+Z"
    assert scene.commands.run("contact.undo")
    qtbot.waitUntil(lambda: page.ui.text.toPlainText() == "My birthday is wrong")
    assert scene.outbox() == ()
    page.toast.dismiss()


def test_notices_have_an_undo_under_ctrl_z(scene: SeekerScene, qtbot: QtBot) -> None:
    page = NoticesPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    assert scene.commands["notices.undo"].shortcut == "Ctrl+Z"
    assert not scene.commands.run("notices.undo")
