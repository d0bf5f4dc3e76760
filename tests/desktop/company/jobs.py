"""The jobs page with one draft open, what the cache holds of it, and typing into its fields."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from izanau_desktop.company.jobs.page import JobsPage
from tests.desktop.company.scene import Scene, applicant, identity, job


def opened(scene: Scene, qtbot: QtBot) -> JobsPage:
    """The page, shown, with a draft without a word on smoking."""
    post = job(scene, smoking=None, state="draft", published=None)
    applicant(scene, post, 1)
    made = JobsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1300, 900)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.editing.field("overseas") is not None)  # the last that is built
    return made


def body(scene: Scene, number: int = 0) -> dict[str, object]:
    """What the cache holds of a job."""
    found = scene.desk.cache.get("job", identity("job", number))
    assert found is not None
    return dict(found.body)


def type_into(page: JobsPage, path: str, text: str) -> None:
    """Type over a field and leave it."""
    field = page.editing.field(path)
    assert field is not None
    field.editor.setFocus()
    if isinstance(field.editor, QLineEdit):
        field.editor.selectAll()
    QTest.keyClicks(field.editor, text)
    field.settle()
