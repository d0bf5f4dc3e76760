"""A right that ends while a sync reads by it: the sync goes on with what is left, and lets go of the rest at once (R15)."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from izanau_desktop.cache import cursors
from izanau_desktop.sync.site import SiteTrouble
from izanau_protocol.problems import Refused, problem
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_batches import recruiter
from tests.desktop.sync.test_settling import known
from tests.site.world import Story

__all__ = ["recruiter"]


def ended(device: Device, scope: str) -> None:
    """From the first page of a scope on its right is gone; what the site refuses comes as over HTTP."""
    door, get = device.door, device.door.get

    def asked(path: str, parameters: Any = None, etag: str = "") -> Any:
        if (parameters or {}).get("scope") == scope:
            door._caller = msgspec.structs.replace(door._caller, role="", company="")
        try:
            return get(path, parameters, etag)
        except Refused as refused:
            raise SiteTrouble(404, *refused.problems, own=True) from refused

    door.get = asked  # type: ignore[method-assign]  # the door of this test


def test_role_that_ends_while_its_scope_is_read_ends_no_sync(story: Story, recruiter: Device) -> None:
    story.apply()
    assert recruiter.sync().problem is None
    assert recruiter.cache.list("application")
    ended(recruiter, story.applicants)
    _, answer = story.second.apply_to(story.job, story.company)
    assert answer.result == "applied"
    assert recruiter.sync().problem is None
    assert recruiter.cache.list("application") == ()


@pytest.mark.parametrize("arrived", [True, False])
def test_acknowledgement_without_an_answer_lists_nothing_anew(story: Story, recruiter: Device, arrived: bool) -> None:
    known(story.world.store, recruiter)
    application, contacts = story.apply(), f"contacts:{story.company}"
    assert recruiter.sync().problem is None
    withdraw = story.mai.part("application", application, {"withdrawn": True})
    assert story.mai.push(withdraw).result == "applied"
    assert story.second.apply_to(story.job, story.company)[1].result == "applied"
    with pytest.MonkeyPatch.context() as lost:
        lost.setattr(recruiter.door, "post", cut_off(recruiter, arrived=arrived))
        assert recruiter.sync().problem is not None
    read = recruiter.cache.look(cursors.every)[contacts]
    assert (story.hr.scopes().scopes[contacts].floor > read.high) is arrived
    assert recruiter.sync().problem is None
    assert {one.walk for one in recruiter.cache.look(cursors.every).values()} == {1}, "nothing is listed anew"
    assert len(recruiter.cache.list("contact")) == 1
    assert story.hr.scopes().scopes[contacts].floor > read.high, "all heard of it"
    assert recruiter.sync().problem is None
    assert recruiter.door.asked == ["/v1/scopes"], "it is said no more"


def cut_off(device: Device, *, arrived: bool) -> Any:
    """The line goes down with an acknowledgement: before it arrives, or before its answer does."""
    post = device.door.post

    def posted(path: str, message: Any = None) -> Any:
        if path == "/v1/ack" and arrived:
            post(path, message)
        if path == "/v1/ack":
            raise SiteTrouble(0, problem("offline"))
        return post(path, message)

    return posted
