"""My day: what is new, what waits on the person at this desk, who waits too long, and where each line leads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import apply, documents, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import day as reads
from izanau_desktop.cache.reads.applicants import Listing, View
from izanau_desktop.cache.reads.common import UNREAD, mark_seen
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.day import NEW, STALLED, TOO_LATE, DayPage
from izanau_desktop.company.messages import MessagesPage
from izanau_desktop.shared.privacy.card import Fact
from izanau_desktop.translation import tr
from izanau_desktop.window import Window
from izanau_protocol import ids, wire
from izanau_protocol.visibility import blind
from tests.desktop.cache.applied import put_in_order
from tests.desktop.cache.test_files import statements
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, identity, job, member
from tests.desktop.keyboard import open_window

DAY = 24
TRAIL = {"t1": {"stage": "new", "at": ago(40 * DAY), "position": "V"}}


def moved(stage: str, days: int, **more: Any) -> dict[str, Any]:
    """An application that has been at a stage for so many days."""
    trail = {**TRAIL, "t2": {"stage": stage, "at": ago(days * DAY), "position": "W"}}
    return {"stage": stage, "trail": trail, **more}


def say(scene: Scene, number: int, sender: str, application: str, text: str, hours: float) -> str:
    """A message of the conversation with the applicant of this number."""
    body = {
        "seeker": ids.profile_id(identity("account", number + 1)), "company": COMPANY, "application": application,
        "sender": sender, "name": "Somebody", "text": text, "at": ago(hours),
    }  # fmt: skip
    return scene.put(f"applicants:{COMPANY}", "message", identity(text), body)


@pytest.fixture
def mine(scene: Scene) -> str:
    """The membership of whoever works here."""
    return member(scene, scene.desk.account.id, "Olga Owner", "owner")


def facts(page: DayPage) -> list[str]:
    """The lines as they are read out, from the top."""
    found = [one for one in page.findChildren(Fact) if one.isVisible()]
    return [one.accessibleName() for one in sorted(found, key=lambda one: one.mapTo(page, one.rect().topLeft()).y())]


def shown(scene: Scene, qtbot: QtBot) -> DayPage:
    made = DayPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1000, 1100)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_applications_of_mine_that_stand_still_wait_on_me(scene: Scene, mine: str) -> None:
    post = job(scene, stages={
        "s1": {"name": {"en": "Trial day"}, "status": "interview", "position": "V"},
        "s2": {"name": {"en": "Not now"}, "status": "rejected", "position": "W"},
    })  # fmt: skip
    usual = job(scene, 1)
    colleague = member(scene, identity("account", 88), "Rin", "recruiter")
    still = applicant(scene, post, 1, **moved("s1", 12, owner=mine))
    longer = applicant(scene, usual, 2, **moved("screening", 20, owner=mine))
    applicant(scene, usual, 3, **moved("screening", 2, owner=mine))
    applicant(scene, usual, 4, **moved("hired", 30, owner=mine))
    applicant(scene, post, 5, **moved("s2", 30, owner=mine))
    applicant(scene, usual, 6, **moved("screening", 30, owner=colleague))
    applicant(scene, usual, 7, **moved("screening", 30, owner=mine, withdrawn=True))
    found = reads.day(scene.desk.cache).still
    assert [(one.application, one.stage.en) for one in found] == [(longer, "Screening"), (still, "Trial day")]


def test_applicant_with_the_last_word_waits_for_an_answer(scene: Scene, mine: str) -> None:
    post = job(scene)
    colleague = member(scene, identity("account", 88), "Rin", "recruiter")
    asks, answered = applicant(scene, post, 1), applicant(scene, post, 2, owner=mine)
    theirs = applicant(scene, post, 3, owner=colleague)
    say(scene, 1, "company", asks, "Welcome", 50)
    say(scene, 1, "seeker", asks, "When may I come?", 30)
    say(scene, 2, "seeker", answered, "Is it far?", 20)
    say(scene, 2, "company", answered, "No", 10)
    say(scene, 3, "seeker", theirs, "Hello?", 5)
    found = reads.day(scene.desk.cache)
    assert [one.text for one in found.talks] == ["When may I come?"]
    assert found.unread == 3


def test_nobody_waits_for_an_answer_once_withdrawn(scene: Scene, mine: str) -> None:
    post = job(scene)
    for number, withdrawn in enumerate((True, False), 1):
        one = applicant(scene, post, number, withdrawn=withdrawn)
        say(scene, number, "seeker", one, f"Question {number}", 30)
    assert [one.text for one in reads.day(scene.desk.cache).talks] == ["Question 2"]


def test_letters_to_many_bury_no_question(scene: Scene, mine: str) -> None:
    asks = applicant(scene, job(scene), 1)
    say(scene, 1, "seeker", asks, "When may I come?", 30)
    scope, letter = f"applicants:{COMPANY}", {"company": COMPANY, "sender": "company", "text": "Sorry", "at": ago(2)}

    def write(connection: Connection) -> None:
        for number in range(1_001):
            base = trees.spelled({**letter, "seeker": identity("rejected", number)})
            documents.put(connection, documents.Stored(scope, "message", identity("letter", number), 1, base))

    scene.desk.cache.change(write)
    found = reads.day(scene.desk.cache)
    assert ([one.text for one in found.talks], found.unread) == (["When may I come?"], 1)


def test_what_is_said_of_another_application_answers_no_question(scene: Scene, mine: str) -> None:
    post, other = job(scene), job(scene, 1)
    asks = applicant(scene, post, 1, 50)
    say(scene, 1, "seeker", asks, "When may I come?", 30)
    applied = ago(20)
    second = applicant(scene, other, 1, applied=applied)
    body = {
        "seeker": ids.profile_id(identity("account", 2)), "company": COMPANY, "application": second,
        "sender": "company", "text": "We received it", "at": applied,
    }  # fmt: skip
    scene.put(f"applicants:{COMPANY}", "message", identity("sent by itself"), body)
    assert [one.text for one in reads.day(scene.desk.cache).talks] == ["When may I come?"]
    say(scene, 1, "company", second, "We will see", 3)
    assert [one.key for one in reads.day(scene.desk.cache).talks] == [asks]
    say(scene, 1, "company", asks, "On Monday", 2)
    assert reads.day(scene.desk.cache).talks == ()


def test_thanks_that_need_no_answer_wait_no_more(scene: Scene, mine: str, qtbot: QtBot) -> None:
    thanks = applicant(scene, job(scene), 1, **moved("screening", 2))
    say(scene, 1, "seeker", thanks, "Thank you", 30)
    page = shown(scene, qtbot)

    def waiting() -> list[str]:
        return [text for one in facts(page) for text in ("Thank you", "And now?") if text in one]

    def press(words: str) -> None:
        next(one for one in page.findChildren(QAbstractButton) if one.text() == words and one.isVisible()).click()

    qtbot.waitUntil(lambda: waiting() == ["Thank you"])
    press("No answer needed")
    qtbot.waitUntil(lambda: waiting() == [])
    assert scene.commands.run("day.undo")
    qtbot.waitUntil(lambda: waiting() == ["Thank you"])
    press("No answer needed")
    qtbot.waitUntil(lambda: waiting() == [])
    say(scene, 1, "seeker", thanks, "And now?", 1)
    scene.background.changed.emit(frozenset({"message"}), None)
    qtbot.waitUntil(lambda: waiting() == ["And now?"])
    page.toast.dismiss()


def test_day_hides_who_is_under_blind_review(scene: Scene, mine: str) -> None:
    post = job(scene, blind=True)
    one = applicant(scene, post, 1, **moved("screening", 12, owner=mine))
    say(scene, 1, "seeker", one, "When may I come?", 30)
    found = reads.day(scene.desk.cache)
    assert [(each.name, each.code) for each in found.still] == [("", blind.code(one))]
    assert [(each.name, each.code) for each in found.talks] == [("", blind.code(one))]


@pytest.mark.parametrize(
    ("statement", "values", "index"),
    [
        (
            reads.STILL.format(ended="?"),
            ("me", ago(1), "hired", 9),
            "USING INDEX applicant_by_owner_since (owner=? AND since<?)",
        ),
        (reads.GIVEN, ("given", "me", 9), "SEARCH a USING INDEX sqlite_autoindex_applicant_1 (id=?)"),
        (reads.TALKS, ("answered", "me", 9), "USING COVERING INDEX facet_by_value (name=? AND value=?)"),
        (reads.TALKS, ("answered", "me", 9), "USING INDEX shown_by_about (kind=? AND about=? AND at>?)"),
        (reads.TALKS, ("answered", "me", 9), "SEARCH a USING INDEX sqlite_autoindex_applicant_1 (id=?)"),
        (UNREAD, ("seeker", "seen"), "USING COVERING INDEX facet_by_value (name=? AND value=?)"),
    ],
)
def test_day_reads_along_indexes(scene: Scene, statement: str, values: tuple[Any, ...], index: str) -> None:
    def plan(connection: Connection) -> str:
        return " ".join(str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))

    told = scene.desk.cache.look(plan)
    assert index in told
    assert "SCAN applicant" not in told


def test_those_who_stand_still_count_alike_along_their_index(scene: Scene) -> None:
    post = job(scene)
    for number, days in enumerate((2, 8, 60), 1):
        applicant(scene, post, number, **moved("screening", days))
    applicant(scene, post, 4, **moved("screening", 60, owner=identity("colleague")))

    def told() -> str:
        (counted,) = [one for one in statements(scene.desk.cache, reads.stalled) if "FROM applicant" in one]
        return counted

    assert reads.day(scene.desk.cache).stalled == 2
    assert reads.ALONG not in told()
    put_in_order(scene.desk.cache)
    assert reads.day(scene.desk.cache).stalled == 2
    assert f"COVERING INDEX {reads.ALONG} (stage=? AND owner=? AND since<?)" in told()


def test_day_tells_what_is_new_late_and_waiting(scene: Scene, mine: str, qtbot: QtBot) -> None:
    post, quiet = job(scene, title={"en": "Tester"}), job(scene, 1, title={"en": "Cook"})
    for number, hours in enumerate((2, 5, 8 * DAY), 1):
        applicant(scene, post, number, hours)
    still = applicant(scene, quiet, 4, **moved("screening", 12, owner=mine))
    say(scene, 4, "seeker", still, "Any news?", 2 * DAY)
    left = {"k1": {"row": "3", "cause": "erased", "at": ago(3)}}
    scene.put(f"company:{COMPANY}", "export", identity("export"), {"file": "a.csv", "at": ago(90), "left": left})
    page = shown(scene, qtbot)
    qtbot.waitUntil(lambda: len(facts(page)) == 6)
    new, unread, late, owed, talk, stands = facts(page)
    overdue = tr("%n new applicant(s) without an answer for {days} days or longer", None, 1)
    assert late == f"Tester. {overdue.format(days=7)}"
    assert stands.endswith(f". Yours, Screening for {tr('%n day(s)', None, 12)}")
    assert talk.endswith(f". Any news?. Waits for your answer for {tr('%n day(s)', None, 2)}")
    assert owed == f"Exports. {tr('%n file(s) hold people who left', None, 1)}"
    assert new == f"Tester. {tr('%n new applicant(s)', None, 3)}"
    assert unread == f"Unread messages. {tr('%n message(s) that nobody opened here', None, 1)}"
    assert page.late.isVisible()
    assert not page.empty.isVisible()


def test_day_tells_who_is_stalled_and_taken_by_nobody(scene: Scene, mine: str, qtbot: QtBot) -> None:
    post = job(scene, stages={
        "s1": {"name": {"en": "Trial day"}, "status": "interview", "position": "V"},
        "s2": {"name": {"en": "Not now"}, "status": "rejected", "position": "W"},
    })  # fmt: skip
    stalled = {
        applicant(scene, post, 1, **moved("s1", 60)),
        applicant(scene, job(scene, 1), 2, **moved("screening", 8)),
    }
    applicant(scene, post, 3, **moved("s1", 2))
    applicant(scene, post, 4, **moved("s1", 60, owner=mine))
    applicant(scene, post, 5, **moved("s2", 60))
    applicant(scene, post, 6, **moved("s1", 60, withdrawn=True))
    page = shown(scene, qtbot)
    told = tr("%n applicant(s) at one stage for {days} days or longer", None, 2).format(days=7)
    qtbot.waitUntil(lambda: f"Taken by nobody. {told}" in facts(page))
    with scene.desk.cache.file.read() as connection:
        rows = Listing(connection, View(query=STALLED.en)).rows(9)
        assert {row.id for row in rows} == stalled


def test_applicant_given_to_me_is_told_until_opened(scene: Scene, mine: str, qtbot: QtBot) -> None:
    post = job(scene, blind=True)
    scene.desk.cache.set_note(last_sync=ago(1))
    given, taken = applicant(scene, post, 1), applicant(scene, post, 2)
    scene.desk.take(taken)
    for one in (given, taken):
        found = scene.desk.cache.get("application", one)
        assert found is not None
        entry = wire.Entry(found.scope, "application", one, 9, {**found.body, "owner": mine})
        scene.desk.cache.change(lambda connection, entry=entry: apply.entry(connection, entry, 1))  # type: ignore[misc] # of mypy
    page = shown(scene, qtbot)
    told = f"{blind.called(blind.code(given)).en}. Yours now, at this stage: New"
    qtbot.waitUntil(lambda: [one for one in facts(page) if "Yours now" in one] == [told])
    mark_seen(scene.desk.cache, given)
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: not [one for one in facts(page) if "Yours now" in one])


def test_empty_day_says_so_and_leads_on(scene: Scene, qtbot: QtBot) -> None:
    page = shown(scene, qtbot)
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.accessibleName() == "Nothing here yet"  # no sync yet: it may be that much waits
    scene.desk.cache.set_note(last_sync=ago(1))
    scene.background.changed.emit(frozenset(), None)
    qtbot.waitUntil(lambda: page.empty.accessibleName() == "Nothing waits on you")
    assert page.empty.button.text() == "All applicants"


def test_day_follows_what_a_sync_brings(scene: Scene, qtbot: QtBot) -> None:
    page = shown(scene, qtbot)
    qtbot.waitUntil(page.empty.isVisible)
    applicant(scene, job(scene, title={"en": "Tester"}), 1)
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: facts(page) == [f"Tester. {tr('%n new applicant(s)', None, 1)}"])
    assert not page.empty.isVisible()


def test_day_tells_nothing_while_the_lease_is_over(scene: Scene, qtbot: QtBot) -> None:
    applicant(scene, job(scene, title={"en": "Tester"}), 1)
    scene.desk.cache.set_note(last_sync=ago(90 * DAY))
    page = shown(scene, qtbot)
    qtbot.waitUntil(page.notice.isVisible)
    assert facts(page) == []


@pytest.mark.parametrize(("words", "filters"), [(NEW, 1), (TOO_LATE, 1), (STALLED, 2)])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_words_of_a_line_are_filters_of_the_list(scene: Scene, words: Any, filters: int, language: str) -> None:
    with scene.desk.cache.file.read() as connection:
        listing = Listing(connection, View(query=words.of(language)))
        assert (len(listing.asked.filters), listing.asked.strange) == (filters, ())
        assert (listing.total(), tuple(listing.rows(9))) == (0, ())


def day_of(window: Window) -> DayPage:
    """The day in a window."""
    page = window.page("day")
    assert isinstance(page, DayPage)
    return page


class TestWindow:
    """In a whole window, by keyboard."""

    @pytest.fixture
    def window(self, scene: Scene, mine: str, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
        post = job(scene, title={"en": "Tester"})
        applicant(scene, post, 1, 9 * DAY)
        newest = applicant(scene, post, 3, 2)
        still = applicant(scene, post, 2, 5, **moved("screening", 12, owner=mine))
        say(scene, 2, "seeker", still, "Any news?", 2 * DAY)
        say(scene, 3, "company", newest, "Welcome", 1)
        made = open_window(scene, "company", tmp_path / "window", qtbot)
        qtbot.waitUntil(lambda: len(facts(day_of(made))) == 5)
        yield made
        scene.background.wait()
        made.close()

    def press(self, window: Window, qtbot: QtBot, line: int) -> Any:
        """Walk to a line with J and press it; the page that is open then."""
        for _ in range(line):
            assert window.commands.run("day.next")
        focus = QApplication.focusWidget()
        assert focus is not None
        focus.click()  # type: ignore[attr-defined] # a button
        qtbot.waitUntil(lambda: window.place != "day")
        return window.page(window.place)

    def test_company_opens_on_its_day(self, window: Window) -> None:
        assert window.place == "day"

    def test_late_line_leads_to_the_late_of_its_job(self, window: Window, qtbot: QtBot) -> None:
        page = self.press(window, qtbot, 3)
        assert isinstance(page, ApplicantsPage)
        qtbot.waitUntil(lambda: page.list.shown.query == "is:late" and page.list.total == 1)
        assert page.list.shown.job == identity("job")

    def test_line_of_an_applicant_opens_them(self, window: Window, qtbot: QtBot) -> None:
        page = self.press(window, qtbot, 5)
        assert isinstance(page, ApplicantsPage)
        qtbot.waitUntil(
            lambda: page.detail.opened is not None and page.detail.opened.applicant.row.stage == "screening"
        )

    def test_line_of_a_message_opens_its_conversation(self, window: Window, qtbot: QtBot) -> None:
        page = self.press(window, qtbot, 4)
        assert isinstance(page, MessagesPage)
        qtbot.waitUntil(lambda: page.talk is not None and page.talk.messages[-1].text == "Any news?")
