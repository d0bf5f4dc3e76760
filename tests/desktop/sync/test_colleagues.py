"""Two people of a company at one applicant at the same time, one of them without a network: nothing of either is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from izanau_desktop.cache import Choice, Edit
from izanau_desktop.cache.local import Draft
from izanau_desktop.cache.reads import common
from izanau_desktop.cache.reads.conflicts import disputes
from izanau_desktop.office import moved
from izanau_protocol import ambient, ids, merge
from izanau_protocol.rules import labels
from tests.desktop.sync.inprocess import Device
from tests.site.world import Story


@pytest.fixture
def desks(story: Story) -> Iterator[tuple[Device, Device]]:
    """Those of two recruiters who both see the applicant."""
    story.apply()
    colleague = story.world.person("recruiter", story.company)
    here, there = (Device(lambda: story.world.store, one.caller, one.email) for one in (story.hr, colleague))
    synced(here, there)
    yield here, there
    for one in (here, there):
        one.cache.close()


def synced(*desks: Device) -> None:
    """Each in its turn."""
    for desk in desks:
        assert desk.sync().problem is None


def applicant(story: Story) -> str:
    """The application's id."""
    return ids.application_id(story.job, story.mai.caller.profile, 1)


def move(desk: Device, story: Story, stage: str, reason: str = "", message: str = "") -> None:
    """As the window does it."""
    found = desk.cache.get("application", applicant(story))
    assert found is not None
    desk.cache.edit(moved(found, story.company, stage, reason, message))


def work(desk: Device, story: Story, stage: str, label: str) -> str:
    """A move, a label and a note of one's own; the note's id."""
    note, identity = ambient.new_id(), applicant(story)
    move(desk, story, stage)
    found = desk.cache.get("application", identity)
    assert found is not None
    patch = {"labels": labels.changed(found.body, [label])}
    body: dict[str, object] = {"application": identity, "text": f"Seen by {label}."}
    desk.cache.edit([Edit("application", identity, story.applicants, dict(patch))])
    desk.cache.edit([Edit("note", note, story.applicants, body)])
    return note


def test_work_of_both_at_one_applicant_is_kept_and_told_apart(story: Story, desks: tuple[Device, Device]) -> None:
    here, there = desks
    notes = {work(there, story, "interview", "strong"), work(here, story, "screening", "night shift")}
    synced(here, there)  # `there` had no network all the while
    (row,) = common.open_conflicts(there.cache)
    assert (row.path, row.mine, row.theirs) == ("stage", "interview", "screening")
    there.cache.settle([Choice(row.id, "mine")])
    synced(there, here)
    for desk in desks:
        found = desk.cache.get("application", applicant(story))
        assert found is not None
        assert found.body["stage"] == "interview"
        assert set(labels.texts(found.body)) == {"strong", "night shift"}
        assert {one.id for one in desk.cache.list("note")} == notes
        assert (common.open_conflicts(desk.cache), common.outbox_rows(desk.cache)) == ((), ())


def drafts(desk: Device, story: Story) -> list[str]:
    """What is written to the applicant and not sent."""
    return [one.text for one in desk.cache.drafts("application", applicant(story))]


def said(desk: Device) -> list[object]:
    """The texts of the messages that a desk knows."""
    return [one.body["text"] for one in desk.cache.list("message")]


def test_message_of_a_rejection_stays_here_where_a_colleague_made_an_offer(
    story: Story, desks: tuple[Device, Device]
) -> None:
    here, there = desks
    move(there, story, "rejected", "skills", "Thank you for applying.")
    move(here, story, "offer")
    synced(here, there, here)
    (dispute,) = disputes(there.cache, "en")
    assert ([case.row.path for case in dispute.cases], dispute.is_withheld) == (["stage", "reason"], True)
    seen = here.cache.get("application", applicant(story))
    assert seen is not None
    assert (seen.body["stage"], seen.body.get("reason")) == ("offer", None)
    assert (said(here), said(there), drafts(there, story)) == ([], [], ["Thank you for applying."])
    assert common.outbox_rows(there.cache) == ()


def test_rejection_that_is_chosen_after_all_goes_with_its_reason(story: Story, desks: tuple[Device, Device]) -> None:
    here, there = desks
    move(there, story, "rejected", "skills", "Thank you for applying.")
    move(here, story, "offer")
    synced(here, there)
    there.cache.settle([Choice(row.id, "mine") for row in common.open_conflicts(there.cache)])
    synced(there, here)
    seen = here.cache.get("application", applicant(story))
    assert seen is not None
    assert (seen.body["stage"], seen.body["reason"], said(here)) == ("rejected", "skills", [])


def test_reason_goes_where_the_stage_of_the_colleague_stays(story: Story, desks: tuple[Device, Device]) -> None:
    here, there = desks
    move(there, story, "rejected", "skills")
    move(here, story, "offer")
    synced(here, there)
    takes: dict[str, merge.Take] = {"stage": "theirs", "reason": "mine"}
    there.cache.settle([Choice(row.id, takes[row.path]) for row in common.open_conflicts(there.cache)])
    assert there.sync().refused == 0
    synced(here)
    for desk in desks:
        seen = desk.cache.get("application", applicant(story))
        assert seen is not None
        assert (seen.body["stage"], seen.body.get("reason")) == ("offer", None)


def test_reason_is_asked_about_from_what_stood_there_before_both(story: Story, desks: tuple[Device, Device]) -> None:
    here, there = desks
    move(there, story, "interview")
    move(here, story, "rejected", "skills")
    synced(here, there)
    rows = {row.path: row for row in common.open_conflicts(there.cache)}
    assert (rows["reason"].base, rows["reason"].mine, rows["reason"].theirs) == (None, None, "skills")


def test_draft_that_was_begun_otherwise_is_not_told_as_kept_back(story: Story, desks: tuple[Device, Device]) -> None:
    here, there = desks
    there.cache.keep_draft(Draft("application", applicant(story), "message", "Begun before."))
    move(there, story, "interview")
    move(here, story, "screening")
    synced(here, there)
    (dispute,) = disputes(there.cache, "en")
    assert not dispute.is_withheld


def test_rejection_by_two_sends_the_message_of_the_first_alone(story: Story, desks: tuple[Device, Device]) -> None:
    here, there = desks
    local = Draft("application", applicant(story), "message", "Begun before.")
    there.cache.keep_draft(local)
    move(there, story, "rejected", "skills", "Sorry.")
    move(here, story, "rejected", "skills", "Thank you for applying.")
    synced(here, there, here)
    assert common.open_conflicts(there.cache) == ()
    assert (said(here), said(there)) == (["Thank you for applying."],) * 2
    assert drafts(there, story) == ["Begun before.\n\nSorry."]


def test_message_leaves_with_a_move_that_stands_beside_what_a_colleague_did(
    story: Story, desks: tuple[Device, Device]
) -> None:
    here, there = desks
    move(there, story, "rejected", "skills", "Thank you for applying.")
    here.cache.edit(
        [Edit("application", applicant(story), story.applicants, {"labels": labels.changed({}, ["strong"])})]
    )
    synced(here, there, here)
    assert (said(here), drafts(there, story)) == (["Thank you for applying."], [])
