"""The place for files of applicants: says what a copy means, writes what the list shows, and keeps what is owed of each."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from izanau_desktop.cache.reads import common
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.exports import ExportsPage
from izanau_desktop.exporting.applicants import DUTY
from izanau_desktop.widgets.plain import Chip, Paragraph
from izanau_desktop.widgets.pushbutton import PushButton
from tests.desktop.company.scene import COMPANY, Scene, ago, applicant, company, identity, job
from tests.desktop.keyboard import open_window

SCOPE = f"applicants:{COMPANY}"


def shown(scene: Scene, qtbot: QtBot) -> ExportsPage:
    """The page, on screen."""
    made = ExportsPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1000, 800)
    with qtbot.waitExposed(made):
        made.show()
    return made


def file_of(scene: Scene, *rows: str, left: tuple[str, ...] = (), number: int = 0) -> str:
    """A file that the company wrote; the record's id."""
    owed = {
        f"l{place}": {"row": row, "cause": "erased", "at": ago(1), "position": str(place + 1)}
        for place, row in enumerate(left)
    }
    body = {"company": COMPANY, "file": f"spring-{number}.csv", "format": "csv", "count": len(rows) + len(left)}
    body |= {"at": ago(50), "rows": list(rows), **({"left": owed} if owed else {})}
    return scene.put(SCOPE, "export", identity("export", number), body)


def owes(page: ExportsPage) -> bool:
    """Whether the page asks for rows to be deleted."""
    return "1 row to delete" in words(page)


def words(page: ExportsPage) -> str:
    """All that the page says."""
    return "\n".join(
        [one.words for one in page.findChildren(Paragraph)] + [one.text() for one in page.findChildren(Chip)]
    )


def test_page_says_what_a_copy_means_and_writes_what_the_list_shows(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    post, other = job(scene), job(scene, 1)
    mine, _ = applicant(scene, post, 1), applicant(scene, other, 2)
    page = shown(scene, qtbot)
    assert DUTY.en in words(page)
    page.offer(View(post))
    page.write(tmp_path / "a.csv", "csv")
    qtbot.waitUntil(lambda: "written into a.csv" in page.toast.text)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as opened:
        assert [row[0] for row in list(csv.reader(opened))[1:]] == [mine]
    [(kind, scope, patch)] = scene.patches()
    assert (kind, scope, patch["rows"], patch["file"]) == ("export", SCOPE, [mine], "a.csv")
    page.toast.dismiss()


def test_file_of_a_stage_of_the_job_says_its_name(scene: Scene, qtbot: QtBot) -> None:
    stages = {"s1": {"name": {"en": "Trial day"}, "status": "interview", "position": "V"}}
    page = shown(scene, qtbot)
    page.offer(View(job(scene, stages=stages, title={"en": "Cook"}), stages=("s1",)))
    told = [one.text() for one in page.findChildren(QLabel) if one.text().startswith("What is written")]
    assert told == ["What is written: the applicants listed by Cook · Trial day."]


def test_file_of_a_view_of_the_withdrawn_holds_none_of_them(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    post = job(scene)
    mine, _ = applicant(scene, post, 1), applicant(scene, post, 2, withdrawn=True)
    page = shown(scene, qtbot)
    page.offer(View(post, withdrawn=True))
    page.write(tmp_path / "a.csv", "csv")
    qtbot.waitUntil(lambda: "written into a.csv" in page.toast.text)
    [(_, _, patch)] = scene.patches()
    assert patch["rows"] == [mine]
    page.toast.dismiss()


def test_file_of_a_table_has_its_columns_in_their_order(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    post = job(scene)
    mine = applicant(scene, post, 1)
    page = shown(scene, qtbot)
    page.offer(View(post), ("stage", "name", "birthday", "years"))
    page.write(tmp_path / "a.csv", "csv")
    qtbot.waitUntil(lambda: "written into a.csv" in page.toast.text)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as opened:
        head, row = csv.reader(opened)
    assert head == ["ID", "Stage", "Name", "Experience (years)"]
    assert row[:2] == [mine, "New"]
    [(_, _, patch)] = scene.patches()
    assert patch["fields"] == ["id", "stage", "name", "years"]
    page.card.narrow.setChecked(False)
    assert page.card.columns == ()
    page.toast.dismiss()


def test_locked_cache_gives_no_file(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    applicant(scene, job(scene), 1)
    page = shown(scene, qtbot)
    scene.desk.cache.set_note(last_sync=ago(80))
    page.write(tmp_path / "a.csv", "csv")
    qtbot.waitUntil(lambda: bool(page.notice.text))
    assert list(tmp_path.glob("*.csv")) == []
    assert scene.outbox() == ()


def test_nothing_is_written_before_somebody_said_where(scene: Scene, qtbot: QtBot) -> None:
    applicant(scene, job(scene), 1)
    page = shown(scene, qtbot)
    page.card.ask("xlsx")
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.defaultSuffix() == "xlsx"
    assert scene.outbox() == ()
    dialog.reject()
    assert scene.outbox() == ()


def test_row_that_is_owed_stays_until_somebody_says_it_was_deleted(scene: Scene, qtbot: QtBot) -> None:
    gone = identity("application", 9)
    record = file_of(scene, left=(gone,))
    file_of(scene, identity("application", 8), number=1)
    page = shown(scene, qtbot)
    qtbot.waitUntil(lambda: owes(page))
    assert gone in words(page)
    assert common.status(scene.desk.cache).owed == 1
    [deleted] = [one for one in page.findChildren(PushButton) if one.text() == "Deleted"]
    deleted.click()
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    assert scene.patches() == [("export", SCOPE, {"left": {"l0": None}})]
    qtbot.waitUntil(lambda: not owes(page))
    page.toast.undo()
    qtbot.waitUntil(lambda: scene.outbox() == ())
    qtbot.waitUntil(lambda: owes(page))
    assert record
    page.toast.dismiss()


def test_command_of_the_applicants_page_leads_here_with_its_view(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    post = job(scene)
    applicant(scene, post, 1)
    window = open_window(scene, "company", tmp_path / "window", qtbot, "applicants")
    page = window.page("applicants")
    assert isinstance(page, ApplicantsPage)
    qtbot.waitUntil(lambda: page.list.shown.job == post)
    assert scene.commands.run("applicants.export")
    there = window.page("exports")
    assert isinstance(there, ExportsPage)
    assert there.isVisible()
    assert there.card.view.job == post


@pytest.mark.parametrize("role", ["hiring_manager", "interviewer"])
def test_who_reads_not_all_applicants_is_offered_no_file(role: str, qtbot: QtBot, tmp_path: Path) -> None:
    scene = company(tmp_path, role)
    try:
        page = shown(scene, qtbot)
        assert not page.card.isVisible()
    finally:
        scene.close()
