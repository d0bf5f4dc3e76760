"""The board: a column a stage, and cards that are moved by keys, mouse and menu, the focus with them, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.board.column import StageColumn
from izanau_desktop.company.board.page import BoardPage
from izanau_desktop.widgets.rows import ROW
from izanau_protocol import ids
from izanau_protocol.visibility import blind
from tests.desktop.company.prepared import prepare
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, identity, job
from tests.desktop.company.test_long_list import put
from tests.desktop.keyboard import AtKeyboard, open_window
from tests.desktop.mouse import drag

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def people(scene: Scene) -> list[str]:
    """Four applicants of one job: two new, of whom one is late, two in interviews; and one of another job."""
    post = job(scene)
    applicant(scene, job(scene, 1), 9, stage="screening", status="in_review")
    trail = {"t1": {"stage": "interview", "at": ago(24 * 3), "position": "V"}}
    return [
        applicant(scene, post, 1),
        applicant(scene, post, 2, hours=24 * 9),
        applicant(scene, post, 3, hours=24 * 12, stage="interview", status="interview", trail=trail),
        applicant(scene, post, 4, hours=24 * 14, stage="interview", status="interview"),
    ]


class Board(AtKeyboard):
    """The window at its board, and the keys that a person presses."""

    @property
    def shown(self) -> BoardPage:
        """The page itself."""
        found = self.window.page("board")
        assert isinstance(found, BoardPage)
        return found

    def column(self, stage: str) -> StageColumn:
        """The column of a stage."""
        return self.shown.columns.stages[stage]

    def at(self, stage: str) -> list[str]:
        """The applications of a column, from above."""
        return [row.id for row in self.column(stage).rows.model.here]

    def shift(self, key: Qt.Key) -> None:
        """Press a key with Shift where the focus is."""
        QTest.keyClick(self.focus(), key, SHIFT)
        self.settle()

    def is_on(self, application: str, stage: str) -> None:
        """The focus is on this card, in this column."""
        column = self.column(stage)
        assert QApplication.focusWidget() is column.view
        assert column.card is not None
        assert column.card.id == application

    def stage_of(self, application: str) -> object:
        """The stage in the cache."""
        found = self.scene.desk.cache.get("application", application)
        assert found is not None
        return found.body["stage"]


@pytest.fixture
def board(scene: Scene, people: list[str], tmp_path: Path, qtbot: QtBot) -> Iterator[Board]:
    """The window, at the board of the job with the most new."""
    yield from opened(scene, tmp_path, qtbot)


def opened(scene: Scene, folder: Path, qtbot: QtBot) -> Iterator[Board]:
    made = Board(scene, open_window(scene, "company", folder / "settings", qtbot))
    made.press(Key.Key_3, control=True)
    made.settle()
    assert made.window.place == "board"
    yield made
    made.shown.toast.dismiss()
    made.window.close()


def words(column: StageColumn) -> list[str]:
    """What assistive technology says of each card."""
    model = column.rows.model
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(place, 0).data(role)) for place in range(model.rowCount())]


def drop(card: str, column: StageColumn) -> bool:
    """Carry a card onto a column and let it go, as a drag does; says whether the column took it."""
    carried = QMimeData()
    carried.setData("application/x-izanau-application", card.encode())
    at, move, left = QPoint(20, 90), Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(at, move, carried, left, Qt.KeyboardModifier.NoModifier)
    entering.ignore()
    QApplication.sendEvent(column, entering)
    if entering.isAccepted():
        QApplication.sendEvent(column, QDropEvent(QPointF(at), move, carried, left, Qt.KeyboardModifier.NoModifier))
    return entering.isAccepted()


def test_each_stage_has_a_column_with_its_count(board: Board, people: list[str]) -> None:
    order = list(board.shown.columns.stages)
    assert order == ["new", "screening", "interview", "final", "offer", "hired", "rejected"]
    assert (board.at("new"), board.at("interview")) == (people[:2], people[2:])
    assert board.at("screening") == []  # the one there is of another job
    spoken = QAccessible.queryAccessibleInterface(board.column("interview").view)
    assert spoken.role() == QAccessible.Role.Table
    assert spoken.text(QAccessible.Text.Name).startswith("Interview, 2 applicant")


def test_card_says_in_words_who_is_late(board: Board) -> None:
    first, second = words(board.column("new"))
    assert first.endswith("at this stage: today")
    assert "at this stage: 9 day" in second
    assert second.endswith(", late")
    late = board.column("new").rows.model.index(1, 0).data(ROW)
    assert (late.chip[:5], late.chip[-6:], late.tone) == ("9 day", ", late", "warn")
    assert board.column("interview").rows.model.index(0, 0).data(ROW).chip == "3 days"  # since it is at this stage


@pytest.mark.parametrize(("stage", "stalled"), [("interview", True), ("rejected", False)])
def test_card_says_in_words_who_is_stalled(board: Board, stage: str, stalled: bool) -> None:
    trail = {"t1": {"stage": stage, "at": ago(24 * 60), "position": "V"}}
    application = applicant(board.scene, identity("job"), 9, 24 * 61, stage=stage, status=stage, trail=trail)
    board.scene.background.changed.emit(frozenset({"application"}), None)
    board.settle()
    model = board.column(stage).rows.model
    cards = [model.index(place, 0).data(ROW) for place in range(model.rowCount())]
    card = next(one for one in cards if one.id == application)
    assert (card.chip.endswith(", stalled"), card.tone) == (stalled, "warn" if stalled else "neutral")


def test_arrows_walk_within_and_across_columns(board: Board, people: list[str]) -> None:
    board.is_on(people[0], "new")
    board.press(Key.Key_Down)
    board.is_on(people[1], "new")
    board.press(Key.Key_Right)
    board.is_on(people[2], "interview")
    board.press(Key.Key_Right)
    board.is_on(people[2], "interview")
    board.press(Key.Key_Left)
    board.is_on(people[1], "new")


def test_focus_of_the_page_goes_to_the_card_worked_on(board: Board, people: list[str]) -> None:
    board.press(Key.Key_Right)
    board.shown.orders.setFocus(Qt.FocusReason.TabFocusReason)
    board.shown.setFocus(Qt.FocusReason.OtherFocusReason)
    board.is_on(people[2], "interview")


def test_card_moved_by_keys_keeps_the_focus(board: Board, people: list[str], qtbot: QtBot) -> None:
    board.shift(Key.Key_Right)
    board.is_on(people[0], "screening")
    assert board.stage_of(people[0]) == "screening"
    assert [row.state for row in board.scene.outbox()] == ["held"]
    board.shift(Key.Key_Right)
    board.is_on(people[0], "interview")
    assert board.at("interview") == [people[0], *people[2:]]
    board.shift(Key.Key_Left)
    board.is_on(people[0], "screening")


def test_undo_brings_card_and_focus_back(board: Board, people: list[str], qtbot: QtBot) -> None:
    board.press(Key.Key_Down)
    board.shift(Key.Key_Right)
    assert board.shown.toast.text.endswith(": Screening")
    board.press(Key.Key_Z, control=True)
    qtbot.waitUntil(lambda: not board.scene.outbox())
    board.settle()
    board.is_on(people[1], "new")
    assert board.shown.toast.text == "Taken back"


def test_first_and_last_stage_have_none_beside_them(board: Board, people: list[str]) -> None:
    board.shift(Key.Key_Left)
    board.is_on(people[0], "new")
    assert not board.scene.outbox()


def test_rejecting_asks_why_in_place_and_escape_goes_back(board: Board, people: list[str]) -> None:
    board.press(Key.Key_R)
    reasons = board.shown.reasons
    assert reasons.isVisible()
    assert isinstance(board.focus(), QRadioButton)
    board.press(Key.Key_Escape)
    assert not reasons.isVisible()
    board.is_on(people[0], "new")
    board.press(Key.Key_R, Key.Key_2, Key.Key_Return)
    board.is_on(people[0], "rejected")
    found = board.scene.desk.cache.get("application", people[0])
    assert found is not None
    assert (found.body["stage"], found.body["reason"]) == ("rejected", "experience")


def test_letter_of_a_rejection_on_the_board_is_as_it_was_written(board: Board, people: list[str], qtbot: QtBot) -> None:
    prepare(board.scene)
    board.press(Key.Key_R)
    board.shown.reasons.message.setPlainText("Ours")
    board.press(Key.Key_Escape, Key.Key_Down, Key.Key_R)
    assert board.shown.reasons.message.toPlainText() != "Ours"
    board.press(Key.Key_Escape, Key.Key_Up, Key.Key_R)
    assert board.shown.reasons.message.toPlainText() == "Ours"
    board.press(Key.Key_2, Key.Key_Return)
    assert board.shown.toast.text.endswith("the message goes out in ten seconds")
    assert board.scene.desk.cache.drafts("application", people[0]) == ()
    board.press(Key.Key_Z, control=True)
    qtbot.waitUntil(lambda: not board.scene.outbox())
    [draft] = board.scene.desk.cache.drafts("application", people[0])
    assert draft.text == "Ours"


def test_dropped_card_is_at_the_stage_of_its_column(board: Board, people: list[str]) -> None:
    assert drop(people[3], board.column("offer"))
    board.settle()
    assert board.stage_of(people[3]) == "offer"
    board.is_on(people[3], "offer")


def test_card_dropped_on_the_rejected_waits_for_a_reason(board: Board, people: list[str]) -> None:
    assert drop(people[1], board.column("rejected"))
    board.settle()
    assert board.shown.reasons.isVisible()
    assert not board.scene.outbox()
    board.press(Key.Key_1, Key.Key_Return)
    board.is_on(people[1], "rejected")


def test_column_takes_neither_its_own_cards_nor_other_things(board: Board, people: list[str]) -> None:
    assert not drop(people[0], board.column("new"))
    assert not drop("", board.column("offer"))
    drop(identity("nobody"), board.column("offer"))
    board.settle()
    assert not board.scene.outbox()


def test_mouse_carries_a_card_to_another_stage(board: Board, people: list[str], qtbot: QtBot) -> None:
    new, screening = board.column("new"), board.column("screening")
    card = new.view.visualRect(new.rows.model.index(0, 0)).center()
    let_go = drag(new.view.viewport(), card, screening.view.viewport(), QPoint(40, 120))
    qtbot.waitUntil(let_go)
    qtbot.waitUntil(lambda: board.at("screening") == people[:1])
    board.settle()
    assert (board.at("new"), board.stage_of(people[0])) == (people[1:2], "screening")
    board.press(Key.Key_Z, control=True)
    board.settle()
    assert (board.at("new"), board.stage_of(people[0])) == (people[:2], "new")


def test_dragged_card_carries_nothing_but_its_id(board: Board, people: list[str]) -> None:
    model = board.column("new").rows.model
    carried = model.mimeData([model.index(0, 0)])
    assert carried.formats() == ["application/x-izanau-application"]
    assert bytes(carried.data(carried.formats()[0]).data()).decode() == people[0]
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_menu_of_a_card_moves_it(board: Board, people: list[str]) -> None:
    board.shift(Key.Key_E)
    assert board.shown.menu.isVisible()
    offered = {action.text(): action for action in board.shown.menu.actions()}
    assert not offered["New"].isEnabled()
    offered["Offer"].trigger()
    board.shown.menu.close()
    board.settle()
    board.is_on(people[0], "offer")


def test_enter_opens_the_applicant_in_full(board: Board, people: list[str], qtbot: QtBot) -> None:
    board.press(Key.Key_Right, Key.Key_Return)
    assert board.window.place == "applicants"
    page = board.window.page("applicants")
    assert isinstance(page, ApplicantsPage)
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id == people[2])


def test_hidden_applicant_is_on_the_board_by_a_code(scene: Scene, tmp_path: Path, qtbot: QtBot) -> None:
    found = applicant(scene, job(scene, blind=True), 1)
    person = {"name": {"full": "Canary Fullname"}, "citizenship": ["VU"], "residence": "JP"}
    scene.put(f"applicants:{COMPANY}", "profile", ids.profile_id(identity("account", 2)), person, seq=2)
    for board in opened(scene, tmp_path, qtbot):
        (told,) = words(board.column("new"))
        assert blind.called(blind.code(found)).en in told
        board.press(Key.Key_R)
        board.shown.menu.close()
        board.shift(Key.Key_Escape)
        board.press(Key.Key_Escape)
        board.shift(Key.Key_Right)
        board.is_on(found, "screening")
        shown = [told, board.shown.toast.text, board.shown.reasons.title.text()]
        assert "Canary" not in " ".join([*shown, *(one.toolTip() for one in board.shown.findChildren(QWidget))])


def test_toast_of_a_move_calls_by_code_who_is_hidden_since(
    board: Board, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    board.shift(Key.Key_Right)
    board.is_on(people[0], "screening")
    toast, code = board.shown.toast, blind.called(blind.code(people[0])).en
    assert code not in toast.text
    job(scene, blind=True)
    scene.background.changed.emit(frozenset({"job"}), None)
    qtbot.waitUntil(lambda: toast.text == f"{code}: Screening")
    assert toast.can_undo()


def test_board_without_applicants_says_what_will_be_there(scene: Scene, tmp_path: Path, qtbot: QtBot) -> None:
    job(scene)
    scene.desk.cache.set_note(last_sync=ago(1))
    for board in opened(scene, tmp_path, qtbot):
        assert board.shown.empty.isVisible()
        assert board.shown.empty.accessibleName() == "No applicants yet"
        applicant(scene, identity("job"), 1)
        scene.background.changed.emit(frozenset({"application"}), None)
        board.settle()
        assert len(board.at("new")) == 1
        assert not board.shown.empty.isVisible()


def test_long_column_reads_what_is_looked_at(scene: Scene, tmp_path: Path, qtbot: QtBot) -> None:
    post = job(scene)
    scene.desk.cache.change(lambda connection: [put(connection, post, number) for number in range(300)])
    for board in opened(scene, tmp_path, qtbot):
        model = board.column("new").rows.model
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        assert model.rowCount() == 300
        assert len(model.here) < 200
        board.press(Key.Key_End)
        board.press(Key.Key_Up)
        card = board.column("new").card
        assert card is not None
        assert card.name == "Person 298"
        board.shift(Key.Key_Right)
        board.is_on(card.id, "screening")
        assert model.rowCount() == 299


def test_job_and_order_chosen_are_there_again(board: Board, people: list[str], tmp_path: Path, qtbot: QtBot) -> None:
    page = board.shown
    page.orders.setCurrentIndex(page.orders.findData("since"))
    page.orders.activated.emit(1)
    board.settle()
    assert board.at("new") == [people[1], people[0]]
    page.jobs.setCurrentIndex(page.jobs.findData(identity("job", 1)))
    page.jobs.activated.emit(page.jobs.currentIndex())
    board.settle()
    assert len(board.at("screening")) == 1
    again = BoardPage(board.scene.desk, board.scene.background, type(board.scene.commands)(), "en")
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: bool(again.columns.stages))
    assert again.jobs.currentData() == identity("job", 1)
    assert again.orders.currentData() == "since"


def test_change_from_elsewhere_is_shown_and_leaves_the_focus(board: Board, people: list[str]) -> None:
    board.press(Key.Key_Down)
    scene = board.scene
    applicant(scene, identity("job"), 5, hours=1)
    scene.background.changed.emit(frozenset({"application"}), None)
    board.settle()
    assert len(board.at("new")) == 3
    board.is_on(people[1], "new")


def test_people_at_a_stage_that_is_gone_are_still_there(board: Board, people: list[str]) -> None:
    stages = {"s1": {"name": {"en": "Talk", "ja": "面談"}, "status": "interview", "position": "V"}}
    board.scene.desk.edit("job", identity("job"), {"stages": stages})
    board.scene.background.changed.emit(frozenset({"job"}), None)
    board.settle()
    assert list(board.shown.columns.stages) == ["new", "s1", "interview"]
    assert not drop(people[0], board.column("interview"))
    assert drop(people[0], board.column("s1"))
    board.settle()
    assert board.stage_of(people[0]) == "s1"


def test_cards_grow_with_larger_type(board: Board) -> None:
    view = board.column("new").view
    before, font = view.rowHeight(0), view.font()
    font.setPixelSize(30)
    view.setFont(font)
    assert view.rowHeight(0) > before
