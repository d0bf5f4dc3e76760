"""The toast of every page names Ctrl+Z, and the page has the command for it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from izanau_desktop.seeker.applications import ApplicationsPage
from izanau_desktop.seeker.jobs import JobsPage
from izanau_desktop.shared.contact import ContactPage
from izanau_desktop.shared.notices import NoticesPage
from tests.desktop.seeker.scene import SeekerScene, application, job


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


def test_saved_job_is_taken_off_the_list_by_ctrl_z(scene: SeekerScene, qtbot: QtBot) -> None:
    post = job(scene, 20)
    page = JobsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.pane.detail is not None)
    assert scene.commands.run("jobs.save")
    qtbot.waitUntil(page.toast.can_undo)
    assert page.toast.button.text() == "Undo  Ctrl+Z"
    assert scene.commands["jobs.undo"].shortcut == "Ctrl+Z"
    assert scene.commands.letters("jobs.undo") == {"Z"}
    assert scene.commands.run("jobs.undo")
    qtbot.waitUntil(lambda: scene.desk.cache.local("saved", post) is None)
    page.toast.dismiss()


def test_withdrawal_is_taken_back_by_ctrl_z(scene: SeekerScene, qtbot: QtBot) -> None:
    application(scene, job(scene, 20), "interview")
    page = ApplicationsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.pane.shown is not None)
    assert scene.commands.run("applications.withdraw")
    qtbot.waitUntil(page.toast.can_undo)
    assert page.toast.button.text() == "Undo  Ctrl+Z"
    assert scene.commands["applications.undo"].shortcut == "Ctrl+Z"
    page.toast.dismiss()
