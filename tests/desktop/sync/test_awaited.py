"""What a restored site lacks until others bring it back: what was done with it waits, unseen, and goes once it is there (R12)."""

from __future__ import annotations

from typing import Any

from izanau_desktop.cache import Cache, Edit, gone, local
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


OWNER = "44444444-4444-4444-8444-444444444444"


def lose(double: Any, site: Site, cache: Cache, scope: str) -> None:
    """The site is put back from a backup in which the scope is empty; the machine syncs."""
    double.epoch, double.applied = "e2", {}
    double.feeds[scope], double.heads[scope] = {}, 0
    double.refuse = {"code": "not_yours"}
    assert engine.sync(cache, site).problem is None
    double.refuse = None


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
    lose(double, site, cache, scope)
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
    assert cache.note("awaited")
    assert engine.sync(cache, site).problem is None
    assert not cache.note("awaited"), "pushes need not look any more"
    assert common.outbox_rows(cache) == ()
    assert double.view(scope, "application", NEW) == {**about, "stage": "interview"}
    assert [one.view["text"] for (kind, _), one in double.feeds[scope].items() if kind == "note"] == ["Speaks well"]
    assert cache.list("conflict") == ()


def test_what_waits_for_what_never_comes_back_goes_with_the_backup_window(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    """Counted from the first whole read, also for what never was at the site; a draft about them goes along."""
    cache, identity = company
    with ambient.ruled(now=ambient.now()) as clock:
        scope = away(double, site, cache, identity)
        cache.change(lambda connection: gone.remove_pushes(connection, lambda part: part.kind == "note"))
        cache.set_local(local.DRAFTS, f"message/{NEW}/text", "Canary draft")
        clock.advance((wire.BACKUP_WINDOW_DAYS - 1) * 86_400)
        engine.sync(cache, site)
        assert len(common.outbox_rows(cache)) == 2
        clock.advance(2 * 86_400)
        told = engine.sync(cache, site)
        assert (common.outbox_rows(cache), told.gone) == ((), 2)
        assert "Canary" not in checks.dump(cache)
        double.put(scope, "application", NEW, APPLIED | {"company": identity})
        engine.sync(cache, site)
        assert cache.get("application", NEW) is not None


def test_what_was_brought_back_meanwhile_is_never_given_up(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    """This machine was off until the window was over."""
    cache, identity = company
    with ambient.ruled(now=ambient.now()) as clock:
        scope = away(double, site, cache, identity)
        double.put(scope, "application", NEW, APPLIED | {"company": identity})
        clock.advance((wire.BACKUP_WINDOW_DAYS + 1) * 86_400)
        assert engine.sync(cache, site).problem is None
    assert common.outbox_rows(cache) == ()
    assert double.view(scope, "application", NEW)["stage"] == "interview"


def test_deeds_on_several_fields_come_to_no_conflict_with_what_stood_there(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, identity = company
    scope, about = f"applicants:{identity}", APPLIED | {"company": identity, "owner": OWNER}
    double.put(scope, "application", NEW, about)
    engine.sync(cache, site)
    cache.edit([Edit("application", NEW, scope, {"stage": "screening"})], deed="stage")
    engine.sync(cache, site)
    cache.edit([Edit("application", NEW, scope, {"owner": ACCOUNT})], deed="give")
    lose(double, site, cache, scope)
    double.put(scope, "application", NEW, about)
    engine.sync(cache, site)
    assert cache.list("conflict") == ()
    assert double.view(scope, "application", NEW) == {**about, "stage": "screening", "owner": ACCOUNT}


def test_one_deed_that_is_taken_back_takes_no_other_along(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, identity = company
    scope = f"applicants:{identity}"
    double.put(scope, "application", NEW, APPLIED | {"company": identity})
    engine.sync(cache, site)
    first = cache.edit([Edit("application", NEW, scope, {"stage": "interview"})], 600.0, deed="stage")
    cache.edit([Edit("application", NEW, scope, {"owner": ACCOUNT})], 600.0, deed="give")
    lose(double, site, cache, scope)
    cache.drop(first)
    assert [row.deed for row in common.outbox_rows(cache)] == ["give"]


def test_note_that_was_removed_stays_removed_once_it_is_back(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, identity = company
    scope, note = f"applicants:{identity}", {"application": NEW, "text": "Old", "author": "somebody"}
    double.put(scope, "note", PROFILE, note)
    engine.sync(cache, site)
    cache.edit([Edit("note", PROFILE, scope, None)])
    lose(double, site, cache, scope)
    double.put(scope, "note", PROFILE, note)
    engine.sync(cache, site)
    assert cache.list("conflict") == ()
    assert double.view(scope, "note", PROFILE) is None


def test_unsent_edit_of_what_comes_back_as_deleted_is_asked_about(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, identity = company
    scope = away(double, site, cache, identity)
    double.put(scope, "application", NEW, None, "moved")
    engine.sync(cache, site)
    assert [one.body["about"] for one in cache.list("conflict")] == [NEW]


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
        lose(double, site, cache, scope)
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
