"""Whom a waiting change is about stands with it, and which job: by name, by code under blind review, not at all past the lease."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from izanau_desktop import bulk
from izanau_desktop.cache.reads.concerned import Concerned, concerned
from izanau_desktop.shared.outbox import OutboxPage
from izanau_protocol.visibility import blind
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, identity, job


def told(scene: Scene) -> list[tuple[str, str]]:
    """Of each change that waits, whom and what it names."""
    found, nobody = concerned(scene.desk.cache), Concerned()
    return [
        (one.called("en"), str(one.title.get("en", "")))
        for row in scene.outbox()
        for one in (found.get(row.id, nobody),)
    ]


def name_of(scene: Scene, application: str) -> str:
    applied = scene.desk.cache.get("application", application)
    assert applied is not None
    profile = scene.desk.cache.get("profile", str(applied.body["seeker"]))
    assert profile is not None
    name = profile.body["name"]
    assert isinstance(name, dict)
    return str(name["full"])


def test_whatever_is_done_about_an_applicant_names_them_and_the_job(scene: Scene) -> None:
    desk, post = scene.desk, job(scene, title={"en": "Tester"})
    mine = applicant(scene, post, 1)
    desk.send_message("Hello", application=mine)
    desk.move(mine, "screening", message="Come")
    desk.take(mine)
    desk.note(mine, "Call back")
    desk.add_task({"text": "Call", "application": mine})
    task = scene.put(
        f"applicants:{COMPANY}", "task", identity("task"), {"text": "Ask", "application": mine, "job": post}
    )
    desk.drop_task(task)
    desk.close(post)
    name = name_of(scene, mine)
    assert told(scene) == [(name, "Tester")] * 6 + [("", "Tester")]


def test_who_is_hidden_has_a_code_among_the_waiting(scene: Scene, qtbot: QtBot) -> None:
    hidden = applicant(scene, job(scene, blind=True, title={"en": "Tester"}), 1)
    scene.desk.take(hidden)
    page = shown(scene, qtbot, f"Applicant {blind.code(hidden)} · Tester")
    assert name_of(scene, hidden) not in said(page)


def test_waiting_past_the_lease_name_nobody(scene: Scene) -> None:
    scene.desk.take(applicant(scene, job(scene, title={"en": "Tester"}), 1))
    scene.desk.cache.set_note(last_sync=ago(80))
    assert told(scene) == [("", "")]


def test_many_waiting_as_one_name_the_first_of_them(scene: Scene, qtbot: QtBot) -> None:
    post = job(scene, title={"en": "Tester"})
    people = [applicant(scene, post, number, email=False) for number in range(22)]
    bulk.do(scene.desk, bulk.Deed("label", add=("urgent",)), people)
    page = shown(scene, qtbot, "and 19 others")
    assert f"{name_of(scene, people[0])} · Tester" in said(page)


def said(page: OutboxPage) -> str:
    return "\n".join(one.text() or one.accessibleName() for one in page.findChildren(QLabel))


def shown(scene: Scene, qtbot: QtBot, words: str) -> OutboxPage:
    """What waits in the window, once these words stand there."""
    page = OutboxPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: words in said(page))
    return page
