"""Pages that were cut or altered on their way count for nothing (R6)."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from izanau_desktop.cache import Cache
from izanau_desktop.sync import engine, pull
from izanau_desktop.sync.site import Site
from izanau_protocol import wire
from izanau_protocol.problems import problem
from tests.desktop.sync.conftest import OWN, PROFILE

NAMED = {"name": {"full": "Anna"}}


def test_cut_page_counts_for_nothing(double: Any, site: Site, cache: Cache) -> None:
    double.put(OWN, "profile", PROFILE, NAMED)
    double.cut = 1
    report = engine.sync(cache, site)
    assert (report.problem, report.retry_after) == (problem("site_error", id="page"), 0.0)
    assert cache.get("profile", PROFILE) is None
    assert engine.sync(cache, site).problem is None
    found = cache.get("profile", PROFILE)
    assert found is not None
    assert found.body == NAMED


@pytest.mark.parametrize("harm", ["count", "hash", "entry", "nothing", "line end", "not json", "no end", "two ends"])
def test_harmed_page_is_refused(double: Any, harm: str) -> None:
    double.put(OWN, "profile", PROFILE, NAMED)
    whole = double.feed({"scope": OWN, "after": "0"})
    entry, end = whole.splitlines(keepends=True)
    hashes = [hashlib.sha256(part).hexdigest().encode() for part in (entry, entry + end)]
    harmed = {
        "count": entry + end.replace(b'"count":1', b'"count":2'),
        "hash": entry.replace(b"Anna", b"Anne") + end,
        "entry": end,
        "nothing": b"",
        "line end": b"\n",
        "not json": b"\x00" + whole,
        "no end": entry,
        "two ends": entry + end + end.replace(*hashes),
    }[harm]
    assert len(pull.checked(whole, "e1")[0]) == 1
    with pytest.raises(pull.BrokenPage):
        pull.checked(harmed, "e1")


def test_pages_that_lead_nowhere_end_the_sync(double: Any, site: Site, cache: Cache) -> None:
    double.page, feed, asked = 1, double.feed, list[str]()
    for number in range(3):
        double.put(OWN, "profile", f"{PROFILE[:-1]}{number}", NAMED)

    def circling(query: dict[str, str]) -> bytes:
        """As something between that leaves out where a page begins, for as long as a sync may ask."""
        asked.append(query.get("before", ""))
        found: bytes = feed({**query, "before": "0"} if asked[-1] and len(asked) < 20 else query)
        return found

    double.feed = circling
    assert engine.sync(cache, site).problem is not None
    assert len(asked) < 20


@pytest.mark.parametrize("beyond", [0, 1])
def test_page_is_as_large_as_a_site_makes_it_at_most(double: Any, beyond: int) -> None:
    def put(last: int) -> bytes:
        double.put(OWN, "profile", PROFILE, {"name": {"full": "x" * 1_000_000}})
        double.put(OWN, "ticket", PROFILE, {"text": "x" * last})
        found: bytes = double.feed({"scope": OWN, "after": "0"})
        return found

    page = put(900_000 + wire.MAX_PAGE - len(put(900_000)) + beyond)
    assert len(page) == wire.MAX_PAGE + beyond
    if beyond:
        with pytest.raises(pull.BrokenPage):
            pull.checked(page, "e1")
    else:
        assert len(pull.checked(page, "e1")[0]) == 2
