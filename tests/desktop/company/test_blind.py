"""Blind review: who an applicant is stands in no place that the company looks at, until somebody unblinds them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.cache.reads import company as reads
from izanau_desktop.cache.reads import conflicts, spoken, talks
from izanau_desktop.cache.reads import day as days
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.day import DayPage
from izanau_desktop.company.exports import ExportsPage
from izanau_desktop.company.team.activity import ActivityPage
from izanau_desktop.exporting import applicants as exporting
from izanau_desktop.shared.deeds import Done
from izanau_desktop.widgets.turns import Turns
from izanau_protocol import canonical, codes, ids
from izanau_protocol.visibility import blind
from tests.desktop.company.conftest import conversations, shown
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, identity, job

CANARIES = ("Canary", "カナリア", "かなりあ", "Vanuatu", "VU", "1911", "person1@mail.example")
"""What stands in the profile of the hidden: names, reading, school, citizenship, birthday; and the address."""
PERSON = {
    "name": {"full": "Canary Fullname", "native": "かなりあ", "reading": "カナリア", "family": "Canaryfamily"},
    "birthday": "1911-11-11",
    "citizenship": ["VU"],
    "residence": "JP",
    "education": {"e1": {"school": "Canary School", "field": "Fine arts", "start": "2001-04", "position": "V"}},
    "languages": {"l1": {"language": "ja", "level": "JLPT N2", "position": "V"}},
}


@pytest.fixture
def hidden(scene: Scene) -> str:
    """An application under blind review, with a message, a note and a clash about it; and one that is not."""
    scene.desk.cache.set_note(applicants_job="*")
    post = job(scene, blind=True)
    applicant(scene, job(scene, 1), 2, hours=40)
    found = applicant(scene, post, 1, hours=1)
    seeker, scope = ids.profile_id(identity("account", 2)), f"applicants:{COMPANY}"
    scene.put(scope, "profile", seeker, PERSON, seq=2)
    body = {
        "company": COMPANY,
        "seeker": seeker,
        "application": found,
        "sender": "seeker",
        "text": "Hello",
        "at": ago(1),
    }
    scene.put(scope, "message", identity("message"), body | {"name": "Canary Fullname"})
    letter = {"company": COMPANY, "use": "reject", "name": "Thanks", "text": {"en": "Dear {name}, {company}"}}
    scene.put(f"company:{COMPANY}", "template", identity("template"), letter)
    sides = {"mine": canonical.encode_value("interview"), "theirs": canonical.encode_value("final")}
    clash = {"document": "application", "about": found, "path": "stage", "at": ago(1), **sides}
    scene.put(f"account:{identity('account')}", "conflict", identity("conflict"), clash)
    return found


@pytest.fixture
def page(scene: Scene, hidden: str, qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The page, shown, with the hidden applicant opened."""
    made = shown(scene, qtbot)
    assert made.detail.opened is not None
    assert made.detail.opened.applicant.row.id == hidden
    yield made
    made.toast.dismiss()


def words(whole: QWidget) -> str:
    """All that a window shows, tells assistive technology, or says under the pointer."""
    found: list[str] = []
    for one in (whole, *whole.findChildren(QWidget)):
        found += [one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.windowTitle()]
        for name in ("text", "title", "placeholderText", "toPlainText", "currentText"):
            asked = getattr(one, name, None)
            found.append(str(asked() if callable(asked) else ""))
        if isinstance(one, QAbstractItemView):
            found += list(_cells(one.model()))
    found += [f"{action.text()} {action.toolTip()}" for action in whole.findChildren(QAction)]
    return "\n".join(found)


def _cells(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()  # Qt keeps that of a list private
    for row in range(model.rowCount()):
        for column in range(columns):
            index = model.index(row, column)
            roles = (*range(int(Qt.ItemDataRole.UserRole) + 4), *model.roleNames())
            yield from (repr(model.data(index, role)) for role in roles)


def _exports(scene: Scene, qtbot: QtBot) -> QWidget:
    exporting.write(scene.desk, Path(str(scene.desk.folder)) / "a.csv", "csv", "en", View())
    made = ExportsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: "a.csv" in words(made))
    return made


def _activity(scene: Scene, qtbot: QtBot) -> QWidget:
    (found,) = scene.desk.cache.list("application", job=identity("job", 0))
    note = {"application": found.id, "company": COMPANY, "text": "Call", "author": identity("someone"), "at": ago(1)}
    scene.put(f"applicants:{COMPANY}", "note", identity("note", 9), note)
    made = ActivityPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: "Note · " in words(made))
    return made


def _day(scene: Scene, qtbot: QtBot) -> QWidget:
    made = DayPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1000, 1100)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: "Hello" in words(made))  # the message that waits for an answer
    return made


def _is_told(page: ApplicantsPage, told: str) -> bool:
    return told in words(page.toast)


PLACES: dict[str, Callable[[Scene, QtBot], QWidget]] = {
    "applicants": shown,
    "messages": conversations,
    "exports": _exports,
    "activity": _activity,
    "day": _day,
}


@pytest.mark.parametrize("place", PLACES)
def test_place_names_nothing_of_who_is_hidden(scene: Scene, hidden: str, qtbot: QtBot, place: str) -> None:
    made = PLACES[place](scene, qtbot)
    qtbot.waitUntil(lambda: not any(one.is_building for one in made.findChildren(Turns)))
    told = words(made)
    assert [one for one in CANARIES if one in told] == []
    assert place == "exports" or f"Applicant {blind.code(hidden)}" in told


def test_deeds_and_panels_call_the_hidden_by_their_code(
    page: ApplicantsPage, scene: Scene, hidden: str, qtbot: QtBot
) -> None:
    told = {"take": "yours now", "advance": "Screening"}
    for deed in ("note", "message", "labels", "unblind", "reject", "take", "advance"):
        assert scene.commands.run(f"applicants.{deed}")
        if deed in told:
            qtbot.waitUntil(partial(_is_told, page, f"Applicant {blind.code(hidden)}: {told[deed]}"))
        assert [one for one in CANARIES if one in words(page)] == []
        assert deed != "reject" or "Dear applicant" in words(page)


def test_file_of_applicants_holds_nothing_of_who_is_hidden(scene: Scene, hidden: str, tmp_path: Path) -> None:
    file = tmp_path / "applicants.csv"
    exporting.write(scene.desk, file, "csv", "ja", View())
    raw = file.read_text(encoding="utf-8-sig")
    assert [one for one in CANARIES if one in raw] == []
    rows = {row["ID"]: row for row in csv.DictReader(raw.splitlines())}
    assert rows[hidden]["氏名"] == f"応募者 {blind.code(hidden)}"
    assert "Fine arts" in rows[hidden]["学歴"]


def test_file_of_a_table_holds_nothing_of_who_is_hidden(scene: Scene, hidden: str, tmp_path: Path) -> None:
    file = tmp_path / "applicants.csv"
    exporting.write(scene.desk, file, "csv", "en", View(), [*codes.table("applicant_column"), "reading", "email"])
    raw = file.read_text(encoding="utf-8-sig")
    assert [one for one in CANARIES if one in raw] == []
    rows = {row["ID"]: row for row in csv.DictReader(raw.splitlines())}
    assert rows[hidden]["Name"] == f"Applicant {blind.code(hidden)}"
    assert rows[hidden]["Stage"] == "New"


def test_clash_and_thread_call_the_hidden_by_their_code(scene: Scene, hidden: str) -> None:
    [dispute] = conflicts.disputes(scene.desk.cache, "en")
    [thread] = talks.conversations(scene.desk.cache).threads
    found = reads.applicant(scene.desk.cache, hidden)
    assert dispute.name.startswith(f"Application: Applicant {blind.code(hidden)}")
    assert (thread.name, thread.name_ja, thread.code) == ("", "", blind.code(hidden))
    told = repr((dispute, thread, found, talks.conversation(scene.desk.cache, thread.other, thread.application)))
    assert [one for one in CANARIES if one in told] == []


@pytest.fixture
def known_too(scene: Scene, hidden: str) -> str:
    """The application of the same person to a job that hides nobody, with a letter that names them and a later question."""
    post, seeker = job(scene, 2, title={"en": "Cook"}), ids.profile_id(identity("account", 2))
    found = ids.application_id(post, seeker, 1)
    about = {"seeker": seeker, "company": COMPANY}
    body = {**about, "job": post, "stage": "new", "status": "applied", "applied": ago(9)}
    scene.put(f"applicants:{COMPANY}", "application", found, body)
    letters = (("company", "Dear Canary Fullname", 8), ("seeker", "May I cook?", 0.5))
    for number, (sender, text, hours) in enumerate(letters, 20):
        letter = {**about, "application": found, "sender": sender, "text": text, "at": ago(hours)}
        scene.put(f"applicants:{COMPANY}", "message", identity("message", number), letter)
    return found


def test_letter_stands_with_the_application_that_it_is_about(
    page: ApplicantsPage, scene: Scene, hidden: str, known_too: str, qtbot: QtBot
) -> None:
    letters = {known_too: "Dear Canary Fullname", hidden: "Hello"}

    def of(application: str) -> str:
        """All that is written there, once it is there alone: else the one would tell who the other is."""
        page.show_document(application)
        qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id == application)
        alone = [letter for one, letter in letters.items() if one == application]
        qtbot.waitUntil(lambda: [one for one in letters.values() if one in words(page.detail)] == alone)
        qtbot.waitUntil(lambda: not any(part.is_building for part in page.detail.findChildren(Turns)))
        return words(page.detail)

    assert "May I cook?" in of(known_too)
    seen = of(hidden)
    assert [one for one in (*CANARIES, "May I cook?") if one in seen] == []


def test_conversations_of_the_hidden_and_the_known_are_two(
    scene: Scene, hidden: str, known_too: str, qtbot: QtBot
) -> None:
    page = conversations(scene, qtbot)
    by_key = {row.id: row for row in page.list.model.rows}
    assert [row.title for row in by_key.values()] == ["Canary Fullname", f"Applicant {blind.code(hidden)}"]
    assert page.talk is not None
    assert (page.talk.application, [one.text for one in page.talk.messages]) == (
        known_too,
        ["Dear Canary Fullname", "May I cook?"],
    )
    page.list.step(1)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.application == hidden)
    assert [one.text for one in page.talk.messages] == ["Hello"]
    assert page.talk.title != {"en": "Cook"}
    assert [one for one in (*CANARIES, "cook") if one in repr(page.talk)] == []
    page.search.set_text("Canary")
    qtbot.waitUntil(lambda: [row.title for row in page.list.model.rows] == ["Canary Fullname"])


@pytest.mark.parametrize("many", [1_000, 0])
def test_name_in_a_letter_does_not_find_the_hidden(
    scene: Scene, hidden: str, known_too: str, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(spoken, "MANY", many)
    found = scene.desk.cache.get("message", identity("message"))
    assert found is not None
    letter = {
        **found.body,
        "sender": "company",
        "name": "",
        "text": "Dear Canary Fullname, we meet upstairs",
        "at": ago(0.2),
    }
    scene.put(found.scope, "message", identity("letter"), letter)
    both = [hidden, known_too]

    def keys(words: str) -> list[str]:
        return [one.key for one in talks.conversations(scene.desk.cache, words).threads if one.key in both]

    assert keys("canary") == keys("fullname") == [known_too]
    if many:
        assert keys("upstairs") == keys("we up") == keys(f"applicant {blind.code(hidden)}") == [hidden]


def test_answer_begun_to_the_hidden_stays_with_that_conversation(
    scene: Scene, hidden: str, known_too: str, qtbot: QtBot
) -> None:
    page = conversations(scene, qtbot)
    page.list.step(1)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.application == hidden)
    QTest.keyClicks(page.composer.edit, "half")
    page.list.step(-1)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.application == known_too)
    assert page.composer.text() == ""
    again = conversations(scene, qtbot) if forget(scene) else page
    again.list.step(1)
    qtbot.waitUntil(lambda: again.composer.text() == "half")
    again.composer.finish()
    qtbot.waitUntil(again.toast.can_undo)
    [(_, _, patch)] = scene.patches()
    assert (patch["application"], patch["text"]) == (hidden, "half")
    again.toast.dismiss()


@pytest.mark.parametrize("meanwhile", ["page stays", "page is built anew"])
def test_answer_begun_to_the_hidden_is_there_once_known(
    scene: Scene, hidden: str, qtbot: QtBot, meanwhile: str
) -> None:
    page = conversations(scene, qtbot)
    assert page.talk is not None
    assert page.talk.key == hidden
    QTest.keyClicks(page.composer.edit, "half")
    scene.background.change(lambda: Done(frozenset({"application"}), scene.desk.unblind(hidden)), page)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.name == "Canary Fullname")
    if meanwhile == "page is built anew":
        forget(scene)
        page.hide()
        scene.background.wait()
        page = conversations(scene, qtbot)
    assert page.composer.text() == "half"
    page.composer.finish()
    qtbot.waitUntil(page.toast.can_undo)
    assert scene.desk.cache.drafts("application", hidden) == ()
    page.toast.undo()
    qtbot.waitUntil(lambda: page.composer.text() == "half")
    page.toast.dismiss()


def forget(scene: Scene) -> bool:
    """The page that was there is none for the commands any more."""
    for command in list(scene.commands):
        scene.commands.remove(command.id)
    return True


def test_day_tells_questions_of_the_hidden_and_the_known_apart(scene: Scene, hidden: str, known_too: str) -> None:
    found = {one.text: (one.name, one.code) for one in days.day(scene.desk.cache).talks}
    assert found == {"Hello": ("", blind.code(hidden)), "May I cook?": ("Canary Fullname", "")}


def test_message_ahead_of_its_application_names_nobody(scene: Scene) -> None:
    post, seeker, scope = job(scene, blind=True), ids.profile_id(identity("account", 2)), f"applicants:{COMPANY}"
    about = ids.application_id(post, seeker, 1)
    body = {"company": COMPANY, "seeker": seeker, "application": about, "sender": "seeker", "text": "Hello"}
    scene.put(scope, "profile", seeker, PERSON)
    scene.put(scope, "message", identity("message"), body | {"name": "Canary Fullname", "at": ago(1)})
    [talk] = days.day(scene.desk.cache).talks
    later = {"company": COMPANY, "seeker": identity("another"), "sender": "seeker", "text": "Later", "at": ago(0)}
    scene.put(scope, "message", identity("message", 2), later)
    [thread] = talks.conversations(scene.desk.cache, key=about, above=0).threads
    told = repr((talk, thread, talks.conversation(scene.desk.cache, thread.other, thread.application)))
    assert (talk.code, thread.code) == (blind.code(about), blind.code(about))
    assert [one for one in CANARIES if one in told] == []


def test_unblinded_applicant_is_known_by_name_and_it_is_noted(
    page: ApplicantsPage, scene: Scene, hidden: str, qtbot: QtBot
) -> None:
    assert scene.commands.run("applicants.unblind")
    qtbot.waitUntil(lambda: page.detail.panels.unblinding.isVisible())
    QTest.keyClick(page.detail.panels.unblinding, Qt.Key.Key_Return)
    told = ("Canary Fullname", "Canary School", "Vanuatu", "1911", "person1@mail.example", "Unblinded")
    qtbot.waitUntil(lambda: all(one in words(page.detail) for one in told))
    [row] = scene.outbox()
    assert (row.deed, row.state) == ("unblind", "waiting")
    assert scene.desk.cache.drop(row.id) == ()
    assert not scene.commands.run("applicants.unblind")


def test_unblinding_needs_a_yes_and_ends_with_escape(
    page: ApplicantsPage, scene: Scene, hidden: str, qtbot: QtBot
) -> None:
    assert scene.commands.run("applicants.unblind")
    QTest.keyClick(page.detail.panels.unblinding, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.detail.panels.isVisible())
    assert scene.outbox() == ()
    assert "Canary" not in words(page)


def test_conversation_with_the_hidden_is_found_by_their_code(scene: Scene, hidden: str) -> None:
    code, other = blind.code(hidden), blind.code("another")

    def found(words: str) -> bool:
        return bool(talks.conversations(scene.desk.cache, words=words).threads)

    for words in (f"Applicant {code}", f"applicant {code.lower()[:2]}", f"応募者 {code}", code, "applicant"):
        assert found(words), words
    assert not found(f"Applicant {other}")
