"""What others do between the choice of many applicants, the summary, the deed on them, and its undo."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop import bulk
from izanau_desktop.cache import indexing
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_protocol import ambient, wire
from tests.desktop.company.picked import CTRL, SHIFT, click, name, press, stages, summed_up
from tests.desktop.company.prepared import prepare
from tests.desktop.company.scene import COMPANY, Scene, identity, member

GERMAN = {"a": {"language": "de", "level": "C2", "position": "V"}}
"""What nobody here has."""


def by_a_colleague(scene: Scene, application: str, **changes: Any) -> None:
    """What a colleague did, as a sync brings it."""
    row = scene.desk.cache.get("application", application)
    assert row is not None
    scene.put(row.scope, "application", application, row.body | changes, seq=2)


def change_job(scene: Scene, number: int, **changes: Any) -> None:
    """What a colleague made of a job, as a sync brings it."""
    post = scene.desk.cache.get("job", identity("job", number))
    assert post is not None
    scene.put(post.scope, "job", post.id, post.body | changes, seq=post.seq + 1)


def own_stages(*known: str) -> dict[str, Any]:
    """Stages of a job's own, in this order."""
    return {
        stage: {"name": {"en": stage.title()}, "status": "in_review", "position": chr(ord("V") + place)}
        for place, stage in enumerate(known)
    }


def fields(scene: Scene, people: list[str], *names: str) -> list[Any]:
    """These fields of each application, one after the other."""
    found = [scene.desk.cache.get("application", one) for one in people]
    return [one.body.get(name) for one in found if one is not None for name in names]


def pick_the_new(page: ApplicantsPage, qtbot: QtBot) -> None:
    """Both who are at the first stage, in a list of it."""
    page.list.search.set_text("stage:new")
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 2)
    click(page, 0)
    click(page, 1, SHIFT)


def test_whoever_left_the_list_is_not_rejected_unseen(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    pick_the_new(page, qtbot)
    by_a_colleague(scene, people[0], stage="offer")
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 1)
    assert summed_up(page, qtbot, "reject") == "Reject 1 applicant?"
    asking = page.bulking.panel.asking
    assert "No longer in this list: 1" in asking._left.text
    QTest.keyClick(asking.reasons, Qt.Key.Key_2)
    QTest.keyClick(asking, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.toast.text == "Done for 1 applicant")
    assert stages(scene, people) == ["offer", "screening", "rejected", "interview", "hired"]


def test_bar_counts_those_alone_whom_the_list_still_finds(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    pick_the_new(page, qtbot)
    assert page.bulking.bar.text == "2 chosen"
    by_a_colleague(scene, people[0], stage="offer")
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: page.bulking.bar.text == "1 chosen, 1 no longer in this list")
    assert page.bulking.panel._title.text() == page.bulking.bar.text
    by_a_colleague(scene, people[0], stage="new")
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: page.bulking.bar.text == "2 chosen")


def test_who_left_one_list_counts_in_the_next(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    pick_the_new(page, qtbot)
    by_a_colleague(scene, people[0], stage="offer")
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: page.bulking.bar.text == "1 chosen, 1 no longer in this list")
    press(page, Qt.Key.Key_Escape)
    page.list.search.set_text("")
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == len(people))
    click(page, 0)
    click(page, 2, SHIFT)
    assert page.bulking.bar.text == "3 chosen"


def test_who_was_let_go_of_and_left_lessens_the_rest_by_nobody(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    click(page, 0, CTRL)
    assert page.bulking.bar.text == "4 chosen"
    by_a_colleague(scene, people[0], withdrawn=True)
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 4)
    qtbot.waitUntil(lambda: page.bulking.bar.text == "4 chosen")


def test_whoever_was_picked_and_withdrew_is_told_so(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    click(page, 0)
    click(page, 1, SHIFT)
    by_a_colleague(scene, people[0], withdrawn=True)
    assert summed_up(page, qtbot, "advance") == "Move 1 applicant to the next stage?"
    assert page.bulking.panel.asking._left.text.startswith("Left out: 1\nWithdrew: 1")


def test_whoever_leaves_the_list_under_the_summary_is_told(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    page.list.search.set_text("stage:new")
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 2)
    press(page, Qt.Key.Key_A, CTRL)
    assert summed_up(page, qtbot, "reject") == "Reject 2 applicants?"
    by_a_colleague(scene, people[2], stage="offer")
    scene.background.changed.emit(frozenset({"application"}), None)
    asking = page.bulking.panel.asking
    qtbot.waitUntil(lambda: asking.title.text() == "Reject 1 applicant?")
    assert "No longer in this list: 1" in asking._left.text


def test_whoever_moved_after_the_summary_is_left_out(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    assert summed_up(page, qtbot, "advance") == "Move 4 applicants to the next stage?"
    moved = name(page, 0)
    by_a_colleague(scene, people[0], stage="final")
    page.bulking.panel.asking.finish()
    qtbot.waitUntil(lambda: page.toast.text == "Done for 3 applicants")
    assert stages(scene, people) == ["final", "interview", "screening", "final", "hired"]
    assert f"Changed since it was summed up: 1 ({moved})" in page.bulking.panel.report._lines.text


def test_stage_of_before_matters_only_to_moves(scene: Scene, people: list[str]) -> None:
    deed = bulk.Deed("label", add=("urgent",))
    summary = bulk.summary(scene.desk, deed, people)
    by_a_colleague(scene, people[0], stage="final")
    assert len(bulk.do(scene.desk, deed, people, summed=summary).pushes) == len(people)


def test_slices_that_are_still_to_go_are_held_anew(scene: Scene, people: list[str]) -> None:
    pushes = bulk.do(scene.desk, bulk.Deed("label", add=("urgent",)), people).pushes
    waiting = [pushes[:2], pushes[2:4], pushes[4:]]
    with ambient.ruled() as time:
        while waiting:
            assert bulk.take_back(scene.desk, waiting) == len(waiting.pop())
            assert {row.state for row in scene.outbox()} <= {"held"}
            time.advance(wire.HOLD_SECONDS + 1)
    assert not scene.outbox()


def test_nobody_is_rejected_for_a_fit_of_before(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    change_job(scene, 0, languages=GERMAN, visa_support="provided")
    indexing.make_anew(scene.desk.cache.file)
    page.list.search.set_text("fit:lacks stage:new")
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 1)
    change_job(scene, 0, languages={})
    press(page, Qt.Key.Key_A, CTRL)
    assert summed_up(page, qtbot, "reject") == "There is nobody to do it to"
    assert "No longer in this list: 1" in page.bulking.panel.asking._left.text


def test_whoever_a_colleague_took_after_the_summary_stays_theirs(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    mate = member(scene, identity("account", 77), "Beate", "recruiter")
    press(page, Qt.Key.Key_A, CTRL)
    assert summed_up(page, qtbot, "take") == "Take 5 applicants?"
    taken = name(page, 2)
    by_a_colleague(scene, people[2], owner=mate)
    page.bulking.panel.asking.finish()
    qtbot.waitUntil(lambda: page.toast.text == "Done for 4 applicants")
    assert fields(scene, people, "owner") == [scene.desk.membership] * 2 + [mate] + [scene.desk.membership] * 2
    assert f"Changed since it was summed up: 1 ({taken})" in page.bulking.panel.report._lines.text


def test_whoever_was_claimed_after_the_summary_is_not_rejected(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    summed_up(page, qtbot, "reject")
    by_a_colleague(scene, people[1], owner=identity("mate"))
    QTest.keyClick(page.bulking.panel.asking.reasons, Qt.Key.Key_2)
    QTest.keyClick(page.bulking.panel.asking, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.toast.text == "Done for 4 applicants")
    assert stages(scene, people) == ["rejected", "screening", "rejected", "rejected", "rejected"]


def test_job_with_other_stages_since_the_summary_is_left_out(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    summed_up(page, qtbot, "advance")
    change_job(scene, 1, stages=own_stages("new", "test", "interview", "final"))
    page.bulking.panel.asking.finish()
    qtbot.waitUntil(lambda: page.toast.text == "Done for 2 applicants")
    assert stages(scene, people) == ["screening", "interview", "new", "interview", "hired"]
    assert "Changed since it was summed up: 2" in page.bulking.panel.report._lines.text


def test_letter_that_is_another_by_now_goes_to_nobody(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    prepare(scene)
    press(page, Qt.Key.Key_A, CTRL)
    summed_up(page, qtbot, "reject")
    found = scene.desk.cache.get("template", identity("template"))
    assert found is not None
    scene.put(found.scope, "template", found.id, found.body | {"text": {"en": "Another."}}, seq=2)
    QTest.keyClick(page.bulking.panel.asking.reasons, Qt.Key.Key_2)
    QTest.keyClick(page.bulking.panel.asking, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.bulking.panel.report.isVisible())
    assert page.bulking.panel.report.title.text() == "Nothing was done"
    assert not scene.outbox()


def test_whoever_leaves_the_list_behind_the_summary_is_left_out(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    change_job(scene, 0, languages=GERMAN, visa_support="provided")
    indexing.make_anew(scene.desk.cache.file)
    page.list.search.set_text("fit:lacks")
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 3)
    press(page, Qt.Key.Key_A, CTRL)
    assert summed_up(page, qtbot, "reject") == "Reject 3 applicants?"
    change_job(scene, 0, languages={})
    QTest.keyClick(page.bulking.panel.asking.reasons, Qt.Key.Key_2)
    QTest.keyClick(page.bulking.panel.asking, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.bulking.panel.report.isVisible())
    assert "No longer in this list: 3" in page.bulking.panel.report._lines.text
    assert not scene.outbox()


def test_summary_made_anew_never_comes_to_more_than_the_first(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    assert summed_up(page, qtbot, "advance") == "Move 4 applicants to the next stage?"
    by_a_colleague(scene, people[0], stage="final")
    by_a_colleague(scene, people[4], stage="screening")  # was at the last stage
    scene.background.changed.emit(frozenset({"application"}), None)
    asking = page.bulking.panel.asking
    qtbot.waitUntil(lambda: asking.title.text() == "Move 3 applicants to the next stage?")
    assert "Changed since it was summed up: 2" in asking._left.text


def test_deed_asked_anew_is_of_how_things_are_now(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    summed_up(page, qtbot, "advance")
    by_a_colleague(scene, people[0], stage="final")
    page.bulking.panel.closed.emit()
    assert summed_up(page, qtbot, "advance") == "Move 4 applicants to the next stage?"
    page.bulking.panel.asking.finish()
    qtbot.waitUntil(lambda: page.toast.text == "Done for 4 applicants")
    assert stages(scene, people)[0] == "offer"


def test_undo_takes_back_nothing_that_a_colleague_did(scene: Scene, people: list[str]) -> None:
    before = scene.desk.cache.get("application", people[0])
    assert before is not None
    outcome = bulk.do(scene.desk, bulk.Deed("label", add=("urgent",)), people)
    theirs = before.body | {"stage": "final", "owner": identity("mate")}
    scene.put(before.scope, "application", before.id, theirs, seq=2)
    assert bulk.take_back(scene.desk, [outcome.pushes]) == len(people)
    assert fields(scene, people[:1], "stage", "owner", "labels") == ["final", identity("mate"), None]


def test_nothing_is_done_for_the_fit_of_yesterday(scene: Scene, people: list[str]) -> None:
    change_job(scene, 0, languages={}, visa_support="provided")
    deed = bulk.Deed("label", add=("urgent",))
    with ambient.ruled(now=ambient.now().fromisoformat("2026-11-20T09:00:00+00:00")) as time:
        scene.desk.cache.set_note(last_sync=ambient.timestamp())
        seeker = fields(scene, people[:1], "seeker")[0]
        visa = {"status": "permanent_resident", "expires": "2027-05-20"}  # in six months to the day
        scene.put(f"applicants:{COMPANY}", "profile", seeker, {"visa": visa}, seq=2)
        summary = bulk.summary(scene.desk, deed, people, View(query="fit:fits", job=identity("job")))
        assert people[0] in summary.applications
        time.advance(86_400)
        left = bulk.do(scene.desk, deed, people[:1], summed=summary).left
    assert left == {"unlisted": (people[0],)}
