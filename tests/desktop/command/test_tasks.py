"""Tasks at the terminal: written offline, listed by their days, put off, done, and told without who is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.desk import Desk
from izanau_desktop.vault import Vault
from izanau_protocol import ids
from tests.desktop.command.conftest import MemoryKeychain, Run
from tests.desktop.command.test_marks import (
    AKI,
    APPLICATION,
    COLLEAGUE,
    COMPANY,
    JOB,
    desk,  # noqa: F401 - a fixture
    put,
)

SCOPE = f"applicants:{COMPANY}"
pytestmark = pytest.mark.usefixtures("desk")


def test_tasks_are_listed_by_their_days(run: Run) -> None:
    for text, due in (("Later", "2030-02-01"), ("Some time", ""), ("Sooner", "1 Jan 2030")):
        assert run("task", "add", text, "--due", due).json["pending"] is True
    listed = run("task").json
    assert [(one["text"], one["due"]) for one in listed["items"]] == [
        ("Sooner", "2030-01-01"),
        ("Later", "2030-02-01"),
        ("Some time", ""),
    ]
    assert {one["owner_name"] for one in listed["items"]} == {"Ken Mori"}
    assert [one["text"] for one in run("task", "list", "soon").json["items"]] == ["Sooner"]


def test_task_that_is_done_leaves_the_list_until_reopened(run: Run) -> None:
    task = run("task", "add", "Call the school").json["id"]
    assert run("task", "done", task).json["done"] is True
    assert run("task").json["total"] == 0
    assert [one["id"] for one in run("task", "list", "--done").json["items"]] == [task]
    assert "done" not in run("task", "reopen", task).json or run("task").json["total"] == 1
    assert run("task", "delete", task).exit == 0
    assert run("task", "show", task).exit == 5


def test_tasks_done_last_are_listed_first(run: Run, tmp_path: Path) -> None:
    known = Accounts(tmp_path / "data")
    [mine] = known.every()
    made = Desk(known, mine, Vault())
    for day in range(1, 4):
        body = {"company": COMPANY, "text": f"Task {day}", "due": f"2026-03-0{day}", "done": True}
        put(made, "task", ids.natural_id("task", str(day)), SCOPE, body | {"done_at": f"2026-03-0{day}T09:00:00Z"})
    made.shut()
    assert [one["text"] for one in run("task", "list", "--done").json["items"]] == ["Task 3", "Task 2", "Task 1"]


def test_task_is_put_off_to_a_day_that_is_one(run: Run) -> None:
    task = run("task", "add", "Call the school").json["id"]
    assert run("task", "snooze", task, "2030-01-05").json["snoozed"] == "2030-01-05"
    said = run("task", "snooze", task, "soon")
    assert (said.exit, said.json["code"], said.json["field"]) == (5, "not_a_day", "snoozed")
    assert "snoozed" not in run("task", "snooze", task).json


def test_task_is_given_by_name_or_to_anybody(run: Run) -> None:
    mine = run("task", "add", "Mine").json["id"]
    theirs = run("task", "add", "Theirs", "--for", "aki sato", "--job", JOB).json["id"]
    anybodys = run("task", "add", "Anybody’s", "--anybody").json["id"]
    told = run("task", "show", theirs).json
    assert (told["owner"], told["owner_name"], told["job_title"]) == (AKI, "Aki Sato", {"en": "Tester"})
    assert run("task", "show", mine).json["owner_name"] == "Ken Mori"
    assert run("task", "show", anybodys).json["owner_name"] == ""
    assert run("task", "add", "X", "--for", "Nobody").json["code"] == "not_a_member"


def test_task_about_somebody_hidden_tells_no_name(run: Run) -> None:
    task = run("task", "add", "Ask for papers", "--application", APPLICATION).json["id"]
    said = [
        run("task"),
        run("task", "show", task),
        run("task", as_json=False),
        run("task", "show", task, as_json=False),
    ]
    assert [one.exit for one in said] == [0, 0, 0, 0]
    assert not any("Canary" in one.out for one in said)
    told = said[1].json
    assert (told["application"], told["job"]) == (APPLICATION, JOB)
    assert told["name"].startswith("Applicant ")


def test_open_tasks_are_shown_with_their_applicant(run: Run) -> None:
    about = ("--application", APPLICATION)
    done, task = (run("task", "add", text, *about, "--due", "2030-01-05").json["id"] for text in ("Done", "Call"))
    run("task", "done", done)
    [told] = run("applicant", "show", APPLICATION).json["tasks"]
    assert told == {"id": task, "text": "Call", "due": "2030-01-05", "owner_name": "Ken Mori", "pending": True}
    assert "Call · 2030-01-05 · Ken Mori" in run("applicant", "show", APPLICATION, as_json=False).out


def test_hiring_managers_task_is_about_their_job_or_their_own(
    run: Run, tmp_path: Path, keychain: MemoryKeychain
) -> None:
    known = Accounts(tmp_path / "data")
    [mine] = known.every()
    made = Desk(known, mine, Vault())
    made.cache.set_note(account=COLLEAGUE, group="company", role="hiring_manager", company=COMPANY)
    put(
        made,
        "membership",
        AKI,
        f"company:{COMPANY}",
        {"company": COMPANY, "member": COLLEAGUE, "role": "hiring_manager"},
    )
    made.shut()
    said = run("task", "add", "Order flowers", "--anybody")
    assert (said.exit, said.json["code"], said.json["field"]) == (5, "not_a_member", "owner")
    tasks = {run("task", "add", "Read the papers", *about).json["id"] for about in (("--job", JOB), ())}
    assert {one["id"] for one in run("task").json["items"]} == tasks
