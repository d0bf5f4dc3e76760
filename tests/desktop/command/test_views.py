"""`izanau view` saves what a list of applicants shows, and `izanau applicant list --view` lists it."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path

import pytest

from izanau_protocol import ids
from tests.desktop.command.conftest import Run
from tests.desktop.command.test_fitting import APPLICATION, JOB, PERSON, synced

BEFORE = ids.application_id(JOB, PERSON, 2)


@pytest.fixture
def company(tmp_path: Path, keychain: object) -> None:
    """A company to which one person applied twice: one application is new, one in interviews."""
    synced(tmp_path / "data", BEFORE)


def listed(run: Run, *more: str) -> set[str]:
    return {one["id"] for one in run("applicant", "list", *more).json["items"]}


@pytest.mark.usefixtures("company")
def test_saved_view_lists_what_it_says(run: Run) -> None:
    assert run("view", "save", "In talks", "--job", JOB, "--stage", "interview", "--sort", "name", "--up").exit == 0
    assert listed(run) == {APPLICATION, BEFORE}
    assert listed(run, "--view", "in TALKS") == {BEFORE}
    assert listed(run, "--view", "In talks", "--stage", "new") == {APPLICATION}
    told = run("view", "show", "In talks").json
    assert (told["job"], told["stages"], told["sort"], told["down"]) == (JOB, ["interview"], "name", False)
    assert [one["name"] for one in run("view", "list").json["items"]] == ["In talks"]


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_export_of_a_view_writes_its_columns_in_their_order(run: Run, tmp_path: Path, form: str) -> None:
    columns = ("--column", "japanese", "--column", "stage", "--column", "name")
    assert run("view", "save", "In talks", "--stage", "interview", *columns).json["columns"] == list(columns[1::2])
    file = tmp_path / f"a.{form}"
    assert run("applicant", "export", "--view", "In talks", "--format", form, "-o", str(file)).json["rows"] == 1
    if form == "csv":
        with file.open(encoding="utf-8-sig", newline="") as opened:
            found = list(csv.reader(opened))
    else:
        with zipfile.ZipFile(file) as book:
            strings = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode())
        found = [strings[::2], strings[1::2]]  # the writer goes down the columns
    assert found == [["ID", "Japanese", "Stage", "Name"], [BEFORE, "N3", "Interview", "Somebody"]]


@pytest.mark.usefixtures("company")
def test_view_is_shared_by_its_name_unless_it_names_somebody(run: Run) -> None:
    run("view", "save", "Late", "stage:new", "--column", "name", "--column", "since")
    run("view", "save", "Somebody", "tanaka")
    assert run("view", "share", "Somebody").json["code"] == "view_names_people"
    assert run("view", "save", "Somebody else", "stage:tanaka", "--share").json["code"] == "view_names_people"
    assert run("view", "share", "LATE").json["shared"] is True
    assert [(one["name"], one.get("shared", False)) for one in run("view", "list").json["items"]] == [
        ("Somebody", False),
        ("Late", True),
    ]
    assert listed(run, "--view", "late") == {APPLICATION}
    assert run("view", "save", "Late", "stage:interview", "--share").json["query"] == "stage:interview"
    assert listed(run, "--view", "late") == {BEFORE}
    assert run("view", "rename", "Late", "Talks").json["name"] == "Talks"
    assert run("view", "rename", "Somebody", "Tanaka").json["name"] == "Tanaka"
    assert run("view", "delete", "Talks").exit == 0
    assert [one["name"] for one in run("view", "list").json["items"]] == ["Tanaka"]


@pytest.mark.usefixtures("company")
def test_deleted_view_is_there_no_more(run: Run) -> None:
    run("view", "save", "Late", "days>7")
    assert run("view", "delete", "Late").exit == 0
    assert run("view", "list").json["items"] == []
    assert run("applicant", "list", "--view", "Late").json["code"] == "not_yours"


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("view", "save", " "), "required"),
        (("view", "save", "x" * 61), "too_long"),
        (("view", "save", "A", "--sort", "birthday"), "unknown_code"),
        (("view", "save", "A", "--column", "citizenship"), "unknown_code"),
        (("view", "save", "A", "--job", "nowhere"), "not_yours"),
        (("view", "show", "Nothing"), "not_yours"),
    ],
)
def test_view_that_cannot_be_saved_is_refused(run: Run, words: tuple[str, ...], code: str) -> None:
    assert run(*words).json["code"] == code
    assert run("view", "list").json["items"] == []
