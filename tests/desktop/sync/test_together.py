"""Devices of one person, or colleagues, against the real site: deeds that meet, and what was deleted meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from izanau_desktop.cache import Choice, Edit
from izanau_desktop.cache.reads import common
from izanau_protocol import ambient, ids, merge
from izanau_protocol.problems import Refused
from tests.desktop.sync.inprocess import Device
from tests.site.world import Story


@pytest.fixture
def seekers(story: Story) -> Iterator[tuple[Device, Device]]:
    """Two devices of one job seeker."""
    yield from two_of(story, story.mai.caller)


@pytest.fixture
def recruiters(story: Story) -> Iterator[tuple[Device, Device]]:
    """Two devices of a company's recruiter."""
    yield from two_of(story, story.hr.caller)


def two_of(story: Story, caller: Any) -> Iterator[tuple[Device, Device]]:
    here, there = (Device(lambda: story.world.store, caller, name) for name in ("here", "there"))
    for one in (here, there):
        synced(one)
    yield here, there
    for one in (here, there):
        one.cache.close()


def synced(*devices: Device) -> None:
    for one in devices:
        assert one.sync().problem is None


def waiting(device: Device) -> list[tuple[str, str]]:
    """State and problem of each change that is not settled."""
    rows = common.outbox_rows(device.cache)
    return [(row.state, row.problem.code if row.problem else "") for row in rows]


# --- deleted meanwhile ---


def draft(story: Story, *devices: Device) -> tuple[str, str]:
    """A draft of a job that all of these devices have: its scope and id."""
    scope, job = f"company:{story.company}", ambient.new_id()
    body = {"company": story.company, "title": {"en": "Tester"}, "state": "draft"}
    devices[0].cache.edit([Edit("job", job, scope, dict(body))])
    synced(*devices)
    return scope, job


def test_deletion_that_was_sent_can_be_undone(story: Story, recruiters: tuple[Device, Device]) -> None:
    here, there = recruiters
    scope, job = draft(story, here, there)
    here.cache.edit([Edit("job", job, scope, None)])
    synced(here, there)
    assert there.cache.get("job", job) is None
    assert here.cache.undo(f"job:{job}") is not None
    synced(here, there)
    assert (waiting(here), common.open_conflicts(here.cache)) == ([], ())
    assert there.cache.get("job", job).body["title"] == {"en": "Tester"}  # type: ignore[union-attr]  # made anew above


def test_form_of_what_is_gone_makes_no_torn_document(story: Story, recruiters: tuple[Device, Device]) -> None:
    here, there = recruiters
    scope, job = draft(story, here, there)
    there.cache.edit([Edit("job", job, scope, None)])
    synced(there, here)
    with pytest.raises(Refused) as refused:
        here.cache.edit([Edit("job", job, scope, {"title": {"en": "Leader"}})])
    assert refused.value.problems[0].code == "not_yours"
    assert here.cache.edit([Edit("job", job, scope, None)]) == "", "removed already"
    assert (here.cache.get("job", job), waiting(here)) == (None, [])


def test_edit_of_what_goes_while_it_is_pushed_is_asked_once(story: Story, recruiters: tuple[Device, Device]) -> None:
    here, there = recruiters
    scope, job = draft(story, here, there)
    here.cache.edit([Edit("job", job, scope, {"title": {"en": "Leader"}})])
    there.cache.edit([Edit("job", job, scope, None)])

    def meanwhile(path: str) -> None:
        if path == "/v1/push":
            here.door.before = lambda _path: None
            synced(there)

    here.door.before = meanwhile
    synced(here)
    assert here.door.asked.count("/v1/push") == 1
    synced(here)
    assert [(row.path, row.theirs) for row in common.open_conflicts(here.cache)] == [(".", None)]
    assert waiting(here) == []


def test_deleted_draft_is_made_again_with_each_field_as_it_was_chosen(
    story: Story, recruiters: tuple[Device, Device]
) -> None:
    here, there = recruiters
    scope, job = draft(story, here, there)
    for device, title in ((there, "Theirs"), (here, "Mine")):
        device.cache.edit([Edit("job", job, scope, {"title": {"en": title}})])
    synced(there, here, there)
    here.cache.edit([Edit("job", job, scope, {"positions": 3})])
    there.cache.edit([Edit("job", job, scope, None)])
    synced(there, here)
    takes: dict[str, merge.Take] = {".": "mine", "title.en": "theirs"}
    rows = sorted(common.open_conflicts(here.cache), key=lambda row: row.path)
    assert [row.path for row in rows] == [".", "title.en"]
    here.cache.settle([Choice(row.id, takes[row.path]) for row in rows])
    synced(here, there, here)
    bodies = [device.cache.get("job", job).body for device in recruiters]  # type: ignore[union-attr]  # made again above
    assert [(body["title"], body["positions"]) for body in bodies] == [({"en": "Theirs"}, 3)] * 2
    assert (waiting(here), common.open_conflicts(here.cache)) == ([], ())


@pytest.mark.parametrize("undone", [False, True])
def test_deletion_elsewhere_after_an_answer_that_was_lost_brings_nothing_back(
    story: Story, recruiters: tuple[Device, Device], *, undone: bool
) -> None:
    here, there = recruiters
    scope, job = draft(story, here, there)
    here.cache.edit([Edit("job", job, scope, {"title": {"en": "Leader"}})])
    assert here.sync(cut=2).problem is not None  # the site has it, and nobody here knows
    synced(there)
    there.cache.edit([Edit("job", job, scope, None)])
    synced(there)
    if undone:
        here.cache.undo(f"job:{job}")
    seen: list[object] = []
    here.door.before = lambda _path: seen.append(here.cache.get("job", job)) if "/v1/push" in here.door.asked else None
    synced(here)
    assert seen
    assert not any(seen)
    assert (here.cache.get("job", job), common.open_conflicts(here.cache), waiting(here)) == (None, (), [])
    synced(there)
    assert there.cache.get("job", job) is None


# --- two applications for one job ---


def apply(device: Device, story: Story, words: str, *, hold: float = 0.0) -> str:
    """Apply for the job for the first time, as far as this device knows."""
    identity, consent = ids.application_id(story.job, story.mai.caller.profile, 1), ambient.new_id()
    agreed = {"deed": "apply", "version": "2019-04-10", "hash": "a" * 64, "words": "…", "language": "en"}
    agreed |= {"recipient": story.company, "about": identity}
    body = {"job": story.job, "seeker": story.mai.caller.profile, "attempt": 1, "consent": consent, "message": words}
    edits = [Edit("consent", consent, story.mai.own, dict(agreed)), Edit("application", identity, story.mai.own, body)]
    device.cache.edit(edits, hold, deed="apply")
    return identity


def test_second_application_is_no_edit_of_the_first(story: Story, seekers: tuple[Device, Device]) -> None:
    here, there = seekers
    identity = apply(here, story, "from here")
    apply(there, story, "from there", hold=600)
    synced(here)
    assert there.sync(at_once=False).problem is None
    assert common.open_conflicts(there.cache) == ()
    assert there.cache.get("application", identity).body["message"] == "from here"  # type: ignore[union-attr]  # pulled
    synced(there, there)
    assert waiting(there) == [("refused", "already_applied")]
    assert there.cache.drop(common.outbox_rows(there.cache)[0].id)
    synced(there, here)
    assert len(there.cache.list("consent")) == 1


def applied_and_withdrawn(device: Device, story: Story) -> str:
    """An application of another device that is over, so that the next one takes the next number; its id."""
    identity = apply(device, story, "from here")
    synced(device)
    device.cache.edit([Edit("application", identity, story.mai.own, {"withdrawn": True})], deed="withdraw")
    synced(device)
    return identity


def test_withdrawal_reaches_the_application_that_took_the_next_number(
    story: Story, seekers: tuple[Device, Device]
) -> None:
    there = seekers[1]
    first = applied_and_withdrawn(seekers[0], story)
    apply(there, story, "from there")
    there.cache.edit([Edit("application", first, story.mai.own, {"withdrawn": True})], deed="withdraw")
    synced(there, there)
    found = there.cache.list("application")
    assert [(one.body["attempt"], one.body.get("withdrawn")) for one in found] == [(1, True), (2, True)]
    assert waiting(there) == []


def test_message_follows_the_application_that_took_the_next_number(
    story: Story, seekers: tuple[Device, Device]
) -> None:
    there = seekers[1]
    first = applied_and_withdrawn(seekers[0], story)
    apply(there, story, "from there")
    (row,) = common.outbox_rows(there.cache)
    text = {"text": "When?", "application": first, "company": story.company, "seeker": story.mai.caller.profile}
    edit = Edit("message", ambient.new_id(), story.mai.own, {**text, "sender": "seeker"})
    there.cache.edit([edit], deed="message", needs=[row.id])
    synced(there, there)
    assert waiting(there) == []
    (message,) = there.cache.list("message")
    assert message.body["application"] == ids.application_id(story.job, story.mai.caller.profile, 2)


def test_what_else_waits_is_left_as_it_is_by_an_application_that_takes_the_next_number(
    story: Story, seekers: tuple[Device, Device]
) -> None:
    there, own, profile = seekers[1], story.mai.own, story.mai.caller.profile
    conflict = ids.conflict_id(profile, "birthday", story.mai.caller.account)
    there.cache.edit([Edit("conflict", conflict, own, {"document": "profile", "about": profile, "path": "birthday"})])
    synced(there)
    applied_and_withdrawn(seekers[0], story)
    apply(there, story, "from there")
    there.cache.edit([Edit("profile", profile, own, {"residence": "TH"})], 600, deed="test")
    there.cache.edit([Edit("conflict", conflict, own, None)], 600, deed="test")
    before = common.outbox_rows(there.cache)[1:]
    assert there.sync(at_once=False).problem is None
    assert common.outbox_rows(there.cache) == before
    synced(there)
    assert there.cache.get("profile", profile).body["residence"] == "TH"  # type: ignore[union-attr]  # they signed up with one
    assert there.cache.get("conflict", conflict) is None
    assert [one.body["attempt"] for one in there.cache.list("application")] == [1, 2]
    assert waiting(there) == []
