"""The people of every history: made once a process on a site whose folder is copied for each."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select

from izanau_protocol import ambient, ids, wire
from izanau_protocol.canonical import Body
from izanau_site.accounts import passwords, people, roles
from izanau_site.store import Change
from izanau_site.store.migrations import migrate
from izanau_site.store.schema import accounts, mails
from tests.faults.memory import memory_folder
from tests.faults.simulation.server import Server
from tests.offer import LEGAL
from tests.site.world import WHOLE

BEGIN = datetime(2027, 3, 1, 9, tzinfo=UTC)
PASSWORD = "vermilion-otter-39"
EMAIL = "mai-canary-address@example.com"
"""Who may not see it must never be sent it."""
_HEADERS = {"content-type": "application/json", "user-agent": "izanau/0.1.0 (Linux)"}


class Device(msgspec.Struct, frozen=True):
    """A device that is signed in already."""

    name: str
    email: str
    session: wire.Session


class Cast(msgspec.Struct, frozen=True):
    """Who there is."""

    folder: Path
    devices: dict[str, Device]
    mai: str
    company: str
    other_company: str
    manager: str
    """The account of the company's hiring manager."""
    job: str


@functools.cache
def cast() -> Cast:
    """Make them, as the same ones each time."""
    folder = Path(tempfile.mkdtemp(prefix="cast-", dir=memory_folder()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with ambient.ruled(now=BEGIN, seed="cast"):
        migrate(f"sqlite:///{folder}/site.db")
        server = Server(folder, lambda _moved: None)
        try:
            return _Making(server, folder).made()
        finally:
            server.site.store.settle()
            server.close()


class _Making:
    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.devices: dict[str, Device] = {}

    def made(self) -> Cast:
        words = {"name": "Mai Nguyen", "email": EMAIL, "password": PASSWORD, "policy": "2019-04-10", "device": "mai1"}
        mai = msgspec.convert(self._post("/v1/signup", words), wire.Session)
        self.devices["mai1"] = Device("mai1", EMAIL, mai)
        self._post("/v1/confirm", {"code": self._code()})
        self._sign_in("mai2", EMAIL)
        company = roles.add_company(
            self.server.site, company="Umi Games", name="Hana Abe", email="hr@example.com", password=PASSWORD
        )
        other = roles.add_company(
            self.server.site, company="Yama Foods", name="Ken Ito", email="yama@example.com", password=PASSWORD
        )
        self._colleague("rev@example.com", "reviewer", company)
        self._colleague("rec@example.com", "recruiter", company)
        manager = self._colleague("man@example.com", "hiring_manager", company)
        roles.add_staff(self.server.site, name="Sam Staff", email="staff@example.com", password=PASSWORD)
        for name, email in (
            ("hr1", "hr"),
            ("hr2", "hr"),
            ("rec", "rec"),
            ("rev", "rev"),
            ("man", "man"),
            ("staff", "staff"),
        ):
            self._sign_in(name, f"{email}@example.com", agree=name != "hr2")
        job = self._published(company, manager)
        return Cast(self.folder, self.devices, mai.account, company, other, manager, job)

    def _published(self, company: str, manager: str) -> str:
        """A job of the company, which a hiring manager has a part in, and a profile that may apply for it."""
        job, mai = ambient.new_id(), self.devices["mai1"].session
        body = {**LEGAL, "company": company, "state": "published", "managers": [manager]}
        self._push("hr1", wire.Part("job", job, f"company:{company}", 0, body))
        held = {name: value for name, value in WHOLE.items() if name != "name"}
        whole = {**held, "hobbies": {"en": "one\ntwo\nthree"}}
        self._push("mai1", wire.Part("profile", ids.profile_id(mai.account), f"account:{mai.account}", 2, whole))
        return job

    def _push(self, name: str, part: wire.Part) -> None:
        batch = wire.Batch([wire.Push(ambient.new_id(), [part], self.server.site.store.epoch)])
        answer = self._post("/v1/push", batch, name)["answers"][0]
        assert answer["result"] == "applied", answer

    def _colleague(self, email: str, role: str, company: str) -> str:
        with self.server.site.store.transaction(write=True) as connection:
            kept = passwords.hashed(PASSWORD)
            identity = people.create(
                connection, name="Rei Mori", email=email, password_hash=kept, role=role, company=company, confirmed=True
            )
            member: Body = {"company": company, "member": identity, "name": "Rei Mori", "role": role}
            place = ids.membership_id(company, identity)
            membership = Change(kind="membership", id=place, body=member, account=identity)
            self.server.site.store.write(connection, [membership, *people.documents_of(connection, identity)])
        return identity

    def _sign_in(self, name: str, email: str, *, agree: bool = False) -> None:
        session = self._post("/v1/signin", {"email": email, "password": PASSWORD, "device": name})
        self.devices[name] = Device(name, email, msgspec.convert(session, wire.Session))
        if agree:
            policy = self._post("/v1/policy", None, name)
            self._post(
                "/v1/policy/agree",
                {"version": policy["version"], "hash": policy["hash"], "language": "en", "client": "test"},
                name,
            )

    def _code(self) -> str:
        with self.server.site.store.transaction() as connection:
            text = connection.execute(
                select(mails.c.text).join(accounts, accounts.c.id == mails.c.account)
            ).scalar_one()
        return str(
            next(line.strip() for line in text.splitlines() if line.startswith("    ") and len(line.strip()) == 8)
        )

    def _post(self, path: str, body: Any, name: str = "") -> Any:
        """POST, or GET where there is no body."""
        headers = dict(_HEADERS)
        if name:
            headers["authorization"] = f"Bearer {self.devices[name].session.access}"
        data = msgspec.json.encode(body) if body is not None else b""
        answer = self.server.call("GET" if body is None else "POST", f"https://izanau.test{path}", headers, data)
        assert answer.status == 200, answer
        return msgspec.json.decode(answer.body)
