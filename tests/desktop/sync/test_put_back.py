"""A cache that is put back as it was before, and one that the site does not wait for: what was sent, and what is gone, since."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlcipher3.dbapi2 as driver

from izanau_desktop.cache import cursors
from izanau_desktop.cache.reads import common
from izanau_site.store import erasure, feeds
from izanau_site.sync import pull
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_batches import device_of, do, held
from tests.site.sync.test_pull import sign_in
from tests.site.world import Member, Story


@pytest.fixture
def application(story: Story) -> str:
    """Somebody applied."""
    return story.apply()


@pytest.fixture
def recruiter(story: Story, application: str) -> Iterator[Device]:
    """A machine of the company, which has read of it."""
    yield from device_of(story, story.hr.caller)


def test_deed_that_waits_again_in_an_older_copy_is_not_done_again(
    story: Story, recruiter: Device, application: str
) -> None:
    do(recruiter, "application", application, story.applicants, {"stage": "interview"})
    (now,) = recruiter.cache.file._idle
    copy = driver.connect(":memory:")
    now.backup(copy)
    assert recruiter.sync().pushed == 1
    do(recruiter, "application", application, story.applicants, {"stage": "new"})
    assert recruiter.sync().pushed == 1
    copy.backup(now)
    copy.close()
    for _ in range(2):
        assert recruiter.sync().conflicts == 0
    story.hr.pull()
    here, there = held(recruiter, story, "application", application, story.applicants)
    assert here == there
    assert there["stage"] == "new"
    assert not common.outbox_rows(recruiter.cache)


def test_who_went_while_a_sync_began_is_let_go_of_by_a_listing(
    story: Story, recruiter: Device, application: str
) -> None:
    store = story.world.store
    sign_in(store, story.reviewer)
    story.reviewer.pull()
    erasure.erase(store, story.mai.caller.account)

    def tells(path: str) -> None:
        """The one machine that is waited for tells that it let go, as soon as this one knows where its scopes stand."""
        if path == "/v1/feed":
            heads = story.reviewer.scopes().scopes
            pull.acknowledge(store, story.reviewer.caller, {name: head.head for name, head in heads.items()})

    recruiter.door.before = tells
    assert recruiter.sync().problem is None
    assert recruiter.cache.get("application", application) is None
    assert not recruiter.cache.list("profile")


@pytest.mark.parametrize("then", ["goes on", "is cut"])
def test_floor_that_rose_by_its_own_word_lists_nothing_anew(
    story: Story, recruiter: Device, application: str, then: str
) -> None:
    store, other = story.world.store, story.second.apply_to(story.job, story.company)[0]
    sign_in(store, Member(store, recruiter.caller, ""))
    recruiter.sync()
    erasure.erase(store, story.mai.caller.account)
    if then == "goes on":  # what it sends has it ask once more where its scopes stand
        do(recruiter, "application", other, story.applicants, {"stage": "interview"})
        assert recruiter.sync().pushed == 1
    else:

        def cut(_path: str) -> None:
            if "/v1/ack" in recruiter.door.asked:
                recruiter.door.cut = recruiter.door.requests + 1

        recruiter.door.before = cut
        assert recruiter.sync().problem is not None
        recruiter.door.before = lambda _path: None
    with store.transaction() as connection:
        floors = {name: head.floor for name, head in feeds.heads(connection, recruiter.caller.scopes).items()}
    assert floors[story.applicants] > 0, "nobody else is waited for"
    assert recruiter.sync().problem is None
    assert {one.walk for one in recruiter.cache.look(cursors.every).values()} == {1}
    assert recruiter.cache.get("application", application) is None
    assert recruiter.cache.get("application", other) is not None
