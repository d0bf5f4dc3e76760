"""The question why on the board: it stays with whom it was asked of, whatever is done with other cards meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.board import reading as boards
from izanau_protocol.problems import Refused, problem
from tests.desktop.company.prepared import prepare
from tests.desktop.company.scene import Scene, applicant, job
from tests.desktop.company.test_board import Board, drop, opened
from tests.desktop.company.test_moved_meanwhile import move_there


@pytest.fixture
def people(scene: Scene) -> list[str]:
    """Two who are new, the later one first."""
    post = job(scene)
    return [applicant(scene, post, 1), applicant(scene, post, 2, hours=24)]


@pytest.fixture
def board(scene: Scene, people: list[str], tmp_path: Path, qtbot: QtBot) -> Iterator[Board]:
    """The window, at the board of their job."""
    yield from opened(scene, tmp_path, qtbot)


def reject(board: Board) -> None:
    """Answer the question."""
    board.shown.reasons.choices.choose("skills")
    board.shown.reasons.finish()
    board.settle()


def test_card_dropped_while_another_is_asked_about_stays(board: Board, people: list[str]) -> None:
    prepare(board.scene)
    board.press(Qt.Key.Key_R)
    drop(people[1], board.column("rejected"))
    board.shown.reasons.message.setPlainText("Ours")
    reject(board)
    assert [board.stage_of(one) for one in people] == ["rejected", "new"]
    [message] = [patch for kind, _, patch in board.scene.patches() if kind == "message"]
    assert (message["application"], message["text"]) == (people[0], "Ours")


def test_rejection_of_who_was_moved_meanwhile_is_not_made(board: Board, people: list[str]) -> None:
    board.press(Qt.Key.Key_R)
    move_there(board.scene, people[0], "interview")
    reject(board)
    assert board.shown.notice.text.startswith("Rin Manager moved this applicant to “Interview” meanwhile.")
    assert (board.stage_of(people[0]), board.scene.outbox()) == ("interview", ())


def test_letter_changed_on_the_board_is_the_one_in_the_list(board: Board, people: list[str], qtbot: QtBot) -> None:
    prepare(board.scene)
    assert board.scene.commands.run("go.applicants")
    page = board.page("applicants", ApplicantsPage)
    page.show_document(people[0])
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id == people[0])
    assert board.scene.commands.run("applicants.reject")
    listed = page.detail.panels.reasons
    listed.message.setPlainText("First")
    listed.cancelled.emit()
    assert board.scene.commands.run("go.board")
    board.settle()
    board.press(Qt.Key.Key_R)
    assert board.shown.reasons.message.toPlainText() == "First"
    board.shown.reasons.message.setPlainText("Second")
    board.shown.reasons.cancelled.emit()
    assert board.scene.commands.run("go.applicants")
    board.settle()
    assert board.scene.commands.run("applicants.reject")
    assert listed.message.toPlainText() == "Second"


def test_no_card_has_a_menu_while_one_is_asked_about(board: Board) -> None:
    board.press(Qt.Key.Key_R)
    board.column("new").view.asked.emit(QPoint())
    assert not board.shown.menu.isVisible()


def test_failed_move_of_another_leaves_the_question_open(
    board: Board, people: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise Refused(problem("required", "stage"))

    with monkeypatch.context() as broken:
        broken.setattr(board.scene.desk, "move", fail)
        drop(people[1], board.column("offer"))
        assert board.scene.commands.run("board.reject")
        board.settle()
    assert board.shown.notice.isVisible()
    reject(board)
    assert [board.stage_of(one) for one in people] == ["rejected", "new"]


@pytest.mark.parametrize("moved", ["stays", "is elsewhere"])
def test_question_is_put_away_once_its_review_is_blind(board: Board, people: list[str], moved: str) -> None:
    prepare(board.scene)
    board.press(Qt.Key.Key_R)
    card = board.shown.columns.card_of(people[0])
    assert card is not None
    assert board.shown.reasons.message.toPlainText().startswith(f"Dear {card.name}")
    if moved == "is elsewhere":
        found = board.scene.desk.cache.get("application", people[0])
        assert found is not None
        board.scene.put(found.scope, "application", people[0], {**found.body, "withdrawn": True})
    job(board.scene, blind=True)
    board.scene.background.changed.emit(frozenset({"job", "application"}), None)
    board.settle()
    assert not board.shown.reasons.isVisible()
    reject(board)
    assert board.scene.outbox() == ()
    if moved == "stays":
        board.press(Qt.Key.Key_R)
        assert board.shown.reasons.message.toPlainText().startswith("Dear applicant")


def test_question_asked_while_blind_review_is_read_is_put_away(
    board: Board, people: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    was_read, go_on, read = Event(), Event(), boards.board

    def late(*asked: Any) -> boards.Shown:
        found = read(*asked)
        was_read.set()
        assert go_on.wait(30)
        return found

    monkeypatch.setattr(boards, "board", late)
    job(board.scene, blind=True)
    board.scene.background.changed.emit(frozenset({"job"}), None)
    assert was_read.wait(30)
    assert board.scene.commands.run("board.reject")
    go_on.set()
    board.settle()
    card = board.shown.columns.card_of(people[0])
    assert card is not None
    assert card.code
    assert not board.shown.reasons.isVisible()
