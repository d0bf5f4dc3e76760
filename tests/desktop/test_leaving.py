"""A desk is left for good: the window comes to the first screen and says plainly what became of the data."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.app import App
from izanau_desktop.desk import Desk
from izanau_desktop.look.theme import Theme
from izanau_desktop.shared.account_cards import SignOutCard
from izanau_desktop.shared.contact import DRAFT_OF, ContactPage
from izanau_desktop.shared.privacy.erasing import ErasureCard
from izanau_desktop.vault import SessionVault
from izanau_protocol import ambient, wire
from tests.desktop.apps import end
from tests.journeys.site import Site
from tests.keychain import Kept

pytestmark = pytest.mark.slow  # starts programs

PASSWORD = "vermilion-otter-39-lamp"


class Home:
    """A machine with one window on it."""

    def __init__(self, app: App, qtbot: QtBot, vault: Kept, email: str) -> None:
        self.app, self.vault, self.email = app, vault, email
        self._qtbot = qtbot

    @property
    def window(self) -> QWidget:
        assert self.app.window is not None
        return self.app.window

    @property
    def desk(self) -> Desk:
        assert self.app.desk is not None
        return self.app.desk

    def shows(self, words: str) -> bool:
        """Whether the window says so."""
        return any(words in one.text() for one in self.window.findChildren(QLabel) if one.isVisible())

    def card(self, kind: type[QWidget], place: str = "privacy") -> QWidget:
        """A card of the privacy centre, or of another place."""
        assert self.app.window is not None
        self.app.window.go(place)
        self._qtbot.waitUntil(lambda: self.window.findChild(kind) is not None)  # the centre makes its cards in turns
        return next(one for one in self.window.findChildren(kind))

    def caches(self) -> list[Path]:
        """The files of accounts that lie on this machine."""
        return [path for path in self.app.folder.rglob("cache.*") if path.is_file()]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Site(tmp_path_factory.mktemp("site"), os.environ) as made:
        yield made


@pytest.fixture(autouse=True)
def dressed(look: Theme) -> None:
    """In the look of the program, whatever another test left."""
    look.apply()


@pytest.fixture
def home(qapp: QApplication, qtbot: QtBot, site: Site, tmp_path: Path) -> Iterator[Home]:
    """A person who has just signed up, at the window."""
    vault, email = Kept(), f"{ambient.new_id()[:8]}@example.com"
    desk = Desk.draft(tmp_path, site.url, vault)
    version = desk.policy().version
    desk.sign_up(wire.SignUp("Quetzalina Nguyen", email, PASSWORD, version, "en", "izanau/0.1.0", "Linux"))
    desk.shut()
    app = App(qapp, tmp_path, site.url)
    app.keeper = lambda: vault
    app.start()
    qtbot.waitUntil(lambda: app.syncing is not None, timeout=20_000)
    yield Home(app, qtbot, vault, email)
    end(app, qtbot)


def erase(home: Home) -> None:
    card = home.card(ErasureCard)
    assert isinstance(card, ErasureCard)
    card.email.setText(home.email)
    card.password.setText(PASSWORD)
    card.now.setChecked(True)
    card.submit()


def sign_out(home: Home) -> None:
    card = home.card(SignOutCard, "settings")
    assert isinstance(card, SignOutCard)
    card.out.click()


def end_session_of(home: Home) -> None:
    other = Desk.sign_in(home.app.folder / "elsewhere", home.app.site, home.email, PASSWORD, SessionVault())
    (here,) = (one.id for one in other.devices() if not one.current)
    other.end_device(here)
    other.shut()


def end_from_elsewhere(home: Home) -> None:
    end_session_of(home)
    assert home.app.syncing is not None
    home.app.syncing.now()


def erase_from_elsewhere(home: Home) -> None:
    other = Desk.sign_in(home.app.folder / "elsewhere", home.app.site, home.email, PASSWORD, SessionVault())
    other.erase(PASSWORD, now=True)
    home.desk.edit_profile({"hobbies": {"en": "Chess"}})  # there is nothing left that it could go to


def wipe_by_another_process(home: Home) -> None:
    other = Desk.open(home.app.folder, vault=home.vault)
    assert not other.sign_out(discard=True)


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (erase, "Your account is deleted"),
        (sign_out, "You are signed out"),
        (end_from_elsewhere, "This computer was signed out"),
        (erase_from_elsewhere, "Your account is deleted"),
        (wipe_by_another_process, "This computer was signed out"),
    ],
)
def test_leaving_for_good_comes_to_the_first_screen(
    home: Home, qtbot: QtBot, deed: Callable[[Home], None], words: str
) -> None:
    for place in ("profile", "jobs", "messages", "notices", "outbox"):
        assert home.app.window is not None
        home.app.window.go(place)
    deed(home)
    qtbot.waitUntil(lambda: home.shows(words), timeout=20_000)
    assert home.shows("Welcome to Izanau")
    assert home.window.isVisible()
    assert home.caches() == []
    assert home.vault._items == {}


def test_ending_from_elsewhere_keeps_what_was_never_sent(home: Home, qtbot: QtBot) -> None:
    end_session_of(home)
    home.desk.edit_profile({"hobbies": {"en": "Chess"}})
    qtbot.waitUntil(lambda: home.shows("1 thing that was never sent is kept here"), timeout=20_000)
    assert home.shows("Welcome to Izanau")
    again = Desk.sign_in(home.app.folder, home.app.site, home.email, PASSWORD, home.vault)
    assert again.cache.list("profile")[0].body["hobbies"] == {"en": "Chess"}
    assert again.sync().problem is None
    assert not again.only_here()
    again.shut()


def test_wrong_password_deletes_nothing_and_stays(home: Home, qtbot: QtBot) -> None:
    card = home.card(ErasureCard)
    assert isinstance(card, ErasureCard)
    card.email.setText(home.email)
    card.password.setText("not the password")
    card.now.setChecked(True)
    card.submit()
    qtbot.waitUntil(lambda: "do not match" in card.notice.text, timeout=20_000)
    assert home.desk.cache.list("profile")


def test_another_way_in_keeps_what_was_typed(home: Home) -> None:
    assert home.app.window is not None
    home.app.window.go("contact")
    page = home.app.window.page("contact")
    assert isinstance(page, ContactPage)
    page.ui.text.setPlainText("I had just begun")
    home.app.first_screen()
    assert home.app.background.wait(20_000)
    again = Desk.open(home.app.folder, vault=home.vault)
    assert [one.text for one in again.cache.drafts(*DRAFT_OF)] == ["I had just begun"]
    again.shut()


def test_mending_the_cache_keeps_what_was_typed(home: Home, qtbot: QtBot) -> None:
    assert home.app.window is not None
    home.app.window.go("contact")
    page, desk = home.app.window.page("contact"), home.desk
    assert isinstance(page, ContactPage)
    page.ui.text.setPlainText("I had just begun")
    assert home.app.syncing is not None
    home.app.syncing.damaged.emit()
    qtbot.waitUntil(lambda: home.app.desk not in (None, desk), timeout=20_000)
    assert [one.text for one in home.desk.cache.drafts(*DRAFT_OF)] == ["I had just begun"]


def test_what_is_asked_of_a_shut_desk_is_dropped(home: Home, qtbot: QtBot) -> None:
    desk, heard = home.desk, list[object]()
    desk.shut()
    with qtbot.waitSignal(home.app.background.idle):
        home.app.background.ask(lambda: desk.cache.list("job"), home.window, heard.append, heard.append)
        home.app.background.change(lambda: desk.edit_profile({"residence": "JP"}), home.window, None, heard.append)
    assert heard == []
