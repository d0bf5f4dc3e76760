"""No answer to a push tells of a document that the caller may not see: unknown and not-yours read alike (invariant 4)."""

from __future__ import annotations

from typing import Any

import msgspec

from izanau_protocol import ambient, ids, wire
from tests.site.world import Member, Story


def told(member: Member, part: wire.Part) -> tuple[Any, ...]:
    """All that an answer tells, but the ids that were asked."""
    answer = member.push(part)
    problem = {name: value for name, value in (answer.problem or {}).items() if name != "instance"}
    return answer.result, problem, [(one.kind, one.scope, one.view) for one in answer.parts]


def unagreed(member: Member) -> Member:
    """The same person before they agreed to the policy in force."""
    return Member(member.store, msgspec.structs.replace(member.caller, agreed=False), member.email)


def probes(story: Story, member: Member, scope: str) -> list[wire.Part]:
    """Pushes that name ids which anyone can work out: of Mai's application, its contact, and of Mai's profile."""
    profile = story.mai.caller.profile
    application = ids.application_id(story.job, profile, 1)
    body = {"job": story.job, "seeker": profile, "attempt": 1, "consent": ambient.new_id()}
    conflict = ids.conflict_id(application, "message", story.mai.caller.account)
    sides = {"document": "application", "about": application, "path": "message", "mine": '"x"'}
    return [
        wire.Part(kind, ambient.new_id() if kind in ("note", "task") else identity, scope, base, patch)
        for identity in (application, ids.contact_id(application), profile, conflict)
        for kind, patch in (
            ("note", {"application": identity, "text": "x"}),
            ("task", {"application": identity, "text": "x"}),
            ("task", {"application": identity, "job": scope.removeprefix("job:"), "text": "x"}),
            ("task", {"job": identity, "text": "x"}),
            ("application", body),
            ("application", {**body, "attempt": "1"}),
            ("application", {"withdrawn": True}),
            ("contact", {"email": "a@example.com"}),
            ("profile", {"registered": False}),
            ("consent", {"ended": True}),
            ("conflict", sides),
            ("ticket", None),
        )
        for base in (0, 3)
    ]


def deeds(story: Story) -> None:
    """All that a seeker makes under ids that others can work out."""
    application = story.apply()
    mai = story.mai
    body = {"document": "application", "about": application, "path": "message", "mine": '"x"'}
    conflict = ids.conflict_id(application, "message", mai.caller.account)
    assert mai.push(mai.part("conflict", conflict, body)).result == "applied"


def test_nobody_learns_by_pushing_who_applied_where(story: Story) -> None:
    askers = [(story.other, f"applicants:{story.next_door}"), (story.other, story.other.own)]
    askers += [(story.second, story.second.own), (story.reviewer, f"company:{story.company}")]
    other = story.world.job(story.hr)
    askers.append((story.world.person("hiring_manager", story.company, jobs=(other,)), f"job:{other}"))
    askers += [(unagreed(member), scope) for member, scope in askers]
    asked = [(member, part) for member, scope in askers for part in probes(story, member, scope)]
    before = [told(member, part) for member, part in asked]
    deeds(story)
    for (member, part), known in zip(asked, before, strict=True):
        assert told(member, part) == known, part


def test_message_tells_nothing_of_whether_a_profile_exists(story: Story) -> None:
    scope, company = f"applicants:{story.next_door}", story.next_door
    for sender, who in (("seeker", company), ("company", company), ("company", story.company), ("", company)):
        answers = []
        for profile in (story.mai.caller.profile, ambient.new_id()):
            body = {"company": who, "seeker": profile, "sender": sender, "text": "x"}
            answers.append(told(story.other, wire.Part("message", ambient.new_id(), scope, 0, body)))
            own = wire.Part("message", ambient.new_id(), story.second.own, 0, body)
            answers.append(told(story.second, own))
        assert answers[:2] == answers[2:]


def test_stale_answer_shows_nothing_of_foreign_scopes(story: Story) -> None:
    application = story.apply()
    old = wire.Part("profile", story.second.caller.profile, story.second.own, 0, {"residence": "VN"})
    foreign = wire.Part("contact", ids.contact_id(application), f"contacts:{story.company}", 1, {"company": "x"})
    answer = story.second.push(old, foreign)
    assert story.mai.email not in str(answer)
    assert answer.result == "refused"


def test_field_that_may_not_be_written_answers_alike_whether_it_changed_or_not(story: Story) -> None:
    application = story.apply()
    withdrawn = story.hr.part("application", application, {"withdrawn": True}, story.applicants)
    before = told(story.hr, withdrawn)
    assert story.mai.push(story.mai.part("application", application, {"withdrawn": True})).result == "applied"
    assert told(story.hr, withdrawn) == before
    assert (before[0], before[1]["code"]) == ("refused", "read_only_field")
