"""The card of the e-mail address: errors beside their field, what is waited for in words, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from izanau_desktop.desk import Desk
from izanau_desktop.shared.email_card import EmailCard
from izanau_desktop.sync.report import SyncReport
from izanau_desktop.sync.site import SiteTrouble
from izanau_protocol import ambient
from izanau_protocol.problems import problem
from tests.desktop.seeker.scene import EMAIL, SeekerScene
from tests.desktop.shared.centre import press, told

NEW = "new@mail.example"


@pytest.fixture
def card(scene: SeekerScene, qtbot: QtBot) -> EmailCard:
    made = EmailCard(scene.desk, scene.background, "en")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def learn(scene: SeekerScene, **changed: str) -> None:
    """The account as the site tells it at the next sync."""
    body = {"email": EMAIL, "name": "Ana Prova", "group": "seeker", "role": "seeker", "confirmed": True, **changed}
    scene.put(scene.own, "account", scene.desk.account.id, body, seq=3)
    scene.background.changed.emit(frozenset({"account"}), None)


def write(card: EmailCard, email: str, password: str) -> None:
    """Fill in the form and send it."""
    card.line("email").setText(email)
    card.line("password").setText(password)
    card.send.click()


def test_what_is_missing_or_no_address_is_said_beside_its_field(card: EmailCard) -> None:
    write(card, "nobody", "")
    assert "not an e-mail address" in card.rows["email"].problem
    assert "needed" in card.rows["password"].problem
    assert card.focusWidget() is card.line("email")
    assert "not an e-mail address" in card.line("email").accessibleDescription()


def test_words_say_that_the_network_is_needed(card: EmailCard) -> None:
    assert "needs the network" in told(card)
    assert card.address.text() == EMAIL


def test_without_the_network_nothing_is_kept_to_be_sent_later(
    card: EmailCard, scene: SeekerScene, qtbot: QtBot
) -> None:
    write(card, NEW, "secret words")
    qtbot.waitUntil(lambda: "out of reach" in card.notice.text)
    assert scene.outbox() == ()
    assert card.send.isEnabled()
    assert card.line("email").text() == NEW, "it can be sent again once the network is there"


@pytest.mark.parametrize(
    ("refused", "field", "words"),
    [
        (problem("wrong_credentials", "password"), "password", "do not match"),
        (problem("own_address", "email"), "email", "already"),
    ],
)
def test_what_the_site_refuses_stands_beside_its_field(
    card: EmailCard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, refused: Any, field: str, words: str
) -> None:
    def change(*_: object) -> None:
        raise SiteTrouble(401, refused)

    monkeypatch.setattr(Desk, "change_address", change)
    write(card, NEW, "secret words")
    qtbot.waitUntil(lambda: words in card.rows[field].problem)
    assert card.notice.text == ""


def test_what_is_waited_for_is_told_until_it_is_done_or_too_old(
    card: EmailCard, scene: SeekerScene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    withdrawn: list[bool] = []
    monkeypatch.setattr(Desk, "change_address", lambda _, password, email: asked.append((password, email)))
    monkeypatch.setattr(Desk, "keep_address", lambda _: withdrawn.append(True))
    monkeypatch.setattr(Desk, "sync", lambda _, **__: SyncReport())
    write(card, NEW, "secret words")
    qtbot.waitUntil(lambda: card.line("password").text() == "")
    assert asked == [("secret words", NEW)]
    learn(scene, new_email=NEW, new_email_until=ambient.timestamp(hours=24))
    qtbot.waitUntil(card.waiting.isVisible)
    assert NEW in card.waiting.text
    assert card.address.text() == EMAIL
    press(card, card.waiting.action.text())
    qtbot.waitUntil(lambda: bool(withdrawn) and "stays as it is" in card.notice.text)
    learn(scene, new_email=NEW, new_email_until=ambient.timestamp(hours=-1))
    qtbot.waitUntil(lambda: not card.waiting.isVisible())
    learn(scene, email=NEW)
    qtbot.waitUntil(lambda: card.address.text() == NEW)
