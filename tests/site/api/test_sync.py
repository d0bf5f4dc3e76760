"""Sync over HTTP: ETag, pages that prove themselves, compression, guests, and a stream that says what moved."""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
from typing import Any

import msgspec
import pytest
import zstandard
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from izanau_protocol import ambient, digest, wire
from izanau_site.store import access
from tests.site.served import Served


def rename(mai: Any, full: str) -> wire.Part:
    """A part that changes the name."""
    return wire.Part("profile", mai.profile, mai.own, mai.feed()[mai.profile]["seq"], {"name": {"full": full}})


def test_idle_sync_is_one_answer_without_a_body(served: Served) -> None:
    mai = served.seeker()
    first = mai.get("/v1/scopes")
    assert set(first.json()["scopes"]) == {mai.own, "jobs"}
    headers = {**mai.headers, "If-None-Match": first.headers["etag"]}
    idle = served.client.get("/v1/scopes", headers=headers)
    assert (idle.status_code, idle.content) == (304, b"")
    mai.push(rename(mai, "Mai Tran"), push_id=ambient.new_id())
    assert served.client.get("/v1/scopes", headers=headers).status_code == 200


def test_pushed_change_comes_back_in_the_feed(served: Served) -> None:
    mai = served.seeker()
    answer = mai.push(rename(mai, "Mai Tran"), push_id=ambient.new_id())
    assert answer["result"] == "applied", answer
    assert mai.feed()[mai.profile]["name"] == {"full": "Mai Tran"}


def test_page_ends_with_count_and_hash(served: Served) -> None:
    mai = served.seeker()
    content = mai.get("/v1/feed", scope=mai.own, after=0).content
    lines = content.splitlines(keepends=True)
    end = msgspec.json.decode(lines[-1], type=wire.PageEnd)
    assert end.count == len(lines) - 1 == 3
    assert end.sha256 == hashlib.sha256(b"".join(lines[:-1])).hexdigest()


@pytest.mark.parametrize("encoding", ["zstd", "gzip", ""])
def test_page_is_compressed_as_asked(served: Served, encoding: str) -> None:
    headers = {"Accept-Encoding": encoding or "identity"}
    with served.client.stream("GET", "/v1/feed", params={"scope": "jobs", "after": 0}, headers=headers) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding", "") == encoding
    opened = zstandard.decompress(raw) if encoding == "zstd" else gzip.decompress(raw) if encoding else raw
    assert b'"kind":"policy"' in opened.splitlines()[0]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/policy", 200),
        ("GET", "/v1/jobs/nobody", 404),
        ("GET", "/v1/nowhere", 404),
        ("GET", "/no/where/at/all", 404),
        ("PATCH", "/v1/policy", 405),
        ("DELETE", "/", 405),
    ],
)
def test_answer_says_by_its_digest_what_it_holds(served: Served, method: str, path: str, status: int) -> None:
    answer = served.client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-digest"] == digest.of(answer.content)


def test_push_that_was_altered_on_its_way_counts_for_nothing(served: Served) -> None:
    mai = served.seeker()
    push = wire.Push(ambient.new_id(), [rename(mai, "Mai Tran")], served.site.store.epoch)
    sent = msgspec.json.encode(wire.Batch([push]))
    headers = {**mai.headers, "Content-Digest": digest.of(sent)}
    for came in (sent.replace(b"Tran", b"Trap"), sent[:-9]):
        answer = served.client.post("/v1/push", content=came, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "altered")
    assert mai.feed()[mai.profile]["name"] != {"full": "Mai Trap"}
    assert served.client.post("/v1/push", content=sent, headers=headers).json()["answers"][0]["result"] == "applied"


ENDED = Exception("the line was ended")


@pytest.mark.parametrize(
    ("kind", "orig", "status"),
    [
        (OperationalError, ENDED, 503),
        (ProgrammingError, ENDED, 500),
        (ProgrammingError, sqlite3.ProgrammingError("without a name of SQLite"), 500),
    ],
)
def test_database_out_of_reach_is_no_bug_of_ours(
    served: Served,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    kind: type[DBAPIError],
    orig: Exception,
    status: int,
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise kind("SELECT 1", {}, orig)

    monkeypatch.setattr("izanau_site.sync.pull.feed", fail)
    answer = served.client.get("/v1/feed", params={"scope": "jobs", "after": 0})
    assert answer.status_code == status
    assert answer.json()["code"] == ("site_down" if status == 503 else "site_error")
    assert answer.headers.get("retry-after") == ("5" if status == 503 else None)
    bugs = [record.exc_info[0] for record in caplog.records if record.exc_info]
    assert bugs == ([] if status == 503 else [kind]), "the log names what was wrong"


def test_fault_of_ours_in_the_database_is_told_as_a_bug_with_its_number(served: Served) -> None:
    """Nobody tries again for ever what can never go through: SQLite calls a missing table "operational" too."""
    with served.site.store.transaction(write=True) as connection:
        connection.execute(text("ALTER TABLE feed RENAME TO elsewhere"))
    try:
        answer = served.client.get("/v1/feed", params={"scope": "jobs", "after": 0})
    finally:
        with served.site.store.transaction(write=True) as connection:
            connection.execute(text("ALTER TABLE elsewhere RENAME TO feed"))
    assert (answer.status_code, answer.json()["code"]) == (500, "site_error")
    assert answer.json()["values"]["id"]


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
@pytest.mark.parametrize("code", ["40001", "40P01", "55P03"])
def test_push_that_met_another_transaction_is_applied_within_its_request(
    served: Served, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    mai, met, written = served.seeker(), list[str](), access.note_shown

    def meet(connection: Connection, *more: Any) -> None:
        written(connection, *more)
        if not met:
            met.append(code)
            connection.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'by chance' USING ERRCODE = '{code}'; END $$"))

    monkeypatch.setattr(access, "note_shown", meet)
    assert mai.push(rename(mai, "Mai Tran"), push_id=ambient.new_id())["result"] == "applied"
    assert met == [code]
    assert mai.feed()[mai.profile]["name"] == {"full": "Mai Tran"}


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
@pytest.mark.parametrize("when", ["before", "after"])
def test_push_whose_line_to_the_database_is_ended_is_applied_once(
    served: Served, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Before the commit, and after it, when nothing tells whether it was committed."""
    mai, ended, written = served.seeker(), list[int](), access.note_shown
    part, engine = rename(mai, "Mai Tran"), served.site.store.engine

    def end(connection: Connection, *more: Any) -> None:
        written(connection, *more)
        if ended:
            return
        ended.append(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
        if when == "after":
            connection.connection.commit()  # of the driver: what goes on above knows nothing of it
        with engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid, 10000)"), {"pid": ended[0]})
        connection.execute(text("SELECT 1"))

    monkeypatch.setattr(access, "note_shown", end)
    answer = mai.push(part, push_id=ambient.new_id())
    assert (answer["result"], len(ended)) == ("applied", 1)
    assert mai.feed()[mai.profile]["name"] == {"full": "Mai Tran"}


def test_guest_reads_jobs_and_nothing_else(served: Served) -> None:
    mai = served.seeker()
    assert set(served.client.get("/v1/scopes").json()["scopes"]) == {"jobs"}
    unknown = served.client.get("/v1/feed", params={"scope": "account:nobody", "after": 0})
    another = served.client.get("/v1/feed", params={"scope": mai.own, "after": 0})
    assert unknown.status_code == another.status_code == 404
    assert unknown.content == another.content


def test_broken_token_is_no_guest(served: Served) -> None:
    answer = served.client.get("/v1/scopes", headers={"Authorization": "Bearer nonsense"})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_acknowledging_is_taken(served: Served) -> None:
    mai = served.seeker()
    assert mai.post("/v1/ack", wire.Gone({mai.own: 3, "applicants:other": 9})).status_code == 200


def test_old_program_is_told_to_update(served: Served) -> None:
    answer = served.client.get("/v1/scopes", headers={"User-Agent": "izanau/0.0.9 (Linux)"})
    assert (answer.status_code, answer.json()["code"]) == (426, "client_too_old")
    assert served.client.get("/v1/scopes", headers={"User-Agent": "izanau/0.1.0 (Linux)"}).status_code == 200


def test_old_program_may_still_leave(served: Served) -> None:
    mai = served.seeker()
    agent = {"User-Agent": "izanau/0.0.9 (Linux)"}
    assert served.client.get("/v1/jobs", headers=agent).status_code == 426
    assert served.client.get("/v1/privacy/seen", headers={**mai.headers, **agent}).status_code == 426
    for path in ("/v1/devices", "/v1/privacy/holdings", "/v1/policy"):
        assert served.client.get(path, headers={**mai.headers, **agent}).status_code == 200, path
    asked = msgspec.json.encode(wire.ContactForm("How do I update?", "mai@mail.example"))
    assert served.client.post("/v1/contact", content=asked, headers=agent).status_code == 200
    assert served.client.post("/v1/signout", content=b"{}", headers={**mai.headers, **agent}).status_code == 200
    assert mai.get("/v1/scopes").status_code == 401
