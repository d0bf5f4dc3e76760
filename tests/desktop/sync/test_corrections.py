"""Conflicts with what support staff corrected: the notice that comes after says who wrote theirs."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient
from tests.desktop.sync.conftest import OWN, PROFILE
from tests.desktop.sync.test_sync import NAMED, edit


def correction(double: Any, author: str, path: str = "birthday") -> None:
    """Staff corrected the profile."""
    told = {"document": "profile", "about": PROFILE, "path": path, "author": author, "at": "2026-05-01T03:04:05.000Z"}
    double.put(OWN, "mend", ambient.new_id(), told)


@pytest.fixture
def corrected(double: Any, site: Site, cache: Cache) -> common.ConflictRow:
    """A conflict with what staff wrote, whose notice of it did not come yet."""
    edit(cache, {**NAMED, "birthday": "1990-01-01"})
    engine.sync(cache, site)
    edit(cache, {"birthday": "1990-02-02"})
    double.put(OWN, "profile", PROFILE, {**NAMED, "birthday": "1990-03-03"})
    engine.sync(cache, site)
    (row,) = common.open_conflicts(cache)
    assert (row.theirs, row.who) == ("1990-03-03", "")
    return row


@pytest.mark.parametrize("path", ["birthday", "residence", "nothing/of ours", ""])
def test_correction_that_comes_after_its_conflict_says_there_who_wrote_theirs(
    double: Any, site: Site, cache: Cache, corrected: common.ConflictRow, path: str
) -> None:
    for author in ("Mori", "Ito"):  # theirs is what Mori wrote last, whatever Ito wrote before
        correction(double, author, path)
        assert engine.sync(cache, site).problem is None
    (row,) = common.open_conflicts(cache)
    assert (row.id, row.who) == (corrected.id, "Mori" if path == "birthday" else "")


def test_correction_that_comes_after_its_conflict_was_settled_changes_nothing_of_it(
    double: Any, site: Site, cache: Cache, corrected: common.ConflictRow
) -> None:
    cache.resolve(corrected.id, "theirs")
    engine.sync(cache, site)
    before = double.view(OWN, "conflict", corrected.id)
    correction(double, "Mori")
    assert engine.sync(cache, site).problem is None
    assert double.view(OWN, "conflict", corrected.id) == before
    assert common.status(cache).waiting == 0
