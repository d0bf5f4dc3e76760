"""What a sync offers after what its first batches came to, and how its report sums up all that was answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from izanau_desktop.cache import Cache, Edit, answers, outbox
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site, SiteTrouble
from izanau_protocol import ambient, wire
from izanau_protocol.problems import Problem, problem
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_batches import deferred, recruiter, write
from tests.site.world import Story

__all__ = ["recruiter"]

ODD, TOO_LARGE, BUSY = problem("site_error", id="4F2K"), problem("too_large", most=9_999), problem("site_down")


def between(device: Device, fault: Callable[[wire.Batch], tuple[int, Problem] | None]) -> list[int]:
    """Somebody between who lets some batches not pass; how many pushes each of the batches to come held."""
    sizes, send = list[int](), device.door.post

    def post(path: str, message: msgspec.Struct | None = None) -> Any:
        if isinstance(message, wire.Batch):
            sizes.append(len(message.pushes))
            found = fault(message)
            if found:
                raise SiteTrouble(*found)
        return send(path, message)

    device.door.post = post  # type: ignore[method-assign]  # the door of this test
    return sizes


def holds(batch: wire.Batch, word: bytes) -> bool:
    return word in msgspec.json.encode(batch)


def test_batches_are_made_beside_one_another_after_one_was_halved_too(
    story: Story, recruiter: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_PUSHES", 4)
    under_way = list[int]()

    def narrow(batch: wire.Batch) -> tuple[int, Problem] | None:
        under_way.append(recruiter.cache.look(lambda connection: outbox.count(connection, "sent")))
        return (413, TOO_LARGE) if len(batch.pushes) > 2 else None

    sizes = between(recruiter, narrow)
    deferred(recruiter)
    for number in range(14):
        write(story, recruiter, f"Number {number}")
    assert recruiter.sync().pushed == 14
    assert sizes == [4, *[2] * 7]
    assert under_way[-3:] == [4, 4, 2], "the next one is made while one is judged, until none is left"


def test_site_that_finds_no_way_through_is_left_alone_after_three_halvings(story: Story, recruiter: Device) -> None:
    sizes = between(recruiter, lambda _batch: (503, BUSY))
    for number in range(10):
        write(story, recruiter, f"Number {number}")
    assert recruiter.sync().problem == BUSY
    assert sizes == [10, 5, 3, 2]


def test_push_that_is_too_large_for_somebody_between_says_what_is_less(story: Story, recruiter: Device) -> None:
    alone = list[int]()

    def narrow(batch: wire.Batch) -> tuple[int, Problem] | None:
        if len(batch.pushes) == 1 and holds(batch, b"large"):
            alone.append(len(msgspec.json.encode(batch)))
        return (413, TOO_LARGE) if holds(batch, b"large") else None

    sizes = between(recruiter, narrow)
    for text in ("large", "large", "small", "small"):
        write(story, recruiter, text)
    report = recruiter.sync()
    assert (report.pushed, report.refused, report.problem) == (2, 2, None)
    found = [row.problem for row in common.outbox_rows(recruiter.cache)]
    assert found == [problem("too_large", most=most - 1) for most in alone]
    assert sizes == [4, 2, 1, 1, 1, 1], "what was too much once is not tried again"


def test_odd_one_of_a_batch_is_found_by_halving(story: Story, recruiter: Device) -> None:
    sizes = between(recruiter, lambda batch: (500, ODD) if holds(batch, b"odd") else None)
    for number in range(8):
        write(story, recruiter, "odd" if number == 2 else f"Number {number}")
    assert recruiter.sync().pushed == 7
    assert sizes == [8, 4, 2, 1, 1, 4, 1], (
        "once any passes the rest goes at once, and the odd one again when all was read"
    )


def test_what_was_taken_before_a_third_odd_one_is_looked_for(story: Story, recruiter: Device) -> None:
    between(recruiter, lambda batch: (500, ODD) if holds(batch, b"odd") else None)
    for text in ("one", "odd", "odd", "odd"):
        write(story, recruiter, text)
    assert recruiter.sync().pushed == 1
    assert recruiter.door.asked.count("/v1/scopes") == 2


def test_last_batch_is_waited_for_without_a_look_for_another(
    story: Story, recruiter: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, prepare = list[int](), answers.prepare

    def looked(*given: Any, **how: Any) -> list[wire.Push]:
        looks.append(1)
        return prepare(*given, **how)

    monkeypatch.setattr(answers, "prepare", looked)
    write(story, recruiter, "one")
    assert recruiter.sync().pushed == 1
    assert len(looks) == 2, "for what goes, and whether anything came meanwhile"


def test_report_sums_up_the_answers_of_a_batch(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, employer = company
    scope, clashing, refused = f"company:{employer}", ambient.new_id(), ambient.new_id()
    own = f"account:{cache.note('account')}"
    double.feeds[own], double.heads[own] = {}, 0
    double.put(scope, "job", clashing, {"company": employer, "title": {"en": "Cook"}, "state": "draft"})
    double.put(scope, "company", employer, {"name": "Acme"})
    assert engine.sync(cache, site).problem is None
    double.put(scope, "job", clashing, {"company": employer, "title": {"en": "Baker"}, "state": "draft"})
    made: dict[str, Any] = {"company": employer, "title": {"en": "Nurse"}, "state": "draft"}
    waiting, unagreed, judge = ambient.new_id(), ambient.new_id(), double.judge
    cache.edit([Edit("company", employer, scope, {"city": "Kobe"})], deed="city")
    cache.edit([Edit("job", clashing, scope, {"title": {"en": "Chef"}})], deed="title")
    for job in (refused, unagreed, waiting):
        cache.edit([Edit("job", job, scope, made)], deed="made")

    def judged(push: wire.Push) -> wire.Answer:
        told = {refused: "not_yours", unagreed: "policy_required", waiting: ""}
        code = told.get(push.parts[0].id)
        if code is None:
            return judge(push)  # type: ignore[no-any-return]  # a double has no types
        return wire.Answer(push.push_id, "refused" if code else "waiting", problem={"code": code} if code else None)

    double.judge = judged
    double.asked.clear()
    report = engine.sync(cache, site)
    assert (report.pushed, report.refused, report.conflicts) == (2, 1, 1), "the page, and which question is open"
    assert report.problem == problem("policy_required")
    assert report.kinds == {"company", "conflict", "job"}
    assert double.asked.count("/v1/scopes") == 2, "what it took may have moved more"
