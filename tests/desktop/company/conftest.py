"""A company's desk for every test here, in the look of the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.messages import MessagesPage
from izanau_desktop.look.theme import Theme
from tests.desktop.company import scene as scenes
from tests.desktop.company.picked import five


@pytest.fixture(autouse=True)
def dressed(look: Theme) -> None:
    """In the look of the program, whatever another test left."""
    look.apply()


@pytest.fixture
def scene(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[scenes.Scene]:
    """The desk of a company's owner, or of a colleague in the role that a test asks for."""
    made = scenes.company(tmp_path, getattr(request, "param", "owner"))
    yield made
    made.close()


@pytest.fixture
def people(scene: scenes.Scene) -> list[str]:
    """Five applicants of two jobs."""
    return five(scene)


@pytest.fixture
def page(scene: scenes.Scene, people: list[str], qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The applicants page with these."""
    made = shown(scene, qtbot)
    qtbot.waitUntil(lambda: made.list.list.model.rowCount() == len(people))
    yield made
    made.toast.dismiss()


def shown(scene: scenes.Scene, qtbot: QtBot) -> ApplicantsPage:
    """The applicants page, shown, with its first applicant opened."""
    page = ApplicantsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.detail.opened is not None)
    return page


def conversations(scene: scenes.Scene, qtbot: QtBot) -> MessagesPage:
    """The page of messages, shown, with its newest conversation opened."""
    page = MessagesPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.talk is not None)
    return page
