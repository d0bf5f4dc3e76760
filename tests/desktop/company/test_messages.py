"""The messages page: threads, what is typed into the composer, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import apply
from izanau_desktop.cache.reads import common, day, talks
from izanau_desktop.company.applicants.sighting import Entry
from izanau_desktop.company.messages import MessagesPage
from izanau_desktop.widgets.turns import Turns
from izanau_protocol import ids, wire
from tests.desktop.company.conftest import conversations, shown
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, identity, job
from tests.desktop.shared.test_everyone import words


def write(scene: Scene, application: str, number: int, text: str, hours: float) -> str:
    """A message of an applicant."""
    found = scene.desk.cache.get("application", application)
    assert found is not None
    body = {
        "company": COMPANY,
        "seeker": found.body["seeker"],
        "application": application,
        "sender": "seeker",
        "text": text,
        "at": ago(hours),
    }
    return scene.put(f"applicants:{COMPANY}", "message", identity("message", number), body)


def erase(scene: Scene, seeker: str) -> None:
    """The site tells that somebody was erased."""
    erased = wire.Entry(f"applicants:{COMPANY}", "profile", seeker, 9, gone="erased")
    scene.desk.cache.change(lambda connection: apply.entry(connection, erased, 0))
    scene.background.changed.emit(frozenset({"profile", "application", "message"}), None)


@pytest.fixture
def page(scene: Scene, qtbot: QtBot) -> Iterator[MessagesPage]:
    """Two applicants have written; the newer thread is open."""
    post = job(scene)
    write(scene, applicant(scene, post, 1), 1, "Is the office near a station?", 5)
    write(scene, applicant(scene, post, 2), 2, "May I bring my dog?", 1)
    made = conversations(scene, qtbot)
    yield made
    made.toast.dismiss()


def test_newest_thread_opens_and_counts_as_read(page: MessagesPage, qtbot: QtBot) -> None:
    assert page.talk is not None
    assert [one.text for one in page.talk.messages] == ["May I bring my dog?"]
    qtbot.waitUntil(lambda: [row.chip for row in page.list.model.rows] == ["", "1 new"])


def test_empty_answer_is_refused_beside_its_field(page: MessagesPage, scene: Scene) -> None:
    QTest.keyClick(page.composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.composer.problem.isVisible()
    assert not scene.outbox()


def test_typed_answer_waits_in_the_outbox_for_undo(page: MessagesPage, scene: Scene, qtbot: QtBot) -> None:
    QTest.keyClicks(page.composer.edit, "Yes, small ones")
    QTest.keyClick(page.composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.toast.can_undo())
    ((kind, scope, patch),) = scene.patches()
    assert (kind, scope, patch["text"]) == ("message", f"applicants:{COMPANY}", "Yes, small ones")
    assert scene.outbox()[0].state == "held"
    page.toast.undo()
    qtbot.waitUntil(lambda: page.composer.text() == "Yes, small ones")
    assert not scene.outbox()


def open_other(page: MessagesPage, by: int, qtbot: QtBot) -> None:
    """Go to the conversation beside the one that is open."""
    assert page.talk is not None
    before = page.talk.key
    page.list.step(by)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.key != before)


def test_answer_taken_back_returns_to_whom_it_was_for(page: MessagesPage, scene: Scene, qtbot: QtBot) -> None:
    QTest.keyClicks(page.composer.edit, "Yes, small ones")
    QTest.keyClick(page.composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.toast.can_undo())
    QTest.keyClicks(page.composer.edit, "And cats")
    open_other(page, 1, qtbot)
    page.toast.undo()
    qtbot.waitUntil(lambda: page.toast.text == "Taken back")
    assert page.composer.text() == ""
    open_other(page, -1, qtbot)
    assert page.composer.text() == "Yes, small ones\n\nAnd cats"
    scene.background.wait()
    assert page.talk is not None
    [draft] = scene.desk.cache.drafts(*page.talk.place)
    assert draft.text == page.composer.text()


def test_question_of_somebody_who_did_not_apply_is_answered(scene: Scene, qtbot: QtBot) -> None:
    asker = ids.profile_id(identity("account", 9))
    body = {"company": COMPANY, "seeker": asker, "sender": "seeker", "name": "Ana Reyes", "text": "Is it far?"}
    scene.put(f"applicants:{COMPANY}", "message", identity("message", 9), {**body, "at": ago(1)})
    page = conversations(scene, qtbot)
    assert "no e-mail address is shown" in page.talking.notice.text
    QTest.keyClicks(page.composer.edit, "Ten minutes")
    QTest.keyClick(page.composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.toast.can_undo())
    ((kind, _scope, patch),) = scene.patches()
    assert (kind, patch["seeker"], patch["text"]) == ("message", asker, "Ten minutes")
    assert "application" not in patch
    qtbot.waitUntil(
        lambda: [(row.title, row.subtitle) for row in page.list.model.rows] == [("Ana Reyes", "You: Ten minutes")]
    )
    page.toast.dismiss()


def test_nothing_is_written_to_somebody_who_withdrew(scene: Scene, qtbot: QtBot) -> None:
    write(scene, applicant(scene, job(scene), 1, status="withdrawn", withdrawn=True), 1, "Thank you", 5)
    page = conversations(scene, qtbot)
    assert page.talking.notice.text.endswith("withdrew. Nothing more can be written.")
    assert not page.composer.isVisible()


def test_half_an_answer_stays_with_its_thread(page: MessagesPage, qtbot: QtBot) -> None:
    first = page.list.current()
    QTest.keyClicks(page.composer.edit, "half")
    page.list.step(1)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.key != first)
    assert page.composer.text() == ""
    page.list.step(-1)
    qtbot.waitUntil(lambda: page.composer.text() == "half")


def test_half_an_answer_to_who_is_erased_is_held_nowhere(page: MessagesPage, scene: Scene, qtbot: QtBot) -> None:
    assert page.talk is not None
    key = page.talk.key
    QTest.keyClicks(page.composer.edit, "Dear")
    erase(scene, page.talk.seeker)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.key != key)
    qtbot.waitUntil(lambda: scene.background.wait(0))
    assert scene.desk.cache.drafts("application", key) == ()
    write(scene, applicant(scene, job(scene), 2), 2, "May I bring my dog?", 1)
    page.show_conversation(key)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.key == key)
    assert page.composer.text() == ""


def test_question_that_is_not_to_be_asked_has_a_hint(page: MessagesPage, scene: Scene, qtbot: QtBot) -> None:
    hints = page.composer.hints
    assert hints is not None
    QTest.keyClicks(page.composer.edit, "Are you married?")
    qtbot.waitUntil(hints.isVisible)
    ((told, why),) = hints.told
    assert told.startswith("“Are you married” (Not to be asked)")
    assert "art. 5-5" in why
    QTest.keyClick(page.composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [kind for kind, _, _ in scene.patches() if kind == "message"] == ["message"])
    assert not hints.isVisible()


def test_unread_counts_agree_wherever_they_stand(page: MessagesPage, scene: Scene, qtbot: QtBot) -> None:
    cache = scene.desk.cache

    def counts() -> set[int]:
        """As the frame, My day, the list and its rows tell it."""
        found = talks.conversations(cache)
        told = (
            common.status(cache).unread,
            day.day(cache).unread,
            found.unread,
            sum(one.unread for one in found.threads),
        )
        return set(told)

    qtbot.waitUntil(lambda: counts() == {1})
    [waiting] = [one for one in talks.conversations(cache).threads if one.unread]
    review = shown(scene, qtbot)
    found = next(one for one in cache.list("application") if one.body["seeker"] == waiting.other)
    review.show_document(found.id)

    def in_sight() -> bool:
        """The message stands beside the applicant, below the profile."""
        for entry in review.detail.area.findChildren(Entry):
            review.detail.area.ensureWidgetVisible(entry)
        return counts() == {0}

    qtbot.waitUntil(in_sight)
    qtbot.waitUntil(lambda: [row.chip for row in page.list.model.rows] == ["", ""])
    review.toast.dismiss()


@pytest.fixture
def twice(scene: Scene) -> tuple[str, str]:
    """The applications of one person for two jobs, who wrote about each, and before that about neither."""
    posts = [job(scene, number, title={"en": title}) for number, title in enumerate(("Cook", "Tester"))]
    cook, tester = (applicant(scene, post, 1) for post in posts)
    write(scene, cook, 1, "May I cook?", 3)
    write(scene, tester, 2, "May I test?", 2)
    asked = scene.desk.cache.get("message", write(scene, cook, 3, "Do you hire?", 9))
    assert asked is not None
    body = {name: value for name, value in asked.body.items() if name != "application"}
    scene.put(f"applicants:{COMPANY}", "message", asked.id, body, seq=2)
    return cook, tester


def test_two_applications_of_a_person_are_two_conversations(scene: Scene, twice: tuple[str, str], qtbot: QtBot) -> None:
    page, (cook, tester) = conversations(scene, qtbot), twice
    rows = {row.id: row for row in page.list.model.rows}
    assert list(rows)[:2] == [tester, cook]
    assert len({row.title for row in rows.values()}) == 1
    assert [row.subtitle for row in rows.values()] == ["Tester · May I test?", "Cook · May I cook?", "Do you hire?"]
    for key, texts, told in (
        (cook, ["May I cook?"], "Cook"),
        (list(rows)[2], ["Do you hire?"], "About no application"),
    ):
        page.list.select(key)
        qtbot.waitUntil(lambda key=key: page.talk is not None and page.talk.key == key)  # type: ignore[misc] # of mypy
        assert page.talk is not None
        assert [one.text for one in page.talk.messages] == texts
        assert told in words(page)


@pytest.mark.parametrize("place", [0, 1])
def test_answer_goes_to_the_conversation_that_is_open(
    scene: Scene, twice: tuple[str, str], qtbot: QtBot, place: int
) -> None:
    page, wanted = conversations(scene, qtbot), twice[place]
    page.list.select(wanted)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.key == wanted)
    page.composer.edit.setPlainText("half")
    page.list.select(twice[1 - place])
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.key != wanted)
    assert page.composer.text() == ""
    page.list.select(wanted)
    qtbot.waitUntil(lambda: page.composer.text() == "half")
    page.composer.finish()
    qtbot.waitUntil(page.toast.can_undo)
    [(_, _, patch)] = scene.patches()
    assert (patch["application"], patch["text"]) == (wanted, "half")
    page.toast.dismiss()


def test_review_shows_the_conversation_of_its_application(scene: Scene, twice: tuple[str, str], qtbot: QtBot) -> None:
    page = shown(scene, qtbot)
    page.show_document(twice[0])
    qtbot.waitUntil(lambda: "May I cook?" in words(page.detail))
    qtbot.waitUntil(lambda: not any(part.is_building for part in page.detail.findChildren(Turns)))
    told = words(page.detail)
    assert "Messages about Cook" in told
    assert "Messages about no application" in told
    assert "Do you hire?" in told
    assert "May I test?" not in told
    page.toast.dismiss()
