"""Conflicts about others' records stand in one's own scope, and go with these when the lease is over all the same (R16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import cast

import pytest

from izanau_desktop.cache import Edit, documents, lease
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import engine
from izanau_desktop.sync.report import Stopped, Tally
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_deleted import desks, holds, written
from tests.desktop.sync.test_together import synced
from tests.site.world import Story

__all__ = ["desks"]


@pytest.fixture
def new(story: Story) -> Iterator[Device]:
    """Another device of the recruiter, which never synced."""
    device = Device(lambda: story.world.store, story.hr.caller, "new")
    yield device
    device.cache.close()


def disputed(story: Story, desks: tuple[Device, Device]) -> None:
    """A task about an applicant clashes, and a draft of a job."""
    here, there = desks
    job = ambient.new_id()
    body: dict[str, object] = {"company": story.company, "title": {"en": "Tester"}, "state": "draft"}
    here.cache.edit([Edit("job", job, f"company:{story.company}", body)])
    _, task = written(story, here, there)
    for desk, other in ((here, "mine"), (there, "theirs")):
        desk.cache.edit([Edit("task", task, story.applicants, {"text": f"Canary {other}"})])
        desk.cache.edit([Edit("job", job, f"company:{story.company}", {"title": {"en": other}})])
    synced(there, here)
    assert {row.kind for row in common.open_conflicts(here.cache)} == {"task", "job"}


def first_page(_tally: Tally) -> None:
    """Ends a sync after its first page, as a kill does."""
    raise Stopped


@pytest.mark.parametrize("code", ["", "device_ended"])
def test_purge_takes_conflicts_about_what_was_never_read(
    story: Story, desks: tuple[Device, Device], new: Device, code: str
) -> None:
    disputed(story, desks)
    while len(common.open_conflicts(new.cache)) < 2:
        assert engine.sync(new.cache, cast("Site", new.door), turned=first_page).stopped
    assert (new.cache.list("task"), holds(new) != []) == ((), True)
    with ambient.ruled(now=ambient.now()) as rule:
        if code:
            lease.heard(new.cache.file, code)
        else:
            rule.advance(timedelta(days=15).total_seconds())
            assert lease.tick(new.cache.file).state == "due"
        assert holds(new) == []
        with new.cache.file.read() as connection:
            kept = documents.some(connection, "conflict", {})
        assert [one.body["document"] for one in kept] == ["job"]


def test_conflicts_that_a_purge_took_come_with_the_next_sync(story: Story, desks: tuple[Device, Device]) -> None:
    disputed(story, desks)
    here, _ = desks
    with ambient.ruled(now=ambient.now()) as rule:
        rule.advance(timedelta(days=15).total_seconds())
        assert lease.tick(here.cache.file).state == "due"
        assert holds(here) == []
        synced(here)
        assert {row.kind for row in common.open_conflicts(here.cache)} == {"task", "job"}
