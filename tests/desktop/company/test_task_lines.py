"""The lines of tasks while what they stand in is read anew: at midnight, and by any change a colleague makes."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.applicants.reading import Opened
from izanau_protocol import ambient
from tests.desktop.company.conftest import shown
from tests.desktop.company.scene import Scene, ago, applicant, identity, job
from tests.desktop.company.test_day import shown as day_shown
from tests.desktop.company.test_tasks import SCOPE, lines, mine, on, pressed, put, told  # noqa: F401 - one is a fixture


def test_day_is_read_anew_after_midnight(scene: Scene, mine: str, qtbot: QtBot) -> None:  # noqa: F811 - the fixture
    put(scene, "Call the school", mine, due=on(0))
    page = day_shown(scene, qtbot)
    qtbot.waitUntil(lambda: [one.accessibleName() for one in lines(page)] == ["Today. Call the school. due today"])
    with ambient.ruled(now=ambient.now() + timedelta(days=1)):
        page.clock.timeout.emit()
        qtbot.waitUntil(lambda: lines(page)[0].accessibleName().startswith("Overdue. Call the school. 1 day overdue"))


def test_open_menu_outlives_the_line_it_was_opened_at(scene: Scene, mine: str, qtbot: QtBot) -> None:  # noqa: F811 - the fixture
    task = put(scene, "Call the school", mine, due=on(0))
    page = day_shown(scene, qtbot)
    qtbot.waitUntil(lambda: len(lines(page)) == 1)
    before = lines(page)[0]
    pressed(before, "Snooze")
    [menu] = [one for one in page.findChildren(QMenu) if one.isVisible()]
    body = scene.desk.cache.get("task", task)
    assert body is not None
    scene.put(SCOPE, "task", task, {**body.body, "text": "Call her"}, 2)
    with qtbot.waitSignal(before.destroyed):
        scene.background.changed.emit(frozenset({"task"}), None)
    assert menu.isVisible()
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: scene.patches() == [("task", SCOPE, {"snoozed": on(1)})])
    told(page, qtbot, "Snoozed until")


@pytest.fixture
def about(scene: Scene) -> str:
    """An applicant, and a list that shows all."""
    scene.desk.cache.set_note(applicants_job="*")
    return applicant(scene, job(scene), 1)


def test_focus_stays_on_a_task_while_another_part_changes(
    scene: Scene,
    mine: str,  # noqa: F811 - the fixture
    about: str,
    qtbot: QtBot,
) -> None:
    for text, days in (("First", 0), ("Second", 1)):
        put(scene, text, mine, due=on(days), application=about, job=job(scene))
    page = shown(scene, qtbot)
    qtbot.waitUntil(lambda: [one.row.text for one in lines(page)] == ["First", "Second"])
    box = lines(page)[1].tick.box
    box.setFocus()
    scene.put(SCOPE, "note", identity("note"), {"application": about, "text": "Kind", "author": mine, "at": ago(1)})
    scene.background.changed.emit(frozenset({"note"}), None)
    qtbot.waitUntil(lambda: page.detail.opened is not None and bool(page.detail.opened.applicant.notes))
    assert page.focusWidget() is box


def test_tasks_of_one_applicant_never_stand_beside_another(
    scene: Scene,
    mine: str,  # noqa: F811 - the fixture
    about: str,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post = job(scene)
    put(scene, "Of the first", mine, application=about, job=post)
    put(scene, "Of the other", mine, application=applicant(scene, post, 2, 9), job=post)
    page = shown(scene, qtbot)
    show, foreign = page.detail.show_applicant, list[str]()

    def looked_at(opened: Opened) -> None:
        show(opened)
        foreign.extend(one.row.text for one in lines(page) if one.row not in opened.tasks)

    monkeypatch.setattr(page.detail, "show_applicant", looked_at)
    qtbot.waitUntil(lambda: bool(lines(page)))
    for key, text in (("next", "Of the other"), ("previous", "Of the first")):
        assert scene.commands.run(f"applicants.{key}")
        qtbot.waitUntil(partial(stands, page, text))
    assert foreign == []


def stands(page: ApplicantsPage, text: str) -> bool:
    """Whether this task is all that is shown."""
    return [one.row.text for one in lines(page)] == [text]
