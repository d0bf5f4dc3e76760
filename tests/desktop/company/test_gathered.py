"""Beside the list stands what those who are chosen are, counted, and what can be done to all of them with which key."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from izanau_desktop.cache.reads.applicants import Listing, View
from izanau_desktop.cache.reads.chosen import Chosen
from izanau_desktop.cache.reads.gathered import gathered
from izanau_desktop.company.applicants.gathering import DEEDS, Overview
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.widgets.commandbutton import CommandButton
from tests.desktop.company.picked import CTRL, SHIFT, click, press, summed_up
from tests.desktop.company.scene import Scene, applicant, job
from tests.desktop.company.test_opening import settled


@pytest.fixture
def overview(page: ApplicantsPage) -> Overview:
    """What stands on the right."""
    return page.bulking.panel.findChildren(Overview)[0]


def test_chosen_are_told_by_stage_job_owner_and_label(
    page: ApplicantsPage, overview: Overview, scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    scene.desk.label(people[0], ["urgent", "phone"])
    scene.desk.label(people[2], ["Urgent"])
    scene.desk.take(people[1])
    assert not overview.isVisible()
    click(page, 0)
    click(page, 2, SHIFT)
    told = ["Stage · New: 2, Screening: 1", "Jobs · Tester: 2, Cook: 1"]
    told += ["Taken by · nobody: 2, you: 1", "Labels · Urgent: 2, phone: 1"]
    qtbot.waitUntil(lambda: [one for one in overview.lines.words.splitlines() if not one.startswith("Fit")] == told)
    keys = [one.text().rpartition("  ")[2] for one in overview.findChildren(CommandButton) if one.isVisible()]
    assert (len(keys), keys) == (len(DEEDS), ["E", "Shift+E", "R", "L", "T", "Shift+T"])
    click(page, 2, CTRL)
    qtbot.waitUntil(lambda: overview.lines.words.startswith("Stage · New: 1, Screening: 1\nFit"))
    scene.desk.move(people[0], "screening")
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: overview.lines.words.startswith("Stage · Screening: 2\n"))


def test_overview_gives_way_to_what_is_asked_and_comes_back(
    page: ApplicantsPage, overview: Overview, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    qtbot.waitUntil(overview.isVisible)
    summed_up(page, qtbot, "take")
    assert not overview.isVisible()
    page.bulking.panel.asking.cancelled.emit()
    assert overview.isVisible()
    press(page, Qt.Key.Key_Down)
    assert not overview.isVisible()


def test_fit_and_who_withdrew_are_counted_for_all_of_a_list(scene: Scene, people: list[str]) -> None:
    applicant(scene, job(scene, 3), 9, withdrawn=True, labels={"one": {"text": "urgent", "position": "V"}})
    found = gathered(scene.desk.cache, Chosen(view=View(withdrawn=True)))
    assert (found.many, found.withdrawn, sorted(found.jobs.values()), found.labels) == (6, 1, [2, 3], {})
    with scene.desk.cache.reading("application") as connection:
        fits = Counter(row.fit for row in Listing(connection, View()).rows(9))
    assert dict(found.fits) == dict(fits)
    assert any(fits), "something is asked for"
    order = [one for one in ("fits", "check", "lacks", "") if one in fits]
    assert list(found.fits) == order


def test_what_is_for_many_goes_with_the_page_that_never_showed_it(
    scene: Scene, people: list[str], qtbot: QtBot
) -> None:
    page = ApplicantsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    panel = page.bulking.panel
    settled(scene, qtbot)
    assert (panel.window(), panel.isHidden()) == (page, True), "a turn of language would reach it without a page"
