"""Showing the profile publicly: the preview, the word, the consent, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.cache.reads.common import field
from izanau_desktop.seeker.profile.page import ProfilePage
from izanau_desktop.seeker.register import RegisterPanel, offer
from tests.desktop.seeker.scene import EMAIL, SeekerScene


def opened(scene: SeekerScene, qtbot: QtBot) -> RegisterPanel:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1000, 800)
    panel = offer(page, scene.desk, scene.background, scene.commands, "en")
    with qtbot.waitExposed(page):
        page.show()
    assert scene.commands.run("profile.public")
    qtbot.waitUntil(lambda: bool(panel._state.text()))
    return panel


@pytest.fixture
def panel(scene: SeekerScene, qtbot: QtBot) -> Iterator[RegisterPanel]:
    made = opened(scene, qtbot)
    yield made
    made.toast.dismiss()


def test_preview_shows_the_items_and_never_the_address(panel: RegisterPanel, scene: SeekerScene) -> None:
    words = "\n".join(one.text() for one in panel.findChildren(QLabel))
    found = scene.desk.cache.get("profile", scene.profile)
    assert found is not None
    assert field(found.body, "name.full") in words
    assert "public" in words
    assert EMAIL not in words


def test_registering_records_the_words_and_is_undone(panel: RegisterPanel, scene: SeekerScene, qtbot: QtBot) -> None:
    words = panel.consent()
    panel.deed.click()
    qtbot.waitUntil(panel.toast.can_undo)
    parts = {kind: patch for kind, _, patch in scene.patches()}
    assert parts["profile"] == {"registered": True}
    assert parts["consent"]["words"] == words
    assert "public" in words
    panel.toast.undo()
    qtbot.waitUntil(lambda: scene.outbox() == ())


def test_registering_pressed_twice_agrees_once(panel: RegisterPanel, scene: SeekerScene, qtbot: QtBot) -> None:
    panel.submit()
    panel.submit()
    qtbot.waitUntil(panel.toast.can_undo)
    assert sorted(kind for kind, _, _ in scene.patches()) == ["consent", "profile"]


def test_registered_profile_is_unregistered_the_same_way(
    panel: RegisterPanel, scene: SeekerScene, qtbot: QtBot
) -> None:
    panel.deed.click()
    qtbot.waitUntil(panel.toast.can_undo)
    assert scene.commands.run("profile.public")
    qtbot.waitUntil(lambda: panel._state.text() == "Your profile is public.")
    panel.deed.click()

    def hidden() -> bool:
        found = scene.desk.cache.get("profile", scene.profile)
        return found is not None and "registered" not in found.body

    qtbot.waitUntil(hidden)


def test_missing_items_keep_the_profile_private(tmp_path: Path, qtbot: QtBot) -> None:
    scene = SeekerScene(tmp_path, profile={"name": {"full": "Ana Prova"}})
    panel = opened(scene, qtbot)
    panel.deed.click()
    assert not panel.lacking.isHidden()
    assert scene.outbox() == ()
    assert panel.lacking.first.accessibleName() == "Fill in: Birthday"
    qtbot.waitUntil(lambda: panel.window().focusWidget() is panel.lacking.first)
    first, before = panel.lacking.first, panel._shown
    scene.background.changed.emit(frozenset({"profile"}), None)  # as a sync has it read anew
    qtbot.waitUntil(lambda: panel._shown is not before)
    assert panel.window().focusWidget() is panel.lacking.first is first
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    scene.close()


def test_name_of_what_is_missing_leads_to_its_section(tmp_path: Path, qtbot: QtBot) -> None:
    scene = SeekerScene(tmp_path, profile={"name": {"full": "Ana Prova"}})
    panel = opened(scene, qtbot)
    with qtbot.waitSignal(panel.section) as led:
        QTest.keyClick(panel.lacking.first, Qt.Key.Key_Space)
    assert (led.args, panel.isVisible()) == (["birthday"], False)
    scene.close()


def test_section_says_who_sees_it_after_registering(scene: SeekerScene, qtbot: QtBot) -> None:
    page = ProfilePage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    not_yet, now = (
        "Everyone sees this once your profile is registered.",
        "Everyone sees this: your profile is registered.",
    )
    qtbot.waitUntil(lambda: not_yet in shown(page))
    assert scene.commands.run("profile.public")
    qtbot.waitUntil(lambda: bool(page.publishing.deed.text()))
    page.publishing.deed.click()
    qtbot.waitUntil(lambda: now in shown(page))
    assert not_yet not in shown(page)
    page.publishing.toast.undo()
    qtbot.waitUntil(lambda: not_yet in shown(page))
    page.publishing.toast.dismiss()


def test_undo_of_the_page_takes_back_becoming_public_unless_an_edit_came_after(
    scene: SeekerScene, qtbot: QtBot
) -> None:
    page = ProfilePage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.contents.list.currentRow() == 0)

    def publish() -> None:
        assert scene.commands.run("profile.public")
        qtbot.waitUntil(lambda: bool(page.publishing.deed.text()))
        page.publishing.deed.click()
        qtbot.waitUntil(page.publishing.toast.can_undo)

    publish()
    assert page.publishing.toast.button.text() == "Undo  Ctrl+Z"
    assert scene.commands.run("profile.undo")
    qtbot.waitUntil(lambda: scene.outbox() == ())
    publish()
    page._edit({"hobbies": {"en": "Chess"}})
    assert scene.commands.run("profile.undo")
    qtbot.waitUntil(lambda: page._unsaved == 0 and scene.background.wait(0))
    assert page.publishing.toast.can_undo()
    page.publishing.toast.dismiss()


def test_covered_page_is_hidden_from_assistive_technology(scene: SeekerScene, qtbot: QtBot) -> None:
    page = ProfilePage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: "Sections of the profile" in told(page))
    assert scene.commands.run("profile.public")
    assert "Sections of the profile" not in told(page)
    assert told(page)[0] == "Show my profile publicly"
    assert not scene.commands.run("profile.add")
    page.resize(1000, 700)
    QTest.keyClick(page.publishing, Qt.Key.Key_Escape)
    assert "Sections of the profile" in told(page)
    assert "Show my profile publicly" not in told(page)


def told(widget: QWidget) -> list[str]:
    """The names of all below a widget that assistive technology is told to be showing."""
    names: list[str] = []

    def walk(seen: QAccessibleInterface) -> None:
        for place in range(seen.childCount()):
            child = seen.child(place)
            if child is not None and not child.state().invisible:
                names.append(child.text(QAccessible.Text.Name))
                walk(child)

    walk(QAccessible.queryAccessibleInterface(widget))
    return [name for name in names if name]


def shown(page: QWidget) -> list[str]:
    """The words on the screen."""
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
