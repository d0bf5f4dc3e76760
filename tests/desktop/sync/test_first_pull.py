"""The first pull: what was read can be seen from the first page on, the index follows, and it goes on wherever it was stopped."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from izanau_desktop import processes
from izanau_desktop.cache import Cache, applicants, apply, documents, file, indexing, joining, meta
from izanau_desktop.cache.documents import Stored
from izanau_desktop.cache.orders import ORDERS
from izanau_desktop.cache.reads import common, exports, seeker
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.sync import elect, engine, indexer
from izanau_desktop.sync.indexer import Indexer
from izanau_desktop.sync.report import Stopped, Tally
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, canonical, ids, wire
from tests.desktop.sync.conftest import KEY, OWN, PROFILE
from tests.offer import LEGAL

JOBS = 8


def offer(double: Any, many: int = JOBS) -> list[str]:
    """A site with so many jobs, of which a page holds three; their ids, newest first."""
    double.page = 3
    jobs = [ids.natural_id("test", f"job {number}") for number in range(many)]
    for number, job in enumerate(jobs):
        published = f"2026-11-01T00:00:{number:02}.000Z"
        body = {**LEGAL, "company": PROFILE, "title": {"en": f"Cook {number}"}, "state": "published"}
        double.put("jobs", "job", job, {**body, "published": published})
    return jobs[::-1]


def listed(cache: Cache) -> list[str]:
    return [row.id for row in seeker.jobs(cache).items]


def found(cache: Cache, words: str = "cook") -> int:
    return seeker.jobs(cache, words).total


def left_at(page: int) -> Callable[[Tally], None]:
    """Stops a sync after so many pages."""
    turned: list[Tally] = []

    def stop(tally: Tally) -> None:
        turned.append(tally)
        if len(turned) == page:
            raise Stopped

    return stop


def work_off(cache: Cache) -> None:
    while indexing.work_off(cache.file):
        pass


def test_newest_are_listed_from_the_first_page_on_and_the_rest_is_read_from_there(
    double: Any, site: Site, cache: Cache
) -> None:
    jobs = offer(double)
    double.heads.pop(OWN)
    first = engine.sync(cache, site, turned=left_at(1))
    assert (first.problem, first.stopped) == (None, True)
    assert listed(cache) == jobs[:3]
    assert 0 < common.status(cache).fetched < 100
    assert engine.sync(cache, site, turned=left_at(1)).pulled == 3
    last = engine.sync(cache, site)
    assert (last.pulled, last.stopped) == (2, False)
    assert listed(cache) == jobs
    assert common.status(cache).fetched == 100
    asked = [path for path in double.asked if "scope=jobs" in path]
    asked = [path for path, _again in groupby(asked)]  # what was under way when it was left is asked for once more
    assert len(asked) == len(set(asked)) == 3
    assert all(f"read={JOBS}" in path for path in asked)  # what the site need not send once more beside others


def test_what_lists_name_is_read_before_them(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, identity = company
    scopes = [f"{name}:{identity}" for name in ("applicants", "contacts", "company")]
    for scope in scopes:
        double.put(scope, "note", ids.natural_id("test", scope), {"text": "Go"})
    engine.sync(cache, site)
    read = [
        path.partition("scope=")[2].partition("%3A")[0].partition("&")[0] for path in double.asked if "feed" in path
    ]
    assert read == ["company", "applicants", "contacts"]


def test_search_says_how_far_it_reaches_until_it_reaches_all(double: Any, site: Site, cache: Cache) -> None:
    offer(double)
    engine.sync(cache, site)
    assert (found(cache), seeker.jobs(cache, "cook").indexed) == (3, indexing.Indexed(3, JOBS))
    assert seeker.jobs(cache).indexed is None  # nothing is searched
    assert common.status(cache).indexed == indexing.Indexed(3, JOBS)
    work_off(cache)
    assert (found(cache), found(cache, "cook 3")) == (JOBS, 1)
    assert seeker.jobs(cache, "cook").indexed is None
    assert common.status(cache).indexed is None


def test_first_page_is_short_and_searchable_with_it(double: Any, site: Site, cache: Cache) -> None:
    offer(double, 3)
    engine.sync(cache, site)
    assert (found(cache), seeker.jobs(cache, "cook").indexed) == (3, None)
    assert all("limit=100" in path for path in double.asked if "before=" in path)


def test_what_moves_on_while_it_waits_is_searchable_at_once(double: Any, site: Site, cache: Cache) -> None:
    jobs = offer(double)
    engine.sync(cache, site)
    double.put("jobs", "job", jobs[4], {**double.view("jobs", "job", jobs[4]), "title": {"en": "Baker"}})
    engine.sync(cache, site)
    assert (found(cache, "baker"), seeker.jobs(cache, "x").indexed) == (1, indexing.Indexed(4, JOBS))
    work_off(cache)
    assert (found(cache, "baker"), found(cache)) == (1, JOBS - 1)


def entry(seq: int, job: str, word: str, gone: str = "") -> wire.Entry:
    view = {**LEGAL, "company": PROFILE, "title": {"en": word}, "state": "published"}
    return wire.Entry("jobs", "job", job, seq, None if gone else view, gone)


def test_words_of_who_went_while_they_were_cut_are_written_nowhere(
    double: Any, site: Site, kept: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = offer(double)
    engine.sync(kept, site)
    cut = documents.words
    other = Cache(tmp_path / "cache", KEY)
    oldest, new = jobs[-1], ambient.new_id()

    def meanwhile(kind: str, body: Any, employer: Any) -> str:
        monkeypatch.setattr(documents, "words", cut)
        for told in (
            entry(90, oldest, "", "erased"),
            entry(91, new, "Baker"),
        ):  # the new one takes the number of the old
            other.change(lambda there, one=told: apply.every(there, [one], {}))  # type: ignore[misc]  # bound at once
        return cut(kind, body, employer)

    monkeypatch.setattr(documents, "words", meanwhile)
    work_off(kept)
    assert (found(kept, "cook"), found(kept, "baker")) == (JOBS - 1, 1)
    with kept.file.read() as connection:
        words = connection.exec_driver_sql("SELECT text FROM search").all()
    assert not any("cook 0" in text for (text,) in words)
    other.close()


def test_who_goes_before_the_index_came_to_them_leaves_the_queue_too(double: Any, site: Site, cache: Cache) -> None:
    jobs = offer(double)
    engine.sync(cache, site)
    double.put("jobs", "job", jobs[-1], None, "erased")
    engine.sync(cache, site)
    with cache.file.read() as connection:
        queued = connection.exec_driver_sql("SELECT number FROM unindexed").all()
        shown = connection.exec_driver_sql("SELECT number FROM shown").all()
    assert set(queued) < set(shown)
    assert len(queued) == JOBS - 4


def test_file_of_applicants_lacks_nobody_who_is_not_searchable_yet(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "PIECE", 3)
    company, job = ambient.new_id(), ambient.new_id()
    scope = f"applicants:{company}"
    with cache.file.write() as connection:
        for number in range(1, 9):
            person, application = ambient.new_id(), {"job": job, "status": "applied"}
            name = canonical.encode({"name": {"full": "Tanaka Hanako"}})
            of = canonical.encode({**application, "seeker": person})
            documents.put(connection, Stored(scope, "profile", person, 2 * number, name), later=True)
            documents.put(connection, Stored(scope, "application", ambient.new_id(), 2 * number + 1, of), later=True)
    assert len(exports.applied(cache, View(job, "tanaka"), 100)) == 8


def test_who_comes_in_a_first_pull_waits_for_words_alone(double: Any, site: Site, company: tuple[Cache, str]) -> None:
    cache, identity = company
    work = {"w": {"company": "Umi", "start": "2026-01", "current": True, "position": "1"}}
    scope, job, double.page = f"applicants:{identity}", ambient.new_id(), 2
    for person in (PROFILE, ids.profile_id(ambient.new_id())):
        double.put(scope, "profile", person, {"name": {"full": "Somebody"}, "work": work})
        application = {"job": job, "seeker": person, "company": identity}
        double.put(scope, "application", ids.application_id(job, person, 1), application)
    engine.sync(cache, site)
    with cache.file.read() as connection:
        before = connection.exec_driver_sql("SELECT place, kind FROM unindexed").all()
    assert applicants.KIND in {kind for _, kind in before}
    indexing.make_anew(cache.file)
    with cache.file.read() as connection:
        assert connection.exec_driver_sql("SELECT place, kind FROM unindexed").all() == before


# --- the process beside ---


def test_process_beside_makes_the_whole_searchable(double: Any, site: Site, kept: Cache) -> None:
    offer(double)
    engine.sync(kept, site)
    before, told = kept.data_version(), list[int]()
    Indexer(kept.file).finish(lambda: told.append(1))
    assert (found(kept), bool(told)) == (JOBS, True)
    assert kept.data_version() == before  # nothing that pages show moved by it


def test_process_beside_runs_nothing_of_the_folder_where_somebody_works(
    double: Any, site: Site, kept: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is given the key of the cache."""
    (tmp_path / "msgspec.py").write_text("import pathlib; pathlib.Path('came').touch()", encoding="ascii")
    monkeypatch.chdir(tmp_path)
    offer(double)
    engine.sync(kept, site)
    Indexer(kept.file).finish(lambda: None)
    assert found(kept) == JOBS
    assert not (tmp_path / "came").exists()


def pieces(cache: Cache) -> int:
    """In how many pieces FTS5 keeps the index: a segment's number stands above bit 37 of the ids of its pages."""
    with cache.file.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT count(DISTINCT id >> 37) FROM search_data WHERE id > 10"
        ).scalar_one()
    return int(found)


def orders(cache: Cache) -> set[str]:
    """The orders of applicants that are made behind the first pull, as far as they are."""
    with cache.file.read() as connection:
        return {name for name in ORDERS if joining.has_order(connection, name)}


def test_index_of_a_large_pull_is_joined_once_all_is_read_and_finds_the_same(
    double: Any, site: Site, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "SLICE", 1)
    monkeypatch.setattr(joining, "ORDER_AFTER", 3)
    jobs = offer(double)
    engine.sync(kept, site, turned=left_at(2))
    work_off(kept)
    joining.order(kept.file)
    assert pieces(kept) > 1  # more is to come
    assert not orders(kept)
    engine.sync(kept, site)
    work_off(kept)
    joining.order(kept.file)
    assert pieces(kept) == 1
    assert orders(kept) == set(ORDERS)
    assert (found(kept), found(kept, "cook 3"), listed(kept)) == (JOBS, 1, jobs)


def test_process_beside_joins_the_index_of_a_large_pull(
    double: Any, site: Site, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(double)
    engine.sync(kept, site)
    monkeypatch.setattr(indexing, "SLICE", 1)
    work_off(kept)
    with kept.file.write(counted=False) as connection:
        meta.put(connection, "scattered", str(joining.ORDER_AFTER))
    many, version, beside = pieces(kept), kept.data_version(), Indexer(kept.file)
    beside.finish(lambda: None)
    assert many > 1
    assert (pieces(kept), found(kept), beside.look()) == (1, JOBS, False)
    assert kept.data_version() == version  # nothing that pages show moved by it


def test_index_that_cannot_be_joined_is_tried_each_minute_and_holds_nobody_up(
    double: Any, site: Site, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(double)
    engine.sync(kept, site)
    work_off(kept)
    with kept.file.write(counted=False) as connection:
        meta.put(connection, "scattered", str(joining.ORDER_AFTER))
    begun: list[str] = []

    def failing(name: str, *_: str) -> list[str]:
        begun.append(name)
        return [sys.executable, "-c", "raise SystemExit(1)"]

    monkeypatch.setattr(processes, "command", failing)
    beside = Indexer(kept.file)
    with ambient.ruled(now=ambient.now()) as time:
        for _ in range(3):
            beside.finish(lambda: None)
        assert (len(begun), found(kept)) == (1, JOBS)
        time.advance(61)
        beside.finish(lambda: None)
        assert len(begun) == 2


def test_process_that_is_killed_loses_nothing(double: Any, site: Site, kept: Cache) -> None:
    offer(double)
    engine.sync(kept, site)
    beside = Indexer(kept.file)
    assert beside.look()
    process = beside._process
    assert process is not None
    process.kill()
    process.wait()
    beside.finish(lambda: None)
    assert found(kept) == JOBS


def ended(command: list[str]) -> int:
    """How a process of the index ends by itself, which the program that began it outlives."""
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(KEY.hex().encode() + b"\n")
        process.stdin.flush()
        return process.wait(30)


def test_process_that_meets_a_broken_cache_ends_and_leaves_it_to_be_told_here(kept: Cache, tmp_path: Path) -> None:
    (tmp_path / "cache" / file.DAMAGED).touch()
    assert ended(processes.command("izanau_desktop.sync.indexer", str(tmp_path / "cache"))) == 1


def test_index_that_is_whole_is_left_alone(kept: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.1)
    with contextlib.closing(Cache(tmp_path / "cache", KEY)) as beside, kept.file.write():
        assert not indexing.work_off(beside.file)  # and waits for no turn to write


@pytest.mark.parametrize("idle", [False, True])
def test_process_ends_with_the_program_that_began_it(double: Any, site: Site, kept: Cache, *, idle: bool) -> None:
    offer(double, indexing.SLICE + 50)
    double.page = 40
    engine.sync(kept, site)
    beside = Indexer(kept.file)
    beside.look()
    process = beside._process
    assert process is not None
    assert process.stdin is not None
    while idle and beside.look():  # until it made all searchable, in several slices, and looks for more
        beside._wait()
    assert beside._process is process
    process.stdin.close()  # as the system does it where the program is killed
    assert process.wait(30) == 0


def test_one_process_of_a_folder_works_at_a_time(double: Any, site: Site, kept: Cache, tmp_path: Path) -> None:
    offer(double)
    engine.sync(kept, site)
    beside = Indexer(kept.file)
    with elect.holding(tmp_path / "cache" / indexer.LOCK):
        beside.look()
        with pytest.raises(Exception, match="timed out"):
            beside._process.wait(1)  # type: ignore[union-attr]  # it was just begun
        assert found(kept) == 3
    beside.finish(lambda: None)
    assert found(kept) == JOBS


def test_process_ends_where_another_stays_at_its_folder(kept: Cache, tmp_path: Path) -> None:
    at_once = "elect.PATIENCE = 0.0"  # and not after a minute
    program = f"import sys; from izanau_desktop.sync import elect, indexer; {at_once}; sys.exit(indexer.main())"
    command = [sys.executable, "-P", "-c", program, str(tmp_path / "cache")]
    with elect.holding(tmp_path / "cache" / indexer.LOCK):
        assert ended(command) == 0


def test_process_that_cannot_work_leaves_the_work_here(
    double: Any, site: Site, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(double)
    engine.sync(kept, site)
    with monkeypatch.context() as patched:
        patched.setenv("PYTHONHOME", "/nowhere")
        Indexer(kept.file).finish(lambda: None)
    assert found(kept) == JOBS


def test_where_no_process_can_begin_the_work_is_done_here(
    double: Any, site: Site, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(double)
    engine.sync(kept, site)
    monkeypatch.setattr("sys.executable", "/nowhere")
    Indexer(kept.file).finish(lambda: None)
    assert found(kept) == JOBS
