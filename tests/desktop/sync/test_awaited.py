"""What a restored site lacks until others bring it back: what was done with it waits, unseen, and goes once it is there (R12)."""

from __future__ import annotations

from typing import Any

from izanau_desktop.cache import Cache, Edit, gone
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, wire
from tests.desktop.sync.test_restored import NEW
from tests.desktop.sync.test_sync import ACCOUNT, PROFILE
from tests.faults.simulation import checks

APPLIED: dict[str, Any] = {
    "job": ACCOUNT,
    "seeker": PROFILE,
    "attempt": 1,
    "consent": NEW,
    "source": "search",
    "applied": "2026-11-01T10:00:00.000Z",
    "stage": "new",
    "status": "applied",
    "text": "Canary",
}


def away(double: Any, site: Site, cache: Cache, company: str) -> str:
    """A company has moved an applicant, and noted something, and is about to move them on; the restored site lacks who applied."""
    scope = f"applicants:{company}"
    double.put(scope, "profile", PROFILE, {"name": {"full": "Canary"}})
    double.put(scope, "application", NEW, APPLIED | {"company": company})
    engine.sync(cache, site)
    cache.edit([Edit("application", NEW, scope, {"stage": "screening"})], deed="stage")
    cache.edit([Edit("note", ambient.new_id(), scope, {"application": NEW, "text": "Speaks well"})])
    engine.sync(cache, site)
    cache.edit([Edit("application", NEW, scope, {"stage": "interview"})], deed="stage")
    double.epoch, double.applied = "e2", {}
    double.feeds[scope], double.heads[scope] = {}, 0
    double.refuse = {"code": "not_yours"}
    assert engine.sync(cache, site).problem is None
    double.refuse = None
    return scope


def test_what_was_done_with_whom_a_restored_site_lacks_waits_unseen(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, identity = company
    away(double, site, cache, identity)
    assert cache.get("application", NEW) is None
    rows = common.outbox_rows(cache)
    assert [row.problem.code if row.problem else "" for row in rows] == ["awaited"] * 3
    double.asked.clear()
    engine.sync(cache, site)
    assert "/v1/push" not in double.asked, "it is not asked again and again what the site cannot know"
    assert "Canary" not in checks.dump(cache)


def test_what_waited_for_whom_a_restored_site_lacked_goes_once_they_are_back(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, identity = company
    scope = away(double, site, cache, identity)
    double.put(scope, "profile", PROFILE, {"name": {"full": "Canary"}})
    about = APPLIED | {"company": identity, "owner": "somebody"}
    double.put(scope, "application", NEW, about)
    assert engine.sync(cache, site).problem is None
    assert common.outbox_rows(cache) == ()
    assert double.view(scope, "application", NEW) == {**about, "stage": "interview"}
    assert [one.view["text"] for (kind, _), one in double.feeds[scope].items() if kind == "note"] == ["Speaks well"]
    assert cache.list("conflict") == ()


def test_what_waits_for_what_never_comes_back_goes_with_the_backup_window(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    """Counted from the restore, also for what never was at the site."""
    cache, identity = company
    with ambient.ruled(now=ambient.now()) as clock:
        scope = away(double, site, cache, identity)
        cache.change(lambda connection: gone.remove_pushes(connection, lambda part: part.kind == "note"))
        clock.advance((wire.BACKUP_WINDOW_DAYS - 1) * 86_400)
        engine.sync(cache, site)
        assert len(common.outbox_rows(cache)) == 2
        clock.advance(2 * 86_400)
        told = engine.sync(cache, site)
        assert (common.outbox_rows(cache), told.gone) == ((), 2)
        double.put(scope, "application", NEW, APPLIED | {"company": identity})
        engine.sync(cache, site)
        assert cache.get("application", NEW) is not None


def test_deed_on_what_a_restored_site_lacks_is_taken_back_as_before(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    """It was not sent, and is not sent unasked: its hold counts on once the applicant is back."""
    cache, identity = company
    scope = away(double, site, cache, identity)
    last = common.outbox_rows(cache)[-1]
    assert (last.deed, last.state) == ("stage", "waiting")
    assert cache.drop(last.id)
    assert cache.get("application", NEW) is None
    double.put(scope, "application", NEW, APPLIED | {"company": identity})
    engine.sync(cache, site)
    assert double.view(scope, "application", NEW)["stage"] == "screening"


def test_held_deed_keeps_its_hold_over_a_restore(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, identity = company
    scope = f"applicants:{identity}"
    with ambient.ruled(now=ambient.now()) as clock:
        double.put(scope, "application", NEW, APPLIED | {"company": identity})
        engine.sync(cache, site)
        cache.edit([Edit("application", NEW, scope, {"stage": "interview"})], 600.0, deed="stage")
        double.epoch, double.applied = "e2", {}
        double.feeds[scope], double.heads[scope] = {}, 0
        engine.sync(cache, site)
        double.put(scope, "application", NEW, APPLIED | {"company": identity})
        engine.sync(cache, site)
        assert double.view(scope, "application", NEW)["stage"] == "new"
        assert [one.body["stage"] for one in cache.list("application")] == ["interview"]
        clock.advance(601)
        engine.sync(cache, site)
        assert double.view(scope, "application", NEW)["stage"] == "interview"
    assert cache.list("conflict") == ()


def test_page_that_tells_of_an_erasure_tidies_after_what_was_awaited(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, identity = company
    scope = away(double, site, cache, identity)
    double.put(scope, "application", NEW, None, "erased")
    assert engine.sync(cache, site).gone >= 1
    assert common.outbox_rows(cache) == ()
    assert cache.list("note") == ()
