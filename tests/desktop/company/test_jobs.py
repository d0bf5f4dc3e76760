"""The job editor: what is typed goes to cache and outbox, what is wrong or lacking stands beside its field."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from izanau_desktop.cache.reads import company as reads
from izanau_desktop.company.jobs.languages import JobLanguages
from izanau_desktop.company.jobs.page import JobsPage
from izanau_desktop.company.jobs.words import job_line
from tests.desktop.company.jobs import body, opened, type_into
from tests.desktop.company.scene import COMPANY, Scene, identity, job


@pytest.fixture
def page(scene: Scene, qtbot: QtBot) -> Iterator[JobsPage]:
    """One draft without a word on smoking, open."""
    made = opened(scene, qtbot)
    yield made
    made.toast.dismiss()


def test_words_that_find_no_job_lead_back_to_all(page: JobsPage, qtbot: QtBot) -> None:
    page.search.set_text("zzzz")
    qtbot.waitUntil(page.list.empty.isVisible)
    assert page.list.empty.button.text() == "Show all"
    page.list.empty.button.click()
    qtbot.waitUntil(lambda: not page.list.empty.isVisible())
    assert page.search.text() == ""
    assert page.window().focusWidget() is page.search.field


def test_checklist_names_what_the_law_misses(page: JobsPage) -> None:
    items = page.editor.checklist.items
    told = {name: str(item.data(Qt.ItemDataRole.AccessibleTextRole)) for name, item in items.items()}
    assert len(told) == 13
    assert [name for name, words in told.items() if words.endswith("not stated")] == ["smoking"]


def test_publishing_is_refused_beside_the_lacking_field(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    assert scene.commands.run("jobs.publish")
    field = page.editing.field("smoking")
    assert field is not None
    qtbot.waitUntil(lambda: bool(field.problem.text()))
    assert "smoking" in field.problem.text()
    assert "Not published yet" in page.editor.notice.text
    assert not scene.outbox()


def test_job_that_states_all_is_published(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    field = page.editing.field("smoking")
    assert field is not None
    QTest.keyClicks(field.editor, "indoor_ban")
    field.editor.take()  # type: ignore[attr-defined]  # the editor of a code, as leaving it does
    qtbot.waitUntil(lambda: body(scene).get("smoking") == "indoor_ban")
    assert scene.commands.run("jobs.publish")
    qtbot.waitUntil(lambda: body(scene).get("state") == "published")
    qtbot.waitUntil(lambda: page.toast.isVisible())
    assert {kind for kind, _, _ in scene.patches()} == {"job"}


def test_publishing_is_taken_back_and_keeps_what_was_typed(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    type_into(page, "title", "Night porter")
    field = page.editing.field("smoking")
    assert field is not None
    QTest.keyClicks(field.editor, "indoor_ban")
    field.editor.take()  # type: ignore[attr-defined]  # the editor of a code, as leaving it does
    assert scene.commands.run("jobs.publish")
    qtbot.waitUntil(page.toast.can_undo)
    assert [row.state for row in scene.outbox() if row.deed] == ["held"]
    page.toast.undo()
    qtbot.waitUntil(lambda: page.toast.text == "Taken back")
    assert body(scene)["state"] == "draft"
    assert "Night porter" in str(body(scene)["title"])
    assert not [row for row in scene.outbox() if row.deed]


def test_typed_pay_goes_to_cache_and_outbox(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    type_into(page, "pay.least", "250,000")
    qtbot.waitUntil(lambda: body(scene)["pay"]["least"] == 250_000)  # type: ignore[index]  # a part of the body
    assert scene.patches() == [("job", f"company:{COMPANY}", {"pay": {"least": 250_000}})]


@pytest.mark.parametrize("goes", ["to another job", "to another place"])
def test_edit_of_a_published_job_waits_for_more_until_it_is_left(scene: Scene, qtbot: QtBot, goes: str) -> None:
    first, other = job(scene, 1, state="published"), job(scene, 2, state="published")
    page = JobsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.show_document(first)
    qtbot.waitUntil(lambda: page.editing.id == first and page.editing.field("overseas") is not None)
    type_into(page, "title", "Night porter")
    qtbot.waitUntil(lambda: [bool(row.not_before) for row in scene.outbox()] == [True])
    if goes == "to another job":
        page.show_document(other)
    else:
        page.hide()
    qtbot.waitUntil(lambda: [bool(row.not_before) for row in scene.outbox()] == [False])


def test_wrong_pay_stands_beside_its_field_and_is_kept(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    type_into(page, "pay.least", "plenty")
    field = page.editing.field("pay.least")
    assert field is not None
    assert field.problem.isVisible()
    qtbot.waitUntil(lambda: bool(scene.desk.cache.drafts("job", identity("job"))))
    assert not scene.outbox()


def test_edit_is_undone_step_by_step(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    before = body(scene)
    type_into(page, "title", "Night porter")
    qtbot.waitUntil(lambda: body(scene) != before)
    assert scene.commands.run("jobs.undo")
    qtbot.waitUntil(lambda: body(scene) == before)
    field = page.editing.field("title")
    assert field is not None
    qtbot.waitUntil(lambda: field.text() != "Night porter")
    assert not scene.outbox()


def test_new_job_begins_as_a_draft_of_the_template(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    assert scene.commands.run("jobs.new")
    qtbot.waitUntil(lambda: page.editing.id not in ("", identity("job")))
    made = scene.desk.cache.get("job", page.editing.id)
    assert made is not None
    assert (made.body["state"], made.body["company"]) == ("draft", COMPANY)
    assert "smoking" not in made.body
    assert [kind for kind, _, _ in scene.patches()] == ["job"]


def test_language_is_added_to_what_a_job_asks_for(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    before = len(body(scene)["languages"])  # type: ignore[arg-type]  # a map
    (languages,) = page.editor.findChildren(JobLanguages)
    languages.add.click()
    qtbot.waitUntil(lambda: len(body(scene)["languages"]) == before + 1)  # type: ignore[arg-type]  # a map


def test_reviewer_reads_jobs_and_changes_nothing(page: JobsPage, scene: Scene) -> None:
    scene.desk.cache.set_note(role="reviewer")
    scene.desk.look_up()
    assert not scene.commands.run("jobs.publish")
    assert not scene.commands.run("jobs.new")


def test_reviewer_cannot_type_into_what_is_built_later(scene: Scene, qtbot: QtBot) -> None:
    job(scene)
    scene.desk.cache.set_note(role="reviewer")
    scene.desk.look_up()
    made = JobsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.editing.field("overseas") is not None)
    paths = ("title", "duties", "pay.least", "overseas")
    assert [made.editing.field(path).isEnabled() for path in paths] == [False] * 4  # type: ignore[union-attr]  # all are there


def test_items_of_the_law_follow_the_form_by_tab(page: JobsPage) -> None:
    field = page.editing.field("blind")
    assert field is not None
    field.setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget() is page.editor.checklist.list


def test_item_stated_in_part_says_what_is_missing_and_leads_there(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    page.editing.edit({"hours": {"overtime": None}, "smoking": "indoor_ban"})
    checklist = page.editor.checklist
    assert checklist.items["hours"].text().endswith("missing: Overtime")
    assert checklist.missing == {checklist.items["hours"].text(): "hours.overtime"}
    checklist.list.itemActivated.emit(checklist.items["hours"])
    field = page.editing.field("hours.overtime")
    assert field is not None
    assert page.focusWidget() is field.editor
    assert scene.commands.run("jobs.publish")
    qtbot.waitUntil(lambda: bool(field.problem.text()))


def test_narrow_editor_names_what_is_missing_above_the_form(page: JobsPage, qtbot: QtBot) -> None:
    assert not page.editor.gaps.isVisible()  # the list itself is in sight
    page.resize(1000, 700)
    qtbot.waitUntil(page.editor.gaps.isVisible)
    (link,) = page.editor.gaps.findChildren(QPushButton)
    assert link.text() == "Measures against passive smoking"
    link.click()
    field = page.editing.field("smoking")
    assert field is not None
    assert page.focusWidget() is field.editor
    page.editing.edit({"smoking": "indoor_ban"})
    assert not page.editor.gaps.isVisible()


def test_preview_shows_what_the_public_reads(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    type_into(page, "title", "Night porter")
    assert scene.commands.run("jobs.preview")
    qtbot.waitUntil(page.preview.isVisible)
    told = " ".join(one.text() + one.accessibleName() for one in page.preview.findChildren(QLabel))
    assert "Nobody reads this yet" in told
    assert "Night porter" in told
    assert "Measures against passive smoking: Not stated" in told
    assert page.focusWidget() is page.preview.area
    QTest.keyClick(page.preview.area, Qt.Key.Key_Escape)
    assert page.editor.isVisible()
    assert page.focusWidget() is page.editor.area


def test_publishing_from_the_preview_leads_to_what_is_missing(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    assert scene.commands.run("jobs.preview")
    qtbot.waitUntil(page.preview.isVisible)
    assert scene.commands.run("jobs.publish")
    qtbot.waitUntil(page.editor.isVisible)
    field = page.editing.field("smoking")
    assert field is not None
    qtbot.waitUntil(lambda: bool(field.problem.text()) and page.focusWidget() is field.editor)


def test_only_the_deed_that_fits_the_state_stands_above_the_form(page: JobsPage, scene: Scene) -> None:
    assert page.editor.publish.isVisible()
    assert not page.editor.close_job.isVisible()
    page.editing.edit({"state": "published"})
    assert page.editor.close_job.isVisible()
    assert not page.editor.publish.isVisible()
    scene.background.wait()


def test_test_of_japanese_is_offered_for_japanese_only(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    page.editing.edit(
        {
            "languages": {
                "aaaaaaaaaa": {"language": "ja", "position": "V"},
                "bbbbbbbbbb": {"language": "en", "position": "W"},
            }
        }
    )

    def offered(item: str) -> str:
        field = page.editing.field(f"languages.{item}.level")
        assert field is not None
        (model,) = field.editor.findChildren(QStringListModel)
        return " ".join(model.stringList())

    assert "JLPT N2" in offered("aaaaaaaaaa")
    assert "JLPT" not in offered("bbbbbbbbbb")
    assert "CEFR B2" in offered("bbbbbbbbbb")
    page.editing.edit({"languages": {"bbbbbbbbbb": {"language": "ja"}, "aaaaaaaaaa": {"language": "ko"}}})
    assert "JLPT" in offered("bbbbbbbbbb")
    assert "JLPT" not in offered("aaaaaaaaaa")
    scene.background.wait()


def test_blind_review_is_switched_on_for_a_job(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    field = page.editing.field("blind")
    assert field is not None
    field.setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: ("job", f"company:{COMPANY}", {"blind": True}) in scene.patches())


def test_job_whose_last_day_is_over_is_not_published(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    page.editing.edit({"smoking": "indoor_ban", "closes": "2020-01-31"})
    assert scene.commands.run("jobs.publish")
    field = page.editing.field("closes")
    assert field is not None
    qtbot.waitUntil(lambda: field.problem.text() == "This day is over.")
    page.editing.edit({"closes": None})
    assert scene.commands.run("jobs.publish")
    qtbot.waitUntil(lambda: body(scene).get("state") == "published")


def test_open_job_tells_its_openings_and_last_day(scene: Scene) -> None:
    job(scene, 1, state="published", positions=3, closes="2031-02-06")
    job(scene, 2, state="draft", published=None, positions=3, closes="2031-02-06")
    told = {one.job.id: job_line(one, "en").subtitle for one in reads.jobs(scene.desk.cache).items}
    assert "3 openings · until 6 Feb 2031" in told[identity("job", 1)]
    assert "until" not in told[identity("job", 2)]
