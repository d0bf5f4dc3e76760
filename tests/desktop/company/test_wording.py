"""The texts of a job: hints at their wording, and both languages of them side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from izanau_desktop.company.jobs.page import JobsPage
from izanau_desktop.shared.hints import Hints
from tests.desktop.company.jobs import body, opened, type_into
from tests.desktop.company.scene import Scene, identity


@pytest.fixture
def page(scene: Scene, qtbot: QtBot) -> Iterator[JobsPage]:
    """One draft, open."""
    made = opened(scene, qtbot)
    yield made
    made.toast.dismiss()


def hints_of(page: JobsPage, path: str) -> list[str]:
    """What is said beneath a field about its wording."""
    field = page.editing.field(path)
    assert field is not None
    return [words for one in field.findChildren(Hints) if one.isVisible() for words, _ in one.told]


def test_age_in_a_text_is_told_beneath_its_field(page: JobsPage) -> None:
    assert not page.editor.wording.isVisible()
    type_into(page, "duties", "Cooking. Under 35 only.")
    (told,) = hints_of(page, "duties")
    assert told.startswith("“Under 35” (Age): Say what the work needs")
    (why,) = [why for one in page.editing.field("duties").findChildren(Hints) for _, why in one.told]  # type: ignore[union-attr]  # it is there
    assert "art. 9" in why
    type_into(page, "duties", "Cooking.")
    page.editing.edit({"duties": {"en": "Cooking."}})
    assert hints_of(page, "duties") == []
    assert not page.editor.wording.isVisible()


def test_hint_is_listed_and_leads_to_its_field(page: JobsPage) -> None:
    page.editing.edit({"title": {"en": "Waitress"}, "holidays": {"en": "Weekends", "ja": "女性歓迎"}})
    listed = page.editor.wording.list
    told = [listed.item(row).text() for row in range(listed.count())]
    assert told == ["“Waitress” in: Job title", "“女性歓迎” in: Holidays (Japanese)"]
    listed.itemActivated.emit(listed.item(1))
    field = page.editing.field("holidays")
    assert field is not None
    assert page.focusWidget() is field.editor


def test_job_with_hints_is_published_and_says_how_many(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    page.editing.edit({"smoking": "indoor_ban", "title": {"en": "Salesman"}})
    type_into(page, "duties", "Women only. ")
    assert scene.commands.run("jobs.publish")
    qtbot.waitUntil(lambda: body(scene).get("state") == "published")
    qtbot.waitUntil(page.toast.isVisible)
    assert re.fullmatch(r"Published · 2 hints?(\(s\))? on its wording", page.toast.text), (
        "by whatever language is loaded"
    )


def both(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    """Turn on both languages, as the palette does."""
    assert scene.commands.run("jobs.both")
    qtbot.waitUntil(lambda: page.editing.field("pay.note@ja") is not page.editing.field("pay.note"))


def test_text_is_typed_in_both_languages_side_by_side(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    page.editing.edit({"duties": None})
    both(page, scene, qtbot)
    first, second = page.editing.field("duties"), page.editing.field("duties@ja")
    assert first is not None
    assert second is not None
    assert second.isVisible()
    first.setFocus()
    QTest.keyClick(first.editor, Qt.Key.Key_Tab)
    assert page.focusWidget() is second.editor
    type_into(page, "duties@ja", "Ryori")
    qtbot.waitUntil(lambda: body(scene).get("duties") == {"ja": "Ryori"})
    assert first.text() != "Ryori"
    scene.commands.run("jobs.both")
    assert not second.isVisible()
    assert page.editing.field("duties@ja") is first


def test_language_that_a_text_lacks_is_marked(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    page.editing.edit({"title": {"en": "Cook", "ja": None}})
    both(page, scene, qtbot)
    first, second = page.editing.field("title"), page.editing.field("title@ja")
    assert first is not None
    assert second is not None
    assert (first.label.text(), second.label.text()) == (
        "Job title · English *",
        "Job title · Japanese * · not written yet",
    )
    assert second.editor.accessibleName().endswith("not written yet")
    type_into(page, "title@ja", "Ryorinin")
    assert second.label.text() == "Job title · Japanese *"
    scene.commands.run("jobs.both")
    assert first.label.text() == "Job title *"
    scene.background.wait()


def test_hint_stands_beneath_the_language_that_holds_it(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    page.editing.edit({"holidays": {"ja": "女性歓迎", "en": "Weekends"}})
    assert len(hints_of(page, "holidays")) == 1
    both(page, scene, qtbot)
    assert (len(hints_of(page, "holidays")), len(hints_of(page, "holidays@ja"))) == (0, 1)
    listed = page.editor.wording.list
    listed.itemActivated.emit(listed.item(0))
    field = page.editing.field("holidays@ja")
    assert field is not None
    assert page.focusWidget() is field.editor
    scene.background.wait()


def test_wrong_text_of_the_other_language_is_kept(page: JobsPage, scene: Scene, qtbot: QtBot) -> None:
    both(page, scene, qtbot)
    type_into(page, "title@ja", "a" * 201)
    first, second = page.editing.field("title"), page.editing.field("title@ja")
    assert first is not None
    assert second is not None
    assert second.problem.isVisible()
    assert not first.problem.isVisible()
    qtbot.waitUntil(lambda: [one.path for one in scene.desk.cache.drafts("job", identity("job"))] == ["title@ja"])
