"""More conversations than anybody reads: those near what is looked at are here, and any of them is reached and found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import documents, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import lastwords, spoken, talks
from izanau_desktop.company.messages import MessagesPage
from izanau_protocol import ids
from tests.desktop.company.conftest import conversations
from tests.desktop.company.scene import COMPANY, Body, Scene, ago, identity, job
from tests.desktop.company.test_long_list import put

MANY = 400


def said(connection: Connection, number: int, text: str, hours: float, sender: str = "company") -> None:
    """A message to or of the person of this number."""
    seeker = ids.profile_id(identity("many", number))
    body: Body = {"company": COMPANY, "seeker": seeker, "sender": sender, "text": text, "at": ago(hours)}
    body["application"] = ids.application_id(identity("job", 0), seeker, 1)
    stored = documents.Stored(f"applicants:{COMPANY}", "message", identity(text, number), 1, trees.spelled(body))
    documents.put(connection, stored)


def talk_with(number: int) -> str:
    """The key of the conversation with the person of this number about their application."""
    return ids.application_id(identity("job", 0), ids.profile_id(identity("many", number)), 1)


@pytest.fixture
def page(scene: Scene, qtbot: QtBot) -> Iterator[MessagesPage]:
    """The page, with a letter to each of many; the person of number 0 has the newest."""
    post = job(scene)

    def work(connection: Connection) -> None:
        for number in range(MANY):
            put(connection, post, number)
            said(connection, number, f"Thank you, no. {number:03}", 1 + number / 60)

    scene.desk.cache.change(work)
    made = conversations(scene, qtbot)
    yield made
    made.toast.dismiss()


def titles(page: MessagesPage) -> list[str]:
    """Who is in the list, as far as it is here."""
    return [row.title for row in page.list.model.rows]


def test_long_list_of_conversations_is_read_as_it_is_scrolled(page: MessagesPage, qtbot: QtBot) -> None:
    assert titles(page)[0] == "Person 000"
    assert len(titles(page)) <= 2 * talks.PAGE
    assert page.search.count.text() == f"{MANY} conversations"

    def at_the_end() -> bool:
        bar = page.list.view.verticalScrollBar()
        bar.setValue(bar.maximum())
        return titles(page)[-1] == f"Person {MANY - 1:03}"

    qtbot.waitUntil(at_the_end)
    assert titles(page) == [f"Person {number:03}" for number in range(MANY)]
    assert page.talk is not None
    assert page.list.current() == page.talk.key == talk_with(0)


def test_conversation_far_down_opens_with_its_neighbours(page: MessagesPage, qtbot: QtBot) -> None:
    page.show_conversation(talk_with(300))
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.name == "Person 300")
    assert len(titles(page)) <= 4 * talks.PAGE
    page.list.step(-1)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.name == "Person 299")

    def at_the_top() -> bool:
        page.list.view.verticalScrollBar().setValue(0)
        return titles(page)[0] == "Person 000"

    qtbot.waitUntil(at_the_top)
    assert titles(page) == sorted(titles(page))
    assert page.list.current() == talk_with(299)


def test_conversation_that_is_gone_is_told_and_nobody_else_opened(page: MessagesPage, qtbot: QtBot) -> None:
    first = page.list.current()
    page.show_conversation(ids.profile_id(identity("nobody", 1)))
    qtbot.waitUntil(lambda: page.toast.isVisible())
    assert page.list.current() == first


def test_name_is_found_in_a_conversation_that_is_not_here(page: MessagesPage, qtbot: QtBot) -> None:
    page.search.set_text("３９７")
    qtbot.waitUntil(lambda: titles(page) == ["Person 397"])
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.name == "Person 397")
    page.search.set_text("no. 350")
    qtbot.waitUntil(lambda: titles(page) == ["Person 350"])
    page.search.set_text("")
    qtbot.waitUntil(lambda: len(titles(page)) > 1)
    assert page.list.current() == talk_with(350)


def test_words_of_an_older_message_are_found(page: MessagesPage, scene: Scene, qtbot: QtBot) -> None:
    scene.desk.cache.change(lambda connection: said(connection, 350, "The elevator stands still.", 99, "seeker"))
    page.search.set_text("stands elevator")
    qtbot.waitUntil(lambda: titles(page) == ["Person 350"])
    assert page.search.count.text() == "1 conversation"
    page.search.set_text("elevators")
    qtbot.waitUntil(lambda: titles(page) == [])


def test_words_of_more_than_are_sought_out_are_found_walking(
    page: MessagesPage, scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoken, "MANY", 100)
    scene.desk.cache.change(lambda connection: said(connection, 20, "Which floor?", 0, "seeker"))
    page.search.set_text("thank")
    qtbot.waitUntil(lambda: titles(page)[:2] == ["Person 020", "Person 000"])
    assert page.search.count.text() == f"{MANY} conversations"
    page.search.set_text("floor")
    qtbot.waitUntil(lambda: titles(page) == ["Person 020"])


def test_names_not_looked_for_everywhere_are_told(
    page: MessagesPage, scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoken, "ASKED", 1)
    for number, name in enumerate(("Ana Reyes", "Bea Kuroda"), 1):
        body = {"company": COMPANY, "seeker": ids.profile_id(identity("asks", number)), "sender": "seeker"}
        body |= {"name": name, "text": "Is it far?", "at": ago(number)}
        scene.put(f"applicants:{COMPANY}", "message", identity("asks", number), body)
    page.search.set_text("Ana")
    qtbot.waitUntil(lambda: titles(page) == ["Ana Reyes"])
    assert "Looked through" in page.search.count.text()
    page.search.set_text("Bea")
    qtbot.waitUntil(lambda: titles(page) == [])


@pytest.mark.parametrize("words", ["1", spoken.SPOKEN])
def test_conversations_are_read_along_indexes(scene: Scene, words: str) -> None:
    statement = lastwords.LAST_WORDS.format(index="shown_by_at", where=words, way="DESC")
    values = ("kind : kind_message", 9) if "MATCH" in words else (9,)

    def plan(connection: Connection) -> str:
        return " / ".join(str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))

    told = scene.desk.cache.look(plan)
    assert "SEARCH s USING INDEX shown_by_at (kind=?)" in told
    assert "SEARCH l USING INDEX shown_by_about (kind=? AND about=? AND at>?)" in told
    assert (
        words == "1" or "USING INDEX shown_by_about (kind=? AND about=?) / LIST SUBQUERY" in told
    )  # read once for all
    assert "SCAN s" not in told.replace("SCAN search", "")
    assert "TEMP B-TREE" not in told


def test_new_message_comes_to_the_top_and_the_place_stays(page: MessagesPage, scene: Scene, qtbot: QtBot) -> None:
    page.list.step(1)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.name == "Person 001")
    scene.desk.cache.change(lambda connection: said(connection, 390, "And now?", 0, "seeker"))
    scene.background.changed.emit(frozenset({"message"}), None)
    qtbot.waitUntil(lambda: titles(page)[0] == "Person 390")
    assert page.list.current() == talk_with(1)
    assert titles(page).count("Person 390") == 1
    assert page.search.count.text() == f"{MANY} conversations · 1 unread"
