"""Notes and stages name colleagues by their membership: with the name they have now, and who left as a former member."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import documents
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import company as reads
from izanau_desktop.command.applied import shown
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.widgets.timeline import Timeline
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, company, identity, job

HERE = identity("membership", 1)
LEFT = identity("membership", 2)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """A company whose applicant has a note and a step by a colleague, and one of each by somebody who left."""
    made = company(tmp_path)
    made.put(
        f"company:{COMPANY}", "membership", HERE, {"company": COMPANY, "member": HERE, "name": "Hana", "role": "owner"}
    )
    made.desk.cache.set_note(applicants_job="*")
    steps = {
        "t1": {"stage": "new", "at": ago(9), "position": "V"},
        "t2": {"stage": "screening", "at": ago(8), "by": HERE, "position": "W"},
        "t3": {"stage": "interview", "at": ago(7), "by": LEFT, "position": "X"},
    }
    one = applicant(made, job(made), 1, stage="interview", status="interview", trail=steps)
    for number, author in enumerate((HERE, LEFT)):
        note = {"application": one, "company": COMPANY, "text": "Call", "author": author, "at": ago(number + 1)}
        made.put(f"applicants:{COMPANY}", "note", identity("note", number), note)
    yield made
    made.close()


def test_window_names_colleagues_and_former_members(scene: Scene, qtbot: QtBot) -> None:
    page = ApplicantsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    named = {"Hana", "a former member"}  # the cards are built in turns
    qtbot.waitUntil(lambda: named <= {one.text() for one in page.detail.findChildren(QLabel)})
    qtbot.waitUntil(lambda: bool(page.detail.findChildren(Timeline)))
    steps = [step.detail for line in page.detail.findChildren(Timeline) for step in line.steps]
    assert steps == ["", "Hana", "a former member"]


@pytest.mark.parametrize(("language", "words"), [("en", "a former member"), ("ja", "退任したメンバー")])
def test_command_names_colleagues_and_former_members(scene: Scene, language: str, words: str) -> None:
    cache = scene.desk.cache
    history = shown(cache, cache.list("application")[0], language)["history"]
    assert [step.get("by") for step in history] == [None, "Hana", words]


def test_colleague_who_leaves_is_a_former_member_at_once(scene: Scene) -> None:
    cache = scene.desk.cache

    def leave(connection: Connection) -> None:
        documents.remove(connection, f"company:{COMPANY}", "membership", HERE)

    cache.change(leave)
    found = reads.applicant(cache, cache.list("application")[0].id)
    assert found is not None
    assert [note.author and note.author.name for note in found.notes] == ["", ""]
    assert [step.by and step.by.name for step in found.trail] == [None, "", ""]
