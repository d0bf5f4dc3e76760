"""The stages of a job in its editor: begun from the usual ones or another job's, named, moved, and kept while somebody is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.company.jobs.page import JobsPage
from izanau_desktop.company.jobs.stages import JobStages
from izanau_protocol import rules
from tests.desktop.company.jobs import body, opened, type_into
from tests.desktop.company.scene import Scene, applicant, identity, job

USUAL = ["new", "screening", "interview", "final", "offer", "hired", "rejected"]
OWN = {
    "talk": {"name": {"en": "Talk", "ja": "面談"}, "status": "interview", "position": "V"},
    "tryout": {"name": {"en": "Try-out", "ja": "実技"}, "status": "interview", "position": "W"},
}


@pytest.fixture
def page(scene: Scene, qtbot: QtBot) -> Iterator[JobsPage]:
    """A draft with the usual stages and a new applicant, open; another job has stages of its own."""
    job(scene, 1, stages=OWN, title={"en": "Cook"})
    made = opened(scene, qtbot)
    made.show_document(identity("job"))
    qtbot.waitUntil(lambda: made.editing.id == identity("job"))
    qtbot.waitUntil(lambda: bool(stages(made)._around.others))
    yield made
    made.toast.dismiss()


def stages(page: JobsPage) -> JobStages:
    """The stages in the editor."""
    (found,) = page.editor.findChildren(JobStages)
    return found


def order(scene: Scene) -> list[str]:
    """The stages of the job in the cache."""
    scene.background.wait()
    return [stage.id for stage in rules.stages(body(scene))]


def begin(page: JobsPage, words: str) -> None:
    """Choose what the stages are begun from."""
    found = stages(page)
    found.start.click()
    next(action for action in found.choices.actions() if action.text() == words).trigger()
    found.choices.close()


def test_job_without_stages_of_its_own_names_the_usual(page: JobsPage) -> None:
    assert "New → Screening → Interview" in stages(page).told.text()
    assert not stages(page).rows


def test_usual_stages_become_the_jobs_own(page: JobsPage, scene: Scene) -> None:
    begin(page, "The seven usual stages")
    assert list(stages(page).rows) == USUAL
    assert order(scene) == USUAL
    assert len(body(scene)["stages"]) == 7  # type: ignore[arg-type]  # a map


def test_stages_of_another_job_keep_those_where_somebody_is(page: JobsPage, scene: Scene) -> None:
    begin(page, "Cook")
    assert order(scene) == ["new", "talk", "tryout"]


def test_stage_is_named_and_added_before_the_end(page: JobsPage, scene: Scene) -> None:
    stages(page).add.click()
    found = order(scene)
    (added,) = set(found) - set(USUAL)
    assert found.index(added) == found.index("offer") - 1
    type_into(page, f"stages.{added}.name", "Trial day")
    scene.background.wait()
    row = next(stage for stage in rules.stages(body(scene)) if stage.id == added)
    assert (row.words.en, row.status) == ("Trial day", "in_review")


@pytest.mark.parametrize("at", ["name", "earlier", "remove"])
def test_alt_and_arrows_move_a_stage_with_its_focus(page: JobsPage, scene: Scene, at: str) -> None:
    begin(page, "The seven usual stages")
    row = stages(page).rows["final"]
    editor = row.name.editor if at == "name" else getattr(row, at)
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(scene)[1:4] == ["screening", "final", "interview"]
    assert list(stages(page).rows)[2] == "final"
    assert page.focusWidget() is editor
    QTest.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order(scene) == USUAL


def test_stage_where_somebody_is_cannot_be_removed(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    begin(page, "The seven usual stages")
    rows = stages(page).rows
    assert not rows["new"].remove.isEnabled()
    rows["final"].remove.click()
    assert order(scene) == [one for one in USUAL if one != "final"]
    applicant(scene, identity("job"), 2, stage="offer", status="offer")
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: not stages(page).rows["offer"].remove.isEnabled())


def test_stage_that_everybody_comes_to_stays_the_first(page: JobsPage, scene: Scene) -> None:
    begin(page, "Cook")
    rows = stages(page).rows
    assert [rows["new"].remove.isEnabled(), rows["new"].later.isEnabled()] == [False, False]
    assert [rows["talk"].earlier.isEnabled(), rows["tryout"].earlier.isEnabled()] == [False, True]
    for item, way in (("new", Qt.Key.Key_Down), ("talk", Qt.Key.Key_Up)):
        QTest.keyClick(rows[item].name.editor, way, Qt.KeyboardModifier.AltModifier)
        assert order(scene) == ["new", "talk", "tryout"]
    type_into(page, "stages.new.name", "Inbox")
    scene.background.wait()
    assert rules.stages(body(scene))[0].words.en == "Inbox"


def test_job_without_the_stage_of_arrival_says_that_it_stands_first(page: JobsPage, qtbot: QtBot) -> None:
    page.show_document(identity("job", 1))
    qtbot.waitUntil(lambda: list(stages(page).rows) == ["talk", "tryout"])
    assert stages(page).told.text().startswith("Whoever applies comes to “New” first. In this order;")
    begin(page, "The seven usual stages")
    assert stages(page).told.text().startswith("In this order;")


def test_names_stand_in_both_languages_and_go_with_their_stage(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    begin(page, "Cook")
    page.editor.both.setChecked(True)
    name = "stages.tryout.name"
    qtbot.waitUntil(lambda: page.editing.field(f"{name}@ja") is not page.editing.field(name))
    type_into(page, f"{name}@ja", "Taiken")
    scene.background.wait()
    names = {stage.id: stage.words for stage in rules.stages(body(scene))}
    assert (names["tryout"].en, names["tryout"].ja) == ("Try-out", "Taiken")
    stages(page).rows["tryout"].remove.click()
    assert order(scene) == ["new", "talk"]
    page.editor.both.setChecked(False)
    type_into(page, "title", "Night porter")
    scene.background.wait()
    assert "Night porter" in str(body(scene)["title"])


def test_stage_that_goes_while_both_languages_are_built_is_left_alone(page: JobsPage) -> None:
    begin(page, "Cook")
    steps = page.editor._languages.turn(on=True)
    stages(page).rows["tryout"].remove.click()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for _ in steps:
        pass
    assert "stages.talk.name" in page.editor._languages._pairs
    page.editor._languages.turn(on=False)


def test_change_of_stages_is_undone_like_any_edit(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    begin(page, "Cook")
    assert order(scene) == ["new", "talk", "tryout"]
    assert scene.commands.run("jobs.undo")
    qtbot.waitUntil(lambda: order(scene) == USUAL)
    qtbot.waitUntil(lambda: not stages(page).rows)
