"""The real site in process, as devices reach it: no network between, so that thousands of syncs take seconds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import datetime
from typing import Any, TypeVar, cast

import msgspec

from izanau_desktop.cache import Cache
from izanau_desktop.sync import engine
from izanau_desktop.sync.report import SyncReport
from izanau_desktop.sync.site import Answer, Site, SiteTrouble
from izanau_protocol import ambient, wire
from izanau_protocol.problems import problem
from izanau_site.accounts.caller import Caller
from izanau_site.store import Store
from izanau_site.sync import pull, push

T = TypeVar("T")
MOST_PUSHES = 25
"""Requests of one sync that push: more would be a merge that never comes to rest (R14)."""
_PAGE = 3
"""Entries of a page: few, so that a walk has several pages."""


def at_once(work: Callable[[], T]) -> Callable[[], T]:
    """In the place of `Site.beside` where one thread decides: the work is done before the caller goes on."""
    done: Future[T] = Future()
    try:
        done.set_result(work())
    except Exception as fault:  # noqa: BLE001 - raised where it is waited for
        done.set_exception(fault)
    return done.result


class Door:
    """The site as a device reaches it, in process; `cut` is the number of the request whose answer gets lost."""

    def __init__(self, store: Callable[[], Store], caller: Caller) -> None:
        self._store, self._caller = store, caller
        self.requests = self.bytes_in = self.bytes_out = 0
        self.time: datetime | None = None
        self.cut = 0
        self.asked: list[str] = []
        self.before: Callable[[str], object] = lambda _path: None
        """Called with the path before each request."""

    def get(self, path: str, parameters: Mapping[str, str | int] | None = None, etag: str = "") -> Answer:
        """As `Site.get`."""
        self.before(path)
        if path == "/v1/scopes":
            with self._store().transaction() as connection:
                found = pull.scopes(connection, self._caller, policy="2019-04-10", min_version="0.1.0")
            body = msgspec.json.encode(found, order="sorted")
            return self._answered(path, body, etag)
        asked: dict[str, Any] = dict(parameters or {})
        page = pull.feed(
            self._store(),
            self._caller,
            asked["scope"],
            after=asked.get("after"),
            before=asked.get("before"),
            gone=bool(asked.get("gone")),
            kind=asked.get("kind", ""),
            limit=_PAGE,
            read=asked.get("read", 0),
        )
        return self._answered(path, page, "")

    def post(self, path: str, message: msgspec.Struct | None = None) -> Answer:
        """As `Site.post`."""
        self.before(path)
        if path == "/v1/ack":
            pull.acknowledge(self._store(), self._caller, cast("wire.Gone", message).applied)
            return self._answered(path, b"{}", "")
        batch = msgspec.json.decode(msgspec.json.encode(message), type=wire.Batch)
        return self._answered(path, msgspec.json.encode(push.apply_batch(self._store(), self._caller, batch)), "")

    def beside(self, work: Callable[[], T]) -> Callable[[], T]:
        """As `Site.beside`."""
        return at_once(work)

    def _answered(self, path: str, body: bytes, known: str) -> Answer:
        self.requests += 1
        self.asked.append(path)
        if self.requests == self.cut:
            raise SiteTrouble(0, problem("offline"))
        tag = str(hash(body))
        return Answer(304 if known == tag else 200, b"" if known == tag else body, tag)


class Device:
    """One cache in memory, and its door."""

    def __init__(self, store: Callable[[], Store], caller: Caller, name: str) -> None:
        self.caller = msgspec.structs.replace(caller, device=ambient.new_id())
        self.cache, self.name, self.door = Cache(None), name, Door(store, self.caller)
        self.cache.set_note(
            account=caller.account, group=caller.group, role=caller.role, company=caller.company, device_name=name
        )

    def sync(self, cut: int = 0, *, at_once: bool = True) -> SyncReport:
        """One sync; `cut` is the number of the request whose answer gets lost."""
        self.door.requests, self.door.cut = 0, cut
        self.door.asked.clear()
        report = engine.sync(self.cache, cast("Site", self.door), at_once=at_once)
        assert self.door.asked.count("/v1/push") <= MOST_PUSHES
        return report
