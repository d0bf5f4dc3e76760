"""How the privacy centre comes to stand: every line in full from its first painting on, long lists by a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QExposeEvent, QRegion
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop import own_record
from izanau_desktop.frame.navigation import Place
from izanau_desktop.papers import own_data
from izanau_desktop.preferences import Preferences
from izanau_desktop.shared.privacy.agreed import AgreedCard
from izanau_desktop.shared.privacy.card import Fact, PrivacyCard
from izanau_desktop.shared.privacy.held import HeldCard, Shelf
from izanau_desktop.shared.privacy.page import PrivacyPage
from izanau_desktop.shared.privacy.seen import SeenCard
from izanau_desktop.widgets import turns
from izanau_desktop.window import Window
from izanau_protocol import wire
from tests.desktop.company.scene import ago, identity
from tests.desktop.seeker.scene import SeekerScene
from tests.desktop.shared.centre import PATIENCE, card, centre, keep, opened, press, told

LONG = 60
"""Lines of a person with whom much happened."""


def squashed(page: PrivacyPage) -> list[str]:
    """Every label, line and card of a page that is lower at this moment than what it says."""
    found = []
    for one in page.findChildren(QWidget):
        layout = one.layout()
        if isinstance(one, QLabel) and one.text():
            wanted = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
        elif isinstance(one, Fact | Shelf | PrivacyCard) and layout is not None:
            wanted = layout.minimumHeightForWidth(one.width())
        else:
            continue
        if one.isVisible() and one.height() < wanted:
            found.append(f"{type(one).__name__} {one.height()} of {wanted}: {one.accessibleName()[:60]}")
    return found


class Painted(QObject):
    """Notes what is squashed in a page whenever the page is painted."""

    def __init__(self, page: PrivacyPage) -> None:
        super().__init__(page)
        self.found: list[str] = []
        self.times = 0
        self._page = page
        page.area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.times += 1
            self.found += squashed(self._page)
        return False


def much(scene: SeekerScene) -> None:
    """A long record of everything that the site tells."""
    company = {"group": "company", "company": identity("company", 1), "name": "Alpha"}
    days = [ago(24 * day) for day in range(LONG)]
    keep(
        scene,
        own_record.SEEN,
        {
            "items": [{"at": day, "deed": "page", "who": company, "what": "application"} for day in days],
            "next": "older",
        },
    )
    given = {"company": identity("company", 1), "company_name": "Alpha", "job": "", "job_title": {"en": "A cook"}}
    keep(
        scene,
        own_record.DISCLOSURES,
        {"items": [{"at": day, **given, "application": "", "consent": ""} for day in days]},
    )
    device = {"name": "Old laptop", "client": "izanau/0.1.0", "current": False}
    keep(
        scene,
        own_record.DEVICES,
        {"items": [{"id": str(n), **device, "created": day, "seen": day} for n, day in enumerate(days)]},
    )
    rule = {"rule": "applications", "what": {"en": "An application"}, "words": {"en": "180 days after the end. " * 5}}
    keep(scene, own_record.RETENTION, {"items": [rule] * LONG})
    for number, day in enumerate(days):
        words = "Alpha will see: your e-mail address, your name, all items of your profile. " * 3
        scene.put(
            scene.own,
            "consent",
            identity("consent", number + 1),
            {"deed": "apply", "words": words, "version": "2019-04-10", "at": day},
        )


def shown_whole(page: PrivacyPage, scene: SeekerScene, preferences: Preferences, qtbot: QtBot) -> Painted:
    """The page in its window, built to its end: what was squashed whenever it was painted."""
    window = Window("seeker", scene.commands, (Place("here", lambda: "Here", "shield", lambda: page),), preferences)
    qtbot.addWidget(window)
    painted = Painted(page)
    window.resize(1000, 700)
    window.go("here")
    window.show()
    qtbot.waitUntil(
        lambda: all(one in told(page) for one in ("Old laptop", "policy of 2019-04-10", "180 days")), timeout=PATIENCE
    )
    qtbot.waitUntil(lambda: not page.is_building, timeout=PATIENCE)
    assert painted.times
    return painted


def test_lines_stand_in_full_at_their_first_painting(
    scene: SeekerScene, preferences: Preferences, qtbot: QtBot
) -> None:
    much(scene)
    assert shown_whole(centre(scene, qtbot), scene, preferences, qtbot).found == []


def test_lines_stand_in_full_when_the_window_is_uncovered_amid_building(
    scene: SeekerScene, preferences: Preferences, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system has a window painted at once that comes to light; a slow one does so while the page is built."""
    much(scene)
    page = centre(scene, qtbot)

    def uncovered(steps: Iterator[object]) -> Iterator[object]:
        for step in steps:
            if page.cards:
                page.cards[-1].update()
            handle = page.window().windowHandle()
            if handle is not None:
                QCoreApplication.sendEvent(handle, QExposeEvent(QRegion(handle.geometry())))
            yield step

    begin = page._turns.begin
    monkeypatch.setattr(page._turns, "begin", lambda steps: begin(uncovered(steps)))
    assert shown_whole(page, scene, preferences, qtbot).found == []


def test_long_lists_show_a_few_lines_and_more_on_demand(scene: SeekerScene, qtbot: QtBot) -> None:
    much(scene)
    page = opened(scene, qtbot)
    shown = card(page, SeenCard)
    assert isinstance(shown, SeenCard)

    def stand(lines: int) -> None:
        qtbot.waitUntil(lambda: not page.is_building and len(shown.findChildren(Fact)) == lines, timeout=PATIENCE)

    stand(6)
    assert not shown.more.isVisible()  # older ones are at the site; first those that are here
    press(shown, "Show 20 more of 54")
    stand(26)
    assert page.focusWidget() is shown.findChildren(Fact)[6]
    press(shown, "Show 20 more of 34")
    stand(46)
    press(shown, "Show 14 more")
    stand(60)
    assert shown.more.isVisible()


def test_lines_that_were_demanded_stay_when_one_changes(scene: SeekerScene, qtbot: QtBot) -> None:
    much(scene)
    page = opened(scene, qtbot)
    shown = card(page, AgreedCard)
    press(shown, "Show 20 more of 54")
    qtbot.waitUntil(lambda: not page.is_building and len(shown.findChildren(Fact)) == 26, timeout=PATIENCE)
    back = [one for one in shown.findChildren(QPushButton) if one.accessibleName().startswith("Take back")]
    back[10].setFocus()
    back[10].click()
    qtbot.waitUntil(lambda: bool(scene.outbox()) and not page.is_building and "ended" in told(shown), timeout=PATIENCE)
    assert len([one for one in shown.findChildren(Fact) if one.isVisible()]) == 26
    focused = page.focusWidget()
    assert focused is not None
    assert shown.isAncestorOf(focused)
    page.toast.dismiss()


def test_shelf_opened_while_a_fresh_answer_is_laid_is_replaced_in_peace(
    scene: SeekerScene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = "consents applications messages contacts tickets mends conflicts memberships mails devices codes pushes"
    nothing: dict[str, Any] = {name: [] for name in (*lists.split(), "access", "disclosures", "policies")}
    more = {"account": {"email": "ana@mail.example", "name": "Ana"}, "profile": {"residence": "ES"}, "purposes": {}}
    keep(scene, own_record.HOLDINGS, {**nothing, **more, "made_at": ago(1), "operator": {}})
    page = opened(scene, qtbot)
    shown = card(page, HeldCard)
    qtbot.waitUntil(lambda: len(shown.findChildren(Shelf)) > 1)
    assert isinstance(shown, HeldCard)
    old = shown.findChildren(Shelf)
    monkeypatch.setattr(turns, "SHARE", 0.0)  # a step a turn: what was replaced is gone before its own turn comes
    shown._lay(tuple(one._group for one in old))
    old[0].open.click()
    qtbot.waitUntil(lambda: not page.is_building, timeout=PATIENCE)
    shelf = shown.findChildren(Shelf)[0]
    assert shelf is not old[0]
    assert shelf.open.text() == "Hide"
    assert len(told(shelf).splitlines()) > 3


def test_own_deeds_are_told_as_ones_own() -> None:
    lists = "consents applications messages contacts tickets mends conflicts memberships mails devices codes pushes"
    nothing: dict[str, Any] = {name: [] for name in (*lists.split(), "access", "disclosures", "policies")}
    rest = {"made_at": ago(1), "operator": {}, "account": {}, "profile": {}, "purposes": {}}
    acts = [{"at": ago(1), "deed": "page", "device": "d", "scope": "account:a"}]
    held = msgspec.convert({**nothing, **rest, "acts": acts}, wire.Holdings)
    assert own_data.sections(held, "en")["acts"]["lines"][0][1] == "read it"
