"""The company's own reasons for rejection: kept on its page, and given in the list and on the board."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import outbox
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.conflicts import disputes
from izanau_desktop.cache.reads.reasons import reasons
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.board.page import BoardPage
from izanau_desktop.company.company import CompanyPage
from izanau_desktop.company.reasons import ReasonsCard, Row
from izanau_desktop.exporting import applicants as files
from izanau_desktop.window import Window
from izanau_protocol import codes
from izanau_protocol.rules import rejecting
from tests.desktop.company.conftest import shown
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, company, identity, job, member
from tests.desktop.keyboard import open_window

USUAL = [words.en for words in codes.table("reject_reason").values()]


def opened(scene: Scene, qtbot: QtBot) -> CompanyPage:
    """The page of the company, with its reasons listed."""
    made = CompanyPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(900, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.isActiveWindow() and len(rows(made)) == len(USUAL))
    return made


@pytest.fixture
def own(scene: Scene, qtbot: QtBot) -> CompanyPage:
    """The page of the company, by its owner."""
    return opened(scene, qtbot)


def rows(page: CompanyPage) -> list[Row]:
    """The reasons as they are listed."""
    return page.reasons._shown()


def told(page: CompanyPage) -> list[str]:
    """Their words."""
    return [row.words for row in rows(page)]


def row(page: CompanyPage, words: str) -> Row:
    """The reason of these words."""
    return next(one for one in rows(page) if one.words == words)


def listed(scene: Scene, reason: str, words: str, seq: int = 2) -> None:
    """The company has one more reason, or this one by these words, as the site sent it."""
    body = scene.desk.cache.get("company", COMPANY)
    assert body is not None
    more = {"reasons": rejecting.added(body.body, reason, {"en": words})}
    scene.put(f"company:{COMPANY}", "company", COMPANY, {**body.body, **more}, seq)


def test_reason_is_written_in_both_languages_and_joins_the_usual(own: CompanyPage, scene: Scene, qtbot: QtBot) -> None:
    card = own.reasons
    card.new.click()
    card.writing.save.click()
    qtbot.waitUntil(lambda: card.writing.problem.isVisible())
    assert scene.outbox() == ()
    card.writing.names["en"].setText("  Shifts do not  fit ")
    card.writing.names["ja"].setText("シフトの不一致")
    QTest.keyClick(card.writing.names["ja"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told(own) == [*USUAL, "Shifts do not fit"])
    assert card.new.isVisible()
    [(kind, scope, patch)] = scene.patches()
    assert (kind, scope, len(patch["reasons"])) == ("company", f"company:{COMPANY}", len(USUAL) + 1)
    assert reasons(scene.desk.cache)[-1].words.ja == "シフトの不一致"


def test_words_of_a_reason_that_were_not_saved_wait_for_their_return(
    own: CompanyPage, scene: Scene, qtbot: QtBot
) -> None:
    form = own.reasons.writing
    own.reasons.new.click()
    form.names["en"].setText("Begun")
    row(own, "Skills").buttons["change"].click()
    assert form.names["en"].text() == "Skills"
    assert not form.discard.isVisible()
    form.names["ja"].setText("技能")
    QTest.keyClick(form.names["ja"], Qt.Key.Key_Escape)
    own.reasons.new.click()
    assert form.names["en"].text() == "Begun"
    form.cancel.click()
    own.hide()
    scene.background.wait()
    again = ReasonsCard(scene.desk, scene.background, "en")
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: again.rows.count() == len(USUAL))
    again.write(reasons(scene.desk.cache)[USUAL.index("Skills")])
    assert again.writing.names["ja"].text() == "技能"
    again.writing.discard.click()
    assert again.writing.names["ja"].text() == "スキル"
    again.write(None)
    assert again.writing.names["en"].text() == "Begun"
    again.writing.save.click()
    qtbot.waitUntil(lambda: again.rows.count() == len(USUAL) + 1)
    qtbot.waitUntil(lambda: scene.desk.cache.drafts("company", COMPANY) == ())


def test_double_click_saves_one_reason_and_says_nothing(own: CompanyPage, scene: Scene, qtbot: QtBot) -> None:
    own.reasons.new.click()
    own.reasons.writing.names["en"].setText("Shifts")
    for _ in range(2):
        own.reasons.writing.save.click()
    qtbot.waitUntil(lambda: told(own) == [*USUAL, "Shifts"] and not own.reasons.writing.isVisible())
    scene.background.wait()
    assert own.reasons.writing.problem.text() == ""
    assert len(scene.outbox()) == 1


def test_words_that_another_reason_has_are_refused(own: CompanyPage, scene: Scene, qtbot: QtBot) -> None:
    card = own.reasons
    card.new.click()
    card.writing.names["ja"].setText("ｽｷﾙ")
    card.writing.finish()
    qtbot.waitUntil(lambda: "in the list already" in card.writing.problem.text())
    assert scene.outbox() == ()
    assert card.writing.isEnabled()


@pytest.mark.parametrize(("typed", "kind"), [("Nationality", "Nationality"), ("年齢が高い", "Age")])
def test_what_is_no_reason_has_a_hint_and_is_not_refused(own: CompanyPage, qtbot: QtBot, typed: str, kind: str) -> None:
    card = own.reasons
    card.new.click()
    card.writing.names["en"].setText(typed)
    assert card.writing.hints.isVisible()
    assert kind in card.writing.hints.told[0][0]
    card.writing.finish()
    qtbot.waitUntil(lambda: typed in told(own))


def test_retired_reason_stands_last_and_is_taken_up_again(own: CompanyPage, qtbot: QtBot) -> None:
    row(own, "Language level").buttons["retire"].click()
    qtbot.waitUntil(lambda: told(own)[-1] == "Language level")
    assert list(row(own, "Language level").buttons) == ["change", "again"]
    qtbot.waitUntil(lambda: row(own, "Language level").focused() == "again")
    row(own, "Language level").buttons["again"].click()
    qtbot.waitUntil(lambda: told(own) == USUAL)


def test_undo_of_the_page_leaves_the_reasons_alone(scene: Scene, own: CompanyPage, qtbot: QtBot) -> None:
    row(own, "Language level").buttons["retire"].click()
    qtbot.waitUntil(lambda: told(own)[-1] == "Language level")
    own._undo()
    qtbot.waitUntil(lambda: scene.background.wait(0))
    assert [row.words.en for row in reasons(scene.desk.cache) if row.retired] == ["Language level"]


def test_last_reason_that_is_given_cannot_be_retired(scene: Scene, own: CompanyPage, qtbot: QtBot) -> None:
    for one in list(codes.table("reject_reason"))[1:]:
        scene.desk.retire_reason(one)
    scene.background.changed.emit(frozenset({"company"}), None)
    qtbot.waitUntil(lambda: "retire" not in row(own, "Other").buttons)
    assert not row(own, "Language level").buttons["retire"].isEnabled()
    own.reasons._do(row(own, "Language level").row, "retire")
    qtbot.waitUntil(lambda: "last reason" in own.reasons.problem.text())


def test_keys_move_a_reason_and_keep_the_focus(own: CompanyPage, qtbot: QtBot) -> None:
    first = row(own, USUAL[0])
    first.buttons["later"].setFocus()
    QTest.keyClick(first.buttons["later"], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: told(own)[:2] == [USUAL[1], USUAL[0]])
    qtbot.waitUntil(lambda: row(own, USUAL[0]).focused() == "later")
    row(own, USUAL[0]).buttons["earlier"].click()
    qtbot.waitUntil(lambda: told(own)[:2] == USUAL[:2])


def test_other_words_hold_for_a_past_rejection_too(scene: Scene, own: CompanyPage, qtbot: QtBot) -> None:
    row(own, "Skills").buttons["change"].click()
    assert own.reasons.writing.names["ja"].text() == "スキル"
    own.reasons.writing.names["en"].setText("Tools of the trade")
    own.reasons.writing.finish()
    qtbot.waitUntil(lambda: "Tools of the trade" in told(own))
    found = reasons(scene.desk.cache)
    assert rejecting.words(found, "skills").en == "Tools of the trade"


def test_words_that_a_colleague_gave_meanwhile_stay_in_the_other_language(
    own: CompanyPage, scene: Scene, qtbot: QtBot
) -> None:
    listed(scene, "own", "Shifts")
    own.reasons.write(reasons(scene.desk.cache)[-1])
    listed(scene, "own", "Shifts do not fit", 3)
    own.reasons.writing.names["ja"].setText("シフト")
    own.reasons.writing.finish()
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    words = reasons(scene.desk.cache)[-1].words
    assert (words.en, words.ja) == ("Shifts do not fit", "シフト")


@pytest.mark.parametrize(("role", "may"), [("recruiter", True), ("reviewer", False), ("hiring_manager", False)])
def test_owner_and_recruiter_alone_change_the_list(role: str, tmp_path: Path, qtbot: QtBot, *, may: bool) -> None:
    scene = company(tmp_path, role)
    page = opened(scene, qtbot)
    assert page.reasons.new.isVisible() == may
    assert bool(rows(page)[0].buttons) == may
    scene.close()


@pytest.fixture
def page(scene: Scene, qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The applicants page of a company with a reason of its own and a retired one."""
    listed(scene, "shifts", "Shifts do not fit")
    scene.desk.retire_reason("language")
    applicant(scene, job(scene), 1)
    made = shown(scene, qtbot)
    yield made
    made.toast.dismiss()


def test_rejection_offers_the_companys_reasons_without_the_retired(page: ApplicantsPage, scene: Scene) -> None:
    assert scene.commands.run("applicants.reject")
    offered = [one.accessibleName() for one in page.detail.panels.reasons.choices.buttons.values()]
    assert offered == [*USUAL[1:], "Shifts do not fit"]


def test_reason_of_its_own_stands_in_the_history(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    reviewer = member(scene, "00000000-0000-4000-8000-000000000001", "Rei", "reviewer")
    trail = {
        "t1": {"stage": "new", "at": "2026-11-01T00:00:00.000Z", "position": "V"},
        "t2": {
            "stage": "rejected",
            "at": "2026-11-02T00:00:00.000Z",
            "by": reviewer,
            "reason": "shifts",
            "position": "W",
        },
        "t3": {
            "stage": "rejected",
            "at": "2026-11-03T00:00:00.000Z",
            "by": reviewer,
            "reason": "language",
            "position": "X",
        },
    }
    applicant(scene, job(scene), 1, stage="rejected", status="rejected", reason="language", trail=trail)
    scene.background.changed.emit(frozenset({"application"}), None)

    def labels() -> list[str]:
        return [one.text() for one in page.detail.area.findChildren(QLabel)]

    qtbot.waitUntil(lambda: "Shifts do not fit · Rei" in labels())
    assert "Language level · Rei" in labels()  # retired since


def test_reason_of_its_own_is_given_on_the_board(scene: Scene, qtbot: QtBot) -> None:
    listed(scene, "shifts", "Shifts do not fit")
    application = applicant(scene, job(scene), 1)
    board = BoardPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(board)
    board.resize(1200, 800)
    with qtbot.waitExposed(board):
        board.show()
    qtbot.waitUntil(lambda: board.card is not None)
    assert scene.commands.run("board.reject")
    qtbot.waitUntil(lambda: "shifts" in board.reasons.choices.buttons)
    board.reasons.choices.buttons["shifts"].click()
    board.reasons.finish()
    qtbot.waitUntil(lambda: "Rejected" in board.toast.text)
    found = scene.desk.cache.get("application", application)
    assert found is not None
    assert found.body["reason"] == "shifts"
    board.toast.dismiss()


def test_rejection_waits_for_a_reason_that_the_site_has_not(page: ApplicantsPage, scene: Scene) -> None:
    def needs() -> set[str]:
        with scene.desk.cache.file.read() as connection:
            return set(outbox.rows(connection)[-1].needs)

    [application] = [one.id for one in scene.desk.cache.list("application")]
    rejection = scene.desk.move(application, "rejected", "shifts")
    assert needs() == set()
    assert scene.desk.cache.drop(rejection)
    scene.desk.move(application, "rejected", scene.desk.add_reason({"en": "Commute"}))
    assert needs() & {row.id for row in scene.outbox() if row.kinds == ("company",)}


@pytest.mark.parametrize(("language", "words"), [("en", "Shifts do not fit"), ("ja", "Shifts do not fit")])
def test_file_of_applicants_says_why_somebody_was_rejected(
    page: ApplicantsPage, scene: Scene, tmp_path: Path, language: str, words: str
) -> None:
    post = identity("job")
    applicant(scene, post, 1, stage="rejected", status="rejected", reason="shifts")
    applicant(scene, post, 2, hours=9, stage="rejected", status="rejected", reason="language")
    applicant(scene, post, 3, hours=12)
    files.write(scene.desk, tmp_path / "a.csv", "csv", language, View())
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as written:
        head, *told = csv.reader(written)
    place = head.index({"en": "Reason for rejection", "ja": "見送りの理由"}[language])
    assert [line[place] for line in told] == [words, {"en": "Language level", "ja": "語学力"}[language], ""]


def test_clash_over_the_reason_names_both(page: ApplicantsPage, scene: Scene) -> None:
    [application] = [one.id for one in scene.desk.cache.list("application")]
    sides = {name: f'"{value}"' for name, value in (("mine", "shifts"), ("theirs", "language"))}
    body = {"document": "application", "about": application, "path": "reason", "at": ago(1), **sides}
    scene.put(f"account:{scene.desk.account.id}", "conflict", identity("conflict"), body)
    [dispute] = disputes(scene.desk.cache, "en")
    [case] = dispute.cases
    assert "".join(part.text for part in case.mine) == "Shifts do not fit"
    assert "".join(part.text for part in case.theirs) == "Language level"


@pytest.fixture
def window(scene: Scene, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    """A whole window, with one applicant."""
    applicant(scene, job(scene), 1)
    made = open_window(scene, "company", tmp_path, qtbot, "applicants")
    yield made
    page = made.page("applicants")
    assert isinstance(page, ApplicantsPage)
    page.toast.dismiss()
    made.close()


def test_way_leads_from_a_rejection_of_many_to_the_list(window: Window, scene: Scene, qtbot: QtBot) -> None:
    page = window.page("applicants")
    assert isinstance(page, ApplicantsPage)
    page.list.picking.everyone()
    asking = page.bulking.panel.asking
    assert scene.commands.run("applicants.take")
    qtbot.waitUntil(asking.isVisible)
    assert not asking.change.isVisible()
    assert scene.commands.run("applicants.reject")
    qtbot.waitUntil(asking.change.isVisible)
    asking.change.click()
    found = window.page("company")
    assert isinstance(found, CompanyPage)
    qtbot.waitUntil(lambda: found.isVisible() and found.reasons.new.hasFocus())


def test_way_leads_from_a_rejection_to_the_list(window: Window, scene: Scene, qtbot: QtBot) -> None:
    page = window.page("applicants")
    assert isinstance(page, ApplicantsPage)
    qtbot.waitUntil(lambda: page.detail.opened is not None)
    assert scene.commands.run("applicants.reject")
    assert page.detail.panels.reasons.change.isVisible()
    page.detail.panels.reasons.change.click()
    found = window.page("company")
    assert isinstance(found, CompanyPage)
    qtbot.waitUntil(lambda: found.isVisible() and found.reasons.new.hasFocus())
