"""A double of the site at the edge of the wire: feeds in memory over real HTTP, with faults to order."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from izanau_desktop.cache import Cache
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, canonical, digest, ids, patch, vocabulary, wire
from izanau_protocol.problems import problem
from izanau_site.store import Store
from izanau_site.store.migrations import migrate
from tests.site.world import Story

ACCOUNT = "11111111-1111-4111-8111-111111111111"
OWN = f"account:{ACCOUNT}"
PROFILE = ids.profile_id(ACCOUNT)
KEY = bytes(range(32))

_CODES = {401: "not_signed_in", 403: "forbidden", 404: "not_yours", 413: "too_large", 422: "required"}


def refusal(status: int, code: str = "") -> bytes:
    """The body of the site's own answer of that status; an empty tree where none is to be."""
    told = problem(code or _CODES.get(status, "")).as_rfc9457("en", status)
    return msgspec.json.encode(told) if told["code"] else b"{}"


class Double:
    """What a site is to a desktop: scopes with entries by seq, pushes remembered by push_id."""

    files_digest = ""
    """What every file that is asked for says of itself, whatever it holds."""
    files_page = b""
    """What answers every file that is asked for and that it has not, where there is anything."""

    def __init__(self) -> None:
        self.epoch, self.page, self.lease_hours = "e1", 500, wire.LEASE_HOURS
        self.views = {"job": "1", "profile": "1"}
        self.feeds: dict[str, dict[tuple[str, str], wire.Entry]] = {OWN: {}, "jobs": {}}
        self.heads: dict[str, int] = {OWN: 0, "jobs": 0}
        self.floors, self.applied = dict[str, int](), dict[str, list[wire.Settled]]()
        self.pushed: list[wire.Push] = []
        self.asked: list[str] = []
        self.narrowed: set[str] = set()
        """Ids of entries that lost a field."""
        self.acks: list[dict[str, int]] = []
        self.cut = self.lose_answer = self.unagreed = 0
        self.refuse: dict[str, Any] | None = None
        self.busy = ""
        """What `Retry-After` says while it answers nothing else."""
        self.digest = ""
        """What every answer says of itself, whatever it holds."""
        self.digested: list[str] = []
        """What was said of each body that came."""
        self.files, self.puts, self.pictures = 404, 200, dict[str, bytes]()
        """The status of every file, asked for and sent, but for those that it has; 0: the line is cut there."""
        self.barred = b""
        """What answers every file that is sent, where there is anything; by 403 unless `puts` says another status."""
        self.agreed = True
        """Whether the caller agreed to the policy in force."""
        self.fields: list[str] = []
        """What it knows, where it says so: an older or newer site."""
        self.news: list[str] = []
        """What is said on a line of events, which ends after it."""
        self.access, self.refreshes = "", 0
        self.refresh: tuple[int, bytes] | None = None
        """What a refresh is refused by."""
        self.said: tuple[int, bytes] = (200, b"{}")
        """Status and body of what `/v1/said` answers, however it is asked."""
        self.kind = ""
        """The kind of content that every answer says it is."""
        self.now: Callable[[], datetime] = ambient.now
        """Its clock."""
        self.heard: list[tuple[str, dict[str, str], bytes]] = []
        """The method, the headers and the body of each such request, and of each for a line of events."""

    def put(self, scope: str, kind: str, identity: str, view: dict[str, Any] | None, gone: str = "") -> int:
        """Publish a view, or its end."""
        self.heads[scope] = seq = self.heads.get(scope, 0) + 1
        self.feeds.setdefault(scope, {})[kind, identity] = wire.Entry(scope, kind, identity, seq, view, gone)
        return seq

    def view(self, scope: str, kind: str, identity: str) -> dict[str, Any] | None:
        """The view as it is."""
        entry = self.feeds[scope].get((kind, identity))
        return entry.view if entry else None

    def scopes(self) -> bytes:
        heads = {name: wire.ScopeHead(head, self.floors.get(name, 0)) for name, head in self.heads.items()}
        known = vocabulary.version(self.fields) if self.fields else ""
        found = wire.Scopes(self.epoch, self.views, "2019-04-10", "0.1.0", heads, self.lease_hours, self.agreed, known)
        return msgspec.json.encode(found)

    def feed(self, asked: dict[str, str]) -> bytes:
        held = sorted(self.feeds[asked["scope"]].values(), key=lambda entry: entry.seq)
        if "before" in asked:
            found = [e for e in reversed(held) if e.seq < (int(asked["before"]) or e.seq + 1)]
        else:
            found = [
                e
                for e in held
                if e.seq > int(asked["after"]) and (e.gone or "gone" not in asked or e.id in self.narrowed)
            ]
        found = [e for e in found if e.kind == asked.get("kind", e.kind)]
        more = len(found) > self.page
        found = found[: self.page]
        lines = b"".join(canonical.encode(msgspec.to_builtins(entry)) + b"\n" for entry in found)
        top = self.heads[asked["scope"]]
        cursor = found[-1].seq if more else 0 if "before" in asked else top
        end = wire.PageEnd(len(found), hashlib.sha256(lines).hexdigest(), cursor, more, self.epoch, self.views)
        return lines + canonical.encode(msgspec.to_builtins(end)) + b"\n"

    def push(self, batch: wire.Batch) -> bytes:
        self.pushed += batch.pushes
        return msgspec.json.encode(wire.Answers([self.judge(push) for push in batch.pushes], self.epoch))

    def judge(self, push: wire.Push) -> wire.Answer:
        if push.push_id in self.applied:
            return wire.Answer(push.push_id, "applied", self.applied[push.push_id])
        if self.unagreed:
            return wire.Answer(push.push_id, "refused", problem={"code": "policy_required"})
        if self.refuse:
            return wire.Answer(push.push_id, "refused", problem=self.refuse)
        now = [self.feeds[part.scope].get((part.kind, part.id)) for part in push.parts]
        old = push.epoch != self.epoch and any(part.base_seq for part in push.parts)
        if old or any(entry and entry.seq > part.base_seq for entry, part in zip(now, push.parts, strict=True)):
            stale = [wire.Settled(e.kind, e.id, e.scope, e.seq, e.view) for e in now if e]
            return wire.Answer(push.push_id, "stale", stale)
        parts = []
        for part in push.parts:
            body = patch.apply(self.view(part.scope, part.kind, part.id), part.patch)
            parts.append(wire.Settled(part.kind, part.id, part.scope, self.put(part.scope, part.kind, part.id, body)))
        self.applied[push.push_id] = parts
        return wire.Answer(push.push_id, "applied", parts)


class Handler(BaseHTTPRequestHandler):
    """HTTP for the double."""

    protocol_version = "HTTP/1.1"
    double: Double
    lines: set[socket.socket]
    """What was opened to the double, ended with it: a line that nobody speaks on must not outlive its test."""

    def setup(self) -> None:
        super().setup()
        self.lines.add(self.connection)

    def say(self, body: bytes = b"") -> None:
        self.double.heard.append((self.command, dict(self.headers), body))
        self.answer(self.double.said[1], self.double.said[0])

    def do_DELETE(self) -> None:
        self.say()

    def do_GET(self) -> None:
        double, url = self.double, urlsplit(self.path)
        double.asked.append(self.path)
        if url.path == "/v1/said":
            self.say()
        elif double.busy:
            self.answer(b"{}", 503)
        elif double.access and self.headers.get("Authorization") != f"Bearer {double.access}":
            self.answer(refusal(401), 401)
        elif url.path == "/v1/scopes":
            body = double.scopes()
            etag = f'"{hashlib.sha256(body).hexdigest()}"'
            same = self.headers.get("If-None-Match") == etag
            self.answer(b"" if same else body, 304 if same else 200, etag)
        elif url.path == "/v1/fields":
            self.answer(msgspec.json.encode(wire.Fields(double.fields)))
        elif url.path == "/v1/feed":
            body = double.feed({name: values[0] for name, values in parse_qs(url.query).items()})
            if double.cut:
                double.cut -= 1
                body = b"\n".join(body.split(b"\n")[:-2]) + b"\n"
            self.answer(gzip.compress(body, mtime=0), 200, encoding="gzip")
        elif url.path.startswith("/v1/files/"):
            self.picture(double.pictures.get(url.path.rpartition("/")[2]))
        elif url.path == "/v1/events":
            double.heard.append((self.command, dict(self.headers), b""))
            self.answer("".join(f"data: {one}\n\n" for one in double.news).encode())
        elif url.path == "/v1/elsewhere":
            self.answer(b"", 302, location="http://127.0.0.1:1/")
        else:
            self.answer(b"{}", 404)

    def picture(self, given: bytes | None) -> None:
        status = self.double.files
        if given is not None:
            self.answer(given)
        elif status:
            self.answer(self.double.files_page or refusal(status), status, said=self.double.files_digest)
        else:
            self.close_connection = True

    def do_POST(self) -> None:
        double = self.double
        double.asked.append(self.path)
        data = self.rfile.read(int(self.headers["Content-Length"]))
        double.digested.append(self.headers.get(digest.HEADER, ""))
        if self.path == "/v1/said":
            self.say(data)
        elif self.path == "/v1/push":
            body = double.push(msgspec.json.decode(data, type=wire.Batch))
            if double.lose_answer:
                double.lose_answer -= 1
                self.close_connection = True
                return
            self.answer(body)
        elif self.path == "/v1/ack":
            double.acks.append(msgspec.json.decode(data, type=wire.Gone).applied)
            self.answer(b"{}")
        elif self.path == "/v1/refresh" and double.refresh:
            self.answer(double.refresh[1], double.refresh[0])
        elif self.path == "/v1/refresh":
            double.refreshes += 1
            double.access = f"fresh-{double.refreshes}"
            session = wire.Session(ACCOUNT, "seeker", "seeker", "", "d", double.access, f"r{double.refreshes}", 60)
            self.answer(msgspec.json.encode(session))
        else:
            self.answer(b"{}", 404)

    def do_PUT(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/v1/said":
            self.say(data)
        else:
            self.double.asked.append(f"PUT {self.path}")
            status = 403 if self.double.barred and self.double.puts == 200 else self.double.puts
            if not status:
                self.close_connection = True
                return
            self.answer(self.double.barred or refusal(status), status)

    def answer(
        self, body: bytes, status: int = 200, etag: str = "", encoding: str = "", location: str = "", said: str = ""
    ) -> None:
        self.send_response(status)
        for name, value in (
            ("ETag", etag),
            ("Content-Encoding", encoding),
            ("Location", location),
            (digest.HEADER, said or self.double.digest),
            ("Content-Type", self.double.kind),
        ):
            if value:
                self.send_header(name, value)
        if self.double.busy:
            self.send_header("Retry-After", self.double.busy)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """What `Date` says, by the site's own clock."""
        return format_datetime(self.double.now(), usegmt=True)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(autouse=True)
def drivers_look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A driver looks once a second what else was written; nobody has to wait for that here."""
    monkeypatch.setattr("izanau_desktop.sync.driver._LOOK", 0.05)


@pytest.fixture
def double() -> Double:
    return Double()


@contextmanager
def served(double: Double, proof: ssl.SSLContext | None = None) -> Iterator[int]:
    """The double behind HTTP, or TLS where there is something to prove itself by; its port."""
    lines = set[socket.socket]()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"double": double, "lines": lines}))
    server.daemon_threads = True
    if proof is not None:
        server.socket = proof.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.server_port
    server.shutdown()
    for line in lines:
        with suppress(OSError):  # it is ended already
            line.shutdown(socket.SHUT_RDWR)
    server.server_close()
    thread.join()


@pytest.fixture
def url(double: Double) -> Iterator[str]:
    with served(double) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def site(url: str) -> Iterator[Site]:
    found = Site(url)
    yield found
    found.close()


def make_cache(account: str = ACCOUNT, **notes: str) -> Cache:
    """A cache in memory of a seeker, or of who the notes say."""
    cache = Cache(None)
    cache.set_note(account=account, **{"group": "seeker", "role": "seeker", "device_name": "here", **notes})
    return cache


@pytest.fixture
def cache() -> Iterator[Cache]:
    found = make_cache()
    yield found
    found.close()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Cache]:
    """A cache in a folder, which another process can open."""
    cache = Cache(tmp_path / "cache", KEY)
    cache.set_note(account=ACCOUNT, group="seeker", role="seeker")
    yield cache
    cache.close()


@pytest.fixture
def other() -> Iterator[Cache]:
    """A second device of the same person."""
    found = make_cache(device_name="there")
    yield found
    found.close()


@pytest.fixture
def company() -> Iterator[tuple[Cache, str]]:
    """A recruiter's cache, and the company's id."""
    identity = ambient.new_id()
    found = make_cache(ambient.new_id(), group="company", role="recruiter", company=identity)
    yield found, identity
    found.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a new site, to copy: to migrate one takes longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "site.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def story(template: Path, tmp_path: Path) -> Iterator[Story]:
    """People at a real site, in process."""
    shutil.copy(template, tmp_path / "site.db")
    store = Store.open(f"sqlite:///{tmp_path}/site.db", tmp_path / "ledger")
    yield Story(store)
    store.close()
