"""Deeds on many applicants: summed up before, reported after, undone as a whole."""

from __future__ import annotations

import random
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from izanau_desktop import bulk
from izanau_desktop.cache import documents, outbox
from izanau_desktop.cache.reads.chosen import Chosen
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.desk import Desk
from izanau_desktop.shared.outbox import OutboxPage
from izanau_desktop.widgets.plain import Card
from izanau_protocol import canonical, ids
from izanau_protocol.problems import Refused
from izanau_protocol.rules import labels
from izanau_protocol.visibility import blind
from tests.desktop.company.conftest import shown
from tests.desktop.company.picked import (
    CTRL,
    SHIFT,
    choose,
    click,
    name,
    press,
    reject,
    stages,
    summed_up,
    whole,
)
from tests.desktop.company.prepared import prepare
from tests.desktop.company.scene import COMPANY, Scene, applicant, identity, job, member


def test_each_advances_to_the_stage_after_theirs(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    assert page.bulking.bar.text == "5 chosen"
    assert summed_up(page, qtbot, "advance") == "Move 4 applicants to the next stage?"
    asking = page.bulking.panel.asking
    assert "Tester: 2, Cook: 2" in asking._lines.words
    assert "Screening: 2" in asking._lines.words
    assert asking._left.text == "Left out: 1\nNo stage follows theirs: 1 (" + name(page, 4) + ")"
    assert not scene.outbox()
    QTest.keyClick(asking.yes, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(scene.outbox()) == 4)
    assert stages(scene, people) == ["screening", "interview", "screening", "final", "hired"]
    assert {row.state for row in scene.outbox()} == {"held"}
    qtbot.waitUntil(lambda: page.bulking.panel.report.isVisible())
    assert page.bulking.panel.report.title.text() == page.toast.text == "Done for 4 applicants"
    assert "No stage follows theirs: 1" in page.bulking.panel.report._lines.text


def test_undo_takes_all_of_it_back_in_one_go(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    before = whole(scene)
    prepare(scene)
    press(page, Qt.Key.Key_A, CTRL)
    reject(page, qtbot)
    qtbot.waitUntil(page.toast.can_undo)
    assert stages(scene, people) == ["rejected"] * 5
    assert scene.commands.run("applicants.undo")
    qtbot.waitUntil(lambda: page.toast.text == "Taken back for 5 applicants")
    assert whole(scene) == before
    assert not scene.outbox()
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == 5 and page.detail.isVisible())


def test_rejection_asks_the_reason_and_writes_to_each_in_their_language(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    prepare(scene)
    speaks = {"l1": {"language": "ja", "native": True, "position": "V"}}
    for number, body in (
        (1, {"name": {"full": "Ann Oak"}}),
        (2, {"name": {"full": "Hanako Ono"}, "languages": speaks}),
    ):
        scene.put(f"applicants:{COMPANY}", "profile", ids.profile_id(identity("account", number)), body, seq=2)
    click(page, 0)
    click(page, 1, SHIFT)
    assert summed_up(page, qtbot, "reject") == "Reject 2 applicants?"
    asking = page.bulking.panel.asking
    assert "Messages · " in asking._lines.words
    QTest.keyClick(asking, Qt.Key.Key_Return)
    assert asking.problem.text() == "Choose a reason."
    QTest.keyClick(asking.reasons, Qt.Key.Key_2)
    QTest.keyClick(asking, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(scene.outbox()) == 2)
    texts = [patch["text"] for kind, _, patch in scene.patches() if kind == "message"]
    assert sorted(one.split(" ")[0] for one in texts) == ["Dear", "Hanako"]
    assert all(sorted(row.kinds) == ["application", "message"] for row in scene.outbox())
    assert [patch["reason"] for kind, _, patch in scene.patches() if kind == "application"] == ["experience"] * 2
    qtbot.waitUntil(lambda: page.toast.text.endswith("the messages go out in ten seconds"))


def test_rejection_goes_without_a_message_where_none_is_wanted(
    page: ApplicantsPage, scene: Scene, qtbot: QtBot
) -> None:
    prepare(scene)
    press(page, Qt.Key.Key_A, CTRL)
    summed_up(page, qtbot, "reject")
    asking = page.bulking.panel.asking
    asking.letters.setCurrentIndex(asking.letters.findData(""))
    asking.letters.activated.emit(asking.letters.currentIndex())
    qtbot.waitUntil(lambda: "No message of yours goes out" in asking._lines.words)
    QTest.keyClick(asking.reasons, Qt.Key.Key_1)
    QTest.keyClick(asking, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(scene.outbox()) == 5)
    assert {row.kinds for row in scene.outbox()} == {("application",)}


def test_prepared_message_goes_with_an_advance_where_one_is_chosen(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    prepare(scene)
    prepare(scene, 1, use="advance", text={"en": "{job}: you come to {stage}."})
    press(page, Qt.Key.Key_A, CTRL)
    summed_up(page, qtbot, "advance")
    asking = page.bulking.panel.asking
    assert [asking.letters.itemText(at) for at in range(asking.letters.count())] == ["Thanks 1", "No message"]
    assert asking.letters.currentText() == "No message"
    assert not asking.reasons.isVisible()
    asking.letters.setCurrentIndex(0)
    asking.letters.activated.emit(0)
    qtbot.waitUntil(lambda: "Messages · English: 4" in asking._lines.words)
    assert asking._sample.words == "Tester: you come to Screening."
    asking.finish()
    qtbot.waitUntil(lambda: len(scene.outbox()) == 4)
    assert stages(scene, people) == ["screening", "interview", "screening", "final", "hired"]
    texts = sorted(patch["text"] for kind, _, patch in scene.patches() if kind == "message")
    assert texts == [f"{one}." for one in ("Cook: you come to Final interview", "Cook: you come to Screening",
                     "Tester: you come to Interview", "Tester: you come to Screening")]  # fmt: skip
    qtbot.waitUntil(lambda: page.toast.text.endswith("the messages go out in ten seconds"))


def test_summary_is_put_away_at_once_for_another_deed(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    summed_up(page, qtbot, "reject")
    asking = page.bulking.panel.asking
    assert scene.commands.run("applicants.advance")
    assert not asking.isVisible()
    qtbot.waitUntil(lambda: asking.title.text() == "Move 4 applicants to the next stage?")


def test_message_to_the_hidden_names_nobody(scene: Scene, qtbot: QtBot) -> None:
    scene.desk.cache.set_note(applicants_job="*")
    prepare(scene)
    post = job(scene, blind=True)
    both = [applicant(scene, post, number) for number in (1, 2)]
    page = shown(scene, qtbot)
    press(page, Qt.Key.Key_A, CTRL)
    reject(page, qtbot)
    qtbot.waitUntil(lambda: len(scene.outbox()) == 2)
    texts = [patch["text"] for kind, _, patch in scene.patches() if kind == "message"]
    assert all(one.startswith(("Dear applicant,", "応募者 様")) for one in texts)
    qtbot.waitUntil(page.toast.can_undo)
    press(page, Qt.Key.Key_A, CTRL)
    summed_up(page, qtbot, "reject")
    told = page.bulking.panel.asking._left.text
    assert all(blind.called(blind.code(one)).en in told for one in both)
    page.toast.dismiss()


def test_stage_of_one_job_leaves_the_others_out(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    own = {"stages": {"trial": {"name": {"en": "Trial day"}, "status": "interview", "position": "V"}}}
    job(scene, 1, title={"en": "Cook"}, **own)
    scene.background.changed.emit(frozenset({"job"}), None)
    qtbot.waitUntil(lambda: "trial" in page.list.head.stage_names("en"))
    press(page, Qt.Key.Key_A, CTRL)
    choose(page, qtbot, "stage", "Trial day")
    asking = page.bulking.panel.asking
    qtbot.waitUntil(lambda: asking.title.text() == "Move 2 applicants to this stage: Trial day?")
    assert "Their job has no such stage: 3" in asking._left.text
    asking.finish()
    qtbot.waitUntil(lambda: stages(scene, people) == ["new", "screening", "trial", "trial", "hired"])


def test_all_are_taken_given_and_left_to_nobody(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    mine = member(scene, identity("account"), "Olga Owner", "owner")
    rin = member(scene, identity("account", 90), "Rin Reader", "hiring_manager")
    job(scene, title={"en": "Tester"}, managers=[identity("account", 90)])
    asking = page.bulking.panel.asking

    def owners() -> list[Any]:
        found = [scene.desk.cache.get("application", one) for one in people]
        return [one.body.get("owner") if one else "" for one in found]

    press(page, Qt.Key.Key_A, CTRL)
    assert summed_up(page, qtbot, "take") == "Take 5 applicants?"
    asking.finish()
    qtbot.waitUntil(lambda: owners() == [mine] * 5)
    qtbot.waitUntil(lambda: not page.bulking.is_on)
    press(page, Qt.Key.Key_A, CTRL)
    choose(page, qtbot, "give", "Rin Reader")
    qtbot.waitUntil(lambda: asking.title.text() == "Give 3 applicants to Rin Reader?")
    assert "The colleague does not see applicants of their job: 2" in asking._left.text
    asking.finish()
    qtbot.waitUntil(lambda: owners() == [rin, rin, mine, mine, rin])
    qtbot.waitUntil(lambda: not page.bulking.is_on)
    press(page, Qt.Key.Key_A, CTRL)
    choose(page, qtbot, "give", "Nobody")
    qtbot.waitUntil(lambda: asking.title.text() == "Let 5 applicants be nobody’s?")
    asking.finish()
    qtbot.waitUntil(lambda: owners() == [None] * 5)


def test_label_goes_on_all_and_off_again(page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot) -> None:
    scene.desk.label(people[1], ["urgent"])

    def worn() -> list[tuple[str, ...]]:
        found = [scene.desk.cache.get("application", one) for one in people]
        return [labels.texts(one.body) if one else () for one in found]

    panel = page.bulking.panel
    for deed, told, many, after in (
        (panel.labels.finish, "Put the label urgent on 4 applicants?", 4, ("urgent",)),
        (panel.labels.take_off, "Take the label urgent off 5 applicants?", 5, ()),
    ):
        press(page, Qt.Key.Key_A, CTRL)
        assert scene.commands.run("applicants.labels")
        assert panel.labels.isVisible()  # at once: what is typed next is a label and no deed
        qtbot.waitUntil(lambda: [chip.text() for chip in panel.labels.chips()] == ["urgent"])
        panel.labels.field.setText("Ｕrgent")
        deed()
        qtbot.waitUntil(partial(lambda told: panel.asking.title.text() == told, told))
        assert ("Already so: 1" in panel.asking._left.text) == (many == 4)
        panel.asking.finish()
        qtbot.waitUntil(partial(lambda after: worn() == [after] * 5, after))
        qtbot.waitUntil(lambda: not page.bulking.is_on)


def test_waiting_conflict_and_withdrawal_are_left_out(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    sides = {"mine": canonical.encode_value("interview"), "theirs": canonical.encode_value("final")}
    clash = {"document": "application", "about": people[0], "path": "stage", **sides}
    scene.put(f"account:{identity('account')}", "conflict", identity("conflict"), clash)
    row = scene.desk.cache.get("application", people[1])
    assert row is not None
    scene.put(row.scope, "application", people[1], row.body | {"withdrawn": True}, seq=2)
    page.bulking._picking.chosen = Chosen(frozenset(people))
    assert summed_up(page, qtbot, "advance") == "Move 2 applicants to the next stage?"
    told = page.bulking.panel.asking._left.text
    assert "A conflict about it waits for your answer: 1" in told
    assert "Withdrew: 1" in told


def test_whoever_leaves_between_summary_and_deed_is_left_out(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    assert summed_up(page, qtbot, "advance") == "Move 4 applicants to the next stage?"
    scene.desk.cache.change(
        lambda connection: documents.remove(connection, f"applicants:{COMPANY}", "application", people[0])
    )
    page.bulking.panel.asking.finish()
    qtbot.waitUntil(lambda: page.toast.text == "Done for 3 applicants")
    assert "Not to be seen any more: 1" in page.bulking.panel.report._lines.text


@pytest.mark.parametrize("scene", ["reviewer"], indirect=True)
def test_role_that_writes_no_messages_rejects_without_one(
    page: ApplicantsPage, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    prepare(scene)
    press(page, Qt.Key.Key_A, CTRL)
    reject(page, qtbot)
    qtbot.waitUntil(lambda: len(scene.outbox()) == 5)
    assert {row.kinds for row in scene.outbox()} == {("application",)}


def test_deed_that_the_role_lost_meanwhile_is_done_to_nobody(scene: Scene, people: list[str]) -> None:
    scene.desk.cache.set_note(role="")
    scene.desk.look_up()
    outcome = bulk.do(scene.desk, bulk.Deed("advance"), people)
    assert (outcome.pushes, outcome.left) == ((), {"right": tuple(people)})


def test_deed_on_many_waits_while_the_lease_is_not_held(scene: Scene, people: list[str]) -> None:
    scene.desk.cache.set_note(last_sync="2001-01-01T00:00:00.000Z")
    with pytest.raises(Refused) as refused:
        bulk.do(scene.desk, bulk.Deed("advance"), people)
    assert [one.code for one in refused.value.problems] == ["lease_locked"]
    assert not scene.outbox()


def one_of_all(chance: random.Random, desk: Desk) -> bulk.Deed:
    """Any deed."""
    stage, word = (
        chance.choice(["screening", "interview", "rejected"]),
        chance.choice(["urgent", "later", "ＵＲＧＥＮＴ"]),
    )
    return chance.choice([
        bulk.Deed("advance"),
        bulk.Deed("stage", stage),
        bulk.Deed("reject", reason="skills", template=chance.choice(["", identity("template")])),
        bulk.Deed("give", chance.choice(["", desk.membership])),
        bulk.Deed("label", add=(word,)),
        bulk.Deed("label", remove=(word,)),
    ])  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_any_deed_taken_back_leaves_nothing_of_it(scene: Scene, people: list[str], seed: int) -> None:
    chance, desk = random.Random(seed), scene.desk
    prepare(scene)
    done = 0
    for _ in range(12):
        alone = chance.choice(people)
        if chance.random() < 0.5:
            desk.move(alone, chance.choice(["new", "interview", "final"]))
        elif chance.random() < 0.5:
            desk.label(alone, ["urgent"])
        else:
            desk.take(alone)
        before = whole(scene, since=False)
        outcome = bulk.do(desk, one_of_all(chance, desk), chance.sample(people, chance.randint(1, 5)))
        assert (whole(scene, since=False) != before) == bool(outcome.pushes)
        assert desk.cache.drop_all(outcome.pushes) == len(outcome.pushes)
        assert whole(scene, since=False) == before
        done += len(outcome.pushes)
    assert done > 12


def test_what_was_sent_meanwhile_is_not_taken_back(scene: Scene, people: list[str]) -> None:
    outcome = bulk.do(scene.desk, bulk.Deed("give", scene.desk.membership), people)
    scene.desk.cache.change(lambda connection: outbox.set_state(connection, 1, "sent"))
    assert scene.desk.cache.drop_all(outcome.pushes) == 4
    assert [row.id for row in scene.outbox()] == [outcome.pushes[0]]


def test_many_waiting_changes_are_sent_or_taken_back_as_one(scene: Scene, people: list[str], qtbot: QtBot) -> None:
    more = [applicant(scene, identity("job"), number) for number in range(10, 32)]
    bulk.do(scene.desk, bulk.Deed("label", add=("urgent",)), more)
    scene.desk.take(people[0])
    page = OutboxPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)

    def cards() -> list[str]:
        return [card.title.text() for card in page.findChildren(Card)]

    def click_on(words: str) -> None:
        next(one for one in page.findChildren(QPushButton) if one.text() == words).click()

    qtbot.waitUntil(lambda: cards() == ["22 × Labels of an application", "Whose an application is"])
    click_on("Send now")
    qtbot.waitUntil(lambda: sorted(row.state for row in scene.outbox()) == ["held", *["waiting"] * 22])
    qtbot.waitUntil(lambda: scene.background.wait(0) and len(cards()) == 2)
    click_on("Take all back")
    qtbot.waitUntil(lambda: cards() == ["Whose an application is"])
    assert [row.deed for row in scene.outbox()] == ["take"]
