"""The privacy centre opened on a scene, and what is read and pressed there."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop import own_record
from izanau_desktop.shared.privacy.page import PrivacyPage
from izanau_desktop.widgets.plain import Paragraph
from tests.desktop.company.scene import Scene, ago
from tests.desktop.seeker.scene import SeekerScene

PATIENCE = 20_000
"""Milliseconds that a busy machine is given to build a page."""
NOWHERE = "http://127.0.0.1:9"
"""Where nothing answers, at once."""


def centre(scene: Scene, qtbot: QtBot) -> PrivacyPage:
    """The page, not shown yet."""
    scene.desk.site_url = NOWHERE
    page = PrivacyPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    page.resize(1000, 700)
    return page


def opened(scene: Scene, qtbot: QtBot) -> PrivacyPage:
    page = centre(scene, qtbot)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: not page.is_building and scene.background.wait(0), timeout=PATIENCE)
    return page


def card(page: PrivacyPage, kind: type[QWidget]) -> QWidget:
    return page.findChildren(kind)[0]


def told(part: QWidget) -> str:
    """All words of a card that are on screen."""
    every = [one for one in part.findChildren(QLabel) if one.isVisibleTo(part)]
    return "\n".join(one.words if isinstance(one, Paragraph) else one.text() for one in every)


def register(scene: SeekerScene) -> None:
    found = scene.desk.cache.get("profile", scene.profile)
    assert found is not None
    scene.put(scene.own, "profile", scene.profile, {**found.body, "registered": True}, seq=2)


def keep(scene: Scene, matter: own_record.Matter[Any], value: object) -> None:
    """What the site told twenty hours ago."""
    scene.desk.cache.set_local(own_record.SHELF, matter.path, {"at": ago(20), "value": value})


def press(part: QWidget, name: str) -> None:
    """Press the button of this accessible name."""
    found = [one for one in part.findChildren(QPushButton) if name in (one.accessibleName(), one.text())]
    assert found, name
    found[0].click()
