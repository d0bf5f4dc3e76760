"""A company's reasons for rejection: its own matter, changed by whom it trusts with it, and never lost to a past rejection."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_protocol import wire
from izanau_protocol.patch import diff
from izanau_protocol.rules import rejecting
from tests.site.sync.test_push import code_of
from tests.site.world import Member, Story

SHIFTS = {"en": "Canary shifts", "ja": "シフトの不一致"}


def changed(member: Member, story: Story, reasons: dict[str, Any]) -> wire.Answer:
    """A member writes these reasons over those that they hold."""
    scope = f"company:{story.company}"
    before = (member.view(scope, story.company) or {}).get("reasons", {})
    answer = member.push(member.part("company", story.company, {"reasons": diff(before, reasons)}, scope))
    story.everyone_pulls()
    return answer


def held(member: Member, story: Story) -> dict[str, Any]:
    """The company as a member holds it."""
    return member.view(f"company:{story.company}", story.company) or {}


def rejected(story: Story, application: str, reason: str) -> wire.Answer:
    """The reviewer rejects."""
    patch = {"stage": "rejected", "reason": reason}
    answer = story.reviewer.push(story.reviewer.part("application", application, patch, story.applicants))
    story.everyone_pulls()
    return answer


def loses_its_stages(story: Story, **more: str) -> None:
    """The job gets stages of its own, these with their status too, and has the other usual ones no more."""
    kinds = {"talk": "in_review", "declined": "rejected", **more}
    stages = {
        key: {"status": status, "name": {"en": key.title()}, "position": at}
        for at, (key, status) in zip("KVX", kinds.items(), strict=False)
    }
    story.hr.pull()
    part = story.hr.part("job", story.job, {"stages": stages}, f"company:{story.company}")
    assert story.hr.push(part).result == "applied"
    story.everyone_pulls()


def test_reasons_are_seen_by_their_company_alone(story: Story) -> None:
    story.everyone_pulls()
    assert changed(story.hr, story, rejecting.added(held(story.hr, story), "shifts", SHIFTS)).result == "applied"
    assert "Canary shifts" in [row.words.en for row in rejecting.offered(held(story.reviewer, story))]
    for other in (story.mai, story.other):
        assert b"Canary shifts" not in other.raw


@pytest.mark.parametrize("role", ["reviewer", "hiring_manager", "interviewer"])
def test_role_that_only_reviews_changes_no_reasons(story: Story, role: str) -> None:
    member = story.world.person(role, story.company)
    member.pull()
    assert code_of(changed(member, story, rejecting.retired(held(member, story), "other"))) == "read_only_field"


def test_owner_changes_the_reasons_too(story: Story) -> None:
    owner = story.world.person("owner", story.company)
    owner.pull()
    assert changed(owner, story, rejecting.retired(held(owner, story), "other")).result == "applied"


def test_rejection_gives_a_reason_of_the_company_or_a_usual_one(story: Story) -> None:
    application = story.apply()
    assert code_of(rejected(story, application, "shifts")) == "unknown_code"
    changed(story.hr, story, rejecting.added(held(story.hr, story), "shifts", SHIFTS))
    assert rejected(story, application, "shifts").result == "applied"
    assert rejected(story, application, "skills").result == "applied"
    view = story.hr.view(story.applicants, application)
    assert view is not None
    assert view["reason"] == "skills"
    assert not {"reason", "trail"} & (story.mai.view(story.mai.own, application) or {}).keys()


def test_reason_is_given_by_nothing_but_a_rejection(story: Story) -> None:
    application = story.apply()
    for patch in ({"reason": "other"}, {"stage": "interview", "reason": "other"}):
        answer = story.reviewer.push(story.reviewer.part("application", application, patch, story.applicants))
        assert code_of(answer) == "reason_without_rejection"
    assert rejected(story, application, "skills").result == "applied"
    answer = story.reviewer.push(story.reviewer.part("application", application, {"reason": "other"}, story.applicants))
    assert answer.result == "applied"


def test_reason_of_another_company_is_unknown(story: Story) -> None:
    application = story.apply()
    scope = f"company:{story.next_door}"
    theirs = {"reasons": rejecting.added({}, "shifts", SHIFTS)}
    assert story.other.push(story.other.part("company", story.next_door, theirs, scope)).result == "applied"
    assert code_of(rejected(story, application, "shifts")) == "unknown_code"


def test_reason_that_is_taken_away_stays_as_a_retired_one(story: Story) -> None:
    application = story.apply()
    changed(story.hr, story, rejecting.added(held(story.hr, story), "shifts", SHIFTS))
    rejected(story, application, "shifts")
    left = {key: item for key, item in held(story.hr, story)["reasons"].items() if key != "shifts"}
    assert changed(story.hr, story, left).result == "applied"
    company = held(story.reviewer, story)
    assert rejecting.words(rejecting.reasons(company), "shifts").en == "Canary shifts"
    assert "shifts" not in [row.id for row in rejecting.offered(company)]


def test_reason_retired_meanwhile_is_taken_from_who_was_offline(story: Story) -> None:
    application = story.apply()
    changed(story.hr, story, rejecting.added(held(story.hr, story), "shifts", SHIFTS))
    changed(story.hr, story, rejecting.retired(held(story.hr, story), "shifts"))
    assert rejected(story, application, "shifts").result == "applied"


def test_reason_is_changed_at_a_stage_that_the_job_lost(story: Story) -> None:
    application = story.apply()
    assert rejected(story, application, "skills").result == "applied"
    loses_its_stages(story)
    answer = story.reviewer.push(story.reviewer.part("application", application, {"reason": "other"}, story.applicants))
    assert answer.result == "applied"
    view = story.reviewer.view(story.applicants, application)
    assert view is not None
    assert (view["stage"], view["status"]) == ("rejected", "rejected")


@pytest.mark.parametrize(
    ("patch", "code"),
    [
        ({"reason": "other"}, "reason_without_rejection"),
        ({"stage": "rejected", "reason": "other"}, "unknown_code"),
        ({"stage": "talk", "reason": "other"}, "reason_without_rejection"),
    ],
)
def test_lost_stage_lets_nobody_be_rejected_without_one(story: Story, patch: dict[str, Any], code: str) -> None:
    application = story.apply()
    part = story.reviewer.part("application", application, {"stage": "interview"}, story.applicants)
    assert story.reviewer.push(part).result == "applied"
    story.everyone_pulls()
    loses_its_stages(story)
    answer = story.reviewer.push(story.reviewer.part("application", application, patch, story.applicants))
    assert code_of(answer) == code
