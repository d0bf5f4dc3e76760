"""Listeners are told what moved, whichever process of the site wrote it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from izanau_protocol import wire
from izanau_site import streams
from izanau_site.store import Store, feeds, moves
from izanau_site.streams import Streams
from tests.site.world import World

SECONDS = 30


@pytest.fixture
def stores(database: str, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """The same database opened as two workers do."""
    found = [Store.open(database, tmp_path / "ledger") for _ in range(2)]
    yield found[0], found[1]
    for store in found:
        store.close()


async def heard(here: Store, there: Store, *, by_message: bool) -> frozenset[str]:
    """What a listener at one worker is told of a write at the other."""
    told = Streams(there)
    async with told.running():
        if told.hearing is not None and by_message:
            assert await asyncio.to_thread(told.hearing.stands.wait, SECONDS)
        with told.listening({"jobs": 0}, "somebody") as listener:
            await asyncio.to_thread(World(here).company)
            return await listener.wait(SECONDS)


def test_write_of_another_worker_wakes_a_listener(stores: tuple[Store, Store]) -> None:
    assert asyncio.run(heard(*stores, by_message=True)) == {"jobs"}


def test_write_between_the_heads_and_the_first_look_is_found(
    stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = stores
    monkeypatch.setattr("izanau_site.store.store.moves.tell", lambda *_: None)
    monkeypatch.setattr(streams, "HEARD_SECONDS", 0.2)

    async def found() -> frozenset[str]:
        told = Streams(there)
        async with told.running():
            with told.listening({"staff": 0}, "another"):  # the looks go on meanwhile
                heads = await asyncio.to_thread(told.heads, ["jobs"])
                await asyncio.to_thread(World(here).company)
                with told.listening(heads, "somebody") as listener:
                    return await listener.wait(SECONDS)

    assert asyncio.run(found()) == {"jobs"}


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_others_say_what_they_wrote_themselves(stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOOK_SECONDS", "HEARD_SECONDS"):
        monkeypatch.setattr(streams, name, 3_600.0)  # no look finds anything
    assert asyncio.run(heard(*stores, by_message=True)) == {"jobs"}


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_what_nobody_understands_ends_no_hearing(stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "_PAUSE", 0.01)
    told = threading.Event()
    hearing = moves.Hearing(stores[1].engine, "own", lambda _: told.set())
    hearing.start()
    assert hearing.stands.wait(SECONDS)
    with stores[0].engine.begin() as connection:
        connection.execute(text("SELECT pg_notify(:channel, 'not JSON')"), {"channel": moves.CHANNEL})
    for _ in range(5 * SECONDS):  # what is said while the line is taken up again is lost
        moves.tell(stores[0].engine, frozenset({"jobs"}), "other")
        if told.wait(0.2):
            break
    hearing.stop()
    assert told.is_set()
    assert not hearing.stands.is_set()


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_what_a_process_says_itself_is_no_news_to_it(stores: tuple[Store, Store]) -> None:
    heard, told = list[frozenset[str]](), threading.Event()

    def hear(scopes: frozenset[str]) -> None:
        heard.append(scopes)
        told.set()

    hearing = moves.Hearing(stores[1].engine, "own", hear)
    hearing.start()
    assert hearing.stands.wait(SECONDS)
    for sender, scope in (("own", "jobs"), ("other", "staff")):
        moves.tell(stores[0].engine, frozenset({scope}), sender)
    assert told.wait(SECONDS)
    hearing.stop()
    assert heard == [{"staff"}]


def test_database_that_is_away_is_told_of_once_however_often_it_is_tried(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(moves, "_PAUSE", 0.01)
    tried, connect = threading.Semaphore(0), psycopg.connect

    def counted(*arguments: Any, **named: Any) -> Any:
        tried.release()
        return connect(*arguments, **named)

    monkeypatch.setattr(psycopg, "connect", counted)
    hearing = moves.Hearing(create_engine("postgresql+psycopg://127.0.0.1:1/nothing"), "own", lambda _: None)
    hearing.start()
    assert all(tried.acquire(timeout=SECONDS) for _ in range(4))
    hearing.stop()
    assert len([record for record in caplog.records if record.name == moves.__name__]) == 1


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_write_stands_though_no_line_is_free_to_tell_of_it(database: str) -> None:
    engine = create_engine(database, pool_size=1, max_overflow=0, pool_timeout=0.01)
    with engine.connect():
        moves.tell(engine, frozenset({"jobs"}), "somebody")
    engine.dispose()


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_what_was_said_to_nobody_is_found_by_looking(
    stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("izanau_site.store.moves.CHANNEL", "izanau_elsewhere")
    monkeypatch.setattr(streams, "HEARD_SECONDS", 0.2)
    monkeypatch.setattr("izanau_site.store.store.moves.tell", lambda *_: None)
    assert asyncio.run(heard(*stores, by_message=True)) == {"jobs"}


def test_looks_that_fail_end_no_looking_and_are_told_once_an_outage(
    stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    heads, looks = feeds.heads, iter(["away", "away", "as before", "away", "away", "away"])

    def look(connection: Any, names: Any) -> Any:
        comes = next(looks, "here")
        if comes == "away":
            raise OperationalError("SELECT 1", {}, Exception("the line was ended"))
        return heads(connection, names) if comes == "here" else {name: wire.ScopeHead(0) for name in names}

    monkeypatch.setattr(feeds, "heads", look)
    monkeypatch.setattr("izanau_site.store.store.moves.tell", lambda *_: None)
    for name in ("LOOK_SECONDS", "HEARD_SECONDS"):
        monkeypatch.setattr(streams, name, 0.2)
    assert asyncio.run(heard(*stores, by_message=False)) == {"jobs"}
    assert [record.message for record in caplog.records if record.name == streams.__name__] == ["look", "look"]
