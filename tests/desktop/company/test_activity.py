"""The place Activity: who did what in the company."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import documents, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import activity as reads
from izanau_desktop.cache.reads.activity import activity
from izanau_desktop.company.team.activity import ActivityPage
from izanau_desktop.company.team.acts import ActLine
from izanau_desktop.shared import moments
from izanau_desktop.translation import tr
from izanau_protocol import ids
from izanau_protocol.visibility import blind
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, identity, job
from tests.desktop.company.team import OTHER, facts, shown, team


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = team(tmp_path)
    yield made
    made.close()


def test_activity_tells_who_added_gave_and_did_a_task(scene: Scene, qtbot: QtBot) -> None:
    mine, theirs = (ids.membership_id(COMPANY, one) for one in (scene.desk.account.id, OTHER))
    scope, hidden = f"applicants:{COMPANY}", job(scene, 7, blind=True, title={"en": "Tester"})
    one = applicant(scene, hidden, 1)
    signed = {"company": COMPANY, "author": mine, "at": ago(9), "given_by": theirs, "given_at": ago(8)}
    scene.put(
        scope, "task", identity("about"), {**signed, "text": "Call", "application": one, "job": hidden, "owner": mine}
    )
    done = {"done": True, "done_by": theirs, "done_at": ago(3)}
    scene.put(scope, "task", identity("free"), {**signed, "text": "Book a room", "given_at": ago(4), **done})
    code = blind.called(blind.code(one)).en
    page = shown(scene, qtbot, ActivityPage)
    qtbot.waitUntil(lambda: len(facts(page)) >= 5)
    tasks = [each.partition(". ") for each in facts(page) if "Call" in each or "Book" in each]
    assert [what for what, _, _ in tasks[:3]] == [
        "Task done: Book a room",
        "Task left to anybody: Book a room",
        f"Task given to Olga Owner: Call · {code} · Tester",
    ]
    assert {what for what, _, _ in tasks[3:]} == {"Task added: Book a room", f"Task added: Call · {code} · Tester"}
    assert [who.partition(" · ")[0] for _, _, who in tasks] == ["Rin Manager"] * 3 + ["Olga Owner"] * 2


def test_activity_ascribes_no_unsent_deed_to_a_colleague(scene: Scene) -> None:
    mine, theirs = (ids.membership_id(COMPANY, one) for one in (scene.desk.account.id, OTHER))
    signed = {"company": COMPANY, "author": mine, "at": ago(9), "text": "Call", "given_by": theirs, "given_at": ago(8)}
    done = {"done": True, "done_by": theirs, "done_at": ago(3)}
    task = scene.put(f"applicants:{COMPANY}", "task", identity("task"), {**signed, "owner": mine, **done})

    def deeds() -> list[str]:
        return [one.deed for one in activity(scene.desk.cache) if one.what == "Call"]

    assert deeds() == ["done", "given", "added"]
    scene.desk.reopen_task(task)
    assert deeds() == ["given", "added"]
    scene.desk.change_task(task, {"owner": None})
    assert deeds() == ["added"]


def test_deed_of_one_on_many_hides_no_deed_of_another(scene: Scene, qtbot: QtBot) -> None:
    mine, theirs = (ids.membership_id(COMPANY, one) for one in (scene.desk.account.id, OTHER))
    stages = {"s1": {"name": {"en": "Trial day"}, "status": "interview", "position": "V"}}
    post = job(scene, 7, stages=stages, managers=[OTHER])
    moved = {"stage": "s1", "at": ago(8), "by": theirs, "position": "W"}
    applicant(scene, post, 1, trail={"t1": moved})
    many: dict[str, Any] = {"t1": {"stage": "rejected", "at": ago(2), "by": mine, "position": "W"}}

    def write(connection: Connection) -> None:
        for number in range(401):
            body = {"job": post, "seeker": identity("seeker", number), "company": COMPANY, "trail": many}
            base = trees.spelled({**body, "applied": ago(50), "owner": theirs})
            stored = documents.Stored(f"applicants:{COMPANY}", "application", identity("other", number), 9, base)
            documents.put(connection, stored, later=True)

    scene.desk.cache.change(write)
    page = shown(scene, qtbot, ActivityPage)
    qtbot.waitUntil(lambda: page.who.findData(theirs) > 0)

    def moves() -> list[str]:
        return [one.partition(". ")[0] for one in facts(page) if one.startswith("Moved")]

    qtbot.waitUntil(lambda: len(moves()) == 2)
    assert moves()[0] == f"Moved to Rejected: {tr('%n applicant(s)', None, 401)} · Process engineer"
    assert moves()[1].startswith("Moved to Trial day: ")
    page.who.setCurrentIndex(page.who.findData(theirs))
    page.who.activated.emit(page.who.currentIndex())
    qtbot.waitUntil(lambda: [one.partition(":")[0] for one in facts(page)] == ["Moved to Trial day"])


def test_deed_on_some_in_one_go_is_one_line_with_their_names(scene: Scene, qtbot: QtBot) -> None:
    mine, theirs = (ids.membership_id(COMPANY, one) for one in (scene.desk.account.id, OTHER))
    posts = [job(scene, 7, title={"en": "Tester"}), job(scene, 8, title={"en": "Cook"}, blind=True)]

    def move(number: int, post: str, hours: float, by: str) -> str:
        trail = {"t1": {"stage": "screening", "at": ago(hours), "by": by, "position": "W"}}
        return applicant(scene, post, number, trail=trail, stage="screening")

    second = 1 / 3600
    for number in range(3):
        move(number, posts[0], 2 + number * second, mine)
    hidden = [move(number, posts[1], 3 + number * second, theirs) for number in range(3, 10)]
    for number in range(10, 12):
        move(number, posts[0], 4 + number * second, mine)
    names = {one.id: one.names["name"] for one in activity(scene.desk.cache) if one.deed == "moved" and not one.ids}
    assert len(names) == 2, "two are told one by one"
    page = shown(scene, qtbot, ActivityPage)
    qtbot.waitUntil(lambda: len(facts(page)) >= 4)
    first, second_, *rest = (one for one in facts(page) if one.startswith("Moved"))
    assert first.startswith(f"Moved to Screening: {tr('%n applicant(s)', None, 3)} · Tester. ")
    assert first.partition(". ")[2].count(", ") == 2
    assert "Olga Owner" in first
    assert second_.startswith(f"Moved to Screening: {tr('%n applicant(s)', None, 7)} · Cook. ")
    codes = ", ".join(blind.called(blind.code(one)).en for one in hidden[:5])
    assert f"{tr('{names} and %n other(s)', None, 2).format(names=codes)}. Rin Manager" in second_
    assert len(rest) == 2


def test_deed_on_more_than_are_looked_at_says_at_least(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reads, "LOOKED_AT", 2)
    monkeypatch.setattr(reads, "FURTHEST", 4)
    mine = ids.membership_id(COMPANY, scene.desk.account.id)
    trail = {"t1": {"stage": "screening", "at": ago(1), "by": mine, "position": "W"}}
    for number in range(6):
        applicant(scene, identity("job"), number, trail=trail, stage="screening")
    [move] = [one for one in activity(scene.desk.cache) if one.deed == "moved"]
    assert (len(move.ids), move.more) == (4, True)
    monkeypatch.setattr(reads, "FURTHEST", 7)
    [move] = [one for one in activity(scene.desk.cache) if one.deed == "moved"]
    assert (len(move.ids), move.more) == (6, False)


def test_deeds_on_more_than_are_read_hide_nothing_behind_them(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reads, "LOOKED_AT", 3)
    monkeypatch.setattr(reads, "FURTHEST", 6)
    mine, theirs = (ids.membership_id(COMPANY, one) for one in (scene.desk.account.id, OTHER))
    deeds = (("screening", 1, mine, 8), ("offer", 3, theirs, 5), ("interview", 5, mine, 1), ("interview", 6, theirs, 1))
    numbers = iter(range(100))
    for stage, hours, by, many in deeds:
        moved = {"t1": {"stage": stage, "at": ago(hours), "by": by, "position": "W"}}
        for _ in range(many):
            applicant(scene, identity("job"), next(numbers), trail=moved, stage=stage)
    known = {"u1": {"by": theirs, "at": ago(9), "position": "V"}}
    applicant(scene, identity("job"), next(numbers), hours=200, unblinded=known)

    def told(member: str = "") -> list[tuple[str, int, bool]]:
        acts = [one for one in activity(scene.desk.cache, member) if one.deed in ("moved", "unblinded")]
        return [(one.what or one.deed, len(one.ids), one.more) for one in acts]

    far, late = [("screening", 6, True), ("offer", 3, True)], [("interview", 0, False)] * 2
    assert told() == [*far, *late, ("unblinded", 0, False)]
    assert told(theirs) == [("offer", 5, False), ("interview", 0, False), ("unblinded", 0, False)]


def test_tasks_handed_over_in_one_go_are_one_line(scene: Scene, qtbot: QtBot) -> None:
    mine, theirs = (ids.membership_id(COMPANY, one) for one in (scene.desk.account.id, OTHER))
    post = job(scene, 7, title={"en": "Tester"})
    about = {"company": COMPANY, "application": applicant(scene, post, 1), "job": post, "owner": mine}
    signed = {"author": theirs, "at": ago(400), "given_by": theirs, "given_at": ago(3)}
    for number in range(7):
        scene.put(
            f"applicants:{COMPANY}", "task", identity("task", number), about | signed | {"text": f"Call {number}"}
        )
    later = {**about, **signed, "given_at": ago(1), "text": "Write"}
    scene.put(f"applicants:{COMPANY}", "task", identity("task", 7), later)
    page = shown(scene, qtbot, ActivityPage)

    def given() -> list[str]:
        return [one for one in facts(page) if one.startswith("Task") and " given to " in one]

    qtbot.waitUntil(lambda: len(given()) == 2)
    one, many = given()
    assert one.startswith("Task given to Olga Owner: Write · ")
    assert many.startswith(f"Tasks given to Olga Owner: {tr('%n task(s)', None, 7)} · Tester. Call ")
    assert f"{tr('{names} and %n other(s)', None, 2).partition('{names}')[2]}. Rin Manager" in many


def test_activity_is_read_once_at_a_time_for_what_it_tells(
    scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(scene, qtbot, ActivityPage)
    qtbot.waitUntil(lambda: not scene.background._waiting and len(facts(page)) == 2)  # lines are laid in turns
    asked, ask = list[object](), scene.background.ask

    def begun(*given: Any) -> None:
        asked.append(given)
        ask(*given)

    monkeypatch.setattr(scene.background, "ask", begun)
    scene.background.changed.emit(frozenset({"message", "saved_search"}), None)
    assert asked == []
    for _ in range(3):
        scene.background.changed.emit(frozenset({"application"}), None)
    assert len(asked) == 1
    mine = ids.membership_id(COMPANY, scene.desk.account.id)
    page.who.setCurrentIndex(page.who.findData(mine))
    page.who.activated.emit(page.who.currentIndex())
    qtbot.waitUntil(lambda: [one.partition(".")[0] for one in facts(page)] == ["Joined the team: Rin Manager"])
    assert len(asked) == 2


def test_activity_tells_who_did_what_newest_first(scene: Scene, qtbot: QtBot) -> None:
    mine, theirs = (ids.membership_id(COMPANY, one) for one in (scene.desk.account.id, OTHER))
    steps = {
        "t1": {"stage": "new", "at": ago(9), "position": "V"},
        "t2": {"stage": "interview", "at": ago(8), "by": mine, "position": "W"},
        "t3": {"stage": "rejected", "at": ago(7), "by": mine, "reason": "skills", "position": "X"},
    }
    one = applicant(scene, identity("job", 0), 1, stage="rejected", trail=steps)
    note = {"application": one, "company": COMPANY, "text": "Call", "author": theirs, "at": ago(1)}
    scene.put(f"applicants:{COMPANY}", "note", identity("note"), note)
    scene.put(
        f"applicants:{COMPANY}",
        "export",
        identity("export"),
        {"company": COMPANY, "file": "a.csv", "format": "csv", "count": 1, "author": identity("gone"), "at": ago(2)},
    )
    page = shown(scene, qtbot, ActivityPage)
    qtbot.waitUntil(lambda: len(facts(page)) == 6)
    told = facts(page)
    assert told[0].startswith("Note: ")
    assert ". Rin Manager · " in told[0]
    assert told[1].startswith("Exported applicants: a.csv. a former member · ")
    assert told[2].startswith("Moved to Rejected: ")
    assert ". Skills · Olga Owner · " in told[2]
    assert told[3].startswith("Moved to Interview: ")
    assert ". Olga Owner · " in told[3]
    assert {one.partition(":")[0] for one in told[4:]} == {"Job published", "Joined the team"}
    page.who.setCurrentIndex(page.who.findData(theirs))
    page.who.activated.emit(page.who.currentIndex())
    qtbot.waitUntil(lambda: len(facts(page)) == 1)
    assert facts(page)[0].startswith("Note: ")


def test_activity_names_each_day_once_above_its_deeds(scene: Scene, qtbot: QtBot) -> None:
    mine = ids.membership_id(COMPANY, scene.desk.account.id)
    steps = {
        "t1": {"stage": "interview", "at": ago(24 * 9), "by": mine, "position": "V"},
        "t2": {"stage": "offer", "at": ago(24 * 3), "by": mine, "position": "W"},
        "t3": {"stage": "rejected", "at": ago(24 * 3), "by": mine, "position": "X"},
    }
    applicant(scene, identity("job", 0), 1, stage="rejected", trail=steps)
    page = shown(scene, qtbot, ActivityPage)
    days = [moments.day(ago(24 * many), "en") for many in (3, 9)]

    def above() -> list[str]:
        lines = [one for one in page.findChildren(ActLine) if "Moved to" in one.accessibleName()]
        words = [[part.text() for part in one.findChildren(QLabel) if part.text()] for one in lines]
        return [found[0] if found[0] in days else "" for found in words]

    qtbot.waitUntil(lambda: above() == [days[0], "", days[1]])
