"""What was erased leaves the bytes of an SQLite file, also where SQLite had moved it from; no oftener than it has to be."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from izanau_protocol import ambient
from izanau_site.site import Site
from izanau_site.store import schema
from izanau_site.store.store import SCRUBBED, put_value
from izanau_site.work import mails
from izanau_site.work.scrubbing import Scrubber

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


def leave_some(file: Path) -> None:
    """Rows that grow and go, as profiles do, until one of them has left a copy where SQLite looks no more."""
    chance, length = random.Random(4), dict[str, int]()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.executescript("PRAGMA secure_delete = ON; PRAGMA synchronous = OFF")
        connection.execute("CREATE TABLE IF NOT EXISTS profile(id TEXT PRIMARY KEY, body TEXT)")
        while not left(file):
            for number in range(150):
                length[f"{chance.getrandbits(128):032x}{'stays' if number % 10 else 'goes'}"] = 0
                for grows in chance.choices(list(length)[-10:], k=3):
                    length[grows] += chance.randrange(1, 12)
                    word = "erased" if grows.endswith("goes") else "kept"
                    body = ",".join(word + "z" * chance.randrange(10, 120) for _ in range(length[grows]))
                    connection.execute("INSERT OR REPLACE INTO profile VALUES(?, ?)", (grows, body))
            connection.execute("DELETE FROM profile WHERE id LIKE '%goes'")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def left(file: Path) -> bool:
    """Whether bytes of those rows are there."""
    return b"erasedz" in file.read_bytes()


def erase_somebody(site: Site) -> None:
    """Note an erasure, as of now."""
    with site.store.transaction(write=True) as connection:
        values = {"id": ambient.new_id(), "begun": ambient.timestamp(), "erased": ambient.timestamp()}
        connection.execute(schema.erasures.insert().values(values))


@pytest.fixture(autouse=True)
def clock() -> Iterator[ambient.Rule]:
    """A clock that stands until it is moved."""
    with ambient.ruled(datetime(2026, 11, 2, tzinfo=UTC)) as rule:
        yield rule


@pytest.fixture
def file(clock: ambient.Rule, site: Site, tmp_path: Path) -> Path:
    """The database of a site that began just now, in which something was left."""
    leave_some(tmp_path / "site.db")
    return tmp_path / "site.db"


def test_erased_person_is_in_no_byte_of_the_file_soon_after(site: Site, file: Path, clock: ambient.Rule) -> None:
    scrubber = Scrubber(site)
    clock.advance(60)
    scrubber.scrub()
    assert left(file), "nobody was erased"
    erase_somebody(site)
    scrubber.scrub()
    assert not left(file)


def test_scrubbing_waits_for_the_last_mail_to_who_was_erased(site: Site, file: Path, clock: ambient.Rule) -> None:
    clock.advance(60)
    erase_somebody(site)
    with site.store.transaction(write=True) as connection:
        mails.queue(connection, mails.LAST, to="a@b.example", language="en", masked="a•@b•", link="https://a.example/1")
    Scrubber(site).scrub()
    assert left(file)
    with site.store.transaction(write=True) as connection:
        connection.execute(schema.mails.delete())
    Scrubber(site).scrub()
    assert not left(file)


def test_what_else_was_deleted_is_gone_within_a_day(site: Site, file: Path, clock: ambient.Rule) -> None:
    clock.advance(23 * 3600)
    Scrubber(site).scrub()
    assert left(file)
    clock.advance(2 * 3600)
    Scrubber(site).scrub()
    assert not left(file)


def test_file_is_written_anew_for_a_small_part_of_the_time_only(
    site: Site, file: Path, clock: ambient.Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    scrubber = Scrubber(site)
    clock.advance(60)
    rewritten(site, monkeypatch, lambda: clock.advance(10))
    erase_somebody(site)
    scrubber.scrub()
    leave_some(file)
    erase_somebody(site)
    scrubber.scrub()
    clock.advance(199)
    scrubber.scrub()
    assert left(file)
    clock.advance(2)
    scrubber.scrub()
    assert not left(file)


def test_log_that_a_reader_keeps_is_emptied_later_and_nothing_is_written_anew_for_that(
    site: Site, file: Path, clock: ambient.Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.advance(60)
    erase_somebody(site)
    scrubber, times = Scrubber(site), rewritten(site, monkeypatch)
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM site").fetchone()
        scrubber.scrub()
        assert left(file)
    scrubber.scrub()
    assert left(file), "it is not asked again and again"
    clock.advance(5)
    scrubber.scrub()
    assert (left(file), len(times)) == (False, 1)


def test_file_that_could_not_be_written_anew_is_left_for_ten_minutes(
    site: Site, file: Path, clock: ambient.Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.advance(60)
    erase_somebody(site)
    rewrite, tried = site.store.rewrite, []

    def full() -> None:
        tried.append(1)
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(site.store, "rewrite", full)
    with pytest.raises(sqlite3.OperationalError):
        Scrubber(site).scrub()
    for _ in range(3):
        clock.advance(190)
        Scrubber(site).scrub()
    assert tried == [1]
    monkeypatch.setattr(site.store, "rewrite", rewrite)
    clock.advance(60)
    Scrubber(site).scrub()
    assert not left(file)


def test_of_several_processes_one_writes_the_file_anew(
    site: Site, file: Path, clock: ambient.Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.advance(60)
    erase_somebody(site)
    times = rewritten(site, monkeypatch, Scrubber(site).scrub)
    Scrubber(site).scrub()
    assert (left(file), len(times)) == (False, 1)


@pytest.mark.parametrize("known", ["", "2027-01-01T00:00:00.000Z"], ids=["an older program's", "a clock was ahead"])
def test_file_of_which_it_is_not_known_is_written_anew(site: Site, file: Path, clock: ambient.Rule, known: str) -> None:
    with site.store.transaction(write=True) as connection:
        put_value(connection, SCRUBBED, known)
    Scrubber(site).scrub()
    assert not left(file)


def rewritten(site: Site, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object] = lambda: None) -> list[int]:
    """One for each time that the file is written anew; `meanwhile` happens as it is."""
    rewrite, times = site.store.rewrite, list[int]()

    def again() -> None:
        times.append(1)
        meanwhile()
        rewrite()

    monkeypatch.setattr(site.store, "rewrite", again)
    return times
