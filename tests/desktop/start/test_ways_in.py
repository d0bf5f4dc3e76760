"""The pages before there is a desk: each way in, signing in and up, the code, and data that cannot be opened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.background import Background
from izanau_desktop.demo.chooser import ChooserPage
from izanau_desktop.look.theme import Theme
from izanau_desktop.start.first import FirstPage, Way
from izanau_desktop.start.signin import Credentials, SignInPage
from izanau_desktop.start.signup import LEAST, ConfirmPage, Entered, SignUpPage
from izanau_desktop.start.trouble import TroublePage
from izanau_protocol.problems import Refused, problem

SITE = "https://site.example"
POLICY = {"version": "2019-04-10", "text": {"en": "# Privacy\nWhat is kept."}}


@pytest.fixture(autouse=True)
def dressed(look: Theme) -> None:
    """In the look of the program, whatever another test left."""
    look.apply()


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Puts a page on the screen, active."""

    def run(page: QWidget) -> None:
        qtbot.addWidget(page)
        page.resize(900, 800)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)

    return run


def press(page: QWidget, name: str) -> None:
    """Press a button by keyboard."""
    (found,) = [one for one in page.findChildren(QPushButton) if one.text().replace("&", "") == name]
    found.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(found, Qt.Key.Key_Space)


def told(page: QWidget) -> str:
    """What the page says in its labels."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def refuse(code: str, field: str = "") -> None:
    raise Refused(problem(code, field))


WAYS = {
    "start_here": "Start my profile on this computer",
    "sign_in": "I have an account",
    "sign_up": "Sign up",
    "look": "Just look: jobs",
    "hire": "I hire",
    "demo": "Try the demo",
}


def test_each_way_in_has_a_button_that_takes_it(show: Callable[[QWidget], None]) -> None:
    page, taken = FirstPage("en"), list[str]()
    show(page)
    for way in WAYS:
        getattr(page, way).connect(lambda way=way: taken.append(way))
    for words in WAYS.values():
        press(page, words)
    assert taken == list(WAYS)
    assert len(page.findChildren(Way)) == len(WAYS)


def test_what_keeps_a_way_from_being_taken_is_said(show: Callable[[QWidget], None]) -> None:
    page = FirstPage("en")
    show(page)
    page.show_error(Refused(problem("keychain_locked")))
    assert problem("keychain_locked").words("en") in told(page)


def test_wrong_password_is_said_and_what_was_typed_stays(
    show: Callable[[QWidget], None], background: Background, qtbot: QtBot
) -> None:
    page = SignInPage(background, "en", SITE, lambda _: refuse("wrong_credentials"))
    show(page)
    QTest.keyClicks(page.ui.email, "ana@mail.example")
    QTest.keyClicks(page.ui.password, "not it")
    QTest.keyClick(page.ui.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: problem("wrong_credentials").words("en") in page.notice.text)
    assert (page.ui.email.text(), page.ui.password.text()) == ("ana@mail.example", "not it")
    assert page.deed.isEnabled()


def test_signing_in_hands_over_what_was_typed_and_keeps_no_password(
    show: Callable[[QWidget], None], background: Background, qtbot: QtBot
) -> None:
    entered = list[Credentials]()
    page = SignInPage(background, "en", "", entered.append)
    show(page)
    QTest.keyClicks(page.ui.site, SITE)
    QTest.keyClicks(page.ui.email, " ana@mail.example ")
    QTest.keyClicks(page.ui.password, "a secret")
    page.ui.session_only.setChecked(True)
    with qtbot.waitSignal(page.signed_in):
        press(page, "Sign in")
    assert entered == [Credentials(SITE, "ana@mail.example", "a secret", True)]
    assert page.ui.password.text() == ""


def sign_up_page(background: Background, deed: Callable[[Entered], object]) -> SignUpPage:
    return SignUpPage(background, "en", SITE, lambda _: POLICY, deed)


def test_policy_grows_with_the_window_that_is_signed_up_in(
    show: Callable[[QWidget], None], background: Background, qtbot: QtBot
) -> None:
    page = sign_up_page(background, lambda _: None)
    show(page)
    text = page.findChildren(QTextBrowser)[0]
    page.resize(900, 1000)
    qtbot.waitUntil(lambda: text.height() > LEAST)
    before = text.height()
    page.resize(900, 1300)
    qtbot.waitUntil(lambda: text.height() == before + 300)


def test_policy_is_read_and_agreed_to_before_signing_up(
    show: Callable[[QWidget], None], background: Background, qtbot: QtBot
) -> None:
    entered = list[Entered]()
    page = sign_up_page(background, entered.append)
    show(page)
    qtbot.waitUntil(lambda: "What is kept." in page.findChildren(QTextBrowser)[0].toPlainText())
    assert not page.deed.isEnabled()
    page.submit()
    assert entered == []
    (agree,) = page.findChildren(QCheckBox)
    assert "2019-04-10" in agree.accessibleName()
    QTest.keyClick(agree, Qt.Key.Key_Space)
    for field, words in (
        (page.ui.name, "Ana Prova"),
        (page.ui.email, "ana@mail.example"),
        (page.ui.password, "a secret"),
    ):
        QTest.keyClicks(field, words)
    with qtbot.waitSignal(page.signed_up):
        press(page, "Sign up")
    assert entered == [Entered(SITE, "Ana Prova", "ana@mail.example", "a secret", "2019-04-10")]


def test_weak_password_is_said_beside_its_field(
    show: Callable[[QWidget], None], background: Background, qtbot: QtBot
) -> None:
    page = sign_up_page(background, lambda _: refuse("weak_password", "password"))
    show(page)
    qtbot.waitUntil(lambda: bool(page._version))
    page.findChildren(QCheckBox)[0].setChecked(True)
    press(page, "Sign up")
    qtbot.waitUntil(page.ui.password_problem.isVisible)
    assert page.ui.password.accessibleDescription() == page.ui.password_problem.text()
    assert page.focusWidget() is page.ui.password


def test_code_is_confirmed_sent_again_or_left_for_later(
    show: Callable[[QWidget], None], background: Background, qtbot: QtBot
) -> None:
    codes, resent = list[str](), list[int]()

    def confirm(code: str) -> None:
        codes.append(code)
        if code != "RIGHT234":
            refuse("wrong_code", "code")

    page = ConfirmPage(background, "en", "ana@mail.example", confirm, lambda: resent.append(1))
    show(page)
    assert "ana@mail.example" in told(page)
    QTest.keyClicks(page.ui.code, "WRONG234")
    QTest.keyClick(page.ui.code, Qt.Key.Key_Return)
    qtbot.waitUntil(page.ui.code_problem.isVisible)
    press(page, "Send the code again")
    qtbot.waitUntil(lambda: "on its way" in page.notice.text)
    with qtbot.waitSignal(page.back):
        press(page, "Later")
    page.ui.code.setText("RIGHT234")
    with qtbot.waitSignal(page.confirmed):
        press(page, "Confirm")
    assert (codes, resent) == (["WRONG234", "RIGHT234"], [1])


def test_data_that_cannot_be_opened_say_why_and_offer_two_ways(show: Callable[[QWidget], None]) -> None:
    found = problem("cache_damaged")
    taken = list[str]()
    page = TroublePage(found, "en", lambda: taken.append("again"), lambda: taken.append("other"))
    show(page)
    heard = "\n".join(one.accessibleName() for one in page.findChildren(QLabel))
    assert found.words("en") in heard
    assert found.cure("en") in heard
    press(page, "Another way in")
    press(page, "Try again")
    assert taken == ["other", "again"]
    assert not any(one.isEnabled() for one in page.findChildren(QPushButton)), "a way is open while it is tried"


def test_demo_offers_every_role_and_says_what_kept_it(show: Callable[[QWidget], None]) -> None:
    page, chosen = ChooserPage("en"), list[str]()
    page.chosen.connect(chosen.append)
    show(page)
    for words in ("A job seeker", "A company's HR", "Support staff", "Sign up anew"):
        press(page, words)
    assert chosen == ["seeker", "company", "staff", "anew"]
    page.show_error(Refused(problem("offline")))
    assert problem("offline").words("en") in told(page)
