"""The privacy centre as a page: who sees what, agreements, purposes, devices, pausing, deleting; by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from izanau_desktop.shared.privacy.audience import AudienceCard
from izanau_desktop.shared.privacy.devices import DevicesCard
from izanau_desktop.shared.privacy.erasing import ErasureCard
from izanau_desktop.shared.privacy.page import PrivacyPage
from izanau_desktop.shared.privacy.pausing import PauseCard
from izanau_desktop.shared.privacy.purposes import PurposesCard
from izanau_desktop.widgets.plain import Card
from tests.desktop.company.scene import COMPANY, Scene, ago, identity
from tests.desktop.company.scene import company as hr_scene
from tests.desktop.seeker.scene import EMAIL, SeekerScene, application, job, message
from tests.desktop.shared.centre import card, opened, register, told
from tests.screenshots.faults import faults


@pytest.fixture
def hr(tmp_path: Path) -> Iterator[Scene]:
    made = hr_scene(tmp_path / "company")
    yield made
    made.close()


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path / "owner", "company", "owner")
    yield made
    made.close()


def sees(page: PrivacyPage, qtbot: QtBot, *words: str) -> str:
    """What the first matter says, once it says these words."""
    shown = card(page, AudienceCard)
    qtbot.waitUntil(lambda: all(one in told(shown) for one in words))
    return told(shown)


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


def test_company_has_no_purposes_of_a_seeker(hr: Scene, qtbot: QtBot) -> None:
    page = opened(hr, qtbot)
    assert not page.findChildren(PurposesCard)
    assert not page.findChildren(PauseCard)
    assert len(page.findChildren(ErasureCard)) == len(page.findChildren(DevicesCard)) == 1


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


@pytest.mark.parametrize("others", [(), ("recruiter",), ("recruiter", "owner")])
def test_only_owner_is_asked_about_the_company_first(owner: Scene, qtbot: QtBot, others: tuple[str, ...]) -> None:
    scope, me = f"company:{COMPANY}", owner.desk.account.id
    owner.put(scope, "company", COMPANY, {"name": "Umi Games"})
    for number, (role, member) in enumerate(
        [("owner", me), *((role, identity("member", n)) for n, role in enumerate(others))]
    ):
        body = {"company": COMPANY, "member": member, "name": f"Person {number}", "role": role}
        owner.put(scope, "membership", identity("membership", number), body)
    shown = card(opened(owner, qtbot), ErasureCard)
    assert isinstance(shown, ErasureCard)
    shown.begin.click()
    if "owner" in others:
        qtbot.waitUntil(lambda: "alone" in shown._shown)
        assert not shown.alone.isVisible()
    else:
        qtbot.waitUntil(lambda: "only owner of Umi Games" in shown.alone.text)
    assert shown.email.isVisible(), "it can be deleted all the same"


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


def test_owner_is_told_that_mails_come_back(scene: SeekerScene, qtbot: QtBot) -> None:
    account = scene.desk.account.id
    found = scene.desk.cache.get("account", account)
    assert found is not None
    page = opened(scene, qtbot)
    shown = card(page, PurposesCard)
    assert isinstance(shown, PurposesCard)
    assert not shown.returned.isVisible()
    scene.put(scene.own, "account", account, {**found.body, "bounced": ago(1)}, seq=2)
    shown.read()
    qtbot.waitUntil(lambda: shown.returned.isVisible())
    assert "have come back since" in shown.returned.text


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


def test_nothing_is_cut_once_all_is_told(scene: SeekerScene, qtbot: QtBot) -> None:
    application(scene, job(scene), message="I would love to")
    page = opened(scene, qtbot)
    sees(page, qtbot, "Your e-mail address.")
    qtbot.waitUntil(lambda: faults(page) == [])
    page.resize(700, 700)
    qtbot.waitUntil(lambda: faults(page) == [])
