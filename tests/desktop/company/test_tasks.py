"""Tasks in the window: in their groups in the day, written in place, ticked off, put off, and beside their applicant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import noticing
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import tasks
from izanau_desktop.commands import Commands
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.day import DayPage
from izanau_desktop.company.tasks import words
from izanau_desktop.company.tasks.line import TaskLine
from izanau_desktop.shared.notices_card import NoticesCard
from izanau_desktop.window import Window
from izanau_protocol import ambient
from izanau_protocol.problems import Refused
from izanau_protocol.visibility import blind
from tests.desktop.company import scene as scenes
from tests.desktop.company.conftest import shown
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, identity, job, member
from tests.desktop.company.test_day import day_of
from tests.desktop.company.test_day import shown as day_shown
from tests.desktop.keyboard import AtKeyboard, open_window

SCOPE = f"applicants:{COMPANY}"


def on(days: int) -> str:
    """The day so many days from now."""
    return (tasks.today() + timedelta(days=days)).isoformat()


def put(scene: Scene, text: str, owner: str = "", **more: Any) -> str:
    """A task as the site sent it."""
    body = {"company": COMPANY, "text": text, **({"owner": owner} if owner else {}), **more}
    return scene.put(SCOPE, "task", identity(text), body)


@pytest.fixture
def mine(scene: Scene) -> str:
    """The membership of whoever works here, who has a colleague."""
    member(scene, identity("colleague"), "Aki Sato", "recruiter")
    return member(scene, identity("account"), "Ken Mori", "owner")


def listed(scene: Scene) -> list[tuple[str, str]]:
    with scene.desk.cache.reading("task") as connection:
        return [(one.text, one.group(tasks.today())) for one in tasks.of_day(connection)]


def lines(page: DayPage | ApplicantsPage) -> list[TaskLine]:
    """The tasks that are shown, from the top."""
    found = [one for one in page.findChildren(TaskLine) if one.isVisible()]
    return sorted(found, key=lambda one: one.mapTo(page, one.rect().topLeft()).y())


def pressed(line: TaskLine, text: str) -> None:
    """Press a button of a line."""
    next(one for one in line.findChildren(QPushButton) if one.text() == text).click()


def told(page: DayPage | ApplicantsPage, qtbot: QtBot, words: str) -> None:
    """Wait until this was told, and have it go."""
    qtbot.waitUntil(lambda: page.toast.isVisible() and page.toast.text.startswith(words))
    page.toast.dismiss()


def taken_back(page: DayPage | ApplicantsPage, qtbot: QtBot) -> None:
    """Take back what was done last."""
    qtbot.waitUntil(page.toast.can_undo)
    page.toast.undo()
    told(page, qtbot, "Taken back")


def test_day_has_overdue_first_then_today_then_coming(scene: Scene, mine: str) -> None:
    aki = member(scene, identity("colleague"), "Aki Sato", "recruiter")
    put(scene, "Some time", mine)
    for text, days in (("Coming", 7), ("Today", 0), ("Far", 8), ("Late", -3), ("Soon", 1)):
        put(scene, text, mine, due=on(days))
    put(scene, "Anybody’s", due=on(0))
    put(scene, "Hers", aki, due=on(0))
    put(scene, "Past", mine, due=on(-1), done=True)
    assert listed(scene) == [
        ("Late", "overdue"),
        *((text, "today") for text in ("Today", "Anybody’s")),
        *((text, "coming") for text in ("Soon", "Coming")),
        ("Some time", "undated"),
    ]


def test_snoozed_task_rests_until_its_day(scene: Scene, mine: str) -> None:
    for text, days in (("Rests", 1), ("Is back", 0)):
        put(scene, text, mine, due=on(-3), snoozed=on(days))
    assert listed(scene) == [("Is back", "overdue")]


def test_days_are_those_where_the_person_is(scene: Scene, mine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    import time

    time.tzset()
    try:
        with ambient.ruled(now=ambient.now().replace(year=2030, month=1, day=4, hour=20)):
            put(scene, "Now", mine, due="2030-01-05")
            assert listed(scene) == [("Now", "today")]
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(("statement", "values"), [(tasks.OPEN, ("me", 9)), (tasks.ALL, ("done",))])
def test_tasks_are_read_along_an_index(scene: Scene, statement: str, values: tuple[object, ...]) -> None:
    def plan(connection: Connection) -> str:
        return " ".join(str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))

    way = scene.desk.cache.look(plan)
    assert "USING INDEX shown_by_state (kind=? AND state=?)" in way
    assert "TEMP B-TREE FOR ORDER BY" not in way


def test_task_about_somebody_hidden_names_nobody(scene: Scene, mine: str) -> None:
    post = job(scene, blind=True)
    hidden = applicant(scene, post, 1)
    put(scene, "Call", mine, application=hidden, job=post)
    [found] = tasks.about(scene.desk.cache, hidden)
    assert (found.name, found.code) == ("", blind.code(hidden))


def test_task_done_late_says_when_it_was_done(scene: Scene, mine: str) -> None:
    aki = member(scene, identity("colleague"), "Aki Sato", "recruiter")
    about = applicant(scene, job(scene), 1)
    told = {"due": on(-40), "done": True, "application": about}
    put(scene, "Sent", mine, **told)
    put(scene, "Call", mine, **told, done_by=aki, done_at=ago(0))
    found = tasks.about(scene.desk.cache, about)
    day = words.day(on(0), "en")
    assert [words.under(one, "en") for one in found] == ["done", f"done {day} · Aki Sato"]


def test_task_is_written_in_the_day_and_waits_to_be_sent(scene: Scene, mine: str, qtbot: QtBot) -> None:
    post = job(scene, title={"en": "Tester"})
    page = day_shown(scene, qtbot)
    assert scene.commands.run("day.task")
    qtbot.waitUntil(page.form.isVisible)
    form = page.form
    form.fields["text"].show_text("  Call the school ")
    form.fields["due"].show_text("soon")
    form.finish()
    assert form.fields["due"].problem.isVisible()
    assert scene.patches() == []
    form.fields["due"].show_text("4 Jan 2030")
    form.job.setCurrentIndex(form.job.findData(post))
    form.finish()
    qtbot.waitUntil(lambda: bool(scene.patches()) and page.form.isHidden())
    written = {"text": "Call the school", "due": "2030-01-04", "owner": mine, "job": post}
    assert scene.patches() == [("task", SCOPE, written)]
    taken_back(page, qtbot)
    assert scene.patches() == []


def test_task_with_nothing_to_do_is_not_saved(scene: Scene, mine: str, qtbot: QtBot) -> None:
    page = day_shown(scene, qtbot)
    page.doing.new()
    qtbot.waitUntil(page.form.isVisible)
    page.form.finish()
    assert page.form.fields["text"].problem.isVisible()
    QTest.keyClick(page.form.fields["text"].editor, Qt.Key.Key_Escape)
    assert page.form.isHidden()
    assert scene.patches() == []


def reopened(page: DayPage, qtbot: QtBot) -> str:
    """The text in the form, opened anew and closed."""
    page.doing.new()
    qtbot.waitUntil(page.form.isVisible)
    text = page.form.fields["text"].text()
    page.form.cancelled.emit()
    return text


def test_what_was_typed_of_a_task_is_there_again(scene: Scene, mine: str, qtbot: QtBot) -> None:
    page = day_shown(scene, qtbot)
    page.doing.new()
    qtbot.waitUntil(page.form.isVisible)
    QTest.keyClicks(page.form.fields["text"].editor, "Call the school")
    page.form.cancelled.emit()
    scene.background.wait()
    other = DayPage(scene.desk, scene.background, Commands(), "en")
    qtbot.addWidget(other)
    other.show()
    assert reopened(other, qtbot) == "Call the school"
    page.doing.new()
    qtbot.waitUntil(page.form.isVisible)
    page.form.finish()
    qtbot.waitUntil(lambda: bool(scene.patches()))
    qtbot.waitUntil(page.toast.can_undo)
    assert reopened(page, qtbot) == ""
    taken_back(page, qtbot)
    assert reopened(page, qtbot) == "Call the school"


def test_nothing_is_kept_of_a_task_that_is_saved(scene: Scene, mine: str, qtbot: QtBot) -> None:
    page = day_shown(scene, qtbot)
    page.doing.new()
    qtbot.waitUntil(page.form.isVisible)
    QTest.keyClicks(page.form.fields["text"].editor, "Call the school")
    page.form.finish()
    told(page, qtbot, "Task saved")
    assert reopened(page, qtbot) == ""


def test_ticked_task_goes_and_comes_back_undone(scene: Scene, mine: str, qtbot: QtBot) -> None:
    task = put(scene, "Call the school", mine, due=on(0))
    page = day_shown(scene, qtbot)
    qtbot.waitUntil(lambda: len(lines(page)) == 1)
    lines(page)[0].tick.box.click()
    qtbot.waitUntil(lambda: lines(page) == [])
    assert scene.patches() == [("task", SCOPE, {"done": True})]
    assert (tasks.task(scene.desk.cache, task) or pytest.fail("gone")).done
    taken_back(page, qtbot)
    qtbot.waitUntil(lambda: [one.row.id for one in lines(page)] == [task])
    assert scene.patches() == []


def test_task_is_put_off_from_its_menu(scene: Scene, mine: str, qtbot: QtBot) -> None:
    put(scene, "Call the school", mine, due=on(0))
    page = day_shown(scene, qtbot)
    qtbot.waitUntil(lambda: len(lines(page)) == 1)
    pressed(lines(page)[0], "Snooze")
    [menu] = [one for one in page.findChildren(QMenu) if one.isVisible()]
    menu.actions()[1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: lines(page) == [])
    assert scene.patches() == [("task", SCOPE, {"snoozed": words.next_week().isoformat()})]
    told(page, qtbot, "Snoozed until")


def test_task_with_the_focus_is_put_off_by_keyboard(scene: Scene, mine: str, tmp_path: Path, qtbot: QtBot) -> None:
    assert not scene.commands.can("day.snooze")
    for text, days in (("First", 0), ("Second", 1)):
        put(scene, text, mine, due=on(days))
    window = open_window(scene, "company", tmp_path / "window", qtbot)
    page = day_of(window)
    qtbot.waitUntil(lambda: len(lines(page)) == 2)
    at = AtKeyboard(scene, window)
    at.press(Qt.Key.Key_J, Qt.Key.Key_J)
    assert at.focus() is lines(page)[1].tick.box
    at.press(Qt.Key.Key_H)
    [menu] = [one for one in window.findChildren(QMenu) if one is QApplication.activePopupWidget()]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    qtbot.waitUntil(lambda: [one.row.text for one in lines(page)] == ["First"])
    assert scene.patches() == [("task", SCOPE, {"snoozed": on(1)})]
    told(page, qtbot, "Snoozed until")
    window.close()


def test_task_is_changed_in_place_and_given_on(scene: Scene, mine: str, qtbot: QtBot) -> None:
    aki = member(scene, identity("colleague"), "Aki Sato", "recruiter")
    put(scene, "Call the school", mine, due=on(0))
    page = day_shown(scene, qtbot)
    qtbot.waitUntil(lambda: len(lines(page)) == 1)
    pressed(lines(page)[0], "Change")
    qtbot.waitUntil(page.form.isVisible)
    assert page.form.job.isHidden() or not page.form.job.isVisible()
    page.form.owner.setCurrentIndex(page.form.owner.findData(aki))
    page.form.fields["due"].show_text("")
    page.form.finish()
    qtbot.waitUntil(lambda: lines(page) == [])
    [(_, _, patch)] = scene.patches()
    assert (patch["owner"], patch["due"]) == (aki, None)
    told(page, qtbot, "Task saved")


def test_task_can_be_given_only_to_whom_sees_what_it_is_about(scene: Scene, mine: str, qtbot: QtBot) -> None:
    rin = member(scene, identity("rin"), "Rin", "hiring_manager")
    post, other = job(scene, managers=[identity("rin")]), job(scene, 1)
    found = tasks.choices(scene.desk.cache)
    assert rin in [one.member for one in found.people_of(post)]
    assert rin not in [one.member for job in (other, "") for one in found.people_of(job)]
    assert set(found.jobs) == {post, other}
    assert not found.manages


def test_hiring_manager_writes_of_their_jobs_or_for_themselves(tmp_path: Path, qtbot: QtBot) -> None:
    scene = scenes.company(tmp_path, "hiring_manager")
    try:
        rin = member(scene, identity("account"), "Rin", "hiring_manager")
        aki = member(scene, identity("colleague"), "Aki Sato", "recruiter")
        post, _ = job(scene, managers=[identity("account")]), job(scene, 1)
        page = day_shown(scene, qtbot)
        assert scene.commands.run("day.task")
        qtbot.waitUntil(page.form.isVisible)
        form = page.form
        jobs = [form.job.itemData(place) for place in range(form.job.count())]
        assert jobs == ["", post]
        offered = []
        for one in jobs:
            form.job.setCurrentIndex(form.job.findData(one))
            form.job.activated.emit(form.job.currentIndex())
            offered.append([form.owner.itemData(place) for place in range(form.owner.count())])
        assert offered == [[rin], [aki, rin, ""]]
        form.job.setCurrentIndex(0)
        form.job.activated.emit(0)
        form.fields["text"].show_text("Order flowers")
        form.finish()
        qtbot.waitUntil(lambda: [one.row.text for one in lines(page)] == ["Order flowers"])
        own = f"account:{identity('account')}"
        assert scene.patches() == [("task", own, {"text": "Order flowers", "owner": rin})]
        with pytest.raises(Refused, match="read_only_field"):
            scene.desk.change_task(lines(page)[0].row.id, {"owner": aki})
        told(page, qtbot, "Task saved")
    finally:
        scene.close()


def test_applicants_tasks_stand_beside_them(scene: Scene, mine: str, qtbot: QtBot) -> None:
    scene.desk.cache.set_note(applicants_job="*")
    post = job(scene)
    one = applicant(scene, post, 1)
    put(scene, "About nobody", mine)
    page = shown(scene, qtbot)
    assert scene.commands.run("applicants.task")
    form = page.detail.panels.task
    qtbot.waitUntil(form.isVisible)
    assert not form.job.isVisible()
    form.fields["text"].show_text("Ask for papers")
    form.finish()
    qtbot.waitUntil(lambda: [each.row.text for each in lines(page)] == ["Ask for papers"])
    assert scene.patches() == [
        ("task", SCOPE, {"text": "Ask for papers", "owner": mine, "application": one, "job": post})
    ]
    assert not form.isVisible()
    taken_back(page, qtbot)
    qtbot.waitUntil(lambda: lines(page) == [])


def test_ones_own_tasks_can_be_told_of_nowhere_by_nobody(scene: Scene, qtbot: QtBot) -> None:
    made = NoticesCard(scene.desk, scene.background, "en")
    qtbot.addWidget(made)
    scene.background.wait()
    offered = {kind: box.findData(noticing.NOWHERE) >= 0 for kind, box in made.boxes.items()}
    assert [kind for kind in noticing.KINDS if not offered[kind]] == [noticing.DUE]


class TestWindow:
    """In a whole window, by keyboard."""

    @pytest.fixture
    def window(self, scene: Scene, mine: str, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
        post = job(scene, title={"en": "Tester"})
        one = applicant(scene, post, 1)
        put(scene, "Call her", mine, due=on(-1), application=one, job=post)
        put(scene, "Look at the job", mine, due=on(0), job=post)
        made = open_window(scene, "company", tmp_path / "window", qtbot)
        qtbot.waitUntil(lambda: len(lines(day_of(made))) == 2)
        yield made
        scene.background.wait()
        made.close()

    def test_space_on_a_task_that_keys_walked_to_ticks_it(self, window: Window, scene: Scene, qtbot: QtBot) -> None:
        for _ in range(2):
            assert window.commands.run("day.next")
        focus = QApplication.focusWidget()
        assert focus is lines(day_of(window))[1].tick.box
        QTest.keyClick(focus, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: [one.row.text for one in lines(day_of(window))] == ["Call her"])
        told(day_of(window), qtbot, "Done: ")

    def test_task_leads_to_the_applicant_it_is_about(self, window: Window, qtbot: QtBot) -> None:
        pressed(lines(day_of(window))[0], "Open")
        page = window.page("applicants")
        assert isinstance(page, ApplicantsPage)
        qtbot.waitUntil(lambda: page.detail.opened is not None)
        assert page.detail.opened is not None
        assert page.detail.opened.tasks[0].text == "Call her"

    def test_new_task_is_begun_by_a_key(self, window: Window, qtbot: QtBot) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        form = day_of(window).form
        qtbot.waitUntil(lambda: QApplication.focusWidget() is form.fields["text"].editor)
