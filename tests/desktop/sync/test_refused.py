"""What the site refused stands over no later word of the same person, and takes no message along that it no longer goes with."""

from __future__ import annotations

from typing import Any

from izanau_desktop.cache import Draft, Edit, outbox, withheld
from izanau_desktop.cache.reads import common
from izanau_desktop.office import moved
from izanau_protocol import ambient
from izanau_protocol.canonical import Body
from izanau_protocol.rules import rejecting
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_batches import do, recruiter
from tests.site.world import Story

__all__ = ["recruiter"]


def title(device: Device, job: str) -> Any:
    found = device.cache.get("job", job)
    assert found is not None
    return found.body["title"]


def test_later_word_is_what_is_seen_beside_a_refused_one(story: Story, recruiter: Device) -> None:
    scope, job, elsewhere = f"company:{story.company}", ambient.new_id(), ambient.new_id()
    do(recruiter, "job", job, scope, {"company": story.company, "title": {"en": "Tester"}, "state": "draft"})
    assert recruiter.sync().pushed == 1
    do(recruiter, "job", job, scope, {"company": elsewhere, "title": {"en": "Refused", "ja": "試験"}})
    do(recruiter, "job", job, scope, {"title": {"en": "Later"}})
    report = recruiter.sync()
    assert (report.pushed, report.refused) == (1, 1)
    assert title(recruiter, job) == {"en": "Later", "ja": "試験"}, "what nobody decided since stays"
    do(recruiter, "job", job, scope, {"title": {"en": "Last", "ja": "主任"}})
    assert recruiter.sync().pushed == 1
    assert title(recruiter, job) == {"en": "Last", "ja": "主任"}
    with recruiter.cache.file.read() as connection:
        (left,) = outbox.rows(connection, ("refused",))
    assert left.parts[0].patch == {"company": elsewhere}


def test_message_of_a_refused_move_stays_here_when_another_follows(story: Story, recruiter: Device) -> None:
    application, scope = story.apply(), story.applicants
    assert recruiter.sync().problem is None
    body: Body = {"application": application, "text": "We are sorry.", "sender": "company"}
    body |= {"company": story.company, "seeker": story.mai.caller.profile}
    move = Edit("application", application, scope, {"stage": "rejected", "reason": "none_such"})
    recruiter.cache.edit([move, Edit("message", ambient.new_id(), scope, body)], deed="stage")
    assert recruiter.sync().refused == 1
    do(recruiter, "application", application, scope, {"stage": "interview", "reason": None})
    assert recruiter.sync().pushed == 1
    found = recruiter.cache.get("application", application)
    assert found is not None
    assert (found.body["stage"], found.body.get("reason")) == ("interview", None)
    assert common.outbox_rows(recruiter.cache) == ()
    assert recruiter.cache.drafts("application", application) == (
        Draft("application", application, "message", "We are sorry."),
    )
    with recruiter.cache.file.read() as connection:
        assert withheld.is_withheld(connection, application)


def reject(story: Story, device: Device, application: str, reason: str, message: str) -> None:
    """As the window and the command do it."""
    found = device.cache.get("application", application)
    assert found is not None
    device.cache.edit(moved(found, story.company, "rejected", reason, message), deed="stage")


def outcome(body: Body | None) -> tuple[Any, Any]:
    """Where an application stands, and why."""
    assert body is not None
    return body["stage"], body.get("reason")


def at_site(story: Story, application: str) -> tuple[Any, Any, list[Any]]:
    """Where it stands there, and what the applicant was written."""
    story.everyone_pulls()
    body = story.hr.view(story.applicants, application)
    letters = [one.view["text"] for one in story.mai.held.values() if one.kind == "message" and one.view]
    return *outcome(body), letters


def test_second_rejection_after_a_refused_one_rejects(story: Story, recruiter: Device) -> None:
    application = story.apply()
    assert recruiter.sync().problem is None
    reject(story, recruiter, application, "none_such", "First")
    assert recruiter.sync().refused == 1
    reject(story, recruiter, application, "other", "Second")
    assert recruiter.sync().pushed == 1
    assert at_site(story, application) == ("rejected", "other", ["Second"])
    seen = recruiter.cache.get("application", application)
    assert seen is not None
    assert (outcome(seen.body), common.outbox_rows(recruiter.cache)) == (("rejected", "other"), ())
    assert [one.text for one in recruiter.cache.drafts("application", application)] == ["First"]


def test_same_rejection_is_asked_for_again_after_it_was_refused(story: Story, recruiter: Device) -> None:
    application = story.apply()
    assert recruiter.sync().problem is None
    reject(story, recruiter, application, "shifts", "First")
    assert recruiter.sync().refused == 1
    own, scope = {"reasons": rejecting.added({}, "shifts", {"en": "Shifts"})}, f"company:{story.company}"
    story.hr.pull()
    assert story.hr.push(story.hr.part("company", story.company, own, scope)).result == "applied"
    reject(story, recruiter, application, "shifts", "Second")
    assert recruiter.sync().pushed == 1
    assert at_site(story, application) == ("rejected", "shifts", ["Second"])


def test_reason_that_was_refused_goes_with_its_stage(story: Story, recruiter: Device) -> None:
    application = story.apply()
    assert recruiter.sync().problem is None
    reject(story, recruiter, application, "none_such", "")
    assert recruiter.sync().refused == 1
    do(recruiter, "application", application, story.applicants, {"stage": "interview"})
    assert recruiter.sync().pushed == 1
    seen = recruiter.cache.get("application", application)
    assert seen is not None
    assert (outcome(seen.body), common.outbox_rows(recruiter.cache)) == (("interview", None), ())
