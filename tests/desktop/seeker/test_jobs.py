"""The jobs page: what is typed, chosen and pressed becomes a list, a problem beside it, or cache and outbox rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.cache.reads.common import field, in_order
from izanau_desktop.seeker.jobs import JobsPage
from tests.desktop.company.scene import identity
from tests.desktop.seeker.scene import EMAIL, SeekerScene, company, job


def shown(page: QWidget) -> str:
    """All words on screen, and the names that assistive technology hears."""
    labels = [one for one in page.findChildren(QLabel) if one.isVisible()]
    buttons = [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]
    return "\n".join([*(one.text() for one in labels), *(one.accessibleName() for one in labels), *buttons])


def opened(scene: SeekerScene, qtbot: QtBot) -> JobsPage:
    made = JobsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.pane.detail is not None)
    scene.commands.reconsider()
    return made


@pytest.fixture
def posts(scene: SeekerScene) -> list[str]:
    """Three open jobs, newest first, and one that is closed."""
    made = [job(scene, 20, category="testing"), job(scene, 21, category="sales"), job(scene, 22, category="sales")]
    job(scene, 23, state="closed")
    return made


@pytest.fixture
def page(scene: SeekerScene, posts: list[str], qtbot: QtBot) -> Iterator[JobsPage]:
    made = opened(scene, qtbot)
    yield made
    made.toast.dismiss()


def ids(page: JobsPage) -> list[str]:
    return [row.id for row in page.list.jobs.model.rows]


def apply_open(page: JobsPage, scene: SeekerScene, qtbot: QtBot) -> None:
    assert scene.commands.run("jobs.apply")
    qtbot.waitUntil(page.panel.isVisible)


def test_open_jobs_are_listed_newest_first_with_count(page: JobsPage, posts: list[str]) -> None:
    assert ids(page) == posts
    assert page.list.search.count.text().startswith("3 job")


def test_filters_narrow_the_list_and_go_as_chips(page: JobsPage, posts: list[str], qtbot: QtBot) -> None:
    page.list._actions["category", "sales"].trigger()
    qtbot.waitUntil(lambda: ids(page) == posts[1:])
    assert page.list.search.count.text() == "2 of 3 · newest first"
    chip = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == "Remove filter: Sales")
    chip.click()
    qtbot.waitUntil(lambda: ids(page) == posts)


def test_words_that_fit_nothing_offer_all_again(page: JobsPage, posts: list[str], qtbot: QtBot) -> None:
    QTest.keyClicks(page.list.search.field, "zzzz")
    qtbot.waitUntil(lambda: ids(page) == [] and page.list.jobs.empty.isVisible())
    page.list.jobs.empty.button.click()
    qtbot.waitUntil(lambda: ids(page) == posts)


def test_level_filter_takes_lower_levels_too(scene: SeekerScene, qtbot: QtBot) -> None:
    asks = {"a": {"language": "ja", "level": "JLPT N4", "position": "V"}}
    easy, hard = job(scene, 20, languages=asks), job(scene, 21, languages={"a": {**asks["a"], "level": "JLPT N1"}})
    page = opened(scene, qtbot)
    page.list._actions["level", "JLPT N3"].trigger()
    qtbot.waitUntil(lambda: ids(page) == [easy])
    page.list._actions["level", "JLPT N1"].trigger()
    qtbot.waitUntil(lambda: ids(page) == [easy, hard])


def test_item_of_the_law_that_is_absent_is_named_so(scene: SeekerScene, qtbot: QtBot) -> None:
    job(scene, 20, smoking=None)
    page = opened(scene, qtbot)
    qtbot.waitUntil(lambda: "Measures against passive smoking: Not stated" in shown(page.pane))


def test_saved_job_stays_on_this_computer_and_is_undone(page: JobsPage, scene: SeekerScene, qtbot: QtBot) -> None:
    assert scene.commands.run("jobs.save")
    qtbot.waitUntil(lambda: page.list.jobs.model.rows[0].chip == "Saved")
    assert scene.outbox() == ()
    assert scene.commands.run("jobs.undo")
    qtbot.waitUntil(lambda: page.list.jobs.model.rows[0].chip == "")


def test_applying_records_the_words_that_were_shown(
    page: JobsPage, scene: SeekerScene, posts: list[str], qtbot: QtBot
) -> None:
    apply_open(page, scene, qtbot)
    name = page.pane.detail.row.company_name if page.pane.detail else ""
    qtbot.waitUntil(lambda: f"{name} will see: your e-mail address {EMAIL}" in shown(page.panel))
    assert page.panel.deed.text() == f"Apply: show {EMAIL} to {name}"
    page.panel.message.setPlainText("I test games.")
    page.panel.deed.click()
    qtbot.waitUntil(page.toast.can_undo)
    parts = {kind: patch for kind, _, patch in scene.patches()}
    assert parts["application"]["job"] == posts[0]
    assert parts["application"]["message"] == "I test games."
    assert parts["consent"]["recipient"] == identity("company", 1)
    assert f"{name} will see: your e-mail address {EMAIL}" in parts["consent"]["words"]
    assert scene.commands.run("jobs.undo")
    qtbot.waitUntil(lambda: scene.outbox() == ())
    qtbot.waitUntil(lambda: page.list.jobs.model.rows[0].chip == "")


def test_apply_panel_shows_the_profile_of_the_cache(page: JobsPage, scene: SeekerScene, qtbot: QtBot) -> None:
    apply_open(page, scene, qtbot)
    found = scene.desk.cache.get("profile", scene.profile)
    assert found is not None
    wanted = [field(found.body, "name.full"), *(field(item, "company") for _, item in in_order(found.body, "work"))]
    qtbot.waitUntil(lambda: all(words in shown(page.panel) for words in wanted))


def test_wrong_message_is_told_beside_the_field(page: JobsPage, scene: SeekerScene, qtbot: QtBot) -> None:
    apply_open(page, scene, qtbot)
    page.panel.message.setPlainText("x" * 4001)
    page.panel.deed.click()
    assert "too long" in page.panel.message_row.problem
    assert scene.outbox() == ()
    assert page.focusWidget() is page.panel.message


def test_unsent_message_is_there_after_a_restart(
    page: JobsPage, scene: SeekerScene, posts: list[str], qtbot: QtBot
) -> None:
    apply_open(page, scene, qtbot)
    page.panel.message.setPlainText("Half a")
    QTest.keyClick(page.panel, Qt.Key.Key_Escape)
    assert page.pane.isVisible()
    qtbot.waitUntil(lambda: bool(scene.desk.cache.drafts("job", posts[0])))
    page.panel._shown = None  # as a page that is made anew
    apply_open(page, scene, qtbot)
    assert page.panel.message.toPlainText() == "Half a"


def test_missing_items_are_named_and_nothing_is_sent(tmp_path: Path, qtbot: QtBot) -> None:
    scene = SeekerScene(tmp_path, profile={"name": {"full": "Ana Prova"}, "residence": "ES"})
    company(scene)
    job(scene, 20)
    page = opened(scene, qtbot)
    apply_open(page, scene, qtbot)
    wanted = ("Birthday", "Country of citizenship", "Languages")
    qtbot.waitUntil(lambda: all(name in shown(page.panel) for name in wanted))
    page.panel.deed.click()
    assert scene.outbox() == ()
    assert page.panel.isVisible()
    assert page.focusWidget() is page.panel.lacking.first
    with qtbot.waitSignal(page.panel.section) as led:
        QTest.keyClick(page.panel.lacking.first, Qt.Key.Key_Space)
    assert led.args == ["birthday"]
    scene.close()


def test_unconfirmed_address_asks_for_the_code(tmp_path: Path, qtbot: QtBot) -> None:
    scene = SeekerScene(tmp_path, confirmed=False)
    company(scene)
    job(scene, 20)
    page = opened(scene, qtbot)
    apply_open(page, scene, qtbot)
    assert page.panel.code.isVisible()
    page.panel.deed.click()
    assert page.focusWidget() is page.panel.code
    QTest.keyClick(page.panel.code, Qt.Key.Key_Return)
    assert page.panel.code_row.problem
    assert scene.outbox() == ()
    scene.close()


def test_question_says_address_is_hidden_and_is_taken_back(page: JobsPage, scene: SeekerScene, qtbot: QtBot) -> None:
    assert scene.commands.run("jobs.ask")
    qtbot.waitUntil(page.pane.composer.isVisible)
    qtbot.waitUntil(lambda: "Your e-mail address is not shown." in shown(page.pane))
    page.pane.composer.edit.setPlainText("Is it remote?")
    page.pane.composer.finish()
    qtbot.waitUntil(page.toast.can_undo)
    parts = {kind: patch for kind, _, patch in scene.patches()}
    assert parts["message"]["text"] == "Is it remote?"
    assert "not shown" in parts["consent"]["words"]
    assert EMAIL not in str(parts)
    assert scene.commands.run("jobs.undo")
    qtbot.waitUntil(lambda: scene.outbox() == ())
    qtbot.waitUntil(lambda: page.pane.composer.text() == "Is it remote?")


def test_guest_is_told_to_sign_up_first(scene: SeekerScene, posts: list[str], qtbot: QtBot) -> None:
    scene.desk.cache.set_note(account="")
    scene.desk.look_up()
    page = opened(scene, qtbot)
    assert scene.commands.run("jobs.apply")
    assert "sign up first" in page.pane.notice.text
    assert scene.outbox() == ()


def test_selection_stays_when_newer_jobs_arrive(
    page: JobsPage, scene: SeekerScene, posts: list[str], qtbot: QtBot
) -> None:
    page.list.jobs.select(posts[1])
    newer = job(scene, 11)
    scene.background.changed.emit(frozenset({"job"}), None)
    qtbot.waitUntil(lambda: newer in ids(page))
    assert page.list.jobs.current() == posts[1]
