"""Jobs that are kept as templates: new ones begin from them; they and drafts are removed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.company.applicants import reading
from izanau_desktop.company.jobs import template
from izanau_desktop.company.jobs.page import JobsPage
from tests.desktop.company.jobs import body, opened
from tests.desktop.company.scene import COMPANY, Scene, job


@pytest.fixture
def page(scene: Scene, qtbot: QtBot) -> Iterator[JobsPage]:
    """One draft, open."""
    made = opened(scene, qtbot)
    yield made
    made.toast.dismiss()


def made_of(page: JobsPage, scene: Scene, qtbot: QtBot, command: str) -> dict[str, object]:
    """What a command makes and opens."""
    before = page.editing.id
    assert scene.commands.run(command)
    qtbot.waitUntil(lambda: page.editing.id not in ("", before))
    found = scene.desk.cache.get("job", page.editing.id)
    assert found is not None
    return dict(found.body)


def test_job_is_kept_as_a_template_and_used_again(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    assert not page.from_template.isVisible(), "there is none yet"
    kept = made_of(page, scene, qtbot, "jobs.template")
    assert kept == {**template.copy(body(scene)), "state": "template", "company": COMPANY}
    assert body(scene)["state"] == "draft"
    assert page.from_template.isVisible()
    assert page.editor.use.isVisible()
    assert not page.editor.publish.isVisible()
    assert not scene.commands.run("jobs.publish")
    made = made_of(page, scene, qtbot, "jobs.use")
    assert made == {**kept, "state": "draft"}
    assert page.editor.publish.isVisible()


def test_new_job_is_offered_from_each_template(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    assert scene.commands.run("jobs.templates")
    qtbot.waitUntil(lambda: page.toast.text.startswith("There is no template yet"))
    job(scene, 5, state="template", title={"en": "Cook & waiter"}, published=None)
    job(scene, 6, state="published")
    assert scene.commands.run("jobs.templates")
    qtbot.waitUntil(page.templates.isVisible)
    (action,) = page.templates.actions()
    assert action.text() == "Cook && waiter"
    QTest.keyClick(page.templates, Qt.Key.Key_Down)
    QTest.keyClick(page.templates, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.editing.body.get("title") == {"en": "Cook & waiter"})
    assert page.editing.body["state"] == "draft"


def test_removed_draft_comes_back_by_undo(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    draft = page.editing.id
    assert scene.commands.run("jobs.remove")
    qtbot.waitUntil(page.toast.can_undo)
    assert scene.desk.cache.get("job", draft) is None
    assert [row.state for row in scene.outbox() if row.deed] == ["held"]
    page.toast.undo()
    qtbot.waitUntil(lambda: scene.desk.cache.get("job", draft) is not None)
    page.editing.edit({"state": "published"})
    assert not scene.commands.run("jobs.remove")
    scene.background.wait()


def test_template_is_not_among_the_jobs_of_applicants(scene: Scene) -> None:
    post = job(scene, 1, state="published")
    job(scene, 2, state="template", published=None)
    assert [one.job.id for one in reading.head(scene.desk.cache, "").jobs] == [post]
