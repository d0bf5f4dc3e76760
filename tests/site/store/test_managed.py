"""Jobs that get hiring managers or lose them, just as who applied pauses, comes back or applies (R4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

from izanau_protocol import wire
from izanau_site.store import Change, Store, erasure
from izanau_site.store.schema import feed
from izanau_site.store.verify import verify
from tests.site.waiting import until_waiting
from tests.site.world import Story

pytestmark = pytest.mark.parametrize(
    "backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


class Race:
    """A story whose people do things just as others are about to commit."""

    def __init__(self, store: Store, pool: ThreadPoolExecutor) -> None:
        self.store, self.story, self._pool = store, Story(store), pool
        self._due: list[Callable[[], Any]] = []
        self._going: list[Future[Any]] = []
        event.listen(store.engine, "commit", self._on_commit)

    def _on_commit(self, connection: Connection) -> None:
        if self._due and connection.get_execution_options().get("izanau_write"):
            going = self._pool.submit(self._due.pop(0))
            self._going.append(going)
            until_waiting(self.store, going)

    def run(self, first: Callable[[], Any], *others: Callable[[], Any]) -> None:
        """Do the first; each other begins as the one before is about to commit, and is through or waits by then."""
        self._due = list(others)
        first()
        for going in self._going:  # each is added before the one before it is through
            going.result()
        assert self._due == []

    def manage(self, *managers: str) -> None:
        """The company says who manages the job."""
        hr, patch = self.story.hr, {"managers": list(managers) or None}
        applied(hr.push(hr.part("job", self.story.job, patch, f"company:{self.story.company}")))

    def manage_by_team(self, *managers: str) -> None:
        """The site says so, as where a member gets another role."""
        with self.store.transaction(write=True) as connection:
            job = self.store.get(connection, "job", self.story.job)
            assert job is not None
            change = Change(kind="job", id=job.id, body={**job.body, "managers": list(managers)})
            self.store.write(connection, [change])

    def pause(self, *, paused: bool = True) -> None:
        """The applicant hides, or comes back."""
        mai = self.story.mai
        mai.pull()
        applied(mai.push(mai.part("account", mai.caller.account, {"paused": paused or None})))

    def erase(self) -> None:
        """The applicant goes for good."""
        erasure.erase(self.store, self.story.mai.caller.account)

    def apply(self) -> None:
        """The applicant applies."""
        applied(self.story.mai.apply_to(self.story.job, self.story.company)[1])

    def shown(self) -> set[str]:
        """The kinds of which hiring managers of the job are shown something."""
        query = select(feed.c.kind).where(feed.c.scope == f"job:{self.story.job}", feed.c.view.is_not(None))
        with self.store.transaction() as connection:
            return set(connection.execute(query).scalars())


def applied(answer: wire.Answer) -> None:
    """It was."""
    assert answer.result == "applied", answer


@pytest.fixture
def race(store: Store) -> Iterator[Race]:
    """A company with a job, and somebody who may apply."""
    with ThreadPoolExecutor(2) as pool:
        yield Race(store, pool)


@pytest.mark.parametrize("manage", [Race.manage, Race.manage_by_team], ids=["push", "team"])
@pytest.mark.parametrize("leave", [Race.pause, Race.erase], ids=["pauses", "is erased"])
def test_who_leaves_as_a_manager_comes_is_not_shown(
    race: Race, manage: Callable[[Race, str], None], leave: Callable[[Race], None]
) -> None:
    race.story.apply()
    manager = race.story.reviewer.caller.account
    race.run(lambda: manage(race, manager), lambda: leave(race))
    assert race.shown() == set()
    assert verify(race.store) == []


@pytest.mark.parametrize("manage", [Race.manage, Race.manage_by_team], ids=["push", "team"])
def test_who_returns_as_the_manager_goes_is_hidden(race: Race, manage: Callable[[Race], None]) -> None:
    race.story.apply()
    race.manage(race.story.reviewer.caller.account)
    race.story.hr.pull()
    race.pause()
    race.run(lambda: manage(race), lambda: race.pause(paused=False))
    assert race.shown() == set()
    assert verify(race.store) == []


def test_who_applied_just_before_the_lock_is_locked_too(race: Race) -> None:
    race.story.hr.pull()
    race.run(race.apply, lambda: race.manage(race.story.reviewer.caller.account), race.pause)
    assert race.shown() == set()
    assert verify(race.store) == []


def test_who_applied_just_before_a_manager_came_is_shown(race: Race) -> None:
    race.story.hr.pull()
    race.run(race.apply, lambda: race.manage(race.story.reviewer.caller.account))
    assert race.shown() == {"application", "profile"}
    assert verify(race.store) == []
