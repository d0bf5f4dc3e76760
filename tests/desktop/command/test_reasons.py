"""The company's reasons for rejection at the terminal: listed, changed, and given by id or by words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.desk import Desk
from izanau_desktop.vault import Vault
from izanau_protocol import ambient, codes
from tests.desktop.command.conftest import MemoryKeychain, Run
from tests.desktop.command.test_marks import AKI, APPLICATION, COLLEAGUE, COMPANY, JOB, MAI, ME, put

USUAL = list(codes.table("reject_reason"))


def office(folder: Path, role: str, stages: Mapping[str, object] | None = None) -> None:
    """The command belongs to a member of a company with one applicant."""
    known = Accounts(folder / "data")
    made = Desk(known, known.add("hr@alpha.example", "http://site.example"), Vault())
    made.cache.set_note(account=ME, group="company", role=role, company=COMPANY)
    put(made, "company", COMPANY, f"company:{COMPANY}", {"name": "Alpha"})
    post = {"company": COMPANY, "title": {"en": "Tester"}, **({"stages": stages} if stages else {})}
    put(made, "job", JOB, f"company:{COMPANY}", post)
    body = {"job": JOB, "seeker": MAI, "company": COMPANY, "consent": ambient.new_id()}
    put(made, "application", APPLICATION, f"applicants:{COMPANY}", {**body, "stage": "new", "status": "applied"})
    made.shut()


@pytest.fixture
def desk(tmp_path: Path, keychain: MemoryKeychain) -> None:
    """The command belongs to a recruiter."""
    office(tmp_path, "recruiter")


def listed(run: Run) -> list[str]:
    """The ids of the reasons, in their order, without the retired."""
    return [one["id"] for one in run("reason").json["items"] if not one["retired"]]


def test_reason_is_added_renamed_moved_and_retired(desk: None, run: Run) -> None:
    assert listed(run) == USUAL
    made = run("reason", "add", "--en", "Shifts", "--ja", "シフト").json["id"]
    assert listed(run) == [*USUAL, made]
    assert run("reason", "move", "Shifts", "up").exit == 0
    assert listed(run)[-2:] == [made, USUAL[-1]]
    renamed = run("reason", "change", made, "--en", "Shifts do not fit").json
    assert renamed["name"] == {"en": "Shifts do not fit", "ja": "シフト"}
    assert run("reason", "retire", "シフト").json["retired"]
    assert made not in listed(run)
    assert not run("reason", "restore", made).json["retired"]
    told = run("reason", "list", as_json=False).out
    assert "Shifts do not fit" in told


def test_rejection_is_given_a_reason_by_its_words(desk: None, run: Run) -> None:
    made = run("reason", "add", "--en", "Shifts").json["id"]
    found = run("applicant", "reject", APPLICATION, "--reason", "shifts").json
    assert (found["stage"], found["reason"], found["reason_name"]) == ("rejected", made, "Shifts")
    assert "Shifts [" in run("applicant", "show", APPLICATION, as_json=False).out
    assert run("applicant", "stage", APPLICATION, "rejected", "--reason", "skills").json["reason"] == "skills"


def test_stage_that_rejects_is_not_reached_without_a_reason(desk: None, run: Run) -> None:
    refused = run("applicant", "stage", APPLICATION, "rejected")
    assert (refused.exit, "reason" in refused.err) == (5, True)
    assert run("applicant", "show", APPLICATION).json["stage"] != "rejected"


def test_stage_that_rejects_nobody_takes_no_reason(desk: None, run: Run) -> None:
    refused = run("applicant", "stage", APPLICATION, "interview", "--reason", "other")
    assert (refused.exit, refused.json["code"]) == (5, "reason_without_rejection")
    assert run("applicant", "show", APPLICATION).json["stage"] == "new"


def test_second_rejection_of_one_person_sends_no_second_message(desk: None, run: Run) -> None:
    assert run("applicant", "reject", APPLICATION, "--reason", "other", "--message", "We are sorry").exit == 0
    refused = run("applicant", "reject", APPLICATION, "--reason", "skills", "--message", "Sorry again")
    assert (refused.exit, refused.json["code"]) == (5, "moved_already")
    assert [one["kinds"] for one in run("outbox", "list").json["items"]] == [["application", "message"]]


def test_rejecting_stage_of_the_job_is_found(tmp_path: Path, keychain: MemoryKeychain, run: Run) -> None:
    stages = {"no": {"status": "rejected", "name": {"en": "No"}, "position": "V"}}
    office(tmp_path, "reviewer", {"in": {"status": "applied", "position": "B"}, **stages})
    assert run("applicant", "reject", APPLICATION, "--reason", "other").json["stage"] == "no"


def moved_before(folder: Path, stage: str, reason: str = "") -> None:
    """A colleague moved the applicant, as the site sends it."""
    known = Accounts(folder / "data")
    [mine] = known.every()
    made = Desk(known, mine, Vault())
    body = {"company": COMPANY, "member": COLLEAGUE, "name": "Aki Sato", "role": "recruiter"}
    put(made, "membership", AKI, f"company:{COMPANY}", body)
    why = {"reason": reason} if reason else {}
    step = {"stage": stage, "at": ambient.timestamp(), "by": AKI, "position": "V", **why}
    found = made.cache.get("application", APPLICATION)
    assert found is not None
    put(made, "application", APPLICATION, found.scope, {**found.body, "stage": stage, **why, "trail": {"t1": step}})
    made.shut()


def test_note_stays_where_a_colleague_moved_before(desk: None, tmp_path: Path, run: Run) -> None:
    moved_before(tmp_path, "screening")
    done = run("applicant", "stage", APPLICATION, "screening", "--text", "Call in May")
    assert (done.exit, done.json["stage"]) == (0, "screening")
    told = run("applicant", "stage", APPLICATION, "screening", "--text", "Ask again", "--message", "Next")
    assert (told.exit, told.json["code"]) == (5, "moved_already")
    assert [one["text"] for one in run("applicant", "show", APPLICATION).json["notes"]] == ["Call in May", "Ask again"]
    assert [one["kinds"] for one in run("outbox").json["items"]] == [["note"], ["note"]]


def test_other_reason_than_a_colleague_gave_is_told(desk: None, tmp_path: Path, run: Run) -> None:
    moved_before(tmp_path, "rejected", "skills")
    same = run("applicant", "reject", APPLICATION, "--reason", "skills")
    assert (same.exit, "Aki Sato" in same.err) == (0, False)
    other = run("applicant", "reject", APPLICATION, "--reason", "other")
    assert (other.exit, other.json["reason"]) == (0, "other")
    assert "Aki Sato rejected this applicant already, with the reason “Skills" in other.err
    again = run("applicant", "reject", APPLICATION, "--reason", "skills")
    assert (again.exit, "Aki Sato" in again.err) == (0, False), "that one was no colleague's"


def test_own_reason_is_changed_without_naming_a_colleague(desk: None, tmp_path: Path, run: Run) -> None:
    moved_before(tmp_path, "screening")
    assert run("applicant", "reject", APPLICATION, "--reason", "skills").exit == 0
    changed = run("applicant", "reject", APPLICATION, "--reason", "other")
    assert (changed.json["reason"], "Aki Sato" in changed.err) == ("other", False)


def test_reason_that_nobody_has_is_refused(desk: None, run: Run) -> None:
    said = run("applicant", "reject", APPLICATION, "--reason", "because")
    assert (said.exit, said.json["code"]) == (5, "unknown_code")
    assert run("applicant", "reject", APPLICATION).exit == 2


def test_job_without_a_rejecting_stage_rejects_nobody(tmp_path: Path, keychain: MemoryKeychain, run: Run) -> None:
    office(tmp_path, "recruiter", {"in": {"status": "applied", "position": "B"}})
    said = run("applicant", "reject", APPLICATION, "--reason", "other")
    assert (said.exit, said.json["code"]) == (5, "unknown_code")


def test_hint_is_told_on_what_is_no_reason(desk: None, run: Run) -> None:
    said = run("reason", "add", "--en", "Shifts", "--ja", "国籍")
    assert said.exit == 0
    [hint] = said.json["hints"]
    assert (hint["field"], hint["words"], hint["kind"]) == ("name@ja", "国籍", "nationality")
    assert "国籍" in said.err


def test_words_are_missing_or_taken_and_the_last_one_stays(desk: None, run: Run) -> None:
    assert run("reason", "add").json["code"] == "required"
    assert run("reason", "add", "--en", "SKILLS").json["code"] == "duplicate"
    for one in USUAL[1:]:
        run("reason", "retire", one)
    assert run("reason", "retire", USUAL[0]).json["code"] == "last_reason"


@pytest.mark.parametrize("role", ["reviewer", "hiring_manager"])
def test_role_that_only_reviews_lists_and_changes_nothing(
    tmp_path: Path, keychain: MemoryKeychain, run: Run, role: str
) -> None:
    office(tmp_path, role)
    assert listed(run) == USUAL
    assert json.dumps(run("reason", "retire", "other").json["code"]) == '"forbidden"'
