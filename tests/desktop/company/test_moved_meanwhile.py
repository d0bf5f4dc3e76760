"""A colleague makes the same move while one writes the message for it: it is told, nothing goes out twice, no text is lost."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import Draft, Edit
from izanau_desktop.company.applicants.lettered import Lettered
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.office import moved
from izanau_protocol.problems import Refused
from tests.desktop.company.prepared import written_to
from tests.desktop.company.scene import COMPANY, Scene, ago, identity, member
from tests.desktop.company.test_letters import page
from tests.desktop.company.test_moving import asked, lead

__all__ = ["page"]


@pytest.fixture
def mine(scene: Scene) -> str:
    """An applicant, and a message for each move."""
    return written_to(scene, "advance", "Next: {stage}.")


def move_there(scene: Scene, application: str, stage: str, reason: str = "") -> None:
    """A colleague's move, as the site sends it."""
    rin = member(scene, identity("account", 77), "Rin Manager", "recruiter")
    found = scene.desk.cache.get("application", application)
    assert found is not None
    why = {"reason": reason} if reason else {}
    step = {"stage": stage, "at": ago(0), "by": rin, "position": "W", **why}
    body = {
        **found.body,
        "stage": stage,
        **why,
        "trail": {"t1": {"stage": "new", "at": ago(2), "position": "V"}, "t2": step},
    }
    scene.put(found.scope, "application", application, body, seq=2)


def begun(application: str, text: str) -> Draft:
    """What is written to somebody and not sent."""
    return Draft("application", application, "message", text)


def come(page: ApplicantsPage, scene: Scene, stage: str, qtbot: QtBot) -> None:
    """What came is on the page."""
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.stage == stage)


def is_told(page: ApplicantsPage, scene: Scene, panel: Lettered, text: str, qtbot: QtBot) -> None:
    """Who moved them is told; nothing waits to go out, and the text is written to them and not sent."""
    qtbot.waitUntil(lambda: page.detail.panels.message.text() == text)
    assert page.detail.notice.text.startswith("Rin Manager moved this applicant there already.")
    assert (scene.outbox(), page.toast.can_undo(), panel.isVisible()) == ((), False, False)


def test_letter_of_a_rejection_that_a_colleague_made_stays_here(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    assert scene.commands.run("applicants.reject")
    panel = page.detail.panels.reasons
    panel.message.setPlainText("We are sorry")
    panel.choices.choose("other")
    move_there(scene, mine, "rejected", "skills")
    come(page, scene, "rejected", qtbot)
    panel.finish()
    is_told(page, scene, panel, "We are sorry", qtbot)
    found = scene.desk.cache.get("application", mine)
    assert found is not None
    assert found.body["reason"] == "skills"


def test_letter_of_a_move_that_a_colleague_made_stays_here(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    panel = asked(page, scene, qtbot)
    move_there(scene, mine, "screening")
    come(page, scene, "screening", qtbot)
    panel.finish()
    is_told(page, scene, panel, "Next: Screening.", qtbot)


def is_asked_once(page: ApplicantsPage, scene: Scene, panel: Lettered, qtbot: QtBot) -> None:
    """A colleague moves them elsewhere: that is said, and the first answer only asks whether it is meant all the same."""
    (application,) = [row.id for row in page.list.list.model.here]
    move_there(scene, application, "interview")
    come(page, scene, "interview", qtbot)
    told = "Meanwhile moved to Interview by Rin Manager."
    assert (panel.moved.text, panel.moved.isVisible()) == (told, True)
    panel.finish()
    assert panel.moved.text == f"{told} Do it all the same?"
    scene.background.changed.emit(frozenset({"application"}), None)  # the page is read anew meanwhile
    scene.background.wait()
    assert (scene.outbox(), panel.isVisible()) == ((), True)
    panel.finish()
    qtbot.waitUntil(lambda: page.toast.can_undo())
    assert not panel.isVisible()


def test_move_of_who_was_moved_elsewhere_is_asked_once(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    is_asked_once(page, scene, asked(page, scene, qtbot), qtbot)
    assert {patch["stage"] for kind, _, patch in scene.patches() if kind == "application"} == {"screening"}
    come(page, scene, "screening", qtbot)
    panel = asked(page, scene, qtbot)
    assert not panel.moved.isVisible(), "one's own move is no news"


def test_rejection_of_who_was_moved_elsewhere_is_asked_once(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    assert scene.commands.run("applicants.reject")
    panel = page.detail.panels.reasons
    panel.choices.choose("other")
    is_asked_once(page, scene, panel, qtbot)
    assert {patch["stage"] for kind, _, patch in scene.patches() if kind == "application"} == {"rejected"}


def test_move_that_was_decided_before_the_news_is_not_made(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    panel = asked(page, scene, qtbot)
    panel.message.appendPlainText("Ours")
    move_there(scene, mine, "interview")  # and it is not on the page yet
    panel.finish()
    qtbot.waitUntil(
        lambda: page.detail.notice.text.startswith("Rin Manager moved this applicant to “Interview” meanwhile.")
    )
    assert scene.outbox() == ()
    come(page, scene, "interview", qtbot)
    again = asked(page, scene, qtbot)
    lead(again, "Screening")
    assert again.message.toPlainText().endswith("Ours"), "what was written is there still"
    assert not again.moved.isVisible()


def test_move_that_was_made_already_leaves_what_is_being_written(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    assert scene.commands.run("applicants.message")
    page.detail.panels.message.edit.setPlainText("Begun")
    move_there(scene, mine, "screening")
    assert scene.commands.run("applicants.advance")
    told = "Rin Manager moved this applicant there already. Nothing more was done or sent."
    qtbot.waitUntil(lambda: page.detail.notice.text == told)
    scene.background.wait()
    come(page, scene, "screening", qtbot)
    assert page.detail.panels.message.text() == "Begun"
    qtbot.waitUntil(lambda: scene.desk.cache.drafts("application", mine) == (begun(mine, "Begun"),))


def test_letter_that_stays_here_joins_what_is_being_written(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    panel = asked(page, scene, qtbot)
    move_there(scene, mine, "screening")
    panel.finish()
    assert scene.commands.run("applicants.message")
    page.detail.panels.message.edit.setPlainText("Begun")
    both = "Next: Screening.\n\nBegun"
    is_told(page, scene, panel, both, qtbot)
    qtbot.waitUntil(lambda: scene.desk.cache.drafts("application", mine) == (begun(mine, both),))


def test_move_and_letter_that_are_made_already_are_nothing(scene: Scene, mine: str) -> None:
    before = scene.desk.cache.get("application", mine)
    assert before is not None
    move_there(scene, mine, "rejected", "skills")
    edits: list[Edit] = moved(before, COMPANY, "rejected", "other", "We are sorry")
    assert scene.desk.cache.edit(edits, deed="stage") == ""
    assert scene.outbox() == ()


def test_own_move_that_is_made_twice_sends_one_letter(scene: Scene, mine: str) -> None:
    scene.desk.move(mine, "screening", message="Once")
    with pytest.raises(Refused) as refused:
        scene.desk.move(mine, "screening", message="Twice")
    assert refused.value.problems[0].words("en") == "You moved this applicant there already."
    assert [patch["text"] for kind, _, patch in scene.patches() if kind == "message"] == ["Once"]
    assert scene.desk.cache.drafts("application", mine) == (begun(mine, "Twice"),)
    assert scene.desk.move(mine, "screening") == "", "a key that was pressed twice is told nothing"


def test_reason_of_a_colleague_is_changed_by_who_means_to_alone(scene: Scene, mine: str) -> None:
    move_there(scene, mine, "rejected", "skills")
    with pytest.raises(Refused, match="moved_already"):
        scene.desk.move(mine, "rejected", "other")
    assert scene.outbox() == ()
    scene.desk.change_reason(mine, "other")
    assert [patch for _, _, patch in scene.patches()] == [{"reason": "other"}]


def test_letter_that_stays_again_is_written_once(scene: Scene, mine: str) -> None:
    scene.desk.cache.keep_draft(Draft("application", mine, "message", "Begun, then Dear you"))
    move_there(scene, mine, "screening")
    for text in ("Dear you", "Dear you", "Dear all", "Dear all"):
        with pytest.raises(Refused, match="moved_already"):
            scene.desk.move(mine, "screening", message=text)
    (draft,) = scene.desk.cache.drafts("application", mine)
    assert draft.text == "Begun, then Dear you\n\nDear you\n\nDear all"
