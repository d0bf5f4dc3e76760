"""The privacy centre as a page: who sees what, agreements, purposes, devices, pausing, deleting; by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop import own_record
from izanau_desktop.shared.privacy.audience import AudienceCard
from izanau_desktop.shared.privacy.devices import DevicesCard
from izanau_desktop.shared.privacy.erasing import ErasureCard
from izanau_desktop.shared.privacy.page import PrivacyPage
from izanau_desktop.shared.privacy.pausing import PauseCard
from izanau_desktop.shared.privacy.purposes import PurposesCard
from izanau_desktop.widgets.plain import Card, Paragraph
from tests.desktop.company.scene import Scene, ago, identity
from tests.desktop.company.scene import company as hr_scene
from tests.desktop.seeker.scene import EMAIL, SeekerScene, application, job, message

NOWHERE = "http://127.0.0.1:9"
"""Where nothing answers, at once."""


def opened(scene: Scene, qtbot: QtBot) -> PrivacyPage:
    scene.desk.site_url = NOWHERE
    page = PrivacyPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    page.resize(1000, 700)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: scene.background.wait(0))
    return page


@pytest.fixture
def hr(tmp_path: Path) -> Iterator[Scene]:
    made = hr_scene(tmp_path / "company")
    yield made
    made.close()


def card(page: PrivacyPage, kind: type[QWidget]) -> QWidget:
    return page.findChildren(kind)[0]


def told(part: QWidget) -> str:
    """All words of a card that are on screen."""
    every = [one for one in part.findChildren(QLabel) if one.isVisibleTo(part)]
    return "\n".join(one.words if isinstance(one, Paragraph) else one.text() for one in every)


def sees(page: PrivacyPage, qtbot: QtBot, *words: str) -> str:
    """What the first matter says, once it says these words."""
    shown = card(page, AudienceCard)
    qtbot.waitUntil(lambda: all(one in told(shown) for one in words))
    return told(shown)


def register(scene: SeekerScene) -> None:
    found = scene.desk.cache.get("profile", scene.profile)
    assert found is not None
    scene.put(scene.own, "profile", scene.profile, {**found.body, "registered": True}, seq=2)


# --- who sees what ---


def test_nobody_sees_a_profile_that_is_not_public(scene: SeekerScene, qtbot: QtBot) -> None:
    words = sees(opened(scene, qtbot), qtbot, "Everyone", "Support staff")
    assert "Nothing: your profile is not public." in words
    assert "e-mail" not in words


def test_everyone_sees_the_items_of_a_public_profile(scene: SeekerScene, qtbot: QtBot) -> None:
    register(scene)
    words = sees(opened(scene, qtbot), qtbot, "Your public profile: Name, Birthday")
    assert "e-mail" not in words


def test_company_applied_to_sees_the_address(scene: SeekerScene, qtbot: QtBot) -> None:
    application(scene, job(scene), message="I would love to")
    sees(opened(scene, qtbot), qtbot, "Your profile: Name", "Your e-mail address.", "What you wrote to them")


def test_company_withdrawn_from_sees_no_address(scene: SeekerScene, qtbot: QtBot) -> None:
    application(scene, job(scene), status="withdrawn", withdrawn=True)
    words = sees(opened(scene, qtbot), qtbot, "That you applied and withdrew")
    assert "Your e-mail address." not in words
    assert "Your profile:" not in words


def test_company_written_to_sees_no_profile(scene: SeekerScene, qtbot: QtBot) -> None:
    message(scene, 1, "Do you sponsor visas?", sender="seeker")
    words = sees(opened(scene, qtbot), qtbot, "What you wrote to them")
    assert "Your profile:" not in words
    assert "Your e-mail address." not in words


def test_paused_is_seen_by_nobody(scene: SeekerScene, qtbot: QtBot) -> None:
    register(scene)
    application(scene, job(scene))
    scene.desk.pause()
    words = sees(opened(scene, qtbot), qtbot, "Nothing, as long as your data is paused.")
    assert "Your profile" not in words.replace("your profile", "")
    assert "Your e-mail address." not in words


def test_new_application_stands_there_at_once(scene: SeekerScene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot)
    sees(page, qtbot, "Everyone")
    application(scene, job(scene))
    scene.background.changed.emit(frozenset({"application"}), None)
    sees(page, qtbot, "Your e-mail address.")


def test_colleagues_see_name_and_role_of_a_member(hr: Scene, qtbot: QtBot) -> None:
    sees(opened(hr, qtbot), qtbot, "Your colleagues at this company", "Your name and your role.")


# --- agreements and purposes ---


def test_agreement_stands_with_its_words_and_version(scene: SeekerScene, qtbot: QtBot) -> None:
    body = {"deed": "apply", "words": "Alpha will see: your e-mail address", "version": "2019-04-10", "at": ago(30)}
    scene.put(scene.own, "consent", identity("consent"), {**body, "recipient": identity("company", 1)})
    page = opened(scene, qtbot)
    qtbot.waitUntil(lambda: "Alpha will see: your e-mail address" in told(page))
    assert "policy of 2019-04-10" in told(page)


def test_purpose_chosen_is_recorded_with_its_words(scene: SeekerScene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot)
    shown = card(page, PurposesCard)
    assert isinstance(shown, PurposesCard)
    tick = shown.ticks["newsletter"]
    assert not any(one.box.isChecked() for one in shown.ticks.values())
    tick.box.click()
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    parts = {kind: patch for kind, _, patch in scene.patches()}
    assert parts["account"] == {"purposes": {"newsletter": True}}
    assert (parts["consent"]["words"], parts["consent"]["purpose"]) == (tick.words, "newsletter")
    qtbot.waitUntil(lambda: tick.box.accessibleDescription() == "not sent yet")


def test_company_has_no_purposes_of_a_seeker(hr: Scene, qtbot: QtBot) -> None:
    page = opened(hr, qtbot)
    assert not page.findChildren(PurposesCard)
    assert not page.findChildren(PauseCard)
    assert len(page.findChildren(ErasureCard)) == len(page.findChildren(DevicesCard)) == 1


# --- what the site is asked ---


def test_devices_told_last_stand_there_offline(scene: SeekerScene, qtbot: QtBot) -> None:
    device = {"id": "d", "name": "Old laptop", "client": "izanau/0.1.0", "created": ago(900), "seen": ago(50)}
    kept = {"at": ago(20), "value": {"items": [{**device, "current": False}]}}
    scene.desk.cache.set_local(own_record.SHELF, own_record.DEVICES.path, kept)
    shown = card(opened(scene, qtbot), DevicesCard)
    qtbot.waitUntil(lambda: "out of reach" in told(shown))
    assert "Old laptop" in told(shown)
    assert "As the site told it on" in told(shown)


def test_devices_never_told_offer_to_ask_again(scene: SeekerScene, qtbot: QtBot) -> None:
    shown = card(opened(scene, qtbot), DevicesCard)
    assert isinstance(shown, DevicesCard)
    qtbot.waitUntil(lambda: shown.notice.action.text() == "Ask again")
    assert "out of reach" in shown.notice.text


# --- pausing and deleting ---


def test_pause_and_resume_are_one_press_each(scene: SeekerScene, qtbot: QtBot) -> None:
    shown = card(opened(scene, qtbot), PauseCard)
    assert isinstance(shown, PauseCard)
    shown.deed.click()
    qtbot.waitUntil(lambda: "Paused" in told(shown))
    assert ("account", scene.own, {"paused": True}) in scene.patches()
    shown.deed.click()
    qtbot.waitUntil(lambda: "Paused" not in told(shown))
    assert not scene.desk.account.paused


def test_erasing_asks_for_the_address_first(scene: SeekerScene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot)
    shown = card(page, ErasureCard)
    assert isinstance(shown, ErasureCard)
    assert not shown.email.isVisible()
    shown.begin.click()
    assert page.focusWidget() is shown.email
    shown.email.setText(f"not-{EMAIL}")
    shown.submit()
    assert "e-mail address" in shown.notice.text
    assert shown.notice.isVisible()


def test_account_about_to_be_deleted_can_be_kept(scene: SeekerScene, qtbot: QtBot) -> None:
    account = scene.desk.account.id
    found = scene.desk.cache.get("account", account)
    assert found is not None
    scene.put(scene.own, "account", account, {**found.body, "erases": ago(-40)}, seq=2)
    scene.desk.look_up()
    shown = card(opened(scene, qtbot), ErasureCard)
    assert isinstance(shown, ErasureCard)
    assert shown.grace.action.text().replace("&", "") == "Keep my account"
    assert "will be deleted on" in shown.grace.text


# --- the page ---


def test_index_leads_to_a_matter_and_enter_into_it(scene: SeekerScene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot)
    names = [page.index.list.item(row).text() for row in range(page.index.list.count())]
    assert names == [one.title.text() for one in page.cards]
    page.index.list.setFocus(Qt.FocusReason.TabFocusReason)
    place = names.index("Use of my data")
    for _ in range(place):
        QTest.keyClick(page.index.list, Qt.Key.Key_Down)
    assert page.index.current() == place
    assert page.cards[place].visibleRegion().boundingRect().height() > 0
    QTest.keyClick(page.index.list, Qt.Key.Key_Return)
    focused = page.focusWidget()
    assert focused is not None
    assert page.cards[place].isAncestorOf(focused)


def test_scrolling_marks_the_matter_that_is_read(scene: SeekerScene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot)
    page.resize(1000, 300)
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().maximum() > 300)
    page.area.verticalScrollBar().setValue(page.cards[2].y() + 40)
    assert page.index.current() == 2


def test_all_that_can_be_used_has_a_name(scene: SeekerScene, qtbot: QtBot) -> None:
    application(scene, job(scene))
    page = opened(scene, qtbot)
    sees(page, qtbot, "Your e-mail address.")
    assert all(one.accessibleName() for one in page.findChildren(Card))
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    names = [one.accessibleName() or one.text() for one in buttons]
    assert all(names)
    assert len(names) == len(set(names))
