"""Whose an applicant is, between the machines of two people of a company: nobody is told of what they did themselves, and no
two have the same one without a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest

from izanau_desktop.cache import Choice, Edit
from izanau_desktop.cache.reads import common, marks
from izanau_desktop.cache.reads.applicants import Listing, View
from izanau_desktop.cache.reads.day import day
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_colleagues import applicant, move, synced
from tests.site.sync.test_taking import joins
from tests.site.world import Story


class Machines:
    """Two of the recruiter, and one of a colleague; with the memberships of both people."""

    def __init__(self, story: Story) -> None:
        colleague = story.world.person("recruiter", story.company)
        self.mine, self.theirs = joins(story, story.hr), joins(story, colleague)
        self.story = story
        self.first, self.second, self.other = (
            Device(lambda: story.world.store, one.caller, one.email) for one in (story.hr, story.hr, colleague)
        )

    def give(self, by: Device, member: str) -> None:
        """As the window does it."""
        edit = Edit("application", applicant(self.story), self.story.applicants, {"owner": member or None})
        by.cache.edit([edit], deed="take")


@pytest.fixture
def machines(story: Story) -> Iterator[Machines]:
    """They know the applicant."""
    story.apply()
    made = Machines(story)
    every = (made.first, made.second, made.other)
    synced(*every, *every)
    yield made
    for one in every:
        one.cache.close()


def given(desk: Device) -> list[str]:
    """Who is told to have been given to the person at a machine."""
    return [one.application for one in day(desk.cache).given]


def test_applicant_taken_on_one_machine_is_no_gift_on_the_other(machines: Machines) -> None:
    machines.give(machines.first, machines.mine)
    synced(machines.first, machines.second)
    assert told(machines.second) == (machines.mine, "", "")
    assert (given(machines.first), given(machines.second)) == ([], [])


def test_applicant_given_by_a_colleague_is_told_on_each_machine(machines: Machines, story: Story) -> None:
    machines.give(machines.other, machines.mine)
    synced(machines.other, machines.first, machines.second)
    assert given(machines.first) == given(machines.second) == [applicant(story)]
    common.mark_seen(machines.second.cache, applicant(story))
    move(machines.other, story, "screening")
    synced(machines.other, machines.second)
    assert given(machines.second) == [], "they were theirs already"
    machines.give(machines.second, machines.theirs)
    synced(machines.second, machines.first)
    assert (given(machines.first), given(machines.second)) == ([], [])


def told(desk: Device) -> tuple[str, str, str]:
    """Whose they are at a machine: by the list, who else has taken them by list and page."""
    with desk.cache.reading("application") as connection:
        (row,) = marks.marked(connection, Listing(connection, View()).rows(5))
    found = desk.cache.get("application", row.id)
    assert found is not None
    other = marks.marks(desk.cache, found).rival
    return row.owner, row.rival, other.member if other is not None else ""


@pytest.mark.parametrize(("choice", "whose"), [("mine", "theirs"), ("theirs", "mine")])
def test_two_who_take_one_without_a_network_are_told_of_each_other(
    machines: Machines, choice: Literal["mine", "theirs"], whose: str
) -> None:
    mine, theirs = machines.mine, machines.theirs
    machines.give(machines.first, mine)
    machines.give(machines.other, theirs)
    synced(machines.first, machines.other)
    assert told(machines.other) == (theirs, mine, mine)
    assert told(machines.first) == (mine, "", "")
    (clash,) = common.open_conflicts(machines.other.cache)
    machines.other.cache.settle([Choice(clash.id, choice)])
    synced(machines.other, machines.first, machines.second)
    for desk in (machines.first, machines.second, machines.other):
        assert told(desk) == (getattr(machines, whose), "", "")


def test_applicant_whom_a_colleague_took_is_theirs_in_my_list_at_once(machines: Machines) -> None:
    machines.give(machines.other, machines.theirs)
    synced(machines.other, machines.first)
    assert told(machines.first) == (machines.theirs, "", "")
