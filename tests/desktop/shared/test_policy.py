"""The page of the policy: what changed is said, agreeing is an act of its own, and what is no longer listed is asked about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.cache.agreement import Agreement
from izanau_desktop.commands import Commands
from izanau_desktop.frame.navigation import Place
from izanau_desktop.preferences import Preferences
from izanau_desktop.seeker.profile.page import ProfilePage
from izanau_desktop.shared.column import WIDTH
from izanau_desktop.shared.policy.page import PolicyPage
from izanau_desktop.window import Window
from izanau_protocol import ids
from izanau_site.policy.folder import first_folder, read_folder
from tests.desktop.company.scene import ago, identity
from tests.desktop.seeker.scene import SeekerScene

OLD, NEW = "2019-04-10", "2026-11-01"
POSTED: list[tuple[str, Any]] = []
"""What the site was asked."""


def version(scene: SeekerScene, name: str, more: str = "", **changed: Any) -> dict[str, Any]:
    """A version of the policy as a sync brings it."""
    body = dict(read_folder(first_folder(), name, name))
    text: Any = body["text"]
    body |= {"text": {language: words + more for language, words in text.items()}, **changed}
    scene.put("jobs", "policy", ids.natural_id("policy", name), body)
    return body


def items(body: dict[str, Any], *without: str, **more: list[str]) -> dict[str, Any]:
    """The items of a version, with some of the profile left out and others added."""
    left = {
        key: item
        for key, item in body["items"].items()
        if not set(item.get("paths", ())) & {f"profile.{n}" for n in without}
    }
    for name, audience in more.items():
        left[name[:10]] = {"name": name, "paths": [f"profile.{name}"], "audience": audience, "position": "zz"}
    return left


@pytest.fixture
def changed(scene: SeekerScene) -> SeekerScene:
    """A person who agreed to a version that another one followed."""
    version(scene, OLD)
    version(scene, NEW, "\nLogs are kept for 30 days.\n", changes={"en": "Logs are kept shorter.", "ja": "短縮"})
    agreed = {
        "deed": "policy",
        "version": OLD,
        "hash": "a" * 64,
        "language": "en",
        "method": "sign-up",
        "at": ago(9000),
    }
    scene.put(scene.own, "consent", identity("consent", 900), agreed)
    scene.desk.cache.set_note(policy=NEW, policy_due="yes", operator='{"name":"Umi Inc."}')
    scene.desk.site_url = "https://site.example"
    return scene


Show = Callable[[QWidget], None]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Puts a page on the screen."""

    def run(page: QWidget) -> None:
        qtbot.addWidget(page)
        page.resize(1100, 1400)
        with qtbot.waitExposed(page):
            page.show()

    return run


def page_of(scene: SeekerScene, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> PolicyPage:
    """The page, read; the site takes what is agreed to."""
    monkeypatch.setattr(type(scene.desk), "_post", lambda _, path, message: POSTED.append((path, message)))
    POSTED.clear()
    page = PolicyPage(scene.desk, scene.background, Commands(), "en")
    show(page)
    qtbot.waitUntil(lambda: page._shown is not None)
    return page


def profile(scene: SeekerScene) -> dict[str, Any]:
    """The profile as it lies here."""
    found = scene.desk.cache.get("profile", scene.profile)
    return dict(found.body) if found else {}


def words(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def test_new_version_shows_what_changed_in_words(
    changed: SeekerScene, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(changed, show, qtbot, monkeypatch)
    told = words(page)
    assert "The policy changed" in told
    assert "Logs are kept shorter." in told
    assert "+ New" in told
    assert any(one.accessibleName() == "New: Logs are kept for 30 days." for one in page.findChildren(QLabel))
    assert "30 days" in page.text.toPlainText()
    assert "Source: Privacy Policy | Izanau (archived 2019-04-10). The English text prevails" in page.intro.words


def test_text_takes_the_height_that_is_there(
    changed: SeekerScene, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed.desk.cache.set_note(policy_due="")
    page = page_of(changed, show, qtbot, monkeypatch)
    qtbot.waitUntil(lambda: not page.agreeing.isVisible())
    for height in (1400, 1000):
        page.resize(1100, height)
        qtbot.waitUntil(lambda: 20 < page.height() - page.text.mapTo(page, page.text.rect().bottomLeft()).y() < 60)
    assert page.text.width() == WIDTH


def test_agreeing_is_by_keyboard_and_never_ticked_before(
    changed: SeekerScene, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(changed, show, qtbot, monkeypatch)
    assert not page.agreeing.given()
    assert not page.agree.isEnabled()
    assert page.why.isVisible()
    assert "tick the box" in page.agree.accessibleDescription()
    page.agreeing.box.setFocus()
    QTest.keyClick(page.agreeing.box, Qt.Key.Key_Space)
    assert page.agree.isEnabled()
    assert not page.why.isVisible()
    QTest.keyClick(page.agree, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not changed.desk.cache.note("policy_due"))
    ((path, message),) = POSTED
    assert path == "/v1/policy/agree"
    assert (message.version, message.language) == (NEW, "en")
    qtbot.waitUntil(lambda: not page.agree.isVisible())


def test_what_is_no_longer_listed_is_asked_about(
    changed: SeekerScene, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed.put(changed.own, "profile", changed.profile, {**profile(changed), "hobbies": {"en": "Chess"}})
    body = version(changed, NEW)
    version(changed, NEW, items=items(body, "hobbies"))
    page = page_of(changed, show, qtbot, monkeypatch)
    page.agreeing.box.click()
    assert not page.agree.isEnabled()
    assert "Hobbies" in words(page)
    page.unlisted.choice.buttons["here"].click()
    page.agree.click()
    qtbot.waitUntil(lambda: "hobbies" not in profile(changed))
    assert changed.desk.papers() == {"hobbies": "Chess"}
    assert ("profile", changed.own, {"hobbies": None}) in changed.patches()


def test_version_that_lists_more_is_offered_and_shown(changed: SeekerScene, show: Show, qtbot: QtBot) -> None:
    desk = changed.desk
    editor = ProfilePage(desk, changed.background, Commands(), "en")
    show(editor)
    qtbot.waitUntil(lambda: editor.contents.list.count() == 10)
    body = version(changed, NEW)
    version(changed, NEW, items=items(body, prefecture=["public", "self", "applicants"]))
    changed.background.changed.emit(frozenset({"policy"}), None)
    qtbot.waitUntil(lambda: editor.contents.list.count() == 11)
    desk.edit_profile({"prefecture": "JP-27"})
    changed.background.changed.emit(frozenset({"profile"}), None)
    qtbot.waitUntil(lambda: "prefecture" in editor.preview.view._cards.groups)
    version(changed, NEW)
    changed.background.changed.emit(frozenset({"policy"}), None)
    qtbot.waitUntil(lambda: "prefecture" not in editor.preview.view._cards.groups)
    editor.open_section("prefecture")
    assert "Only you see this" in words(editor)


def test_policy_is_one_step_away_and_marked_in_every_window(
    qtbot: QtBot, preferences: Preferences, tmp_path: Path
) -> None:
    opened: list[str] = []
    places = (
        Place("jobs", lambda: "Jobs", "house", QWidget),
        Place("policy", lambda: "Policy", "house", QWidget, listed=False),
    )
    window = Window("seeker", Commands(), places, preferences)
    qtbot.addWidget(window)
    window.opened.connect(opened.append)
    window.open_first()
    window.show()
    assert window.form.policy.text() == "Privacy policy"
    window.set_agreement(Agreement(current=NEW, agreed=OLD, due=True))
    assert "changed since you agreed" in window.form.policy.text()
    banner = window._policy.banner
    assert banner is not None
    assert banner.isVisible()
    assert "The privacy policy changed" in banner.accessibleName()
    banner.action.click()
    assert opened[-1] == "policy"
    assert not banner.isVisible()
    assert preferences.last_place("seeker") == "jobs"
    window.set_agreement(Agreement(current=NEW, agreed=NEW))
    assert window.form.policy.text() == "Privacy policy"


def test_who_never_agreed_is_asked_for_the_first_time(
    scene: SeekerScene, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, preferences: Preferences
) -> None:
    version(scene, OLD)
    scene.desk.cache.set_note(policy=OLD, policy_due="yes", operator='{"name":"Umi Inc."}')
    scene.desk.site_url = "https://site.example"
    page = page_of(scene, show, qtbot, monkeypatch)
    assert "Please read the policy and agree to it." in words(page)
    assert "changed" not in words(page)
    assert page.agree.isVisible()
    window = Window("seeker", Commands(), (Place("jobs", lambda: "Jobs", "house", QWidget),), preferences)
    qtbot.addWidget(window)
    window.open_first()
    window.set_agreement(Agreement(current=OLD, due=True))
    banner = window._policy.banner
    assert banner is not None
    assert "not agreed to the privacy policy yet" in banner.accessibleName()
    assert "not agreed to yet" in window.form.policy.text()
    window.set_agreement(Agreement(current=NEW, agreed=OLD, due=True))
    assert window._policy.banner is not None
    assert "The privacy policy changed" in window._policy.banner.accessibleName()
