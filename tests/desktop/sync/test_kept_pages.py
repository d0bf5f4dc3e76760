"""Pages that something between kept, and gives again: true as of their seq, and no end of a sync (R7)."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_desktop.cache import Cache
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site
from tests.desktop.sync.test_sync import ACCOUNT, NAMED, OWN, PROFILE, body


@pytest.mark.parametrize("what_is_gone", [False, True])
def test_page_that_something_between_kept_ends_no_sync(
    double: Any, site: Site, cache: Cache, *, what_is_gone: bool
) -> None:
    double.put(OWN, "profile", PROFILE, NAMED)
    engine.sync(cache, site)
    now, kept = double.feed, double.feed({"scope": OWN, "after": "1"})
    double.put(OWN, "profile", PROFILE, {**NAMED, "residence": "JP"})
    double.feed = lambda asked: kept if ("gone" in asked) is what_is_gone else now(asked)
    assert engine.sync(cache, site).problem is not None
    double.feed = now
    assert engine.sync(cache, site).problem is None
    assert body(cache) == {**NAMED, "residence": "JP"}


def test_older_page_brings_back_nothing_that_is_gone(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, identity = company
    scope, contact = f"contacts:{identity}", {"application": ACCOUNT, "company": identity, "email": "anna@example.com"}
    double.put(scope, "contact", ACCOUNT, contact)
    engine.sync(cache, site)
    double.put(scope, "contact", PROFILE, contact)
    now, kept = double.feed, double.feed({"scope": scope, "after": "1"})
    double.put(scope, "contact", PROFILE, None, "revoked")
    double.feed = lambda asked: kept if asked["scope"] == scope and "gone" not in asked else now(asked)
    engine.sync(cache, site)
    assert [one.id for one in cache.list("contact")] == [ACCOUNT]
