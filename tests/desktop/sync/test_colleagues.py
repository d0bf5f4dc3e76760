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
from tests.site.sync.test_reasons import loses_its_stages
from tests.site.sync.test_taking import joins
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


def clashed(story: Story, here: Device, there: Device, field: str, mine: str, theirs: str) -> None:
    """Two write a field of the application; the one whose came second takes their own."""
    for desk, value in ((here, theirs), (there, mine)):
        desk.cache.edit([Edit("application", applicant(story), story.applicants, {field: value})])
    synced(here, there)
    (row,) = common.open_conflicts(there.cache)
    assert row.path == field
    there.cache.settle([Choice(row.id, "mine")])
    synced(there, here)


def standing(desk: Device, story: Story) -> tuple[object, ...]:
    """Where the applicant stands on a desk, why, and with whom."""
    seen = desk.cache.get("application", applicant(story))
    assert seen is not None
    return tuple(seen.body.get(field) for field in ("stage", "reason", "owner"))


@pytest.mark.parametrize("more", [{}, {"rejected": "in_review"}])
@pytest.mark.parametrize("field", ["owner", "reason"])
def test_clash_is_settled_with_its_reason_at_a_lost_stage(
    story: Story, desks: tuple[Device, Device], field: str, more: dict[str, str]
) -> None:
    here, there = desks
    move(here, story, "rejected", "skills")
    synced(here, there)
    loses_its_stages(story, **more)
    synced(here, there)
    mine, theirs = joins(story, story.hr), joins(story, story.reviewer)
    if field == "reason":
        mine, theirs = "other", "experience"
    clashed(story, here, there, field, mine, theirs)
    wanted = ("rejected", "skills", mine) if field == "owner" else ("rejected", "other", None)
    assert [standing(desk, story) for desk in desks] == [wanted, wanted]


def test_stage_that_is_lost_is_chosen_with_its_reason(story: Story, desks: tuple[Device, Device]) -> None:
    here, there = desks
    move(there, story, "rejected", "skills")
    move(here, story, "interview")
    synced(here)
    loses_its_stages(story)
    synced(there)
    there.cache.settle([Choice(row.id, "mine") for row in common.open_conflicts(there.cache)])
    assert standing(there, story) == ("rejected", "skills", None)


def test_settling_the_owner_leaves_a_refused_move_whole(story: Story, desks: tuple[Device, Device]) -> None:
    here, there = desks
    mine, theirs = joins(story, story.hr), joins(story, story.reviewer)
    move(there, story, "rejected", "skills")
    loses_its_stages(story, rejected="in_review")
    clashed(story, here, there, "owner", mine, theirs)
    assert standing(there, story) == ("rejected", "skills", mine)
    assert standing(here, story) == ("new", None, mine)
