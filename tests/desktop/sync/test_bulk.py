"""A deed on many applicants at a site: all of it arrives once its time is over, or none of it where it was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from izanau_desktop import bulk
from izanau_desktop.cache.reads.activity import activity
from izanau_desktop.deeds import AccountState, Deeds
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_batches import device_of
from tests.site.world import Story

MANY = 50


@pytest.fixture
def recruiter(story: Story) -> Iterator[Device]:
    """A recruiter's device that has read all who applied."""
    for _ in range(MANY):
        _, answer = story.world.seeker().apply_to(story.job, story.company)
        assert answer.result == "applied", answer
    yield from device_of(story, story.hr.caller)


@pytest.fixture
def desk(recruiter: Device) -> Deeds:
    """What can be done at it."""
    made, caller = Deeds(), recruiter.caller
    made.cache, made.language = recruiter.cache, "en"
    made.account = AccountState(id=caller.account, group=caller.group, role=caller.role, company=caller.company)
    return made


def at_the_site(story: Story, kind: str) -> list[Any]:
    """All of a kind that the site shows the recruiter."""
    story.hr.pull()
    return [entry.view for entry in story.hr.held.values() if entry.kind == kind and entry.view is not None]


def test_rejections_and_their_messages_all_arrive_in_one_sync(story: Story, recruiter: Device, desk: Deeds) -> None:
    letter = desk.create_template({"use": "reject", "name": "Thanks", "text": {"en": "Dear {name}, thank you."}})
    applications = [one.id for one in recruiter.cache.list("application")]
    outcome = bulk.do(desk, bulk.Deed("reject", reason="skills", template=letter), applications)
    assert (len(outcome.pushes), outcome.letters, outcome.left) == (MANY, MANY, {})
    recruiter.cache.release()
    report = recruiter.sync()
    assert (report.refused, report.conflicts, report.problem) == (0, 0, None)
    assert [one["stage"] for one in at_the_site(story, "application")] == ["rejected"] * MANY
    assert len({one["application"] for one in at_the_site(story, "message")}) == MANY


def moves(device: Device) -> list[tuple[int, str]]:
    """To how many applicants the moves were done of which the activity tells, line by line, and by whom."""
    return [
        (len(one.ids), one.by.name if one.by is not None else "")
        for one in activity(device.cache)
        if one.deed == "moved"
    ]


def test_colleagues_read_of_a_deed_on_many_in_one_line(story: Story, recruiter: Device, desk: Deeds) -> None:
    colleague = story.world.person("recruiter", story.company)
    bulk.do(desk, bulk.Deed("reject", reason="skills"), [one.id for one in recruiter.cache.list("application")])
    assert moves(recruiter) == [], "nothing was done yet that could not be taken back"
    recruiter.cache.release()
    assert recruiter.sync().refused == 0
    ((many, by),) = moves(recruiter)
    assert many == MANY
    for device in device_of(story, colleague.caller):
        assert moves(device) == [(MANY, by)]


def test_what_was_taken_back_within_its_time_never_leaves(story: Story, recruiter: Device, desk: Deeds) -> None:
    applications = [one.id for one in recruiter.cache.list("application")]
    outcome = bulk.do(desk, bulk.Deed("advance"), applications)
    assert recruiter.sync(at_once=False).pushed == 0
    assert desk.cache.drop_all(outcome.pushes) == MANY
    assert recruiter.sync().pushed == 0
    assert {one["stage"] for one in at_the_site(story, "application")} == {"new"}


def test_one_that_a_colleague_moved_meanwhile_holds_up_no_other(story: Story, recruiter: Device, desk: Deeds) -> None:
    first, *rest = [one.id for one in recruiter.cache.list("application")]
    bulk.do(desk, bulk.Deed("advance"), [first, *rest])
    story.hr.pull()
    answer = story.hr.push(story.hr.part("application", first, {"stage": "offer"}, story.applicants))
    assert answer.result == "applied", answer
    recruiter.cache.release()
    assert recruiter.sync().conflicts == 1
    told = [one["stage"] for one in at_the_site(story, "application")]
    assert sorted(told) == ["offer", *["screening"] * (MANY - 1)]
    left = bulk.summary(desk, bulk.Deed("advance"), [first, *rest]).left
    assert left == {"conflict": (first,)}
