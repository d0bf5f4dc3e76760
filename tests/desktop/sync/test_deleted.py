"""A note or task that was deleted, and whom it was about: nothing that is kept of it on a device or at the site outlives them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from izanau_desktop.cache import Choice, Edit
from izanau_desktop.cache.reads import common
from izanau_protocol import ambient
from izanau_site.store import documents, ended, erasure
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_batches import device_of
from tests.desktop.sync.test_together import synced
from tests.site.world import Story

CANARY = "Canary: call back about the visa"


@pytest.fixture
def desks(story: Story) -> Iterator[tuple[Device, Device]]:
    """Those of two recruiters."""
    made = [device_of(story, one) for one in (story.hr.caller, story.world.person("recruiter", story.company).caller)]
    yield next(made[0]), next(made[1])
    for one in made:
        next(one, None)


def written(story: Story, desk: Device, other: Device, kind: str = "task") -> tuple[str, str]:
    """An application, and what one wrote about it; both have it."""
    application, identity = story.apply(), ambient.new_id()
    synced(desk)
    desk.cache.edit([Edit(kind, identity, story.applicants, {"text": CANARY, "application": application})])
    synced(desk, other)
    return application, identity


def edited(story: Story, desk: Device, identity: str) -> None:
    desk.cache.edit([Edit("task", identity, story.applicants, {"text": f"{CANARY}, soon"})])


def removed(story: Story, desk: Device, identity: str, kind: str = "task") -> None:
    desk.cache.edit([Edit(kind, identity, story.applicants, None)])


def erased(story: Story, application: str, what: str) -> None:
    """The applicant, or the application alone."""
    if what == "account":
        erasure.erase(story.world.store, story.mai.caller.account)
    else:
        with story.world.store.transaction(write=True) as connection:
            assert ended.erase(story.world.store, connection, application)


def holds(desk: Device) -> list[str]:
    """The tables of a cache in which the words stand."""
    found = []
    with desk.cache.file.read() as connection:
        for (table,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all():
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()
            if any(
                b"Canary" in (cell if isinstance(cell, bytes) else str(cell).encode()) for row in rows for cell in row
            ):
                found.append(table)
    return found


def at_the_site(story: Story) -> list[str]:
    with story.world.store.transaction() as connection:
        rows = documents.list_all(connection, kind=("note", "task", "conflict"))
    return [row.kind for row in rows if "Canary" in str(row.body)]


@pytest.mark.parametrize("what", ["account", "application"])
@pytest.mark.parametrize("by", ["author", "colleague"])
@pytest.mark.parametrize("kind", ["note", "task"])
def test_erasure_takes_settled_pushes_of_what_was_deleted(
    story: Story, desks: tuple[Device, Device], kind: str, by: str, what: str
) -> None:
    here, there = desks
    application, identity = written(story, here, there, kind)
    removed(story, here if by == "author" else there, identity, kind)
    synced(there, here, there)
    assert "part" in holds(here)
    erased(story, application, what)
    synced(here, there)
    assert (holds(here), holds(there), at_the_site(story)) == ([], [], [])


@pytest.mark.parametrize("what", ["account", "application"])
def test_erasure_takes_the_conflict_about_what_a_colleague_deleted(
    story: Story, desks: tuple[Device, Device], what: str
) -> None:
    here, there = desks
    application, task = written(story, here, there)
    edited(story, here, task)
    removed(story, there, task)
    synced(there, here)
    assert [row.path for row in common.open_conflicts(here.cache)] == ["."]
    erased(story, application, what)
    synced(here, there)
    assert (holds(here), holds(there), at_the_site(story)) == ([], [], [])


def test_erasure_takes_the_conflict_that_was_settled_by_deleting(story: Story, desks: tuple[Device, Device]) -> None:
    here, there = desks
    application, task = written(story, here, there)
    removed(story, here, task)
    edited(story, there, task)
    synced(there, here)
    [found] = common.open_conflicts(here.cache)
    here.cache.settle([Choice(found.id, "mine")])
    synced(here, there)
    assert here.cache.get("task", task) is None
    erased(story, application, "account")
    synced(here, there)
    assert (holds(here), holds(there), at_the_site(story)) == ([], [], [])


def test_conflict_that_was_not_sent_goes_with_whom_it_was_about(story: Story, desks: tuple[Device, Device]) -> None:
    here, there = desks
    application, task = written(story, here, there)
    edited(story, here, task)
    removed(story, there, task)
    synced(there)
    here.door.before = lambda path: 1 / 0 if path == "/v1/push" else None
    with pytest.raises(ZeroDivisionError):
        here.sync()
    here.door.before = lambda _path: None
    assert "document" in holds(here)
    erased(story, application, "application")
    synced(here, there)
    assert (holds(here), holds(there), at_the_site(story)) == ([], [], [])
