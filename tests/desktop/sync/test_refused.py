"""What the site refused stands over no later word of the same person, and takes no message along that it no longer goes with."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_desktop.cache import Draft, Edit, outbox, withheld
from izanau_desktop.cache.reads import common
from izanau_desktop.office import moved
from izanau_protocol import ambient
from izanau_protocol.canonical import Body
from izanau_protocol.rules import labels, rejecting
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


def reject(story: Story, device: Device, application: str, reason: str, message: str, hold: float = 0.0) -> str:
    """As the window and the command do it."""
    found = device.cache.get("application", application)
    assert found is not None
    edits = moved(found, story.company, "rejected", reason, message)
    return device.cache.edit(edits, deed="stage", hold=hold)


def labelled(story: Story, application: str) -> None:
    """A colleague gives the applicant a label: what the site shows of the application moves on."""
    story.hr.pull()
    put = {"labels": labels.changed({}, ["Urgent"])}
    assert story.hr.push(story.hr.part("application", application, put, story.applicants)).result == "applied"


def has_shifts(story: Story) -> None:
    """The company has the reason from now on."""
    own, scope = {"reasons": rejecting.added({}, "shifts", {"en": "Shifts"})}, f"company:{story.company}"
    story.hr.pull()
    assert story.hr.push(story.hr.part("company", story.company, own, scope)).result == "applied"


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
    has_shifts(story)
    reject(story, recruiter, application, "shifts", "Second")
    assert recruiter.sync().pushed == 1
    assert at_site(story, application) == ("rejected", "shifts", ["Second"])


@pytest.mark.parametrize("reason", ["shifts", "other"])
def test_second_rejection_goes_whole_past_a_colleagues_label(story: Story, recruiter: Device, reason: str) -> None:
    application = story.apply()
    assert recruiter.sync().problem is None
    reject(story, recruiter, application, "shifts", "First")
    assert recruiter.sync().refused == 1
    has_shifts(story)
    reject(story, recruiter, application, reason, "Second", hold=10)
    labelled(story, application)
    assert recruiter.sync(at_once=False).pushed == 0, "it is held while the view moves"
    assert recruiter.sync().pushed == 1
    assert at_site(story, application) == ("rejected", reason, ["Second"])
    assert common.outbox_rows(recruiter.cache) == ()
    assert [one.text for one in recruiter.cache.drafts("application", application)] == ["First"]


def test_second_rejection_goes_whole_past_a_label_of_ones_own(story: Story, recruiter: Device) -> None:
    application = story.apply()
    assert recruiter.sync().problem is None
    reject(story, recruiter, application, "none_such", "First")
    assert recruiter.sync().refused == 1
    do(recruiter, "application", application, story.applicants, {"labels": labels.changed({}, ["Urgent"])})
    reject(story, recruiter, application, "other", "Second", hold=10)
    assert recruiter.sync(at_once=False).pushed == 1
    assert recruiter.sync().pushed == 1
    assert at_site(story, application) == ("rejected", "other", ["Second"])
    assert [one.text for one in recruiter.cache.drafts("application", application)] == ["First"]


def test_rejection_refused_twice_goes_whole_when_tried_again(story: Story, recruiter: Device) -> None:
    application = story.apply()
    assert recruiter.sync().problem is None
    reject(story, recruiter, application, "none_such", "First")
    assert recruiter.sync().refused == 1
    second = reject(story, recruiter, application, "shifts", "Second")
    assert recruiter.sync().refused == 1
    has_shifts(story)
    labelled(story, application)
    assert recruiter.sync().problem is None
    recruiter.cache.retry(second)
    assert recruiter.sync().pushed == 1
    assert at_site(story, application) == ("rejected", "shifts", ["Second"])


def test_second_rejection_asks_no_more_where_a_colleague_moved(story: Story, recruiter: Device) -> None:
    application = story.apply()
    assert recruiter.sync().problem is None
    reject(story, recruiter, application, "none_such", "First")
    assert recruiter.sync().refused == 1
    reject(story, recruiter, application, "none_such", "Second", hold=10)
    story.hr.pull()
    move = story.hr.part("application", application, {"stage": "interview"}, story.applicants)
    assert story.hr.push(move).result == "applied"
    assert recruiter.sync(at_once=False).problem is None
    assert recruiter.sync().refused == 0, "somebody who was asked to come is not rejected unasked"
    assert at_site(story, application) == ("interview", None, [])


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
