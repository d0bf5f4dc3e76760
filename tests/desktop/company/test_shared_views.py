"""Views that the company shares: shared from one's own, shown, changed by whom they are, and told where they ask for more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from izanau_desktop.cache import lease
from izanau_desktop.cache.reads import views
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.views import Face, Kept
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_protocol import ids
from izanau_protocol.problems import Refused
from tests.desktop.company.conftest import shown
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, company, identity, job, member
from tests.desktop.company.test_views import choose, menu, names

SCOPE = f"applicants:{COMPANY}"


@pytest.fixture
def page(scene: Scene, qtbot: QtBot) -> Iterator[ApplicantsPage]:
    """The page on all jobs, with one applicant at a job."""
    scene.desk.cache.set_note(applicants_job="*")
    applicant(scene, job(scene), 1)
    made = shown(scene, qtbot)
    yield made
    made.toast.dismiss()


def share(scene: Scene, author: str = "", number: int = 0, **other: Any) -> str:
    """A view that a colleague shared; its id."""
    body = {"company": COMPANY, "name": "Late", "query": "is:late", "sort": "since", "up": True, "at": ago(3)}
    body |= {"author": author or ids.membership_id(COMPANY, identity("colleague"))}
    return scene.put(SCOPE, "view", identity("view", number), body | other)


def press(page: ApplicantsPage, name: str) -> None:
    """One button of the saved views, by what it is called."""
    next(one for one in page.list.views.findChildren(QPushButton) if one.accessibleName() == name).click()


def save_shared(page: ApplicantsPage, scene: Scene, qtbot: QtBot, name: str, view: View) -> None:
    """Show a view, and save it for the company, by the keyboard."""
    page.list.show_view(view)
    qtbot.waitUntil(lambda: page.list.shown == view)
    assert scene.commands.run("applicants.save_view")
    page.list.views.field.setText(name)
    page.list.views.share.setChecked(True)
    QTest.keyClick(page.list.views.field, Qt.Key.Key_Return)


def test_shared_view_stands_in_the_menu_and_is_shown_as_a_table(
    page: ApplicantsPage, scene: Scene, qtbot: QtBot
) -> None:
    share(scene, columns=["stage", "name"])
    views.save(scene.desk.cache, Kept("Mine", View()))
    found = menu(page, scene, qtbot)
    assert list(found)[:3] == ["Mine", "Shared by your company", "Late"]
    assert not found["Shared by your company"].isEnabled()
    found["Late"].trigger()
    qtbot.waitUntil(lambda: page.list.shown == View("", "is:late", (), "since", down=False))
    assert page.list.list.is_table
    assert page.list.list.columns == ("name", "stage")


def test_own_view_is_shared_and_is_ones_own_again_by_undo(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    kept = Kept("Talks", View(query="owner:me", stages=("interview",)), Face(table=True, columns=("name", "since")))
    views.save(scene.desk.cache, kept)
    choose(page, scene, qtbot, "Share, rename or delete…")
    press(page, "Share Talks with the company")
    qtbot.waitUntil(lambda: names(scene) == [])
    [(kind, scope, patch)] = scene.patches()
    assert (kind, scope) == ("view", SCOPE)
    assert patch == {
        "company": COMPANY,
        "name": "Talks",
        "query": "owner:me",
        "stages": ["interview"],
        "sort": "applied",
        "columns": ["name", "since"],
    }
    qtbot.waitUntil(page.toast.can_undo)
    assert scene.commands.run("applicants.undo")
    qtbot.waitUntil(lambda: names(scene) == ["Talks"])
    assert views.saved(scene.desk.cache)[0].kept == kept
    assert scene.patches() == []


def test_view_that_names_somebody_is_not_shared_and_says_why(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    save_shared(page, scene, qtbot, "Late", View(query="Tanaka is:late"))
    qtbot.waitUntil(page.list.views.problem.isVisible)
    assert page.list.views.problem.text().startswith("“Tanaka” could name a person")
    assert scene.patches() == []


def test_list_saved_under_a_shared_name_changes_that_view(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    share(scene)
    save_shared(page, scene, qtbot, "LATE", View(query="is:new", sort="since", down=False))
    qtbot.waitUntil(lambda: page.toast.text == "View shared: LATE")
    assert scene.patches() == [("view", SCOPE, {"name": "LATE", "query": "is:new"})]


def test_view_of_a_newer_program_is_shown_and_says_what_it_lacks(
    page: ApplicantsPage, scene: Scene, qtbot: QtBot
) -> None:
    share(scene, query="is:late flag:red", sort="luck", columns=["name", "luck", "stage"])
    choose(page, scene, qtbot, "Late (not all of it is known here)")
    qtbot.waitUntil(lambda: page.list.shown.query == "is:late flag:red")
    assert page.list.notice.text.startswith("“Late” asks for more than this version")
    assert page.list.list.columns == ("name", "stage")
    choose(page, scene, qtbot, "Share, rename or delete…")
    press(page, "Rename Late")
    page.list.views.field.setText("Later")
    QTest.keyClick(page.list.views.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scene.patches() == [("view", SCOPE, {"name": "Later"})])


def test_view_with_values_of_no_filter_is_still_shown(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    share(scene, query="is:tanaka lang:ja", stages=["gone"])
    choose(page, scene, qtbot, "Late (not all of it is known here)")
    qtbot.waitUntil(lambda: page.list.shown == View("", "is:tanaka lang:ja", ("gone",), "since", down=False))


@pytest.mark.parametrize("query", ["is:tanaka", "owner:tanaka", "Tanaka is:late"])
def test_old_view_that_names_somebody_is_not_renamed(
    page: ApplicantsPage, scene: Scene, qtbot: QtBot, query: str
) -> None:
    share(scene, query=query)
    choose(page, scene, qtbot, "Share, rename or delete…")
    press(page, "Rename Late")
    page.list.views.field.setText("Later")
    QTest.keyClick(page.list.views.field, Qt.Key.Key_Return)
    qtbot.waitUntil(page.list.views.problem.isVisible)
    assert "could name a person" in page.list.views.problem.text()
    assert "or keep the view for yourself" in page.list.views.problem.text()
    assert scene.patches() == []


def test_who_shares_or_renames_is_told_which_words_stay(page: ApplicantsPage, scene: Scene, qtbot: QtBot) -> None:
    share(scene)
    assert scene.commands.run("applicants.save_view")
    assert "name nobody in them" not in page.list.views.told.text()
    page.list.views.share.setChecked(True)
    assert "name nobody in them" in page.list.views.told.text()
    choose(page, scene, qtbot, "Share, rename or delete…")
    press(page, "Rename Late")
    assert page.list.views.told.isVisible()
    assert "name nobody in them" in page.list.views.told.text()


def test_reviewer_changes_their_own_shared_views_alone(tmp_path: Path, qtbot: QtBot) -> None:
    scene = company(tmp_path, "reviewer")
    try:
        mine = member(scene, identity("account"), "Me", "reviewer")
        share(scene)
        share(scene, mine, 1, name="Mine")
        scene.desk.cache.set_note(applicants_job="*")
        applicant(scene, job(scene), 1)
        made = shown(scene, qtbot)
        choose(made, scene, qtbot, "Share, rename or delete…")
        called = [one.accessibleName() for one in made.list.views.managing.findChildren(QPushButton)]
        assert [one for one in called if one.startswith("Delete")] == ["Delete Mine"]
        press(made, "Delete Mine")
        qtbot.waitUntil(lambda: made.toast.text == "View deleted: Mine")
        assert scene.patches() == [("view", SCOPE, None)]
        made.toast.dismiss()
    finally:
        scene.close()


def test_hiring_manager_is_shown_views_and_offered_no_sharing(tmp_path: Path, qtbot: QtBot) -> None:
    scene = company(tmp_path, "hiring_manager")
    try:
        scene.desk.cache.set_note(applicants_job="*")
        applicant(scene, job(scene), 1)
        share(scene)
        made = shown(scene, qtbot)
        assert "Late" in menu(made, scene, qtbot)
        assert not any("delete" in one for one in menu(made, scene, qtbot))
        assert scene.commands.run("applicants.save_view")
        assert not made.list.views.share.isVisible()
    finally:
        scene.close()


def test_shared_views_go_with_the_right_to_see_applicants(scene: Scene) -> None:
    share(scene)
    assert [one.name for one in views.shared(scene.desk.cache)] == ["Late"]
    scene.desk.cache.change(lease.purge)
    assert views.shared(scene.desk.cache) == ()


def test_shared_views_are_locked_with_the_applicants(scene: Scene) -> None:
    share(scene)
    scene.desk.cache.set_note(last_sync=ago(80))
    with pytest.raises(Refused, match="lease_locked"):
        views.shared(scene.desk.cache)
