"""The company's own page: typed fields go to cache and outbox, wrong ones are named beside, only the owner writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from izanau_desktop.company.company import CompanyPage
from izanau_protocol import pictures
from tests.desktop.company.scene import COMPANY, Scene, company
from tests.pictures import png


@pytest.fixture
def page(scene: Scene, qtbot: QtBot) -> CompanyPage:
    """The page, filled."""
    return shown(scene, qtbot)


def shown(scene: Scene, qtbot: QtBot) -> CompanyPage:
    made = CompanyPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: bool(made.editing.body))
    return made


def type_into(page: CompanyPage, path: str, text: str) -> None:
    field = page.editing.field(path)
    assert field is not None
    assert isinstance(field.editor, QLineEdit)
    field.editor.selectAll()
    QTest.keyClicks(field.editor, text)
    field.settle()


def test_typed_name_goes_to_cache_and_outbox(page: CompanyPage, scene: Scene, qtbot: QtBot) -> None:
    type_into(page, "name", "Beta Trading")
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    assert scene.patches() == [("company", f"company:{COMPANY}", {"name": "Beta Trading"})]
    found = scene.desk.cache.get("company", COMPANY)
    assert found is not None
    assert found.body["name"] == "Beta Trading"


def test_odd_website_is_named_beside_its_field(page: CompanyPage, scene: Scene, qtbot: QtBot) -> None:
    type_into(page, "website", "not an address")
    field = page.editing.field("website")
    assert field is not None
    assert "web page" in field.problem.text()
    qtbot.waitUntil(lambda: bool(scene.desk.cache.drafts("company", COMPANY)))
    assert not scene.outbox()


def test_days_that_applications_are_kept_end_within_a_year(page: CompanyPage, scene: Scene, qtbot: QtBot) -> None:
    type_into(page, "keep_days", "400")
    field = page.editing.field("keep_days")
    assert field is not None
    assert "365" in field.problem.text()
    assert not scene.outbox()
    type_into(page, "keep_days", "90")
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    assert scene.patches() == [("company", f"company:{COMPANY}", {"keep_days": 90})]


def test_undo_brings_the_old_name_back(page: CompanyPage, scene: Scene, qtbot: QtBot) -> None:
    field = page.editing.field("name")
    assert field is not None
    old = field.text()
    type_into(page, "name", "Beta Trading")
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    assert scene.commands.run("company.undo")
    qtbot.waitUntil(lambda: field.text() == old)
    assert not scene.outbox()


def test_recruiter_reads_the_page_and_changes_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    scene = company(tmp_path, "recruiter")
    page = shown(scene, qtbot)
    field = page.editing.field("name")
    assert field is not None
    assert not field.isEnabled()
    assert "Only the owner" in page.notice.text
    assert not scene.commands.run("company.undo")
    scene.close()


def test_chosen_picture_becomes_the_logo_and_undo_takes_it_back(
    page: CompanyPage, scene: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(png(1200, 600))
    page.logo.chosen.emit(file)
    qtbot.waitUntil(lambda: page.logo.logo.isVisible())
    [(_, _, patch)] = scene.patches()
    kept = scene.desk.cache.file_of(patch["logo"])
    assert pictures.check(kept) == ("image/png", 512, 256)
    page._undo()
    qtbot.waitUntil(lambda: not page.logo.logo.isVisible())


def test_file_that_is_no_picture_is_said_in_words(
    page: CompanyPage, scene: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "logo.png"
    file.write_text("no picture")
    page.logo.chosen.emit(file)
    qtbot.waitUntil(lambda: "no picture" in page.notice.text)
    file.unlink()
    page.logo.chosen.emit(file)
    qtbot.waitUntil(lambda: "cannot be used" in page.notice.text)
    assert not scene.outbox()
