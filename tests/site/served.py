"""A served site for tests over HTTP, and people who use it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx
import msgspec
import pytest
from argon2 import PasswordHasher
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import select

from izanau_protocol import ids, wire
from izanau_site import settings as settings_of
from izanau_site.accounts import passwords, roles
from izanau_site.app import create_app
from izanau_site.settings import Settings
from izanau_site.site import Site, open_site
from izanau_site.store.schema import mails
from izanau_site.streams import Streams

PASSWORD = "vermilion-otter-39"
POLICY = "2019-04-10"


class Person:
    """Someone at a device: signed in, with tokens."""

    def __init__(self, served: Served, email: str, session: dict[str, Any]) -> None:
        self.served, self.email = served, email
        self.session = session

    @property
    def account(self) -> str:
        """The account's id."""
        return str(self.session["account"])

    @property
    def profile(self) -> str:
        """The profile's id."""
        return ids.profile_id(self.account)

    @property
    def own(self) -> str:
        """The person's own scope."""
        return f"account:{self.account}"

    @property
    def headers(self) -> dict[str, str]:
        """What a signed-in request carries."""
        return {"Authorization": f"Bearer {self.session['access']}"}

    def post(self, path: str, body: object = None) -> Any:
        """POST as this person."""
        return self.served.client.post(path, content=msgspec.json.encode(body or {}), headers=self.headers)

    def get(self, path: str, **query: Any) -> Any:
        """GET as this person."""
        return self.served.client.get(path, params=query, headers=self.headers)

    def feed(self, scope: str = "") -> dict[str, dict[str, Any]]:
        """The views of a scope by id, as a first pull reads them."""
        answer = self.get("/v1/feed", scope=scope or self.own, after=0)
        assert answer.status_code == 200, answer.text
        lines = [wire.decode_line(line) for line in answer.content.splitlines()]
        return {
            one.id: {"kind": one.kind, "seq": one.seq, **(one.view or {})}
            for one in lines
            if isinstance(one, wire.Entry)
        }

    def push(self, *parts: wire.Part, push_id: str) -> dict[str, Any]:
        """Push one push; its answer."""
        answer = self.post("/v1/push", wire.Batch([wire.Push(push_id, list(parts), self.served.site.store.epoch)]))
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()["answers"][0]
        return found


class Served:
    """A site behind a client."""

    def __init__(self, client: httpx.Client, site: Site, streams: Streams) -> None:
        self.client, self.site, self.streams = client, site, streams
        self._count = 0

    def signup(self, **changed: object) -> Any:
        """POST /v1/signup with what is right, but for what is changed."""
        self._count += 1
        body = {
            "name": "Mai Nguyen",
            "email": f"mai{self._count}@example.com",
            "password": PASSWORD,
            "policy": POLICY,
            "device": "Laptop",
        }
        return self.client.post("/v1/signup", json={**body, **changed})

    def seeker(self, *, confirmed: bool = True, **changed: object) -> Person:
        """Someone who signed up."""
        answer = self.signup(**changed)
        assert answer.status_code == 200, answer.text
        email = str(changed.get("email", f"mai{self._count}@example.com"))
        person = Person(self, email, answer.json())
        if confirmed:
            assert self.client.post("/v1/confirm", json={"code": self.code(email)}).status_code == 200
        return person

    def signin(self, email: str, password: str = PASSWORD) -> Any:
        """POST /v1/signin."""
        return self.client.post("/v1/signin", json={"email": email, "password": password})

    def staff(self, email: str = "staff@example.com") -> Person:
        """A member of staff, signed in."""
        roles.add_staff(self.site, name="Sam Staff", email=email, password=PASSWORD)
        return self._agreed(email)

    def owner(self, company: str = "Umi Games", email: str = "owner@example.com") -> Person:
        """The owner of a new company, signed in."""
        roles.add_company(self.site, company=company, name="Olga Owner", email=email, password=PASSWORD)
        return self._agreed(email)

    def member(self, owner: Person, role: str, email: str = "", jobs: tuple[str, ...] = ()) -> Person:
        """Somebody whom an owner invited, who came, signed in and agreed."""
        self._count += 1
        address = email or f"member{self._count}@example.com"
        invite = wire.Invite(address, f"Rin {role.replace('_', ' ').title()}", role, jobs)
        assert owner.post("/v1/company/invitations", invite).status_code == 200
        joined = wire.NewPassword(self.code(address), PASSWORD)
        assert self.client.post("/v1/reset/finish", content=msgspec.json.encode(joined)).status_code == 200
        return self._agreed(address)

    def policy(self) -> dict[str, str]:
        """Version and hash of the policy in force."""
        found = self.client.get("/v1/policy").json()
        return {name: found[name] for name in ("version", "hash")}

    def _agreed(self, email: str) -> Person:
        """Somebody who signed in and agreed to the policy."""
        person = Person(self, email, self.signin(email).json())
        asked = {**self.policy(), "language": "en", "client": "test"}
        assert self.client.post("/v1/policy/agree", json=asked, headers=person.headers).status_code == 200
        return person

    def mails(self, to: str = "") -> list[Any]:
        """The mails of the outbox, oldest first."""
        with self.site.store.transaction() as connection:
            rows = connection.execute(select(mails).order_by(mails.c.created, mails.c.id)).all()
        return [row for row in rows if not to or row.to == to]

    def code(self, to: str) -> str:
        """The code in the newest mail to an address that has one."""
        found = [code for row in self.mails(to) for code in re.findall(r"^    ([A-Z2-9]{8})$", row.text, re.MULTILINE)]
        return str(found[-1])


_QUICK: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""What nobody has to guess; what ours costs is shown by tests/privacy/test_entry.py, at a real site."""
_next: list[Settings] = []


@functools.cache
def _application() -> Litestar:
    """The application, which takes a tenth of a second to make and holds nothing of a site: it opens one each time it is served."""
    return create_app(lambda: open_site(_next.pop()))


@contextmanager
def serving(settings: Settings) -> Iterator[Served]:
    """A site of these settings behind a client."""
    app = _application()
    _next.append(settings)
    with TestClient(app) as client:
        yield Served(client, app.state.site, app.state.streams)


@pytest.fixture
def served(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A site on an empty database; mails stay in the outbox."""
    monkeypatch.setattr(passwords, "_hasher", _QUICK)
    settings = settings_of.load(
        environment={}, database=database, data_dir=tmp_path, ledger=tmp_path / "ledger", public_url="http://site.test"
    )
    with serving(settings) as made:
        yield made
