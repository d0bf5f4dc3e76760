"""Views that a company shares: seen with the applicants they are of, changed by whom they are, and naming nobody."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from izanau_protocol import ambient
from izanau_site.store.verify import verify
from tests.site.sync.test_push import code_of
from tests.site.world import Member, Story


def share(story: Story, member: Member, **other: Any) -> str:
    """A view that a member shares; its id."""
    identity = ambient.new_id()
    body = {"company": story.company, "name": "Late", "query": "is:late", "sort": "since", "up": True, **other}
    assert member.push(member.part("view", identity, body, story.applicants)).result == "applied"
    member.pull()
    return identity


def told(member: Member, scope: str, identity: str, patch: dict[str, Any] | None) -> str:
    """How a change ends: applied, stale, or the code of the refusal."""
    answer = member.push(member.part("view", identity, patch, scope))
    return answer.result if answer.problem is None else code_of(answer)


def manager_of(story: Story, job: str) -> Member:
    """A hiring manager of one job."""
    manager = story.world.person("hiring_manager", story.company, jobs=(job,))
    story.hr.pull()
    patch = {"managers": [manager.caller.account]}
    assert story.hr.push(story.hr.part("job", job, patch, f"company:{story.company}")).result == "applied"
    return manager


def test_shared_view_is_seen_by_its_company_with_its_columns_in_order(story: Story) -> None:
    identity = share(story, story.hr, columns=["stage", "name"], stages=["new"])
    story.everyone_pulls()
    seen = story.reviewer.view(story.applicants, identity)
    assert seen is not None
    assert (seen["columns"], seen["author"]) == (["stage", "name"], story.hr.caller.membership)
    assert all(identity.encode() not in one.raw for one in (story.mai, story.other))


def test_hiring_manager_sees_the_views_of_their_jobs_alone(story: Story) -> None:
    other = story.world.job(story.hr)
    mine, theirs, all_jobs = (share(story, story.hr, **of) for of in ({"job": story.job}, {"job": other}, {}))
    manager = manager_of(story, story.job)  # who comes after the views were shared
    manager.pull()
    assert manager.view(f"job:{story.job}", mine) is not None
    assert all(one.encode() not in manager.raw for one in (theirs, all_jobs))
    story.hr.pull()
    assert told(story.hr, story.applicants, mine, {"job": None}) == "applied"
    manager.pull()
    assert manager.view(f"job:{story.job}", mine) is None
    assert verify(story.world.store) == []


def test_view_is_changed_by_who_made_it_and_by_recruiters(story: Story) -> None:
    theirs, hrs = share(story, story.reviewer), share(story, story.hr)
    story.everyone_pulls()
    for patch in ({"name": "Later"}, None):
        assert told(story.reviewer, story.applicants, hrs, patch) == "forbidden"
    assert told(story.reviewer, story.applicants, theirs, {"name": "Mine"}) == "applied"
    story.everyone_pulls()
    assert told(story.hr, story.applicants, theirs, {"query": "is:new", "author": None}) == "read_only_field"
    assert told(story.hr, story.applicants, theirs, {"query": "is:new"}) == "applied"
    story.everyone_pulls()
    assert [told(one, story.applicants, theirs, None) for one in (story.reviewer, story.hr)] == ["applied", "stale"]


def test_hiring_manager_changes_no_view_that_they_see(story: Story) -> None:
    mine = share(story, story.hr, job=story.job)
    manager = manager_of(story, story.job)
    manager.pull()
    for patch in ({"name": "Mine"}, None):
        assert told(manager, f"job:{story.job}", mine, patch) == "forbidden"
    body = {"company": story.company, "name": "New", "job": story.job}
    assert told(manager, f"job:{story.job}", ambient.new_id(), body) == "forbidden"


def test_who_sees_one_job_moves_no_view_of_theirs_to_another(story: Story) -> None:
    mine, other = share(story, story.reviewer, job=story.job), story.world.job(story.hr)
    caller = msgspec.structs.replace(story.reviewer.caller, role="hiring_manager", jobs=(story.job,))
    manager = Member(story.world.store, caller, story.reviewer.email)
    story.hr.pull()
    patch = {"managers": [manager.caller.account]}
    assert story.hr.push(story.hr.part("job", story.job, patch, f"company:{story.company}")).result == "applied"
    manager.pull()
    for job in (other, None, ambient.new_id()):
        assert told(manager, f"job:{story.job}", mine, {"job": job}) == "read_only_field"
    assert told(manager, f"job:{story.job}", mine, {"name": "Mine"}) == "applied"


@pytest.mark.parametrize(
    ("patch", "code"),
    [
        ({"query": "is:late Nguyễn"}, "view_names_people"),
        ({"query": "name:mai"}, "view_names_people"),
        ({"query": "is:mai"}, "view_names_people"),
        ({"query": "stage:mai"}, "view_names_people"),
        ({"stages": ["mai"]}, "unknown_code"),
        ({"sort": "birthday"}, "unknown_code"),
        ({"columns": ["citizenship"]}, "unknown_code"),
        ({"company": "next door"}, "read_only_field"),
        ({"job": "next door"}, "not_yours"),
    ],
)
def test_view_that_names_people_or_is_another_companys_is_refused(
    story: Story, patch: dict[str, Any], code: str
) -> None:
    there = {"company": story.next_door, "job": story.world.job(story.other)}
    patch = {name: there[name] if value == "next door" else value for name, value in patch.items()}
    body = {"company": story.company, "name": "Late", **patch}
    assert told(story.hr, story.applicants, ambient.new_id(), body) == code


def test_two_who_change_apart_of_one_view_both_have_their_way(story: Story) -> None:
    identity = share(story, story.hr)
    story.everyone_pulls()
    second = story.world.person("owner", story.company)
    second.pull()
    assert told(story.hr, story.applicants, identity, {"name": "Later"}) == "applied"
    assert told(second, story.applicants, identity, {"query": "is:new"}) == "applied"
    assert told(second, story.applicants, identity, {"name": "Latest"}) == "stale"
    second.pull()
    seen = second.view(story.applicants, identity)
    assert seen is not None
    assert (seen["name"], seen["query"]) == ("Later", "is:new")
