"""A site that stumbles over one push, or answers a batch with more than is taken: all else is sent and read meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from izanau_desktop.cache import Cache, Edit, answers
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import engine, pull
from izanau_desktop.sync.report import Stopped, SyncReport, Tally
from izanau_desktop.sync.site import Site, SiteTrouble
from izanau_protocol import ambient
from izanau_protocol.problems import problem
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_batches import do, recruiter, refused, sent, write
from tests.site.world import Story

__all__ = ["recruiter"]


def stumbles(device: Device, over: Callable[[bytes], object]) -> None:
    """From now on the site has a fault that shows by some batches."""
    send = device.door.post

    def post(path: str, message: msgspec.Struct | None = None) -> Any:
        if path == "/v1/push" and over(msgspec.json.encode(message)):
            raise SiteTrouble(500, problem("site_error", id="4F2K"), own=True)
        return send(path, message)

    device.door.post = post  # type: ignore[method-assign]  # the door of this test


def told(story: Story, text: str) -> str:
    """A draft that a colleague wrote meanwhile."""
    body = {"company": story.company, "title": {"en": text}, "state": "draft"}
    identity = ambient.new_id()
    assert story.hr.push(story.hr.part("job", identity, body, f"company:{story.company}")).result == "applied"
    return identity


def test_push_that_the_site_stumbles_over_holds_up_nothing_else(story: Story, recruiter: Device) -> None:
    stumbles(recruiter, lambda batch: b"odd" in batch)
    for number in range(40):
        write(story, recruiter, "odd" if number == 17 else f"Number {number}")
    of_colleague = told(story, "Meanwhile")
    batches = sent(recruiter)
    report = recruiter.sync()
    assert (report.pushed, report.problem) == (39, problem("site_error", id="4F2K"))
    assert len(batches) < 12, "cut in pieces, not asked one by one"
    assert recruiter.cache.get("job", of_colleague) is not None
    assert recruiter.cache.note("last_sync"), "the lease begins anew"
    assert len(common.outbox_rows(recruiter.cache)) == 1


def test_pushes_that_it_stumbled_over_come_last_and_say_why(story: Story, recruiter: Device) -> None:
    stumbles(recruiter, lambda batch: b"odd" in batch)
    for number in range(40):
        write(story, recruiter, "odd" if number < 4 else f"Number {number}")
    assert recruiter.sync().pushed == 0, "three are found, and no other is offered"
    assert recruiter.sync().pushed == 36
    rows = common.outbox_rows(recruiter.cache)
    assert [row.problem for row in rows] == [problem("site_error", id="4F2K")] * 4
    write(story, recruiter, "Later")
    batches = sent(recruiter)
    assert recruiter.sync().pushed == 1
    assert len(batches) == 1 + 3, "what is new goes first"


def test_sync_that_begins_anew_tells_still_what_stays_here(
    story: Story, recruiter: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    stumbles(recruiter, lambda batch: b"odd" in batch)
    for number in range(6):
        write(story, recruiter, "odd" if number < 3 else f"Number {number}")
    told(story, "Meanwhile")
    begun, times = pull.begun, iter([True])

    def risen(*given: Any) -> Any:
        if next(times, False):
            raise pull.FloorRose
        return begun(*given)

    monkeypatch.setattr(pull, "begun", risen)
    report = recruiter.sync()
    assert (report.pushed, report.problem) == (3, problem("site_error", id="4F2K"))


def test_push_that_the_site_stumbled_over_goes_once_it_can(story: Story, recruiter: Device) -> None:
    odd = [b"odd"]
    stumbles(recruiter, lambda batch: any(one in batch for one in odd))
    scope, job = f"company:{story.company}", ambient.new_id()
    do(recruiter, "job", job, scope, {"company": story.company, "title": {"en": "odd"}, "state": "draft"})
    do(recruiter, "job", job, scope, {"title": {"ja": "試験"}})
    assert recruiter.sync().pushed == 0
    odd.clear()
    report = recruiter.sync()
    assert (report.pushed, report.problem, refused(recruiter)) == (2, None, [])
    assert common.outbox_rows(recruiter.cache) == ()


def test_site_that_stumbles_over_every_push_is_read_and_soon_left_alone(story: Story, recruiter: Device) -> None:
    stumbles(recruiter, lambda _batch: True)
    for number in range(200):
        write(story, recruiter, f"Number {number}")
    of_colleague, batches = told(story, "Meanwhile"), sent(recruiter)
    report = recruiter.sync()
    assert report.problem == problem("site_error", id="4F2K")
    assert len(batches) <= 2 * (8 + 2)
    assert recruiter.cache.get("job", of_colleague) is not None


def test_answers_that_are_more_than_is_taken_come_in_pieces(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, employer = company
    scope, own, job = f"applicants:{employer}", f"account:{cache.note('account')}", ambient.new_id()
    double.feeds, double.heads, double.page = {own: {}, scope: {}}, {own: 0, scope: 0}, 100
    people = [ambient.new_id() for _ in range(400)]

    def written(letter: str) -> None:
        for one in people:
            made = {"job": job, "seeker": one, "company": employer, "attempt": 1, "consent": one, "source": "search"}
            double.put(scope, "application", one, {**made, "status": "applied", "message": letter * 4_000})

    written("願")
    assert engine.sync(cache, site).problem is None
    for one in people:
        cache.edit([Edit("application", one, scope, {"stage": "interview"})], deed="stage")
    written("望")
    report = engine.sync(cache, site, at_once=True)
    assert (report.pushed, report.problem) == (400, None)


def test_pause_ends_a_long_push_after_its_batch(
    story: Story, recruiter: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_PUSHES", 2)
    for number in range(10):
        write(story, recruiter, f"Number {number}")

    def turned(tally: Tally) -> None:
        if tally.pushed >= 4:
            raise Stopped

    report = engine.sync(recruiter.cache, recruiter.door, at_once=True, turned=turned)  # type: ignore[arg-type]  # as `Device.sync`
    assert (report.pushed, report.stopped, report.problem) == (4, True, None)
    again: SyncReport = recruiter.sync()
    assert (again.pushed, again.problem) == (6, None)
