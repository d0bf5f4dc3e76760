"""Tasks at the site: seen where what they are about is seen, whose they may be, signed when done, and gone with the applicant."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from izanau_protocol import ambient, wire
from izanau_site.store import ended, erasure, managed
from izanau_site.store.verify import verify
from tests.site.store.test_erasure import everything
from tests.site.sync.test_conflicts import disputed
from tests.site.sync.test_push import code_of
from tests.site.sync.test_shared_views import share
from tests.site.sync.test_taking import joins, taken
from tests.site.world import Member, Story


def tasked(story: Story, member: Member, scope: str = "", **more: Any) -> tuple[str, wire.Answer]:
    """A task that somebody wrote; its id, and what the site answers."""
    identity = ambient.new_id()
    body = {"text": "Canary task", **more}
    return identity, member.push(member.part("task", identity, body, scope or story.applicants))


def put(story: Story, member: Member, scope: str = "", **more: Any) -> str:
    """A task that the site takes; everyone reads."""
    identity, answer = tasked(story, member, scope, **more)
    assert answer.result == "applied", answer
    story.everyone_pulls()
    return identity


def change(story: Story, member: Member, task: str, **patch: Any) -> wire.Answer:
    """Change a task as somebody sees it."""
    member.pull()
    return member.push(member.part("task", task, patch, story.applicants))


def manager_of(story: Story, *jobs: str) -> Member:
    """A hiring manager of these jobs, who works at the company."""
    one = story.world.person("hiring_manager", story.company, jobs=jobs)
    joins(story, one)
    story.hr.pull()
    for job in jobs:
        part = story.hr.part("job", job, {"managers": [one.caller.account]}, f"company:{story.company}")
        assert story.hr.push(part).result == "applied"
    return one


def test_task_is_seen_by_colleagues_and_by_nobody_else(story: Story) -> None:
    application, mine = story.apply(), joins(story, story.hr)
    task = put(story, story.hr, application=application, owner=mine, due="2030-01-04")
    seen = story.reviewer.view(story.applicants, task) or {}
    assert (seen["text"], seen["owner"], seen["due"]) == ("Canary task", mine, "2030-01-04")
    assert (seen["job"], seen["company"], seen["author"]) == (story.job, story.company, mine)
    for secret in (b"Canary task", task.encode()):
        assert secret not in story.mai.raw + story.other.raw


def test_hiring_manager_sees_only_tasks_about_their_jobs(story: Story) -> None:
    application, other = story.apply(), story.world.job(story.hr)
    one = manager_of(story, story.job)
    about = [put(story, story.hr, application=application), put(story, story.hr, job=story.job)]
    hidden = [put(story, story.hr, job=other), put(story, story.hr)]
    one.pull()
    assert all(one.view(f"job:{story.job}", task) for task in about)
    assert not any(task.encode() in one.raw for task in hidden)
    own = put(story, one, f"job:{story.job}", job=story.job)
    assert story.reviewer.view(story.applicants, own)
    for more in ({}, {"job": other}, {"application": ambient.new_id()}):
        assert code_of(tasked(story, one, f"job:{story.job}", **more)[1]) == "not_yours"


def test_hiring_managers_own_task_about_nothing_is_theirs(story: Story) -> None:
    one, other = manager_of(story, story.job), manager_of(story, story.world.job(story.hr))
    mine = joins(story, one)
    for owner in ("", joins(story, story.hr)):
        assert code_of(tasked(story, one, one.own, **({"owner": owner} if owner else {}))[1]) == "not_a_member"
    for more in ({"job": story.job}, {"application": story.apply()}):
        assert code_of(tasked(story, one, one.own, owner=mine, **more)[1]) == "not_yours"
    hr = joins(story, story.hr)
    assert code_of(tasked(story, story.hr, story.hr.own, owner=hr)[1]) == "not_yours", "who sees all has no such tasks"
    assert code_of(tasked(story, story.mai, story.mai.own, owner=mine)[1]) == "forbidden"
    task = put(story, one, one.own, owner=mine)
    for member in (other, story.mai, story.other):
        member.pull()
        assert task.encode() not in member.raw
    one.pull()
    assert (one.view(one.own, task) or {})["author"] == mine
    assert (story.hr.view(story.applicants, task) or {})["owner"] == mine
    given = one.push(one.part("task", task, {"owner": hr}, one.own))
    assert code_of(given) == "read_only_field"
    assert one.push(one.part("task", task, {"done": True}, one.own)).result == "applied"
    assert verify(story.world.store) == []


def test_managers_own_task_leaves_them_when_it_is_given_to_another(story: Story) -> None:
    one = manager_of(story, story.job)
    task, gone = (put(story, one, one.own, owner=joins(story, one)) for _ in range(2))
    assert change(story, story.hr, task, due="2030-01-04").result == "applied"
    one.pull()
    assert (one.view(one.own, task) or {})["due"] == "2030-01-04"
    assert change(story, story.hr, task, owner=joins(story, story.hr)).result == "applied"
    assert one.push(one.part("task", gone, None, one.own)).result == "applied"
    story.everyone_pulls()
    one.pull()
    assert one.view(one.own, task) is None
    assert [story.hr.view(story.applicants, held) is None for held in (task, gone)] == [False, True]
    assert "manager" not in (story.hr.view(story.applicants, task) or {})


def test_tasks_come_and_go_with_the_managers_of_a_job(story: Story) -> None:
    task = put(story, story.hr, job=story.job)
    one = manager_of(story, story.job)
    one.pull()
    assert one.view(f"job:{story.job}", task)
    kept = disputed(one, "task", task, "text")
    assert one.push(kept).result == "applied"
    story.hr.pull()
    company = f"company:{story.company}"
    assert story.hr.push(story.hr.part("job", story.job, {"managers": None}, company)).result == "applied"
    one.pull()
    assert one.held[f"job:{story.job}", task].gone == "revoked"
    assert one.held[one.own, kept.id].gone == "revoked"
    assert verify(story.world.store) == []


def drafted(story: Story, one: Member) -> str:
    """A draft with a hiring manager."""
    return story.world.job(story.hr, state="draft", managers=[one.caller.account])


def deleted(story: Story, job: str) -> None:
    """The recruiter deletes a draft."""
    story.hr.pull()
    assert story.hr.push(story.hr.part("job", job, None, f"company:{story.company}")).result == "applied"


def test_deleted_draft_takes_what_is_about_it_from_its_managers(story: Story) -> None:
    one = manager_of(story, story.job)
    mine, draft = joins(story, one), drafted(story, one)
    one = Member(one.store, msgspec.structs.replace(one.caller, jobs=(draft,)), one.email)
    kept, theirs = put(story, story.hr, job=draft), put(story, story.hr, job=draft, owner=mine)
    view = share(story, story.hr, job=draft)
    one.pull()
    asked = disputed(one, "task", kept, "text")
    assert one.push(asked).result == "applied"
    deleted(story, draft)
    one.pull()
    assert {one.held[f"job:{draft}", gone].gone for gone in (kept, theirs, view)} == {"revoked"}
    assert one.held[one.own, asked.id].gone == "revoked"
    story.everyone_pulls()
    assert "owner" not in (story.hr.view(story.applicants, theirs) or {"owner"})
    assert verify(story.world.store) == []


def test_draft_that_is_made_again_shows_its_managers_its_tasks(story: Story) -> None:
    one = manager_of(story, story.job)
    draft = drafted(story, one)
    task = put(story, story.hr, job=draft)
    story.hr.pull()
    body = story.hr.view(f"company:{story.company}", draft) or {}
    deleted(story, draft)
    story.hr.pull()
    again = {name: body[name] for name in ("company", "title", "state", "managers")}
    assert story.hr.push(wire.Part("job", draft, f"company:{story.company}", 0, again)).result == "applied"
    one = Member(one.store, msgspec.structs.replace(one.caller, jobs=(draft,)), one.email)
    one.pull()
    assert one.view(f"job:{draft}", task)
    assert verify(story.world.store) == []


@pytest.mark.parametrize("stays", [False, True])
def test_manager_who_is_taken_off_a_job_gives_up_its_tasks(story: Story, *, stays: bool) -> None:
    application, other = story.apply(), story.world.job(story.hr)
    one, left = manager_of(story, story.job, other), joins(story, story.reviewer)
    mine = joins(story, one)
    taken(story, application, mine)
    gone = [put(story, story.hr, owner=mine, **about) for about in ({"job": story.job}, {"application": application})]
    hers, others = put(story, story.hr, owner=mine, job=other), put(story, story.hr, owner=left, job=story.job)
    managers = [story.reviewer.caller.account] if stays else None
    company = f"company:{story.company}"
    assert story.hr.push(story.hr.part("job", story.job, {"managers": managers}, company)).result == "applied"
    story.everyone_pulls()
    owners = [(story.hr.view(story.applicants, held) or {}).get("owner") for held in (*gone, application, hers, others)]
    assert owners == [None, None, None, mine, left]
    one.pull()
    assert all(one.held[f"job:{story.job}", held].gone == "revoked" for held in gone) is not stays
    assert verify(story.world.store) == []


def test_task_is_given_only_to_whom_sees_what_it_is_about(story: Story) -> None:
    other = story.world.job(story.hr)
    one = manager_of(story, story.job)
    mine = joins(story, one)
    for owner, more in ((mine, {}), (mine, {"job": other}), (joins(story, story.other), {}), (story.job, {})):
        assert code_of(tasked(story, story.hr, owner=owner, **more)[1]) == "not_a_member"
    put(story, story.hr, job=story.job, owner=mine)


def test_task_says_who_gave_it_on_last(story: Story) -> None:
    mine, theirs = joins(story, story.hr), joins(story, story.reviewer)
    task, signed = put(story, story.hr, owner=mine), {"given_by", "given_at"}
    assert not signed & (story.hr.view(story.applicants, task) or {}).keys(), "whose it was at first its author said"
    assert code_of(change(story, story.hr, task, given_by=theirs)) == "read_only_field"
    for member, owner, by in ((story.hr, theirs, mine), (story.reviewer, None, theirs)):
        assert change(story, member, task, owner=owner).result == "applied"
        assert change(story, story.hr, task, due="2030-01-04").result == "applied"
        story.hr.pull()
        seen = story.hr.view(story.applicants, task) or {}
        assert (seen["given_by"], seen["given_at"] > "2025") == (by, True)


def test_done_task_says_who_did_it_until_it_is_undone(story: Story) -> None:
    task, mine = put(story, story.hr), joins(story, story.reviewer)
    forged = change(story, story.reviewer, task, done=True, done_by=joins(story, story.hr))
    assert code_of(forged) == "read_only_field"
    assert change(story, story.reviewer, task, done=True).result == "applied"
    story.hr.pull()
    seen = story.hr.view(story.applicants, task) or {}
    assert (seen["done"], seen["done_by"], seen["done_at"] > "2025") == (True, mine, True)
    assert change(story, story.hr, task, done=None).result == "applied"
    story.hr.pull()
    assert not {"done", "done_by", "done_at"} & (story.hr.view(story.applicants, task) or {}).keys()


def test_what_a_task_is_about_never_changes(story: Story) -> None:
    application, task = story.apply(), put(story, story.hr)
    for patch in ({"application": application}, {"job": story.job}, {"author": "x"}):
        assert code_of(change(story, story.hr, task, **patch)) == "read_only_field"
    wrong = tasked(story, story.hr, application=application, job=story.world.job(story.hr))[1]
    assert code_of(wrong) == "read_only_field"
    assert (
        code_of(tasked(story, story.other, f"applicants:{story.next_door}", application=application)[1]) == "not_yours"
    )
    assert code_of(tasked(story, story.other, f"applicants:{story.next_door}", job=story.job)[1]) == "not_yours"


def test_two_devices_change_one_task_without_a_clash(story: Story) -> None:
    task = put(story, story.hr)
    late = story.reviewer.part("task", task, {"snoozed": "2030-01-02"}, story.applicants)
    assert change(story, story.hr, task, due="2030-01-04").result == "applied"
    assert story.reviewer.push(late).result == "applied"
    story.everyone_pulls()
    seen = story.hr.view(story.applicants, task) or {}
    assert (seen["due"], seen["snoozed"]) == ("2030-01-04", "2030-01-02")
    assert seen == story.reviewer.view(story.applicants, task)


def test_tasks_about_who_pauses_are_hidden_until_they_return(story: Story) -> None:
    application = story.apply()
    task = put(story, story.hr, application=application)
    for paused, cause in ((True, "revoked"), (None, "")):
        assert (
            story.mai.push(story.mai.part("account", story.mai.caller.account, {"paused": paused})).result == "applied"
        )
        story.everyone_pulls()
        assert (story.reviewer.held[story.applicants, task].gone or "") == cause
        answer = tasked(story, story.hr, application=application)[1]
        assert answer.result == ("refused" if paused else "applied")
    assert verify(story.world.store) == []


@pytest.mark.parametrize("erased", ["the applicant", "the application"])
def test_erased_applicant_leaves_nothing_of_their_tasks(story: Story, erased: str) -> None:
    application, store = story.apply(), story.world.store
    task, stays = put(story, story.hr, application=application), put(story, story.hr, text="Stays")
    kept = disputed(story.reviewer, "task", task, "text")
    assert story.reviewer.push(kept).result == "applied"
    if erased == "the applicant":
        erasure.erase(store, story.mai.caller.account)
    else:
        with store.transaction(write=True) as connection:
            assert ended.erase(store, connection, application)
    assert b"Canary task" not in everything(store)
    story.reviewer.pull()
    assert story.reviewer.held[story.applicants, task].gone == "erased"
    assert story.reviewer.view(story.applicants, stays)
    assert verify(store) == []


@pytest.mark.parametrize("erased", [False, True])
def test_whoever_leaves_gives_their_tasks_up_at_once(story: Story, erased: bool) -> None:
    theirs = joins(story, story.reviewer)
    tasks = [put(story, story.hr, owner=theirs), put(story, story.hr, owner=theirs, application=story.apply())]
    if erased:
        erasure.erase(story.world.store, story.reviewer.caller.account)
    else:
        joins(story, story.reviewer, ended=True)
    story.hr.pull()
    assert all("owner" not in (story.hr.view(story.applicants, task) or {"owner"}) for task in tasks)
    assert verify(story.world.store) == []


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_task_written_as_the_applicant_goes_goes_too(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    application, lock = story.apply(), managed.lock

    def after_the_applicant(*asked: Any) -> Any:
        monkeypatch.setattr(managed, "lock", lock)
        erasure.erase(story.world.store, story.mai.caller.account)
        return lock(*asked)

    monkeypatch.setattr(managed, "lock", after_the_applicant)
    assert tasked(story, story.hr, application=application)[1].result == "refused"
    assert b"Canary task" not in everything(story.world.store)
