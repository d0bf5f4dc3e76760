"""The form of a task beside what moves on meanwhile: colleagues who leave or change it, applicants who are walked past, keys pressed twice."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import Cache, apply
from izanau_desktop.cache.reads import tasks
from izanau_desktop.cache.reads.tasks import Choices
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.day import DayPage
from izanau_desktop.company.tasks.form import TaskForm
from izanau_protocol import wire
from tests.desktop.company.conftest import shown
from tests.desktop.company.scene import Scene, applicant, identity, job, member
from tests.desktop.company.test_day import shown as day_shown
from tests.desktop.company.test_tasks import SCOPE, lines, mine, on, pressed, put, told  # noqa: F401 - one is a fixture

pytestmark = pytest.mark.usefixtures("mine")


def opened(page: DayPage | ApplicantsPage, form: TaskForm, qtbot: QtBot, text: str) -> None:
    """Open the form of the task that is shown with this text."""
    qtbot.waitUntil(lambda: any(one.row.text == text for one in lines(page)))
    pressed(next(one for one in lines(page) if one.row.text == text), "Change")
    qtbot.waitUntil(lambda: form.isVisible() and form.fields["text"].text() == text)


def begun(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> TaskForm:
    """The form of a new task about whoever is shown."""
    form = page.detail.panels.task
    assert page.detail.opened is not None
    name = page.detail.opened.applicant.row.name
    assert scene.commands.run("applicants.task")
    qtbot.waitUntil(lambda: form.isVisible() and name in form.title.text())
    return form


def step(page: ApplicantsPage, scene: Scene, qtbot: QtBot, key: str) -> None:
    """Go on to another applicant."""
    assert page.detail.opened is not None
    before = page.detail.opened.applicant.row.id
    assert scene.commands.run(f"applicants.{key}")
    qtbot.waitUntil(lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id != before)


@pytest.fixture
def two(scene: Scene) -> list[str]:
    """Two applicants for a job."""
    scene.desk.cache.set_note(applicants_job="*")
    post = job(scene)
    return [applicant(scene, post, number, number) for number in (1, 2)]


def test_task_of_who_left_stays_theirs_when_changed(scene: Scene, mine: str, qtbot: QtBot) -> None:  # noqa: F811 - the fixture
    rin = member(scene, identity("rin"), "Rin", "hiring_manager")
    about = applicant(scene, job(scene), 1)
    put(scene, "Call the school", rin, application=about, job=job(scene))
    page = shown(scene, qtbot)
    form = page.detail.panels.task
    opened(page, form, qtbot, "Call the school")
    assert (form.owner.currentData(), form.owner.currentText()) == (rin, "Rin")
    form.fields["text"].show_text("Write to the school")
    form.finish()
    qtbot.waitUntil(lambda: bool(scene.patches()))
    assert scene.patches() == [("task", SCOPE, {"text": "Write to the school"})]
    told(page, qtbot, "Task saved")


def test_change_leaves_what_a_colleague_changed_meanwhile(scene: Scene, mine: str, qtbot: QtBot) -> None:  # noqa: F811 - the fixture
    task = put(scene, "Call the school", mine, due=on(0))
    page = day_shown(scene, qtbot)
    opened(page, page.form, qtbot, "Call the school")
    body = scene.desk.cache.get("task", task)
    assert body is not None
    scene.put(SCOPE, "task", task, {**body.body, "text": "Call the other school"}, 2)
    page.form.fields["due"].show_text(on(3))
    page.form.finish()
    qtbot.waitUntil(lambda: bool(scene.patches()))
    assert scene.patches() == [("task", SCOPE, {"due": on(3)})]
    told(page, qtbot, "Task saved")


def test_form_says_whom_a_task_is_about(scene: Scene, two: list[str], qtbot: QtBot) -> None:
    page = shown(scene, qtbot)
    form = begun(page, scene, qtbot)
    assert page.detail.opened is not None
    assert form.title.text() == f"New task · {page.detail.opened.applicant.row.name}"


def test_form_opens_for_nobody_who_was_walked_past(
    scene: Scene, two: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, read, walked = shown(scene, qtbot), tasks.choices, threading.Event()

    def late(cache: Cache, application: str) -> Choices:
        walked.wait(60)
        return read(cache, application)

    monkeypatch.setattr(tasks, "choices", late)
    assert scene.commands.run("applicants.task")
    step(page, scene, qtbot, "next")
    walked.set()
    scene.background.wait()
    after: list[object] = []
    scene.background.ask(lambda: None, page, after.append)
    qtbot.waitUntil(lambda: bool(after))
    assert not page.detail.panels.task.isVisible()


def test_task_begun_about_somebody_waits_until_one_comes_back(scene: Scene, two: list[str], qtbot: QtBot) -> None:
    page = shown(scene, qtbot)
    form = begun(page, scene, qtbot)
    form.fields["text"].show_text("Ask for papers")
    form.fields["due"].show_text("2030-01-04")
    step(page, scene, qtbot, "next")
    begun(page, scene, qtbot)
    assert form.fields["text"].text() == ""
    step(page, scene, qtbot, "previous")
    begun(page, scene, qtbot)
    assert (form.fields["text"].text(), form.fields["due"].text()) == ("Ask for papers", "2030-01-04")


def test_key_pressed_twice_keeps_what_is_typed(scene: Scene, qtbot: QtBot) -> None:
    page = day_shown(scene, qtbot)
    assert scene.commands.run("day.task")
    qtbot.waitUntil(page.form.isVisible)
    page.form.fields["text"].show_text("Call the school")
    page.form.fields["due"].setFocus()
    assert scene.commands.run("day.task")
    qtbot.waitUntil(lambda: page.focusWidget() is page.form.fields["text"].editor)
    assert page.form.fields["text"].text() == "Call the school"


def test_task_begun_waits_while_another_is_changed(scene: Scene, mine: str, qtbot: QtBot) -> None:  # noqa: F811 - the fixture
    put(scene, "Call the school", mine, due=on(0))
    page = day_shown(scene, qtbot)
    page.doing.new()
    qtbot.waitUntil(page.form.isVisible)
    page.form.fields["text"].show_text("Something new")
    opened(page, page.form, qtbot, "Call the school")
    page.form.cancelled.emit()
    page.doing.new()
    qtbot.waitUntil(lambda: page.form.isVisible() and page.form.fields["text"].text() == "Something new")


def deleted(scene: Scene, task: str) -> None:
    """A colleague deleted it."""
    gone = wire.Entry(SCOPE, "task", task, 2, gone="deleted")
    scene.desk.cache.change(lambda connection: apply.entry(connection, gone, 0))


def test_deleting_what_a_colleague_deleted_is_no_failure(scene: Scene, mine: str, qtbot: QtBot) -> None:  # noqa: F811 - the fixture
    task = put(scene, "Call the school", mine, due=on(0))
    page = day_shown(scene, qtbot)
    opened(page, page.form, qtbot, "Call the school")
    deleted(scene, task)
    page.form.delete.click()
    assert page.form.isHidden()
    scene.background.wait()
    done: list[object] = []
    scene.background.ask(lambda: None, page, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert not page.notice.isVisible()


def test_task_deleted_meanwhile_can_be_saved_anew(scene: Scene, mine: str, qtbot: QtBot) -> None:  # noqa: F811 - the fixture
    task = put(scene, "Call the school", mine, due=on(0))
    page = day_shown(scene, qtbot)
    opened(page, page.form, qtbot, "Call the school")
    deleted(scene, task)
    page.form.fields["text"].show_text("Write to the school")
    page.form.finish()
    qtbot.waitUntil(page.form.problem.isVisible)
    assert page.form.problem.text().startswith("This task was deleted meanwhile.")
    assert page.form.save.text() == "Save as a new task"
    assert scene.patches() == []
    page.form.finish()
    qtbot.waitUntil(lambda: bool(scene.patches()))
    [(_, _, made)] = scene.patches()
    assert made == {"text": "Write to the school", "due": on(0), "owner": mine}
    told(page, qtbot, "Task saved")
    assert page.form.isHidden()
