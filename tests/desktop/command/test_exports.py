"""Files of applicants by the command: written for who may, recorded offline, and refused where nothing of it would be whole."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from tests.journeys.command import Command


def rows(file: Path) -> list[list[str]]:
    """What a CSV file holds."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def test_file_is_as_the_list_is_and_recorded_once_synced(at: Callable[[str], Command], tmp_path: Path) -> None:
    hr, file = at("hr"), tmp_path / "applicants.csv"
    listed = hr.done("applicant", "list", "--limit", "500")["items"]
    told = hr("applicant", "export", "-o", str(file))
    assert (told.exit, told.json["rows"], told.json["pending"]) == (0, len(listed), True)
    assert "yours to delete" in told.stderr
    found = rows(file)
    assert [row[0] for row in found[1:]] == [one["id"] for one in listed]
    assert {one["email"] for one in listed if "email" in one} <= {row[3] for row in found[1:]}
    assert file.stat().st_mode & 0o077 == 0
    hr.done("sync")
    [record] = [one for one in hr.done("applicant", "exports")["items"] if one["id"] == told.json["id"]]
    assert (record["file"], record["rows"], record["pending"]) == ("applicants.csv", len(listed), False)
    assert record["author"]
    assert record["left"] == []


def test_reviewers_file_holds_no_address(at: Callable[[str], Command], tmp_path: Path) -> None:
    file = tmp_path / "applicants.csv"
    at("reviewer").done("applicant", "export", "-o", str(file))
    assert "@" not in file.read_text(encoding="utf-8-sig")


def test_shared_view_reaches_a_colleague_who_exports_its_columns(at: Callable[[str], Command], tmp_path: Path) -> None:
    hr, reviewer, file = at("hr"), at("reviewer"), tmp_path / "view.csv"
    hr.done("view", "save", "Interviews", "stage:interview", "--column", "stage", "--column", "japanese", "--share")
    hr.done("sync")
    reviewer.done("sync")
    [seen] = [one for one in reviewer.done("view", "list")["items"] if one["name"] == "Interviews"]
    assert (seen["shared"], bool(seen["by"]), seen["columns"]) == (True, True, ["stage", "japanese"])
    listed = reviewer.done("applicant", "list", "--view", "interviews", "--limit", "500")["items"]
    reviewer.done("applicant", "export", "--view", "Interviews", "-o", str(file))
    assert [row[0] for row in rows(file)] == ["ID", *(one["id"] for one in listed)]
    assert rows(file)[0] == ["ID", "Stage", "Japanese"]
    assert reviewer("view", "delete", "Interviews").json["code"] == "forbidden"
    hr.done("view", "delete", "Interviews")
    hr.done("sync")
    reviewer.done("sync")
    assert "Interviews" not in [one["name"] for one in reviewer.done("view", "list")["items"]]


def test_two_who_rename_one_shared_view_are_asked_about_its_name(at: Callable[[str], Command]) -> None:
    hr, reviewer = at("hr"), at("reviewer")
    reviewer.done("view", "save", "Talks", "stage:interview", "--share")
    reviewer.done("sync")
    hr.done("sync")
    view = next(one["id"] for one in hr.done("view", "list")["items"] if one["name"] == "Talks")
    hr.done("view", "rename", view, "Interviews")
    hr.done("sync")
    reviewer.done("view", "rename", "Talks", "Talking")
    assert reviewer("sync").exit == 6
    [clash] = reviewer.done("conflict", "list")["items"]
    assert (clash["mine"], clash["theirs"]) == ("Talking", "Interviews")
    reviewer.done("conflict", "resolve", clash["id"], "--take", "theirs")
    reviewer.done("sync")
    assert [one["name"] for one in reviewer.done("view", "list")["items"] if one["id"] == view] == ["Interviews"]
    hr.done("view", "delete", view)
    hr.done("sync")


def test_file_that_cannot_be_written_leaves_no_record_and_no_part(at: Callable[[str], Command], tmp_path: Path) -> None:
    hr = at("hr")
    before = hr.done("applicant", "exports")["total"]
    told = hr("applicant", "export", "-o", str(tmp_path / "nowhere" / "a.csv"))
    assert (told.exit, told.json["code"]) == (1, "file_unusable")
    assert hr.done("applicant", "exports")["total"] == before


def test_record_waits_offline_and_cannot_be_dropped(at: Callable[[str], Command], tmp_path: Path) -> None:
    hr = at("hr")
    hr.done("applicant", "export", "--format", "xlsx", "-o", str(tmp_path / "a.xlsx"))
    [waiting] = [one for one in hr.done("outbox", "list")["items"] if one["deed"] == "export"]
    assert hr("outbox", "drop", waiting["id"]).exit == 5
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
