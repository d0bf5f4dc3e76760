"""Keys that are typed ahead of the window do what they do where each waits for the one before: never to somebody else."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import documents, gone
from izanau_desktop.cache.connection import Connection
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.widgets import toast
from tests.desktop.company import scene as scenes
from tests.desktop.company.picked import click, five
from tests.desktop.company.scene import Scene
from tests.desktop.company.test_long_list import MANY, put
from tests.desktop.keyboard import AtKeyboard, open_window

Key = Qt.Key
ON, BACK, ADVANCE, TAKE, UNDO = (Key.Key_J,), (Key.Key_K,), (Key.Key_E,), (Key.Key_T,), (Key.Key_Z,)
REJECT, PUT_AWAY = (Key.Key_R, Key.Key_2, Key.Key_Return), (Key.Key_R, Key.Key_Escape)
NOTE = (Key.Key_N, Key.Key_T, Key.Key_E, Key.Key_R, Key.Key_Escape)
"""A note with letters that are deeds elsewhere."""
STEPS, DEEDS = (ON, BACK), (ADVANCE, TAKE, UNDO, REJECT, PUT_AWAY, NOTE)


class Reviewer(AtKeyboard):
    """Somebody who reviews by keys, in a window that opens on the applicants."""

    @property
    def desk(self) -> ApplicantsPage:
        return self.page("applicants", ApplicantsPage)

    def at_once(self, *keys: Qt.Key) -> None:
        """Press keys in one breath: the window has no turn between them."""
        for key in keys:
            QTest.keyClick(self.focus(), key)

    def body(self, application: str) -> dict[str, Any]:
        found = self.scene.desk.cache.get("application", application)
        return {} if found is None else dict(found.body)

    def outcome(self, people: list[str]) -> object:
        """What came of it: for each applicant, and where one is."""
        drafts = self.scene.desk.cache.drafts
        told = [
            (body.get("stage"), body.get("reason"), body.get("owner"), [one.text for one in drafts("application", who)])
            for who in people
            for body in (self.body(who),)
        ]
        opened = self.desk.detail.opened
        where = self.desk.list.list.current(), opened is not None and opened.applicant.row.id
        return told, where, self.desk.detail.panels.isVisible()


@contextmanager
def at_desk(scene: Scene, folder: Path, qtbot: QtBot) -> Iterator[Reviewer]:
    window = open_window(scene, "company", folder / "window", qtbot, "applicants")
    made = Reviewer(scene, window)
    qtbot.waitUntil(lambda: made.desk.detail.opened is not None)
    made.settle()
    assert made.focus() is made.desk.list.list.view
    yield made
    made.settle()
    made.desk.toast.dismiss()
    window.close()


@contextmanager
def alone(folder: Path, qtbot: QtBot) -> Iterator[tuple[Reviewer, list[str]]]:
    """Somebody at a desk of their own, with five applicants."""
    made = scenes.company(folder)
    people = five(made)
    with at_desk(made, folder, qtbot) as reviewer:
        yield reviewer, people
    made.close()


@pytest.fixture
def reviewer(scene: Scene, people: list[str], tmp_path: Path, qtbot: QtBot) -> Iterator[Reviewer]:
    """At the first of five, newest first."""
    with at_desk(scene, tmp_path, qtbot) as made:
        yield made


@pytest.fixture
def gate(reviewer: Reviewer) -> Iterator[threading.Event]:
    """Changes wait behind it, and so does whatever takes its turn among them."""
    made = threading.Event()
    reviewer.scene.background.change(made.wait, reviewer.desk)
    yield made
    made.set()


def typed(seed: int) -> list[Qt.Key]:
    """Keys as they come; the same deed twice in a row is a key that was pressed twice, and is done once."""
    chance = random.Random(seed)
    wanted = [chance.choice(STEPS if chance.random() < 0.5 else DEEDS) for _ in range(9)]
    apart = [wanted[0], *(two for one, two in pairwise(wanted) if two in STEPS or one != two)]
    return [key for keys in (ON, *apart) for key in keys]


@pytest.mark.parametrize("seed", [1, 3])
def test_keys_in_one_breath_do_what_they_do_slowly(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(toast, "SHOWN", 600_000)  # a slow machine leaves time to undo, too
    keys = typed(seed)
    with alone(tmp_path / "slowly", qtbot) as (reviewer, people):
        reviewer.press(*keys)
        outcome = reviewer.outcome(people)
    with alone(tmp_path / "breath", qtbot) as (reviewer, people):
        reviewer.at_once(*keys)
        qtbot.waitUntil(lambda: reviewer.outcome(people) == outcome, timeout=60_000)
        reviewer.settle()
        assert reviewer.outcome(people) == outcome


def test_deeds_in_a_row_are_each_on_who_was_gone_on_to(reviewer: Reviewer, people: list[str], qtbot: QtBot) -> None:
    reviewer.at_once(Key.Key_J, Key.Key_E, Key.Key_J, Key.Key_R)
    qtbot.waitUntil(lambda: reviewer.desk.detail.panels.isVisible())
    opened = reviewer.desk.detail.opened
    assert opened is not None
    assert opened.applicant.row.id == people[2]
    assert reviewer.desk.detail.panels.reasons.isVisible()
    assert [reviewer.body(one)["stage"] for one in people[:3]] == ["new", "interview", "new"]


def erase(scene: Scene, people: list[str]) -> None:
    """Who is gone on to is erased."""
    scope = f"applicants:{scenes.COMPANY}"

    def work(connection: Connection) -> None:
        gone.remove(connection, documents.stored(connection, scope, "application", people[1]), 2, "erased")

    scene.desk.cache.change(work)


def withdraw(scene: Scene, people: list[str]) -> None:
    """Who is gone on to leaves the list."""
    found = scene.desk.cache.get("application", people[1])
    assert found is not None
    scene.put(found.scope, "application", people[1], {**found.body, "withdrawn": True}, seq=2)


@pytest.mark.parametrize("leave", [erase, withdraw, None])
def test_keys_for_who_is_left_again_are_dropped_with_a_word(
    reviewer: Reviewer,
    people: list[str],
    gate: threading.Event,
    qtbot: QtBot,
    leave: Callable[[Scene, list[str]], None] | None,
) -> None:
    scene, desk = reviewer.scene, reviewer.desk
    reviewer.at_once(Key.Key_J, Key.Key_E, Key.Key_T)
    if leave is not None:
        leave(scene, people)
        scene.background.changed.emit(frozenset({"application"}), None)
    else:
        click(desk, 2)
    qtbot.waitUntil(lambda: desk.toast.text.startswith("The list changed meanwhile"))
    assert desk.list.list.current() == people[2]
    gate.set()
    reviewer.settle()
    assert scene.outbox() == ()


def test_undo_in_one_breath_takes_back_the_deed_before_it(reviewer: Reviewer, people: list[str], qtbot: QtBot) -> None:
    reviewer.press(Key.Key_T)
    reviewer.at_once(Key.Key_E, Key.Key_Z)
    qtbot.waitUntil(lambda: reviewer.desk.toast.text == "Taken back")
    body = reviewer.body(people[0])
    assert (body["stage"], body["owner"]) == ("new", reviewer.scene.desk.membership)


def test_keys_wait_for_a_row_that_is_not_here_yet(scene: Scene, tmp_path: Path, qtbot: QtBot) -> None:
    post = scenes.job(scene)
    people = scene.desk.cache.change(lambda connection: [put(connection, post, number) for number in range(MANY)])
    with at_desk(scene, tmp_path, qtbot) as reviewer:
        first = reviewer.desk.list.list.current()
        reviewer.at_once(Key.Key_End, Key.Key_E)
        qtbot.waitUntil(lambda: reviewer.body(people[-1])["stage"] == "screening")
        assert (first, reviewer.body(first)["stage"]) == (people[0], "new")
