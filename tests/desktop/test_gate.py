"""The ways in from the first screen lead to where they say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from izanau_desktop.app import App
from izanau_desktop.preferences import Preferences
from izanau_desktop.shared.contact import ContactPage
from izanau_desktop.start.first import FirstPage
from izanau_desktop.start.gate import Gate
from izanau_desktop.start.site import SitePage
from izanau_desktop.vault import SessionVault
from tests.desktop.apps import end
from tests.journeys.site import Site

pytestmark = pytest.mark.slow  # starts a site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Site(tmp_path_factory.mktemp("site"), os.environ) as made:
        yield made


@pytest.fixture
def at_site(site: Site, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[App]:
    """The program of a build that knows its site, at its first screen."""
    yield from _at_first_screen(tmp_path, qapp, qtbot, site.url)


@pytest.fixture
def anywhere(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[App]:
    """The program of a build that knows no site, at its first screen."""
    yield from _at_first_screen(tmp_path, qapp, qtbot, "")


def _at_first_screen(folder: Path, qapp: QApplication, qtbot: QtBot, url: str) -> Iterator[App]:
    app = App(qapp, folder, url)
    app.keeper = SessionVault
    app.start()
    qtbot.waitUntil(lambda: gate_of(app) is not None)
    yield app
    end(app, qtbot)


def gate_of(app: App) -> Gate | None:
    return app.window.findChild(Gate) if app.window is not None else None


def first(app: App) -> FirstPage:
    gate = gate_of(app)
    assert gate is not None
    page = gate.currentWidget()
    assert isinstance(page, FirstPage)
    return page


def place(app: App) -> str:
    return app.window.place if app.window is not None else ""


def test_just_looking_opens_the_jobs(at_site: App, qtbot: QtBot) -> None:
    first(at_site).look.emit()
    qtbot.waitUntil(lambda: place(at_site) == "jobs")


def test_hiring_opens_the_form_for_a_company_account(at_site: App, qtbot: QtBot) -> None:
    first(at_site).hire.emit()
    qtbot.waitUntil(lambda: place(at_site) == "contact")
    assert at_site.window is not None
    page = at_site.window.page("contact")
    assert isinstance(page, ContactPage)
    assert page.ui.topic.currentData() == "company_account"


def test_starting_here_opens_the_profile(at_site: App, qtbot: QtBot) -> None:
    first(at_site).start_here.emit()
    qtbot.waitUntil(lambda: place(at_site) == "profile")


def test_the_site_is_asked_for_once(anywhere: App, site: Site, tmp_path: Path, qtbot: QtBot) -> None:
    first(anywhere).look.emit()
    gate = gate_of(anywhere)
    assert gate is not None
    page = gate.currentWidget()
    assert isinstance(page, SitePage)
    page.ui.site.setText("http://elsewhere.example")
    page.submit()
    problem = page.findChild(QLabel, "site_problem")
    assert problem is not None
    qtbot.waitUntil(lambda: "http://" in problem.text())
    page.ui.site.clear()
    QTest.keyClicks(page.ui.site, site.url)
    page.submit()
    qtbot.waitUntil(lambda: place(anywhere) == "jobs")
    assert Preferences(tmp_path).site == site.url
