"""What waits, at the terminal: why it does; past the lease nothing that was typed about people is told, nor lost unread."""

from __future__ import annotations

from pathlib import Path

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import Edit, outbox
from izanau_desktop.desk import Desk
from izanau_desktop.vault import Vault
from izanau_protocol import ambient
from izanau_protocol.problems import problem
from izanau_protocol.visibility import blind
from tests.desktop.cache.applied import ask_of_a_task
from tests.desktop.command.conftest import MemoryKeychain, Run
from tests.desktop.command.test_marks import APPLICATION, COMPANY, JOB, OPEN, SHOWN, desk, open_too
from tests.desktop.command.test_reasons import office

__all__ = ["desk", "open_too"]


def test_question_past_the_lease_stays_until_it_is_read(tmp_path: Path, keychain: MemoryKeychain, run: Run) -> None:
    office(tmp_path, "recruiter")
    known = Accounts(tmp_path / "data")
    [mine] = known.every()
    made = Desk(known, mine, Vault())
    ask_of_a_task(made.cache, COMPANY)
    made.cache.set_note(last_sync=ambient.timestamp(hours=-80))
    made.shut()
    [waiting] = run("outbox").json["items"]
    refused = run("outbox", "drop", waiting["id"])
    assert (refused.exit, refused.json["code"]) == (8, "lease_locked")
    assert "Canary" not in refused.out + refused.err
    assert run("outbox").json["total"] == 1


def test_change_behind_a_refused_one_says_why_it_waits(tmp_path: Path, keychain: MemoryKeychain, run: Run) -> None:
    office(tmp_path, "recruiter")
    known = Accounts(tmp_path / "data")
    [mine] = known.every()
    made = Desk(known, mine, Vault())
    job = made.edit("job", JOB, {"title": {"en": "Lead"}})
    made.cache.change(lambda c: outbox.set_state(c, 1, "refused", problem("too_large", most=9)))
    closed = made.cache.edit([Edit("job", JOB, f"company:{COMPANY}", {"state": "closed"})], deed="closed", needs=[job])
    told = made.cache.edit([Edit("task", ambient.new_id(), f"applicants:{COMPANY}", {"text": "Call"})], needs=[closed])
    made.shut()
    problems = {one["id"]: one["problem"] for one in run("outbox").json["items"]}
    assert {one: found["code"] for one, found in problems.items()} == {
        job: "too_large",
        closed: "needs_refused",
        told: "needs_refused",
    }
    assert problems[told]["values"] == {"id": job, "deed": "edit: job"}
    assert "It waits for “edit: job”, which was refused." in run("outbox", as_json=False).out


def test_waiting_changes_say_whom_they_are_about(open_too: None, run: Run) -> None:
    for one in (OPEN, APPLICATION):
        assert run("applicant", "stage", one, "screening").exit == 0
    known, hidden = run("outbox").json["items"]
    assert (known["application"], known["name"]) == (OPEN, "Canary Name")
    assert (known["job"], known["job_title"]) == (SHOWN, {"en": "Cook"})
    assert hidden["name"] == f"Applicant {blind.code(APPLICATION)}"
    assert "Canary Name · Cook" in run("outbox", "list", "canary", as_json=False).out
    assert run("outbox", "list", "canary").json["total"] == 1
