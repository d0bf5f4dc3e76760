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
from izanau_desktop.cache.reads import conflicts
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.day import DayPage
from izanau_desktop.company.exports import ExportsPage
from izanau_desktop.company.team.activity import ActivityPage
from izanau_desktop.exporting import applicants as exporting
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
    qtbot.waitUntil(lambda: "Noted on" in words(made))
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
    [thread] = reads.conversations(scene.desk.cache)
    found = reads.applicant(scene.desk.cache, hidden)
    assert dispute.name.startswith(f"Application: Applicant {blind.code(hidden)}")
    assert (thread.name, thread.name_ja, thread.code) == ("", "", blind.code(hidden))
    told = repr((dispute, thread, found, reads.conversation(scene.desk.cache, thread.other)))
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
