"""The real site application, called in this thread; it may end in the middle of a request, and be put back from a backup."""

from __future__ import annotations

import asyncio
import functools
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from email.utils import format_datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from litestar import Litestar
from sqlalchemy import Connection, Engine, event

from izanau_protocol import ambient, wire
from izanau_site.accounts.limits import Limits
from izanau_site.app import create_app
from izanau_site.settings import Settings
from izanau_site.site import Site, open_site


class SiteDied(BaseException):
    """The process of the site ended here, as by `kill -9`."""


class Answered(NamedTuple):
    """What the site said."""

    status: int
    headers: dict[str, str]
    body: bytes


class _Inline(ThreadPoolExecutor):
    """Runs at once and here what is given to it."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The future of what is done already."""
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - as the pool does it
            done.set_exception(error)
        return done


class _Unlimited(Limits):
    def __init__(self) -> None:
        """Count nothing."""

    def hit(self, name: str, key: str) -> None:
        """Let everybody ask."""


@functools.cache
def _application() -> tuple[asyncio.AbstractEventLoop, Litestar]:
    """The application, which takes a second to make and holds nothing of a site, and the loop that it runs in."""
    loop = asyncio.new_event_loop()
    loop.set_default_executor(_Inline(1))
    return loop, create_app(_nothing_is_served)


_compiled: list[Any] = []
"""Dialect and compiled statements of the first engine."""


def _share_statements(engine: Engine) -> None:
    """Compile each statement once a process: a fifth of a history went into doing it anew for every engine."""
    if not _compiled:
        _compiled.extend((engine.dialect, engine._compiled_cache))
    engine.dialect, engine._compiled_cache = _compiled  # statements are kept by the dialect that they are for


def _nothing_is_served() -> Site:
    raise NotImplementedError


class Server:
    """One site on a SQLite file; requests come one after the other."""

    def __init__(self, folder: Path, moved: Callable[[frozenset[str]], None]) -> None:
        self.folder, self._moved = folder, moved
        self.settings = Settings(
            data_dir=folder,
            database=f"sqlite:///{folder}/site.db",
            ledger=folder / "ledger",
            public_url="https://izanau.test",
            work_inside=False,
        )
        self.dies: Callable[[str], bool] = lambda _where: False
        """Asked at every commit and mark whether the process ends there."""
        self.site = self._opened()

    def call(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answered:
        """Answer one request. Raises SiteDied where the process ended before an answer."""
        asked = urlsplit(url)
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": asked.path,
            "raw_path": asked.path.encode(),
            "query_string": asked.query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": ("203.0.113.7", 50_000),
            "server": ("izanau.test", 80),
        }
        said: list[Mapping[str, Any]] = []

        async def receive() -> Mapping[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Mapping[str, Any]) -> None:
            said.append(message)

        loop, app = _application()
        app.state.site = self.site
        loop.run_until_complete(app(scope, receive, send))  # type: ignore[arg-type]  # ASGI's types are Litestar's own
        begin = said[0]
        sent = {name.decode(): value.decode() for name, value in begin["headers"]}
        sent["date"] = format_datetime(ambient.now(), usegmt=True)  # as the server does that is between
        return Answered(int(begin["status"]), sent, b"".join(one.get("body", b"") for one in said[1:]))

    def session(self, email: str, password: str) -> wire.Session | None:
        """What signing in at a machine gives; None where there is no such account any more."""
        body = msgspec.json.encode({"email": email, "password": password, "device": "again"})
        headers = {"content-type": "application/json", "user-agent": "izanau/0.1.0 (Linux)"}
        answer = self.call("POST", "https://izanau.test/v1/signin", headers, body)
        return msgspec.json.decode(answer.body, type=wire.Session) if answer.status == 200 else None

    def restart(self) -> None:
        """A new process on the same disk."""
        self.site.store.close()
        self.site = self._opened()

    def back_up(self) -> None:
        """Copy the database, as a backup has it; the ledger is in none."""
        self.site.store.settle()
        shutil.copy(self.folder / "site.db", self.folder / "backup.db")

    def put_back(self) -> None:
        """Put the backup in the place of the database, and begin an epoch, as `izanau-site restore` does, if the site did
        not notice by itself."""
        before = self.site.store.epoch
        self.site.store.close()
        for left in self.folder.glob("site.db*"):
            left.unlink()
        shutil.copy(self.folder / "backup.db", self.folder / "site.db")
        self.site = self._opened()
        if self.site.store.epoch == before:
            self.site.store.begin_epoch()

    def close(self) -> None:
        """End it for good."""
        self.site.store.close()

    def _opened(self) -> Site:
        site = msgspec.structs.replace(open_site(self.settings), limits=_Unlimited())  # they count in real time
        store = site.store
        _share_statements(store.engine)
        store.moved.append(self._moved)
        event.listen(store.engine, "commit", self._commits)
        mark = store.ledger.mark

        def marking(scope: str, seq: int, epoch: str) -> None:
            self._may_die("mark")
            mark(scope, seq, epoch)

        store.ledger.mark = marking  # type: ignore[method-assign]  # this one store's only
        return site

    def _commits(self, connection: Connection) -> None:
        self._may_die("write" if connection.get_execution_options().get("izanau_write") else "read")

    def _may_die(self, where: str) -> None:
        if self.dies(where):
            raise SiteDied
