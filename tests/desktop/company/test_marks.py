"""Taking an application and labelling it: what is pressed and typed becomes cache and outbox rows, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import documents, overlays, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import conflicts
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.marks import FORMER, marks
from izanau_desktop.company import words
from izanau_desktop.company.applicants.columns import COLUMNS
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.board.cards import CardTold
from izanau_desktop.exporting import applicants as exporting
from izanau_desktop.widgets.plain import Chip
from izanau_protocol import canonical, ids
from izanau_protocol.problems import Refused
from izanau_protocol.rules import labels
from tests.desktop.company.conftest import shown
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, identity, job
from tests.desktop.keyboard import AtKeyboard, open_window

ME = ids.membership_id(COMPANY, identity("account"))
AKI = ids.membership_id(COMPANY, identity("colleague"))


def member(scene: Scene, place: str, account: str, name: str, role: str = "recruiter") -> None:
    """Somebody who works at the company."""
    body = {"company": COMPANY, "member": account, "name": name, "role": role}
    scene.put(f"company:{COMPANY}", "membership", place, body)


@pytest.fixture
def mine(scene: Scene) -> str:
    """An application that nobody has taken; another has a label."""
    scene.desk.cache.set_note(applicants_job="*")
    member(scene, ME, identity("account"), "Ken Mori")
    member(scene, AKI, identity("colleague"), "Aki Sato")
    post = job(scene)
    applicant(scene, post, 2, hours=9, labels=labels.changed({}, ["Portfolio", "Night shift"]))
    return applicant(scene, post, 1)


@pytest.fixture
def page(scene: Scene, mine: str, qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The page, shown, with its first applicant opened."""
    made = shown(scene, qtbot)
    yield made
    made.toast.dismiss()


def held(scene: Scene, application: str) -> tuple[object, tuple[str, ...]]:
    """Who has taken an application, and its labels."""
    found = scene.desk.cache.get("application", application)
    assert found is not None
    return found.body.get("owner"), labels.texts(found.body)


def chips(page: ApplicantsPage) -> list[str]:
    """The labels under the name."""
    return [one.text() for one in page.detail.labels.findChildren(Chip) if not one.isHidden()]


def test_taken_applicant_is_yours_until_it_is_taken_back(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    assert page.detail.owner.isHidden()
    assert scene.commands.run("applicants.take")
    qtbot.waitUntil(lambda: page.detail.owner.text() == "Yours")
    assert held(scene, mine)[0] == ME
    assert [row.state for row in scene.outbox()] == ["held"]
    qtbot.waitUntil(lambda: not scene.commands.run("applicants.take"))
    assert scene.commands.run("applicants.undo")
    qtbot.waitUntil(lambda: page.detail.owner.isHidden())
    assert (held(scene, mine)[0], scene.outbox()) == (None, ())


def test_colleague_who_is_given_an_applicant_is_named(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    names = [one.text() for one in page.detail.colleagues.actions()]
    assert names == ["Nobody", "Aki Sato", "Ken Mori"]
    page.detail.colleagues.actions()[1].trigger()
    qtbot.waitUntil(lambda: page.detail.owner.text() == "Taken by Aki Sato")
    assert held(scene, mine)[0] == AKI
    qtbot.waitUntil(lambda: page.detail.colleagues.actions()[1].isChecked())
    page.detail.colleagues.actions()[0].trigger()
    qtbot.waitUntil(lambda: page.detail.owner.isHidden())
    assert held(scene, mine)[0] is None


def test_claim_of_a_colleague_is_told_beside_the_own_one(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    """Of who is open, too: as the site has it, and as long as it is not settled whose they are."""
    found = scene.desk.cache.get("application", mine)
    assert found is not None
    scene.put(found.scope, "application", mine, {**found.body, "owner": AKI}, seq=2)
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: page.detail.owner.text() == "Taken by Aki Sato")

    def clash(connection: Connection) -> None:
        row = documents.stored(connection, found.scope, "application", mine)
        overlays.put(connection, row, identity("conflict"), ("owner",), ME)
        documents.put(connection, replace(row, mine=trees.spelled({**found.body, "owner": ME})))

    scene.desk.cache.change(clash)
    scene.background.changed.emit(frozenset({"application"}), None)
    told = "Yours, also taken by Aki Sato"
    qtbot.waitUntil(lambda: page.detail.owner.text() == told)
    model = page.list.list.model

    def subtitles() -> list[str]:
        rows = (model.row(place) for place in range(model.rowCount()))
        own = (one for one in rows if one is not None and one.id == mine)
        return [words.applicant_row(one, page.list.head, "en").subtitle for one in own]

    qtbot.waitUntil(lambda: any(one.startswith(told) for one in subtitles()))


def test_row_card_and_file_say_who_has_taken_an_applicant(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot, tmp_path: Path
) -> None:
    post = job(scene)
    applicant(scene, post, 3, hours=20, owner=AKI)
    applicant(scene, post, 4, hours=30, owner=ME)
    applicant(scene, post, 5, hours=40, owner=identity("gone"))
    scene.background.changed.emit(frozenset({"application"}), None)
    told = ["", "", "Taken by Aki Sato", "Yours", "Taken by a former member"]

    def begun() -> list[str]:
        rows = [page.list.list.model.row(at) for at in range(page.list.list.model.rowCount())]
        return [words.taken(row, page.list.head) for row in rows if row is not None]

    qtbot.waitUntil(lambda: begun() == told)
    row = page.list.list.model.row(2)
    assert row is not None
    assert words.applicant_row(row, page.list.head, "en").subtitle.startswith("Taken by Aki Sato · ")
    assert CardTold("en", page.list.head).row(row).subtitle.startswith("Taken by Aki Sato · ")
    exporting.write(scene.desk, tmp_path / "people.csv", "csv", "en", View(), ["owner"])
    written = (tmp_path / "people.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[1].strip('"') for line in written] == ["Taken by", "", "", "Aki Sato", "Ken Mori", ""]


def test_row_card_table_and_file_name_the_labels(page: ApplicantsPage, scene: Scene, tmp_path: Path) -> None:
    (column,) = [one for one in COLUMNS if one.id == "labels"]
    card = CardTold("en", page.list.head)
    told = []
    for place in range(page.list.list.model.rowCount()):
        row = page.list.list.model.row(place)
        assert row is not None
        lines = words.applicant_row(row, page.list.head, "en").subtitle, card.row(row).subtitle
        told.append((column.text(row, card), *(line.startswith("Night shift, Portfolio · ") for line in lines)))
    assert told == [("", False, False), ("Night shift, Portfolio", True, True)]
    exporting.write(scene.desk, tmp_path / "people.csv", "csv", "en", View(), ["labels"])
    written = (tmp_path / "people.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[1].strip('"') for line in written] == ["Labels", "", "Portfolio; Night shift"]


def test_label_is_typed_chosen_and_taken_off_by_keys(
    page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot
) -> None:
    assert scene.commands.run("applicants.labels")
    panel = page.detail.panels.labels
    qtbot.waitUntil(lambda: page.window().focusWidget() is panel.field)
    qtbot.waitUntil(lambda: {chip.text() for chip in panel.chips()} == {"Portfolio", "Night shift"})
    QTest.keyClicks(panel.field, "portf")
    assert [chip.text() for chip in panel.chips()] == ["Portfolio"]
    QTest.keyClick(panel.chips()[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: chips(page) == ["Portfolio"])
    panel.field.clear()
    QTest.keyClicks(panel.field, "NIGHT  shift")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chips(page) == ["Portfolio", "Night shift"])
    QTest.keyClick(panel.chips()[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: chips(page) == ["Night shift"])
    assert held(scene, mine)[1] == ("Night shift",)
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not panel.isVisible())


def test_word_typed_right_after_the_key_is_a_label(scene: Scene, mine: str, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(scene, "company", tmp_path, qtbot, "applicants")
    keyboard = AtKeyboard(scene, window)
    detail = keyboard.page("applicants", ApplicantsPage).detail
    qtbot.waitUntil(lambda: detail.opened is not None)
    keyboard.write("Le")  # in one go: nothing that was asked is answered between
    labelling = detail.panels.labels
    keyboard.settle()
    assert (labelling.field.text(), keyboard.focus()) == ("e", labelling.field)
    assert scene.outbox() == ()
    keyboard.press(Qt.Key.Key_Backspace)
    assert {chip.text() for chip in labelling.chips()} == {"Portfolio", "Night shift"}


def test_label_that_is_too_long_says_so_beside_it(page: ApplicantsPage, scene: Scene, mine: str, qtbot: QtBot) -> None:
    scene.commands.run("applicants.labels")
    panel = page.detail.panels.labels
    qtbot.waitUntil(panel.isVisible)
    panel.field.setText("x" * 41)
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert "40" in panel.problem.text()
    assert panel.field.text() == "x" * 41
    assert scene.outbox() == ()


def test_application_is_given_to_no_one_who_left(scene: Scene, mine: str) -> None:
    with pytest.raises(Refused, match="not_a_member"):
        scene.desk.give(mine, ids.membership_id(COMPANY, identity("gone")))
    assert scene.outbox() == ()


def test_application_is_given_to_nobody_who_does_not_see_it(scene: Scene, mine: str) -> None:
    managers = [identity("manager", number) for number in range(2)]
    rin, sora = (ids.membership_id(COMPANY, one) for one in managers)
    for place, account, name in zip((rin, sora), managers, ("Rin Manager", "Sora Elsewhere"), strict=True):
        member(scene, place, account, name, "hiring_manager")
    job(scene, managers=managers[:1])
    found = scene.desk.cache.get("application", mine)
    assert found is not None
    assert [one.name for one in marks(scene.desk.cache, found).team] == ["Aki Sato", "Ken Mori", "Rin Manager"]
    with pytest.raises(Refused, match="not_a_member"):
        scene.desk.give(mine, sora)
    scene.desk.give(mine, rin)
    assert held(scene, mine)[0] == rin


def test_reviewer_may_take_but_an_interviewer_may_not(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    for role, may in (("reviewer", True), ("interviewer", False)):
        scene.desk.cache.set_note(role=role)
        scene.desk.look_up()
        for deed in ("take", "give", "labels"):
            assert scene.commands[f"applicants.{deed}"].condition() is may


@pytest.mark.parametrize(("kind", "name"), [("application", "Taken by"), ("task", "For")])
def test_clash_over_the_owner_names_both_colleagues(scene: Scene, mine: str, kind: str, name: str) -> None:
    task: dict[str, object] = {"company": COMPANY, "text": "Call", "owner": AKI}
    about = mine if kind == "application" else scene.put(f"applicants:{COMPANY}", "task", identity("task"), task)
    sides = {"mine": canonical.encode_value(ME), "theirs": canonical.encode_value(AKI)}
    body = {"document": kind, "about": about, "path": "owner", "at": ago(1), **sides}
    body["base"] = canonical.encode_value(ids.membership_id(COMPANY, identity("gone")))
    scene.put(f"account:{identity('account')}", "conflict", identity("conflict"), body)
    [case] = conflicts.disputes(scene.desk.cache, "en")[0].cases
    told = [case.base, *("".join(part.text for part in side) for side in (case.mine, case.theirs))]
    assert (case.name, told) == (name, [FORMER.en, "Ken Mori", "Aki Sato"])


def test_clash_over_the_job_of_a_view_names_both_jobs(scene: Scene) -> None:
    one, other = (job(scene, number, title={"en": title}) for number, title in enumerate(("Tester", "Cook")))
    view = scene.put(
        f"applicants:{COMPANY}", "view", identity("view"), {"company": COMPANY, "name": "Mine", "job": other}
    )
    sides = {"mine": canonical.encode_value(one), "theirs": canonical.encode_value(other)}
    body = {"document": "view", "about": view, "path": "job", "at": ago(1), **sides}
    scene.put(f"account:{identity('account')}", "conflict", identity("conflict"), body)
    [case] = conflicts.disputes(scene.desk.cache, "en")[0].cases
    assert ["".join(part.text for part in side) for side in (case.mine, case.theirs)] == ["Tester", "Cook"]
