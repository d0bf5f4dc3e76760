"""A line of events tells whoever holds it what they may hear of at that moment, not what they might when it was opened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from izanau_protocol import ids, wire
from izanau_protocol.problems import Refused, problem
from izanau_site.store import Store
from tests.site.served import Person, Served


class Line:
    """A line of events of somebody's, in the loop of the site."""

    def __init__(self, person: Person) -> None:
        self._person, self._said = person, asyncio.Queue[bytes]()
        self._over = asyncio.Event()

    async def heard(self, deed: Callable[[], object], moved: list[frozenset[str]]) -> list[str]:
        """The scopes that are told of until `jobs` is: after a deed, these move one after the other, `jobs` with the last."""
        served, told = self._person.served, list[str]()
        assert isinstance(served.client, TestClient)
        listening = asyncio.create_task(served.client.app(self._asked(), self._receive, self._send))
        listening.add_done_callback(lambda _: self._said.put_nowait(b""))  # so that a line that broke is noticed
        while await self._said.get() != b": listening\n\n":
            pass
        await asyncio.to_thread(deed)
        for scopes in moved:
            served.streams.tell(scopes)
        while "jobs" not in told and not listening.done():
            said = await self._said.get()
            told += [msgspec.json.decode(said.split(b"data: ")[1])["scope"]] if b"data: " in said else []
        self._over.set()
        await listening
        return told

    def _asked(self) -> dict[str, Any]:
        asked = {"type": "http", "method": "GET", "path": "/v1/events", "raw_path": b"/v1/events", "query_string": b""}
        asked |= {"http_version": "1.1", "scheme": "http", "root_path": "", "client": ("testclient", 1)}
        headers = self._person.headers.items()
        return asked | {"headers": [(name.lower().encode(), value.encode()) for name, value in headers]}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.body":
            self._said.put_nowait(message["body"])

    async def _receive(self) -> Any:
        await self._over.wait()
        return {"type": "http.disconnect"}


def heard(person: Person, deed: Callable[[], object], *moved: str) -> list[str]:
    """What somebody hears of scopes that move, and of `jobs` after them, when a deed was done since they began to listen."""
    client = person.served.client
    assert isinstance(client, TestClient)

    async def listen() -> list[str]:
        return await Line(person).heard(deed, [frozenset({scope}) for scope in (*moved, "jobs")])

    return client.blocking_portal.call(listen)


def end_device(person: Person, _owner: Person) -> None:
    assert person.post("/v1/signout").status_code == 200


def end_membership(person: Person, owner: Person) -> None:
    ended = wire.EndMember(ids.membership_id(owner.session["company"], person.account))
    assert owner.post("/v1/company/members/end", ended).status_code == 200


@pytest.mark.parametrize("end", [end_device, end_membership])
def test_whose_right_ended_hears_no_more_of_applicants(served: Served, end: Callable[[Person, Person], None]) -> None:
    owner = served.owner()
    recruiter, company = served.member(owner, "recruiter"), owner.session["company"]
    told = heard(recruiter, lambda: end(recruiter, owner), f"applicants:{company}")
    assert f"applicants:{company}" not in told
    assert told[-1] == "jobs", "what everybody reads"


def test_line_outlives_the_tokens_that_it_was_opened_with(served: Served) -> None:
    owner = served.owner()
    recruiter, scope = served.member(owner, "recruiter"), f"applicants:{owner.session['company']}"

    def renew() -> None:
        refresh = wire.Refresh(recruiter.session["refresh"])
        assert served.client.post("/v1/refresh", content=msgspec.json.encode(refresh)).status_code == 200

    assert heard(recruiter, renew, scope) == [scope, "jobs"]


@pytest.mark.parametrize(
    "fault",
    [OperationalError("SELECT 1", {}, Exception("away")), Refused(problem("site_down"))],
    ids=["away", "refused"],
)
def test_line_outlives_a_fault_of_the_database(
    served: Served, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    owner = served.owner()
    scope, transaction, faults = f"applicants:{owner.session['company']}", Store.transaction, [fault]

    def fails(store: Store, *, write: bool = False) -> AbstractContextManager[Connection]:
        if faults:
            raise faults.pop()
        return transaction(store, write=write)

    told = heard(owner, lambda: monkeypatch.setattr(Store, "transaction", fails), scope)
    assert told[-1] == "jobs"
    assert not faults
