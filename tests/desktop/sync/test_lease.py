"""The lease of a pull that is not whole: it begins with the first page, and only what the site shows renews it (R16)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from izanau_desktop.cache import Cache, lease, local
from izanau_desktop.sync import engine
from izanau_desktop.sync.report import Stopped, Tally
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, ids, wire
from izanau_protocol.problems import Refused
from tests.desktop.sync.conftest import KEY

HOUR, DAY = 3600.0, 86_400.0
COMPANY = ids.natural_id("test", "company")
SCOPE = f"applicants:{COMPANY}"
PAGE, MANY = 3, 9


def applied(double: Any, first: int, many: int, **other: Any) -> None:
    """So many people apply, from a number on."""
    for number in range(first, first + many):
        view = {"job": COMPANY, "seeker": COMPANY, "company": COMPANY, "attempt": number, "stage": "new"}
        double.put(SCOPE, "application", ids.natural_id("test", f"application {number}"), view | other)


def given(cache: Cache) -> frozenset[str]:
    """Whom a colleague gave to the recruiter, and who were not opened."""
    with cache.file.read() as connection:
        return local.keys(connection, local.GIVEN)


@pytest.fixture
def office(double: Any, tmp_path: Path) -> Iterator[Cache]:
    """A recruiter's cache in a folder; at the site are nine applications, three on a page."""
    double.feeds, double.heads, double.page = {f"company:{COMPANY}": {}}, {f"company:{COMPANY}": 0}, PAGE
    applied(double, 0, MANY)
    cache = Cache(tmp_path / "cache", KEY)
    cache.set_note(account="hr", group="company", role="recruiter", company=COMPANY)
    yield cache
    cache.close()


@pytest.fixture
def beside(office: Cache) -> Iterator[Cache]:
    """What a second window of the same folder opened."""
    assert office.file.folder is not None
    cache = Cache(office.file.folder, KEY)
    yield cache
    cache.close()


@pytest.fixture
def rule() -> Iterator[ambient.Rule]:
    with ambient.ruled(now=ambient.now()) as found:
        yield found


def records(cache: Cache) -> int:
    """How many records of others are there, seen or locked."""
    with cache.file.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT count(*) FROM document WHERE base IS NOT NULL AND scope = ?", (SCOPE,)
        )
        return int(found.scalar_one())


def left_at(page: int) -> Callable[[Tally], None]:
    """Ends a sync after so many pages, as a kill or a pause does."""
    left = [page]

    def turned(_tally: Tally) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Stopped

    return turned


def left_with_some(cache: Cache, site: Site) -> None:
    """A sync ends after its first page with applications."""
    assert engine.sync(cache, site, turned=lambda tally: left_at(1)(tally) if records(cache) else None).stopped


def purged(cache: Cache, site: Site, rule: ambient.Rule) -> None:
    """All was read, and fifteen days ago."""
    assert engine.sync(cache, site).problem is None
    rule.advance(15 * DAY)
    assert lease.tick(cache.file).state == "due"
    assert records(cache) == 0


def test_first_pull_that_was_left_is_locked_and_purged_as_any(site: Site, office: Cache, rule: ambient.Rule) -> None:
    engine.sync(office, site, turned=left_at(1))
    rule.advance(71 * HOUR)
    assert (lease.tick(office.file).state, len(office.list("application"))) == ("held", PAGE)
    rule.advance(2 * HOUR)
    assert lease.tick(office.file).state == "locked"
    with pytest.raises(Refused), office.reading("application"):
        pass
    rule.advance(14 * DAY)
    assert (lease.tick(office.file).state, records(office)) == ("due", 0)


def test_pull_after_a_purge_goes_on_where_it_was_left(site: Site, office: Cache, rule: ambient.Rule) -> None:
    purged(office, site, rule)
    assert engine.sync(office, site, turned=left_at(1)).pulled == PAGE
    assert (lease.tick(office.file).state, records(office)) == ("held", PAGE)
    assert engine.sync(office, site).pulled == MANY - PAGE
    assert records(office) == MANY


def test_applicants_that_come_back_after_a_purge_are_given_by_nobody(
    double: Any, site: Site, office: Cache, rule: ambient.Rule
) -> None:
    double.feeds, double.heads = {SCOPE: {}}, {SCOPE: 0}
    applied(double, 0, MANY, owner=ids.membership_id(COMPANY, "hr"))
    purged(office, site, rule)
    engine.sync(office, site)
    assert (records(office), given(office)) == (MANY, frozenset())
    applied(double, MANY, 1, owner=ids.membership_id(COMPANY, "hr"))
    engine.sync(office, site)
    assert given(office) == {ids.natural_id("test", f"application {MANY}")}


def test_applicant_who_is_passed_on_unopened_is_given_no_more(double: Any, site: Site, office: Cache) -> None:
    engine.sync(office, site)
    for owner, one in (("hr", {ids.natural_id("test", "application 0")}), ("colleague", set())):
        applied(double, 0, 1, owner=ids.membership_id(COMPANY, owner))
        engine.sync(office, site)
        assert given(office) == one


def test_looks_of_a_second_window_leave_a_pull_after_a_purge_alone(
    site: Site, office: Cache, beside: Cache, rule: ambient.Rule
) -> None:
    purged(office, site, rule)
    report = engine.sync(office, site, turned=lambda _tally: lease.tick(beside.file))
    assert (report.problem, report.pulled, records(beside)) == (None, MANY, MANY)
    assert report.kinds >= lease.LEASED


@pytest.fixture
def dispute(double: Any) -> str:
    """At the site a conflict about an applicant is open, and one about a job, which no purge takes; the id of the first."""
    found, kept = (ids.natural_id("test", f"conflict {number}") for number in range(2))
    for identity, kind in ((found, "application"), (kept, "job")):
        about = ids.natural_id("test", kind)
        view = {"document": kind, "about": about, "path": "stage", "base": "new", "mine": "offer", "theirs": "hired"}
        double.put("account:hr", "conflict", identity, view)
    return found


def conflicts(cache: Cache) -> list[str]:
    """The ids of those that stand in the cache, seen or locked."""
    with cache.file.read() as connection:
        sql = "SELECT id FROM document WHERE kind = 'conflict' AND base IS NOT NULL"
        return [row[0] for row in connection.exec_driver_sql(sql).all()]


def test_pull_after_a_purge_of_a_conflict_goes_on_where_it_was_left(
    site: Site, office: Cache, beside: Cache, rule: ambient.Rule, dispute: str
) -> None:
    purged(office, site, rule)
    assert (len(conflicts(office)), dispute in conflicts(office)) == (1, False)
    left_with_some(office, site)
    assert (lease.tick(beside.file).state, records(office)) == ("held", PAGE)
    assert dispute in conflicts(office)
    assert engine.sync(office, site).pulled == MANY - PAGE
    assert (records(office), office.lease().state) == (MANY, "held")


def test_looks_of_a_second_window_leave_a_pull_after_a_purge_of_a_conflict_alone(
    site: Site, office: Cache, beside: Cache, rule: ambient.Rule, dispute: str
) -> None:
    purged(office, site, rule)
    report = engine.sync(office, site, turned=lambda _tally: lease.tick(beside.file))
    assert (report.problem, records(beside), dispute in conflicts(beside)) == (None, MANY, True)
    assert report.pulled == MANY + 1


def test_floor_that_rose_in_what_stays_lets_no_pull_be_purged_again(
    double: Any, site: Site, office: Cache, beside: Cache, rule: ambient.Rule, dispute: str
) -> None:
    purged(office, site, rule)
    double.floors["account:hr"] = double.put("account:hr", "conflict", dispute, None, "deleted")
    left_with_some(office, site)
    assert (lease.tick(beside.file).state, records(office)) == ("held", PAGE)


@pytest.mark.parametrize("before", ["whole", "purged and left", "purged and whole"])
def test_locked_cache_opens_only_without_a_conflict_that_is_gone(
    double: Any, site: Site, office: Cache, rule: ambient.Rule, dispute: str, before: str
) -> None:
    if before.startswith("purged"):
        purged(office, site, rule)
    if before.endswith("left"):
        left_with_some(office, site)
    else:
        assert engine.sync(office, site).problem is None
    rule.advance(4 * DAY)
    double.put("account:hr", "conflict", dispute, None, "erased")
    del double.feeds["account:hr"]["conflict", dispute]  # which the site tells of no more
    double.floors["account:hr"] = double.heads["account:hr"]
    assert (lease.tick(office.file).state, dispute in conflicts(office)) == ("locked", True)
    held_with = list[bool]()

    def turned(_tally: Tally) -> None:
        if lease.tick(office.file).state == "held":
            held_with.append(dispute in conflicts(office))

    assert engine.sync(office, site, turned=turned).problem is None
    assert (office.lease().state, any(held_with), dispute in conflicts(office)) == ("held", False, False)


def test_page_that_opens_what_was_locked_is_told_to_every_page(
    double: Any, site: Site, office: Cache, rule: ambient.Rule
) -> None:
    engine.sync(office, site)
    rule.advance(4 * DAY)
    applied(double, MANY, 1)
    report = engine.sync(office, site, turned=left_at(1))
    assert (report.stopped, office.lease().state) == (True, "held")
    assert report.kinds >= lease.LEASED


def test_session_that_ended_is_noted_once_and_only_where_others_records_are(
    site: Site, office: Cache, cache: Cache
) -> None:
    """`cache` is a seeker's, who holds none."""
    engine.sync(office, site)
    lease.heard(office.file, "not_signed_in")
    before = office.data_version(), cache.data_version()
    assert office.lease().signed_out
    lease.heard(office.file, "not_signed_in")
    lease.heard(cache.file, "not_signed_in")
    lease.heard(cache.file, "device_ended")
    assert (office.data_version(), cache.data_version()) == before


@pytest.mark.parametrize("trouble", [("busy", "1"), ("cut", 1), ("access", "another session")])
def test_site_that_shows_nothing_renews_no_lease(
    double: Any, site: Site, office: Cache, rule: ambient.Rule, trouble: tuple[str, Any]
) -> None:
    engine.sync(office, site, turned=left_at(2))
    rule.advance(4 * DAY)
    before = office.lease()
    setattr(double, *trouble)
    assert engine.sync(office, site).problem is not None
    assert (office.lease(), before.state) == (before, "locked")


def test_page_about_the_company_itself_opens_nothing(
    double: Any, site: Site, office: Cache, rule: ambient.Rule
) -> None:
    purged(office, site, rule)
    double.put(f"company:{COMPANY}", "job", COMPANY, {"company": COMPANY, "title": {"en": "Cook"}})
    assert engine.sync(office, site, turned=left_at(1)).kinds == {"job"}
    assert office.lease().state == "due"


def test_lease_counts_from_when_all_that_went_was_let_go_of(
    site: Site, office: Cache, rule: ambient.Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine sleeps for days between that and the page: what went meanwhile it does not know."""
    get, awake = site.get, [True]

    def slept(path: str, parameters: Any = None, etag: str = "") -> Any:
        if awake and "before" in (parameters or {}):
            awake.clear()
            rule.advance(73 * HOUR)
        return get(path, parameters, etag)

    monkeypatch.setattr(site, "get", slept)
    engine.sync(office, site, turned=left_at(1))
    assert (records(office), office.lease().state) == (PAGE, "locked")
    assert engine.sync(office, site).problem is None
    assert office.lease().state == "held"


def test_clock_that_went_back_locks_until_a_pull_is_whole(site: Site, office: Cache, rule: ambient.Rule) -> None:
    engine.sync(office, site, turned=left_at(1))
    lease.tick(office.file)
    rule.advance(-2 * HOUR)
    assert lease.tick(office.file).clock
    engine.sync(office, site, turned=left_at(1))
    assert office.lease().state == "locked"
    engine.sync(office, site)
    assert office.lease().state == "held"


class Weeks:
    """Weeks of a machine as a number tells them: pulls that end anywhere, looks of two windows, days without the site."""

    def __init__(self, number: int, double: Any, site: Site, windows: tuple[Cache, Cache], rule: ambient.Rule) -> None:
        self.chance, self.double, self.site, self.windows, self.rule = (
            random.Random(number),
            double,
            site,
            windows,
            rule,
        )
        self.many = MANY
        self.heard = ambient.now()
        """When a sync last began that the site answered."""

    def live(self) -> None:
        """Thirty things happen, and the promise holds after each."""
        for _ in range(30):
            self.chance.choice((self.pull, self.pull, self.rest, self.look, self.apply))()
            self.judge()

    def pull(self) -> None:
        stop, self.double.cut = left_at(self.chance.randint(1, 4)), self.chance.choice((0, 0, 0, 1, 2))
        began, cache = ambient.now(), self.chance.choice(self.windows)

        def turned(tally: Tally) -> None:
            self.judge(began)
            self.look()
            stop(tally)

        engine.sync(cache, self.site, turned=turned)
        self.heard, self.double.cut = began, 0

    def rest(self) -> None:
        self.rule.advance(self.chance.choice((HOUR, 30 * HOUR, 70 * HOUR, 100 * HOUR, 15 * DAY)))

    def look(self) -> None:
        lease.tick(self.chance.choice(self.windows).file)

    def apply(self) -> None:
        applied(self.double, self.many, 2)
        self.many += 2

    def judge(self, heard: datetime | None = None) -> None:
        """Others' records are seen no longer after the site was heard than the terms say."""
        found, since = self.windows[0].lease(), ambient.now() - (heard or self.heard)
        if records(self.windows[0]):
            assert found.state != "held" or (found.until and since.total_seconds() <= wire.LEASE_HOURS * HOUR)


@pytest.mark.parametrize("number", range(8))
def test_no_record_outlives_its_lease_and_each_pull_in_pieces_ends_whole(
    double: Any, site: Site, office: Cache, beside: Cache, rule: ambient.Rule, number: int
) -> None:
    weeks = Weeks(number, double, site, (office, beside), rule)
    weeks.live()
    report = engine.sync(office, site, turned=lambda _tally: weeks.look())
    assert (report.problem, records(office), office.lease().state) == (None, weeks.many, "held")
