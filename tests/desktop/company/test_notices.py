"""Where a company's person is told of what came: in My day, by a message of the system, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from izanau_desktop.app import App
from izanau_desktop.cache import local, noticing
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import arrivals as reads
from izanau_desktop.cache.reads.arrivals import arrivals
from izanau_desktop.cache.reads.tasks import today
from izanau_desktop.company.day import DayPage
from izanau_desktop.desk import Desk
from izanau_desktop.frame.announcing import Announcer
from izanau_desktop.shared.notices_card import NoticesCard
from izanau_desktop.translation import tr
from tests.desktop.apps import end
from tests.desktop.company.scene import COMPANY, NOWHERE, Scene, ago, applicant, company, identity, job, member
from tests.desktop.company.test_day import DAY, facts, moved, say, shown
from tests.keychain import Kept

TOLD = list[tuple[str, str]]


def choose(scene: Scene, place: str, *kinds: str) -> None:
    def work(connection: Connection) -> None:
        for kind in kinds or noticing.KINDS:
            noticing.choose(connection, kind, place)

    scene.desk.cache.change(work)


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> TOLD:
    """A system with a tray; what it showed."""
    told: TOLD = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _, title, words, *__: told.append((title, words)))
    return told


@pytest.fixture
def synced(scene: Scene) -> Scene:
    scene.desk.cache.set_note(last_sync=ago(0.1))
    return scene


def test_what_came_since_is_counted_by_kind(synced: Scene) -> None:
    post, cache = job(synced), synced.desk.cache
    choose(synced, noticing.TRAY)
    old = applicant(synced, post, 1, 8 * DAY)
    say(synced, 1, "seeker", old, "Old words", 5)
    first = arrivals(cache, None)
    assert first.told == {}
    assert arrivals(cache, first.mark).told == {}
    applicant(synced, post, 2, 1)
    applicant(synced, post, 3, 0.5, **moved("screening", 0))
    say(synced, 1, "seeker", old, "New words", 1)
    say(synced, 1, "company", old, "Answer", 0.5)
    assert arrivals(cache, first.mark).told == {noticing.APPLIED: 1, noticing.WRITTEN: 1}
    before = reads.Mark(first.mark.number, first.mark.at, ago(9 * DAY))
    assert arrivals(cache, before).told[noticing.LATE] == 1


def test_first_pull_tells_of_nothing(synced: Scene) -> None:
    choose(synced, noticing.TRAY)
    first = arrivals(synced.desk.cache, None)
    applicant(synced, job(synced), 1)
    begun = "INSERT INTO cursor(scope, low, high) VALUES(?, 5, 9)"
    synced.desk.cache.change(lambda connection: connection.exec_driver_sql(begun, (f"applicants:{COMPANY}",)))
    found = arrivals(synced.desk.cache, first.mark)
    assert found.told == {}
    assert found.mark.number > first.mark.number


def test_nothing_is_counted_that_nobody_chose(synced: Scene) -> None:
    choose(synced, noticing.TRAY, noticing.WRITTEN)
    first = arrivals(synced.desk.cache, None)
    applicant(synced, job(synced), 1)
    assert arrivals(synced.desk.cache, first.mark).told == {}


WAITING = (noticing.MENTIONED, noticing.GIVEN, noticing.CONFLICT, noticing.REFUSED, noticing.OWED)


def begin(scene: Scene, number: int) -> None:
    """Another of each that waits on the person at this desk."""
    mine = member(scene, scene.desk.account.id, "Ken Mori", "owner")
    author = member(scene, identity("colleague"), "Aki Sato", "recruiter")
    given = applicant(scene, job(scene), number, owner=mine)
    scene.desk.cache.set_local(local.GIVEN, given, "yes")
    note = {"application": given, "company": COMPANY, "text": "@Ken Mori", "mentions": [mine], "author": author}
    scene.put(f"applicants:{COMPANY}", "note", identity("note", number), {**note, "at": ago(1)})
    told = {"document": "application", "about": given, "path": "stage", "device": "Linux", "at": ago(3)}
    scene.put(f"account:{scene.desk.account.id}", "conflict", identity("conflict", number), told)
    left = {"k1": {"row": given, "cause": "erased", "at": ago(3)}}
    export = {"file": "a.csv", "at": ago(90), "left": left}
    scene.put(f"company:{COMPANY}", "export", identity("export", number), export)
    scene.desk.note(given, "Called")
    refuse = "UPDATE outbox SET state = 'refused'"
    scene.desk.cache.change(lambda connection: connection.exec_driver_sql(refuse))


def test_what_begins_to_wait_is_told_of_once(synced: Scene) -> None:
    cache = synced.desk.cache
    choose(synced, noticing.TRAY, *WAITING)
    begin(synced, 1)
    first = arrivals(cache, None)
    assert first.told == {}
    begin(synced, 2)
    begin(synced, 3)
    second = arrivals(cache, first.mark)
    assert second.told == dict.fromkeys(WAITING, 2)
    assert arrivals(cache, second.mark).told == {}


def test_day_leaves_out_what_waits_and_nobody_wants_told(synced: Scene, qtbot: QtBot) -> None:
    begin(synced, 1)
    choose(synced, noticing.NOWHERE, noticing.APPLIED)
    page = shown(synced, qtbot)
    qtbot.waitUntil(lambda: len(facts(page)) == len(WAITING))
    choose(synced, noticing.NOWHERE, noticing.MENTIONED, noticing.CONFLICT, noticing.OWED)
    synced.background.changed.emit(frozenset({"notice"}), None)
    qtbot.waitUntil(lambda: len(facts(page)) == 2)
    refused, given = facts(page)
    assert refused.startswith("Waiting changes. ")
    assert "Yours now" in given
    choose(synced, noticing.NOWHERE)
    synced.background.changed.emit(frozenset({"notice"}), None)
    qtbot.waitUntil(lambda: facts(page) == [])


@pytest.mark.parametrize(
    ("statement", "values", "way"),
    [
        (reads.APPLICATIONS, (9,), "SEARCH applicant USING INTEGER PRIMARY KEY (rowid>?)"),
        (reads.MESSAGES, (ago(1), "seen"), "USING INDEX shown_by_at (kind=? AND at>?)"),
        (reads.OVERDUE, (8, 9), "USING COVERING INDEX applicant_by_stage (stage=? AND rowid>? AND rowid<?)"),
    ],
)
def test_arrivals_are_counted_along_an_index(scene: Scene, statement: str, values: tuple[Any, ...], way: str) -> None:
    def plan(connection: Connection) -> str:
        return " ".join(str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))

    assert way in scene.desk.cache.look(plan)


def test_day_leaves_out_what_nobody_wants_told(synced: Scene, qtbot: QtBot) -> None:
    applicant(synced, job(synced, title={"en": "Tester"}), 1, 8 * DAY)
    choose(synced, noticing.NOWHERE, noticing.APPLIED)
    page = shown(synced, qtbot)
    qtbot.waitUntil(lambda: len(facts(page)) == 1)
    assert facts(page)[0].endswith("without an answer for 7 days or longer")
    choose(synced, noticing.NOWHERE)
    synced.background.changed.emit(frozenset({"notice"}), None)
    qtbot.waitUntil(lambda: facts(page) == [])
    assert page.empty.isVisible()


def card(scene: Scene, qtbot: QtBot) -> NoticesCard:
    made = NoticesCard(scene.desk, scene.background, "en")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    scene.background.wait()
    return made


def test_choice_acts_at_once_and_is_shown_again(scene: Scene, qtbot: QtBot) -> None:
    made = card(scene, qtbot)
    box = made.boxes[noticing.LATE]
    box.setFocus(Qt.FocusReason.TabFocusReason)
    box.setCurrentIndex(box.findText("Nowhere"))
    QTest.keyClick(box, Qt.Key.Key_Space)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scene.desk.cache.look(noticing.read)[noticing.LATE] == noticing.NOWHERE)
    other = card(scene, qtbot)
    qtbot.waitUntil(lambda: other.boxes[noticing.LATE].currentText() == "Nowhere")
    assert other.boxes[noticing.APPLIED].currentText() == "In My day"


def test_system_messages_are_offered_only_with_a_tray(scene: Scene, qtbot: QtBot, tray: TOLD) -> None:
    offered = [card(scene, qtbot).boxes[noticing.APPLIED].findData(noticing.TRAY) >= 0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: False))
        offered.append(card(scene, qtbot).boxes[noticing.APPLIED].findData(noticing.TRAY) >= 0)
    assert offered == [True, False]


def mailed(scene: Scene) -> list[Any]:
    """What of the choice of mails waits to be sent."""
    return [patch for kind, _, patch in scene.patches() if kind == "account"]


def test_mail_is_chosen_for_all_machines_by_key(scene: Scene, qtbot: QtBot) -> None:
    made = card(scene, qtbot)
    tick = made.ticks[noticing.APPLIED]
    tick.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(tick, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: mailed(scene) == [{"notices": {"applied": True}}])
    other = card(scene, qtbot)
    qtbot.waitUntil(other.ticks[noticing.APPLIED].isChecked)
    assert not other.ticks[noticing.WRITTEN].isChecked()
    assert scene.desk.cache.look(noticing.read)[noticing.APPLIED] == noticing.WINDOW
    QTest.keyClick(tick, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not other.ticks[noticing.APPLIED].isChecked())


def test_mail_is_offered_of_what_the_site_knows_and_shows(
    scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = [set(card(scene, qtbot).ticks)]
    monkeypatch.setattr(scene.desk, "account", replace(scene.desk.account, role="hiring_manager"))
    offered.append(set(card(scene, qtbot).ticks))
    assert offered[0] == set(noticing.MAILED) <= set(noticing.KINDS)
    assert offered[0] - offered[1] == {noticing.WRITTEN, noticing.OWED}
    assert set(noticing.KINDS) - offered[0] == {noticing.CONFLICT, noticing.REFUSED}


def test_card_says_that_mails_come_back(scene: Scene, qtbot: QtBot) -> None:
    own = scene.desk.account.id
    body = {"email": "ken@example.com", "notices": {"applied": True}, "bounced": ago(DAY)}
    scene.put(f"account:{own}", "account", own, body)
    made = card(scene, qtbot)
    qtbot.waitUntil(made.returned.isVisible)
    assert "come back since" in made.returned.text


class TestWindow:
    """A whole program of a company, without a site."""

    @pytest.fixture
    def app(self, qapp: QApplication, qtbot: QtBot, tmp_path: Path, tray: TOLD) -> Iterator[App]:
        vault = Kept()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("tests.desktop.company.scene.Kept", lambda: vault)
            scene = company(tmp_path)
        scene.desk.cache.set_note(last_sync=ago(0.1))
        applicant(scene, job(scene), 1)
        choose(scene, noticing.TRAY, noticing.APPLIED)
        scene.close()
        made = App(qapp, tmp_path, NOWHERE)
        made.keeper = lambda: vault
        made.preferences.set_last_place("company", "company")
        made.start()
        qtbot.waitUntil(lambda: self.announcer(made) is not None, timeout=20_000)
        qtbot.waitUntil(lambda: self.announcer(made)._mark is not None)  # type: ignore[union-attr] # it is there
        yield made
        end(made, qtbot)

    def announcer(self, app: App) -> Announcer | None:
        return app.syncing.findChild(Announcer) if app.syncing is not None else None

    def come(self, app: App, number: int) -> None:
        """Another applicant, as a sync brings one."""
        assert isinstance(app.desk, Desk)
        scene = Scene.__new__(Scene)
        scene.desk = app.desk
        applicant(scene, identity("job"), number, 0.01)
        app.background.changed.emit(frozenset({"application"}), None)

    def test_system_tells_once_of_a_new_applicant(self, app: App, qtbot: QtBot, tray: TOLD) -> None:
        self.come(app, 2)
        qtbot.waitUntil(lambda: len(tray) == 1)
        app.background.changed.emit(frozenset(), None)
        app.background.wait()
        QApplication.processEvents()  # rule: in a test, what was answered is shown
        assert [words for _, words in tray] == [tr("%n new applicant(s)", None, 1)]
        assert "person" not in str(tray)

    def test_system_tells_of_a_task_and_notes_that_it_did(self, app: App, qtbot: QtBot, tray: TOLD) -> None:
        assert isinstance(app.desk, Desk)
        scene = Scene.__new__(Scene)
        scene.desk = app.desk
        own = member(scene, app.desk.account.id, "Olga Owner", "owner")
        choose(scene, noticing.TRAY, noticing.DUE)
        task = {"company": COMPANY, "text": "Call", "owner": own, "due": today().isoformat()}
        scene.put(f"applicants:{COMPANY}", "task", identity("task"), task)
        app.background.changed.emit(frozenset({"task"}), None)
        qtbot.waitUntil(lambda: [words for _, words in tray] == [tr("%n task(s) due", None, 1)])
        cache = app.desk.cache
        qtbot.waitUntil(lambda: cache.look(noticing.reminded) == {identity("task"): today().isoformat()})

    def test_press_on_the_message_leads_to_the_day(self, app: App, qtbot: QtBot, tray: TOLD) -> None:
        self.come(app, 2)
        qtbot.waitUntil(lambda: len(tray) == 1)
        found = self.announcer(app)
        assert found is not None
        found.findChildren(QSystemTrayIcon)[0].messageClicked.emit()
        assert app.window is not None
        assert app.window.place == "day"
        assert isinstance(app.window.page("day"), DayPage)

    def test_locked_window_tells_only_afterwards(self, app: App, qtbot: QtBot, tray: TOLD) -> None:
        app.locks.lock()
        self.come(app, 2)
        app.background.wait()
        QApplication.processEvents()  # rule: in a test, what was answered is shown
        assert tray == []
        app.locks._unlock()
        qtbot.waitUntil(lambda: not app.locks.locked)
        app.background.changed.emit(frozenset(), None)
        qtbot.waitUntil(lambda: len(tray) == 1)
