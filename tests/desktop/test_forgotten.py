"""A forgotten password is set anew from the sign-in page, with the code that the site mails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.background import Background
from izanau_desktop.desk import Desk
from izanau_desktop.start.forgotten import ForgottenPage
from izanau_desktop.start.gate import Gate
from izanau_desktop.start.signin import SignInPage
from izanau_desktop.vault import SessionVault
from izanau_protocol import wire
from tests.desktop.command.test_site import code_in_mail
from tests.journeys.site import Site

pytestmark = pytest.mark.slow  # starts programs

OLD, NEW = "vermilion-otter-39-lamp", "quiet-heron-52-ladder"
EMAIL = "di@x.example"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Site(tmp_path_factory.mktemp("site"), os.environ) as made:
        yield made


@pytest.fixture
def known(site: Site, tmp_path: Path) -> str:
    """Somebody with an account; the code of the mail that confirmed it."""
    desk = Desk.draft(tmp_path / "other", site.url, SessionVault())
    version = desk.policy().version
    desk.sign_up(wire.SignUp("Di New", EMAIL, OLD, version, "en", "test", "test"))
    code = code_in_mail(site, EMAIL)
    desk.confirm(code)
    desk.shut()
    return code


def press(page: QWidget, words: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text().replace("&", "") == words).click()


def test_forgotten_password_is_set_and_signs_in(
    site: Site, known: str, tmp_path: Path, background: Background, qtbot: QtBot
) -> None:
    gate, entered = Gate(tmp_path, site.url, background, "en", SessionVault), list[Desk]()
    gate.entered.connect(lambda desk, _place, _topic: entered.append(desk))
    qtbot.addWidget(gate)
    with qtbot.waitExposed(gate):
        gate.show()
    page = gate.sign_in()
    QTest.keyClicks(page.ui.email, EMAIL)
    press(page, "I forgot my password")
    asking = gate.currentWidget()
    assert isinstance(asking, ForgottenPage)
    assert (asking.ui.email.text(), asking.ui.code.isVisible()) == (EMAIL, False)
    press(asking, "Send the code")
    qtbot.waitUntil(lambda: asking.ui.code.isVisible())
    QTest.keyClicks(asking.ui.code, "WRONG123")
    QTest.keyClicks(asking.ui.password, NEW)
    press(asking, "Set the password")
    qtbot.waitUntil(lambda: asking.ui.code_problem.isVisible())
    assert asking.ui.password.text() == NEW
    asking.ui.code.setText(code_in_mail(site, EMAIL, known))
    press(asking, "Set the password")
    qtbot.waitUntil(lambda: bool(entered))
    assert isinstance(gate.currentWidget(), SignInPage)
    assert entered[0].account.email == EMAIL
    entered[0].shut()
