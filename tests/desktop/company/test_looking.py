"""What a reviewer is told of somebody who was here before: other applications, and what changed since the last look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import documents, gone
from izanau_desktop.cache.connection import Connection
from izanau_desktop.company.applicants.others import OthersCard
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.widgets.plain import Card, Chip, Notice
from izanau_protocol import ids
from tests.desktop.company.conftest import shown
from tests.desktop.company.scene import COMPANY, Scene, applicant, identity, job

SCOPE = f"applicants:{COMPANY}"
SEEKER = ids.profile_id(identity("account", 2))
"""The profile of applicant number 1."""


@pytest.fixture
def scene(scene: Scene) -> Scene:
    """The desk, on all jobs."""
    scene.desk.cache.set_note(applicants_job="*")
    return scene


def profile(scene: Scene, **other: Any) -> None:
    """The profile of applicant number 1 changes at the site."""
    found = scene.desk.cache.get("profile", SEEKER)
    assert found is not None
    scene.put(SCOPE, "profile", SEEKER, {**found.body, **other}, seq=found.seq + 1)


def let_go(scene: Scene, kind: str, identifier: str) -> None:
    """The company may see a document no longer."""

    def work(connection: Connection) -> None:
        row = documents.stored(connection, SCOPE, kind, identifier)
        gone.remove(connection, row, row.seq + 1, "revoked")

    scene.desk.cache.change(work)


def said(page: ApplicantsPage) -> list[str]:
    """What is said to have changed: above the profile, and on its cards."""
    words = [one.text for one in page.detail.findChildren(Notice) if "looked" in one.text]
    chips = [one.text() for card in cards(page) for one in card.findChildren(Chip)]
    return words + [one for one in chips if one.startswith("changed")]


def cards(page: ApplicantsPage) -> list[Card]:
    return [one for one in page.detail.area.findChildren(Card) if one.isVisibleTo(page.detail)]


def lines(page: ApplicantsPage) -> list[str]:
    """The other applications as they are read."""
    found: list[QWidget] = [one for one in page.detail.findChildren(OthersCard) if one.isVisibleTo(page.detail)]
    return [part.text() for card in found for part in card.findChildren(QPushButton)]


def opened(page: ApplicantsPage, application: str) -> Callable[[], bool]:
    return lambda: page.detail.opened is not None and page.detail.opened.applicant.row.id == application


def test_first_look_at_an_applicant_marks_nothing(scene: Scene, qtbot: QtBot) -> None:
    applicant(scene, job(scene), 1)
    page = shown(scene, qtbot)
    scene.background.wait()
    assert said(page) == []


def test_changed_sections_are_named_until_one_goes_on(scene: Scene, qtbot: QtBot) -> None:
    one = applicant(scene, job(scene), 1)
    two = applicant(scene, job(scene), 2, hours=4)
    page = shown(scene, qtbot)
    scene.background.wait()
    profile(scene, work={}, residence="FR", skills={"s1": {"name": "Welding", "position": "V"}})
    scene.background.changed.emit(frozenset({"profile"}), None)
    qtbot.waitUntil(lambda: len(said(page)) == 3)
    assert said(page)[0].startswith("Changed since you looked: Country of residence, Work experience, Skills")
    assert sorted(said(page)[1:]) == ["changed: Country of residence", "changed: Skills"]
    page.list.step(1)
    qtbot.waitUntil(opened(page, two))
    scene.background.wait()
    page.list.step(-1)
    qtbot.waitUntil(opened(page, one))
    qtbot.waitUntil(lambda: bool(cards(page)))
    assert said(page) == []


def test_unblinding_somebody_is_no_change_of_the_profile(scene: Scene, qtbot: QtBot) -> None:
    post = job(scene, blind=True)
    one = applicant(scene, post, 1)
    page = shown(scene, qtbot)
    scene.background.wait()
    scene.desk.unblind(one)
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: page.detail.opened is not None and not page.detail.opened.applicant.row.code)
    assert said(page) == []
    assert page.detail.opened is not None
    assert page.detail.opened.look.changed == ()


@pytest.mark.parametrize("kind", ["profile", "application"])
def test_what_was_looked_at_goes_with_profile_and_application(scene: Scene, qtbot: QtBot, kind: str) -> None:
    one = applicant(scene, job(scene), 1)
    shown(scene, qtbot)
    scene.background.wait()

    def kept(connection: Connection) -> int:
        found = connection.exec_driver_sql("SELECT count(*) FROM local WHERE shelf = 'looked'")
        return int(found.scalar_one())

    assert scene.desk.cache.change(kept) == 1
    let_go(scene, kind, SEEKER if kind == "profile" else one)
    assert scene.desk.cache.change(kept) == 0


def test_other_applications_of_the_person_lead_there(scene: Scene, qtbot: QtBot) -> None:
    one = applicant(scene, job(scene), 1, hours=1)
    two = applicant(scene, job(scene, 1), 1, hours=900, stage="rejected", status="rejected")
    page = shown(scene, qtbot)
    qtbot.waitUntil(lambda: len(lines(page)) == 1)
    assert opened(page, one)()
    page.detail.findChildren(OthersCard)[0].findChildren(QPushButton)[0].click()
    qtbot.waitUntil(opened(page, two))
    assert page.list.list.current() == two


def test_person_with_one_application_has_no_others(scene: Scene, qtbot: QtBot) -> None:
    applicant(scene, job(scene), 1)
    page = shown(scene, qtbot)
    scene.background.wait()
    assert page.detail.findChildren(OthersCard) == []


def test_withdrawn_other_application_is_named_and_leads_there(scene: Scene, qtbot: QtBot) -> None:
    applicant(scene, job(scene), 1, hours=1)
    two = applicant(scene, job(scene, 1), 1, hours=900, withdrawn=True)
    page = shown(scene, qtbot)
    qtbot.waitUntil(lambda: bool(page.detail.findChildren(OthersCard)))
    card = page.detail.findChildren(OthersCard)[0]
    assert "Withdrawn" in [one.text() for one in card.findChildren(QLabel)]
    card.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(opened(page, two))
    assert page.list.list.current() == two


@pytest.mark.parametrize("hours", [1, 900])
def test_blind_review_hides_applications_that_name_the_person(scene: Scene, qtbot: QtBot, hours: int) -> None:
    applicant(scene, job(scene, blind=True), 1, hours=hours)
    applicant(scene, job(scene, 1), 1, hours=40)
    page = shown(scene, qtbot)
    scene.background.wait()
    assert page.detail.opened is not None
    assert page.detail.opened.others == ()


def test_blind_applications_of_one_person_name_each_other(scene: Scene, qtbot: QtBot) -> None:
    applicant(scene, job(scene, blind=True), 1, hours=1)
    applicant(scene, job(scene, 1, blind=True), 1, hours=40)
    page = shown(scene, qtbot)
    qtbot.waitUntil(lambda: len(lines(page)) == 1)
