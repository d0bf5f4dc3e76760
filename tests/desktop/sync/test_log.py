"""What a sync leaves in the log: why it began and what it came to, and nothing of anybody."""

from __future__ import annotations

import re
from typing import Any

import pytest

from izanau_desktop.cache import Cache, Edit
from izanau_desktop.cache.reads import syncs
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, ids

ACCOUNT = "11111111-1111-4111-8111-111111111111"
OWN = f"account:{ACCOUNT}"
PROFILE = ids.profile_id(ACCOUNT)


def edit(cache: Cache, patch: dict[str, Any]) -> None:
    cache.edit([Edit("profile", PROFILE, OWN, patch)])


def test_sync_is_logged_with_its_cause_and_counts(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, {"name": {"full": "Anna"}})
    report = engine.sync(cache, site, cause="edit")
    (one,) = syncs.read(cache)
    assert (one.cause, one.pushed, one.pulled) == ("edit", 1, report.pulled)
    assert (one.requests, one.bytes_in, one.bytes_out) == (report.requests, report.bytes_in, report.bytes_out)
    assert one.problem == ""


def test_sync_that_does_not_get_through_is_logged(cache: Cache) -> None:
    away = Site("http://127.0.0.1:1")
    assert engine.sync(cache, away, cause="again").problem is not None
    away.close()
    assert [(one.cause, one.problem) for one in syncs.read(cache, problems=True)] == [("again", "offline")]


def test_sync_that_a_fault_of_ours_ends_is_logged(site: Site, cache: Cache, monkeypatch: Any) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise RuntimeError("Anna")

    monkeypatch.setattr("izanau_desktop.sync.pull.scope", stumble)
    with pytest.raises(RuntimeError):
        engine.sync(cache, site)
    (one,) = syncs.read(cache)
    assert one.problem == "stumbled"
    assert "Anna" not in syncs.as_text([one], "en")


def test_log_for_support_holds_nothing_of_anybody(double: Any, site: Site, cache: Cache) -> None:
    names = ("Quimby", "Zürich", "quimby@mail.example", "Sekretariat")
    job = ambient.new_id()
    double.put("jobs", "job", job, {"company": PROFILE, "title": {"en": names[3]}, "state": "published"})
    edit(cache, {"name": {"full": names[0]}, "hobbies": {"en": f"{names[1]} {names[2]}"}})
    engine.sync(cache, site)
    double.refuse = {"code": "required", "field": "name.full", "values": {"name": names[0]}, "detail": names[1]}
    edit(cache, {"residence": "JP"})
    engine.sync(cache, site)
    for language in ("en", "ja"):
        text = syncs.as_text(syncs.read(cache), language)
        for word in (*names, ACCOUNT, PROFILE, job, "account:", "jobs", "127.0.0.1", "profile", "hobbies"):
            assert word not in text
        assert not re.search(r"[0-9a-f]{8}-|[\w.]+@|/", text)
    with cache.file.read() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM sync_log").all()
    texts = {value for row in kept for value in row if isinstance(value, str)}
    assert all(re.fullmatch(r"|[a-z_]+|\d{4}-\d\d-\d\dT[\d:.]+Z", text) for text in texts)


def test_sync_that_cannot_be_logged_tells_what_stopped_it_all_the_same(cache: Cache) -> None:
    away = Site("http://127.0.0.1:1")
    with cache.file.read() as connection:  # the only one, in memory
        connection.exec_driver_sql("PRAGMA query_only = ON")
    report = engine.sync(cache, away)
    away.close()
    assert report.problem is not None
    assert report.problem.code == "offline"
