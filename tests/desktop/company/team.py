"""A company with two in its team, and its pages on screen: for the tests of Team and Activity."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.company.team.acts import ActLine
from izanau_desktop.shared.privacy.card import Fact
from tests.desktop.company.scene import Scene, ago, company, identity, job, member

OTHER = identity("account", 77)


def team(folder: Path) -> Scene:
    """The owner, a hiring manager whom they invited, and a job."""
    made = company(folder)
    mine = member(made, made.desk.account.id, "Olga Owner", "owner")
    member(made, OTHER, "Rin Manager", "hiring_manager", since=ago(400), by=mine)
    job(made, managers=[OTHER])
    return made


def shown(scene: Scene, qtbot: QtBot, kind: Any) -> Any:
    """The page, on screen."""
    made = kind(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1000, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


def facts(page: QWidget) -> list[str]:
    """The lines as they are read out."""
    return [one.accessibleName() for kind in (Fact, ActLine) for one in page.findChildren(kind) if one.isVisible()]
