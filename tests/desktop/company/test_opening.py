"""Opening one applicant from elsewhere: they are shown, or it is said that they cannot be; never somebody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import local
from izanau_desktop.cache.connection import Connection
from izanau_desktop.company.applicants.columns import COLUMNS
from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.desktop.company.conftest import shown
from tests.desktop.company.scene import Scene, applicant, identity, job
from tests.desktop.company.test_long_list import put

MANY = 100
FAR = 80
"""So far down the list that it is not read with the first."""


@pytest.fixture
def hidden(scene: Scene) -> list[str]:
    """The many who applied for a job that is reviewed blind, the newest first."""
    scene.desk.cache.set_note(applicants_job="*")
    post, found = job(scene, 1, blind=True), list[str]()

    def work(connection: Connection) -> None:
        found.extend(put(connection, post, number) for number in range(MANY))

    scene.desk.cache.change(work)
    return found


@pytest.fixture
def first(scene: Scene) -> str:
    """Somebody at another job, who applied last."""
    return applicant(scene, job(scene), 9000, hours=0.1)


@pytest.fixture
def page(scene: Scene, hidden: list[str], first: str, qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The page with the applicants of all jobs, the last of them opened."""
    made = shown(scene, qtbot)
    qtbot.waitUntil(lambda: made.list.list.model.rowCount() == MANY + 1)
    yield made
    made.toast.dismiss()


def opened(page: ApplicantsPage) -> str:
    """Who is shown."""
    return page.detail.opened.applicant.row.id if page.detail.opened is not None else ""


def seen(scene: Scene, *among: str) -> set[str]:
    """Who of these was looked at on this machine."""
    return {one for one in among if scene.desk.cache.local("seen", one)}


def settled(scene: Scene, qtbot: QtBot) -> None:
    """All that was asked is answered."""
    qtbot.waitUntil(lambda: not scene.background._waiting)


def test_hidden_applicant_far_down_their_list_is_opened(
    page: ApplicantsPage, scene: Scene, hidden: list[str], first: str, qtbot: QtBot
) -> None:
    page.show_document(hidden[FAR])
    qtbot.waitUntil(lambda: opened(page) not in ("", first))
    assert opened(page) == page.list.list.current() == hidden[FAR]
    assert (page.list.shown.job, page.list.search.text()) == (identity("job", 1), "")
    settled(scene, qtbot)
    assert seen(scene, *hidden) == {hidden[FAR]}


def test_who_is_in_sight_already_is_opened_at_their_job(
    page: ApplicantsPage, scene: Scene, hidden: list[str], first: str, qtbot: QtBot
) -> None:
    page.show_document(hidden[3])
    qtbot.waitUntil(lambda: page.list.shown.job == identity("job", 1) and opened(page) not in ("", first))
    settled(scene, qtbot)
    assert opened(page) == page.list.list.current() == hidden[3]
    assert seen(scene, *hidden) == {hidden[3]}


def test_who_is_opened_stays_while_others_apply(
    page: ApplicantsPage, scene: Scene, hidden: list[str], qtbot: QtBot
) -> None:
    page.show_document(hidden[FAR])
    scene.background.changed.emit(frozenset({"application"}), None)  # a sync, before anything was read
    qtbot.waitUntil(lambda: opened(page) == hidden[FAR])
    page.list.step(-1)
    qtbot.waitUntil(lambda: opened(page) == hidden[FAR - 1])
    scene.desk.cache.change(lambda connection: put(connection, identity("job", 1), 5000))
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == MANY + 1)
    settled(scene, qtbot)
    assert opened(page) == page.list.list.current() == hidden[FAR - 1]


def test_first_thing_that_a_page_shows_may_be_anybody(
    scene: Scene, hidden: list[str], first: str, qtbot: QtBot
) -> None:
    page = ApplicantsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.show_document(hidden[FAR])
    qtbot.waitUntil(lambda: opened(page) != "")
    settled(scene, qtbot)
    assert opened(page) == hidden[FAR]
    assert seen(scene, first, *hidden) == {hidden[FAR]}


def test_no_deed_is_on_anybody_until_who_is_wanted_came(
    page: ApplicantsPage, scene: Scene, hidden: list[str], qtbot: QtBot
) -> None:
    page.show_document(hidden[FAR])
    assert not scene.commands.run("applicants.advance")
    qtbot.waitUntil(lambda: opened(page) == hidden[FAR])
    assert scene.commands.run("applicants.advance")
    settled(scene, qtbot)
    [(_, _, patch)] = scene.patches()
    assert scene.outbox()[0].documents == (("application", hidden[FAR]),)
    assert "stage" in patch


def test_one_is_opened_though_many_were_chosen(page: ApplicantsPage, hidden: list[str], qtbot: QtBot) -> None:
    page.list.picking.everyone()
    assert page.bulking.is_shown
    page.show_document(hidden[FAR])
    qtbot.waitUntil(lambda: opened(page) == hidden[FAR])
    assert not page.bulking.is_shown


def given(page: ApplicantsPage, scene: Scene, application: str, qtbot: QtBot) -> None:
    """Another place is open, and there this applicant becomes as new."""
    page.hide()
    settled(scene, qtbot)
    scene.desk.cache.change(lambda connection: local.put(connection, local.SEEN, application, None))
    scene.background.changed.emit(frozenset({"application"}), None)
    settled(scene, qtbot)


def test_who_stood_here_is_not_seen_when_another_is_opened(
    page: ApplicantsPage, scene: Scene, hidden: list[str], first: str, qtbot: QtBot
) -> None:
    given(page, scene, first, qtbot)
    page.show()
    page.show_document(hidden[FAR])
    qtbot.waitUntil(lambda: opened(page) == hidden[FAR])
    settled(scene, qtbot)
    assert seen(scene, first, *hidden) == {hidden[FAR]}


def test_who_stood_here_is_not_seen_when_another_job_is_opened(
    page: ApplicantsPage, scene: Scene, hidden: list[str], first: str, qtbot: QtBot
) -> None:
    given(page, scene, first, qtbot)
    page.show()
    page.list.look_for(identity("job", 1), "")
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: opened(page) == hidden[0])
    settled(scene, qtbot)
    assert seen(scene, first, *hidden) == {hidden[0]}


def test_who_stood_here_is_seen_once_they_are_shown_again(
    page: ApplicantsPage, scene: Scene, first: str, qtbot: QtBot
) -> None:
    given(page, scene, first, qtbot)
    assert seen(scene, first) == set()
    page.show()
    qtbot.waitUntil(lambda: seen(scene, first) == {first})
    given(page, scene, first, qtbot)
    page.show()
    page.list.look_for(identity("job"), "")  # in whose list they stand too
    qtbot.waitUntil(lambda: seen(scene, first) == {first})


def test_who_stood_behind_the_chosen_many_is_not_seen(
    page: ApplicantsPage, scene: Scene, first: str, qtbot: QtBot
) -> None:
    page.list.picking.everyone()
    given(page, scene, first, qtbot)
    with qtbot.waitExposed(page):
        page.show()
    settled(scene, qtbot)
    assert page.bulking.is_shown
    assert seen(scene, first) == set()


def test_who_withdrew_is_opened_from_elsewhere(page: ApplicantsPage, scene: Scene, first: str, qtbot: QtBot) -> None:
    post = identity("job")
    gone = applicant(scene, post, 9001, hours=3, withdrawn=True, status="withdrawn", email=False)
    page.show_document(gone)
    qtbot.waitUntil(lambda: opened(page) not in ("", first))
    assert opened(page) == page.list.list.current() == gone
    assert page.list.shown.withdrawn


def withdrawn_too(page: ApplicantsPage, qtbot: QtBot) -> None:
    """Choose it, or no more, in the menu of filters."""
    page.list.more.click()
    qtbot.waitUntil(page.offering.menu.isVisible)
    page.offering.menu.close()
    next(one for one in page.offering.menu.actions() if one.text() == "Withdrawn too").trigger()


def test_withdrawn_are_listed_from_the_menu_and_taken_away_by_their_chip(
    page: ApplicantsPage, scene: Scene, qtbot: QtBot
) -> None:
    applicant(scene, identity("job"), 9001, hours=3, withdrawn=True, status="withdrawn", email=False)
    page.list.picking.everyone()
    withdrawn_too(page, qtbot)
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == MANY + 2)
    assert page.list._count.text() == f"{MANY + 2} applicants ·"
    assert not page.list.picking.is_on, "all who were chosen are not all who are listed now"
    chip = page.list.chips.chips()[-1]
    assert chip.text() == "Withdrawn too ×"
    chip.click()
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == MANY + 1)
    assert "Withdrawn too ×" not in [one.text() for one in page.list.chips.chips()]


def test_who_withdrew_reads_so_in_rows_table_and_profile(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    left = {"withdrawn": True, "status": "withdrawn", "stage": "interview"}
    gone = applicant(scene, identity("job"), 9001, hours=300, email=False, **left)
    page.show_document(gone)
    qtbot.waitUntil(lambda: opened(page) == gone)
    model = page.list.list.model
    row = next(one for place in range(model.rowCount()) if (one := model.row(place)) and one.id == gone)
    told = model.told.row(row)
    assert (told.chip, told.tone) == ("Withdrawn", "neutral")
    assert told.subtitle.startswith("last stage: Interview · ")
    assert ", Withdrawn" in told.accessible
    stage = next(one for one in COLUMNS if one.id == "stage")
    assert stage.text(row, model.told) == "Withdrawn (Interview)"
    assert " · last stage: Interview · " in page.detail._line.text()


def test_who_is_gone_is_told_of_and_nobody_opened(
    page: ApplicantsPage, scene: Scene, hidden: list[str], first: str, qtbot: QtBot
) -> None:
    page.show_document(identity("nobody"))
    qtbot.waitUntil(lambda: opened(page) == "")
    assert page.detail._nobody.accessibleName() == "This applicant cannot be shown"
    scene.background.changed.emit(frozenset({"application"}), None)
    settled(scene, qtbot)
    assert (opened(page), page.list.list.current()) == ("", "")
    assert seen(scene, *hidden) == set()
    page.list.step(1)
    qtbot.waitUntil(lambda: opened(page) == first)


def test_page_that_was_to_show_who_is_gone_shows_its_list(scene: Scene, hidden: list[str], qtbot: QtBot) -> None:
    page = ApplicantsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.show_document(identity("nobody"))
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == MANY)
    settled(scene, qtbot)
    assert (opened(page), seen(scene, *hidden)) == ("", set())


def test_who_comes_first_while_another_place_is_open_is_not_seen(
    page: ApplicantsPage, scene: Scene, first: str, qtbot: QtBot
) -> None:
    page.hide()
    newer = applicant(scene, identity("job"), 9002, hours=0.01)
    scene.desk.cache.change(lambda connection: put(connection, identity("job"), 0))
    page.list.step(-1)
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: page.list.list.model.rowCount() == MANY + 3)
    page.list.step(-1)
    qtbot.waitUntil(lambda: opened(page) == newer)
    settled(scene, qtbot)
    assert seen(scene, newer) == set()
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: seen(scene, newer) == {newer})


def test_counts_that_change_take_the_focus_from_nothing_that_is_typed(
    page: ApplicantsPage, scene: Scene, first: str, qtbot: QtBot
) -> None:
    withdrawn_too(page, qtbot)
    qtbot.waitUntil(lambda: page.list.shown.withdrawn)
    settled(scene, qtbot)
    page.activateWindow()
    page.list.search.setFocus()
    qtbot.waitUntil(page.list.search.hasFocus)
    before = [one.text() for one in page.list.chips.chips()]
    applicant(scene, identity("job"), 9001, hours=0.05)
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: [one.text() for one in page.list.chips.chips()] != before)
    assert page.list.search.hasFocus()
