"""One task on the devices of two colleagues: what differs is merged, what clashes is asked about, and all of it goes in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from izanau_desktop.cache.reads import common, conflicts, tasks
from izanau_protocol import ambient
from izanau_site.store import erasure
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_batches import device_of, do
from tests.site.sync.test_taking import joins
from tests.site.world import Story


@pytest.fixture
def devices(story: Story) -> Iterator[tuple[Device, Device]]:
    """Those of the recruiter and of the reviewer."""
    for member in (story.hr, story.reviewer):
        joins(story, member)
    first = device_of(story, story.hr.caller)
    second = device_of(story, story.reviewer.caller)
    yield next(first), next(second)
    for one in (first, second):
        next(one, None)


def write(story: Story, device: Device, **more: Any) -> str:
    """A task that both have; its id."""
    identity = ambient.new_id()
    do(device, "task", identity, story.applicants, {"text": "Canary task", **more})
    assert device.sync().refused == 0
    return identity


def seen(device: Device, task: str) -> dict[str, Any]:
    """The task as a device shows it."""
    found = device.cache.get("task", task)
    return dict(found.body) if found is not None else {}


def test_task_comes_to_a_colleague_who_ticks_it_off(story: Story, devices: tuple[Device, Device]) -> None:
    one, two = devices
    task = write(story, one, owner=joins(story, story.reviewer), due=tasks.today().isoformat())
    two.sync()
    with two.cache.reading("task") as connection:
        assert [row.text for row in tasks.of_day(connection)] == ["Canary task"]
    do(two, "task", task, story.applicants, {"done": True})
    two.sync()
    one.sync()
    assert seen(one, task) == seen(two, task)
    assert seen(one, task)["done_by"] == joins(story, story.reviewer)
    with one.cache.reading("task") as connection:
        assert tasks.of_day(connection) == ()


def test_edits_of_a_task_on_two_devices_meet(story: Story, devices: tuple[Device, Device]) -> None:
    one, two = devices
    task = write(story, one)
    two.sync()
    do(one, "task", task, story.applicants, {"due": "2030-01-04"})
    do(two, "task", task, story.applicants, {"text": "Call the school", "snoozed": "2030-01-01"})
    for device in (one, two, one):
        device.sync()
    assert seen(one, task) == seen(two, task)
    told = [seen(one, task)[name] for name in ("text", "due", "snoozed")]
    assert told == ["Call the school", "2030-01-04", "2030-01-01"]


def test_task_that_two_gave_another_day_is_asked_about(story: Story, devices: tuple[Device, Device]) -> None:
    one, two = devices
    task = write(story, one)
    two.sync()
    for device, day in ((one, "2030-01-04"), (two, "2030-01-05")):
        do(device, "task", task, story.applicants, {"due": day})
        device.sync()
    [found] = common.open_conflicts(two.cache)
    assert (found.about, found.path) == (task, "due")
    [dispute] = conflicts.disputes(two.cache, "en")
    assert "Canary task" in dispute.name
    assert seen(two, task)["due"] == "2030-01-05"


def test_two_who_took_a_task_are_named_in_the_conflict(story: Story, devices: tuple[Device, Device]) -> None:
    one, two = devices
    task = write(story, one)
    two.sync()
    for device, member in ((one, story.hr), (two, story.reviewer)):
        do(device, "task", task, story.applicants, {"owner": joins(story, member)})
        device.sync()
    [dispute] = conflicts.disputes(two.cache, "en")
    sides = ("".join(passage.text for passage in side) for side in (dispute.cases[0].mine, dispute.cases[0].theirs))
    assert list(sides) == ["Aki", "Aki"]


def test_erased_applicant_takes_the_task_from_every_device(story: Story, devices: tuple[Device, Device]) -> None:
    one, two = devices
    application = story.apply()
    one.sync()
    task = write(story, one, application=application)
    two.sync()
    do(two, "task", task, story.applicants, {"due": "2030-01-04"})
    erasure.erase(story.world.store, story.mai.caller.account)
    for device in (two, one):
        device.sync()
        assert device.cache.list("task") == ()
        assert common.outbox_rows(device.cache) == ()
