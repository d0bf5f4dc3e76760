"""A right that ends while a sync reads by it: the sync goes on with what is left, and lets go of the rest at once (R15)."""

from __future__ import annotations

from typing import Any

import msgspec

from izanau_desktop.sync.site import SiteTrouble
from izanau_protocol.problems import Refused
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_batches import recruiter
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
