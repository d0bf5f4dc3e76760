"""The preview beside the editor: what each audience of the visibility table sees, in a wide and in a narrow window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from izanau_desktop.seeker.profile.page import ProfilePage
from izanau_desktop.seeker.profile.preview import AUDIENCES
from izanau_protocol import visibility
from tests.desktop.seeker.scene import EMAIL, SeekerScene


@pytest.fixture
def page(scene: SeekerScene, qtbot: QtBot) -> Iterator[ProfilePage]:
    made = ProfilePage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.contents.list.currentRow() == 0)
    yield made
    made._toast.dismiss()


def seen(page: ProfilePage) -> list[str]:
    """The words of the preview."""
    return [one.accessibleName() or one.text() for one in page.preview.findChildren(QLabel) if one.isVisible()]


def test_company_applied_to_sees_the_address_and_nobody_else(page: ProfilePage) -> None:
    told = {}
    for audience in AUDIENCES:
        page.preview.see_as(audience)
        told[audience] = EMAIL in seen(page)
    assert told == {"public": False, "applicants": True, "staff_record": False}


def test_preview_shows_what_the_table_gives_the_audience(
    page: ProfilePage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    narrow = visibility.narrow

    def noted(
        kind: str, body: dict[str, object], audience: str, manifest: visibility.Manifest | None
    ) -> dict[str, object]:
        asked.append(audience)
        return {name: value for name, value in narrow(kind, body, audience, manifest).items() if name != "birthday"}

    monkeypatch.setattr(visibility, "narrow", noted)
    page.preview.see_as("applicants")
    assert asked == ["applicants"]
    qtbot.waitUntil(lambda: "Country of residence" in seen(page))
    assert "Birthday" not in seen(page)


def test_narrow_window_shows_the_preview_in_place_of_the_cards(
    page: ProfilePage, scene: SeekerScene, qtbot: QtBot
) -> None:
    page.resize(816, 600)
    assert not page.preview.isVisible()
    page.contents.look.click()
    assert page.preview.isVisible()
    assert not page._middle.isVisible()
    page.preview.see_as("applicants")
    assert EMAIL in seen(page)
    qtbot.waitUntil(lambda: page.preview.width() > 348)
    QTest.keyClick(page.preview.choice, Qt.Key.Key_Escape)
    assert page._middle.isVisible()
    assert not page.preview.isVisible()
    assert scene.commands.run("profile.preview")
    assert scene.commands.run("profile.add_work")
    assert page._middle.isVisible()


def test_wide_window_shows_both_and_the_keys_go_to_the_preview(page: ProfilePage, scene: SeekerScene) -> None:
    assert page.preview.isVisible()
    assert not page.contents.look.isVisible()
    assert scene.commands.run("profile.preview")
    assert page._middle.isVisible()
    assert page.focusWidget() is page.preview.choice
