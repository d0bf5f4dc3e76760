"""What the site refused stands over no later word of the same person, and takes no message along that it no longer goes with."""

from __future__ import annotations

from typing import Any

from izanau_desktop.cache import Draft, Edit, outbox, withheld
from izanau_desktop.cache.reads import common
from izanau_protocol import ambient
from izanau_protocol.canonical import Body
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
