"""People, companies and their devices for tests of the site, acting through push and pull alone."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import insert

from izanau_protocol import ambient, ids, wire
from izanau_site.accounts.caller import Caller
from izanau_site.store import Change, Store
from izanau_site.store.schema import accounts
from izanau_site.sync import pull, push
from tests.offer import LEGAL

WHOLE: dict[str, Any] = {
    "name": {"full": "Nguyễn Thị Mai"},
    "birthday": "1996-04-02",
    "citizenship": ["VN"],
    "residence": "JP",
    "visa": {"status": "engineer_humanities_international"},
    "languages": {"l1": {"language": "vi", "native": True, "position": "1"}},
}


class Member:
    """A person with one device: pushes, and pulls into a copy of what the device would hold."""

    def __init__(self, store: Store, caller: Caller, email: str) -> None:
        self.store, self.caller, self.email = store, caller, email
        self.cursors: dict[str, int] = {}
        self.held: dict[tuple[str, str], wire.Entry] = {}
        self.raw = b""

    @property
    def own(self) -> str:
        """The person's own scope."""
        return f"account:{self.caller.account}"

    def seq(self, scope: str, identity: str) -> int:
        """The seq that this device knows of a document."""
        entry = self.held.get((scope, identity))
        return entry.seq if entry else 0

    def part(self, kind: str, identity: str, patch: dict[str, Any] | None, scope: str = "") -> wire.Part:
        """One part on the base that this device has."""
        place = scope or self.own
        return wire.Part(kind, identity, place, self.seq(place, identity), patch)

    def push(self, *parts: wire.Part, push_id: str = "", needs: tuple[str, ...] = (), epoch: str = "") -> wire.Answer:
        """Push one push; the answer as the wire would carry it."""
        fixed = epoch or self.store.epoch
        return self.send(wire.Push(push_id or ambient.new_id(), list(parts), fixed, list(needs)))[0]

    def send(self, *pushes: wire.Push) -> list[wire.Answer]:
        """Push a batch through bytes, as the API does."""
        raw = msgspec.json.encode(wire.Batch(list(pushes)))
        answers = push.apply_batch(self.store, self.caller, msgspec.json.decode(raw, type=wire.Batch))
        return msgspec.json.decode(msgspec.json.encode(answers), type=wire.Answers).answers

    def scopes(self) -> wire.Scopes:
        """Where each scope stands."""
        with self.store.transaction() as connection:
            return pull.scopes(connection, self.caller, policy="", min_version="")

    def pull(self) -> None:
        """Read every scope to its head."""
        for scope in self.caller.scopes:
            more = True
            while more:
                page = pull.feed(self.store, self.caller, scope, after=self.cursors.get(scope, 0))
                self.raw += page
                *lines, last = [wire.decode_line(line) for line in page.splitlines()]
                assert isinstance(last, wire.PageEnd)
                assert last.count == len(lines)
                for entry in lines:
                    assert isinstance(entry, wire.Entry)
                    self._hold(entry)
                self.cursors[scope], more = last.cursor, last.more

    def _hold(self, entry: wire.Entry) -> None:
        place = (entry.scope, entry.id)
        if place not in self.held or self.held[place].seq <= entry.seq:
            self.held[place] = entry

    def view(self, scope: str, identity: str) -> dict[str, Any] | None:
        """What this device holds of a document."""
        entry = self.held.get((scope, identity))
        return entry.view if entry else None

    def consent(self, deed: str, recipient: str = "", about: str = "") -> wire.Part:
        """A part that agrees to a deed."""
        body = {"deed": deed, "version": "2019-04-10", "words": "…", "language": "en"}
        body |= {"recipient": recipient} if recipient else {}
        return self.part("consent", ambient.new_id(), body | ({"about": about} if about else {}))

    def apply_to(self, job: str, company: str, attempt: int = 1, **more: Any) -> tuple[str, wire.Answer]:
        """Apply for a job; the application's id and the answer."""
        identity = ids.application_id(job, self.caller.profile, attempt)
        consent = self.consent("apply", company, identity)
        body = {"job": job, "seeker": self.caller.profile, "attempt": attempt, "consent": consent.id, **more}
        return identity, self.push(consent, self.part("application", identity, body))


class World:
    """A site with people in it."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def person(self, role: str, company: str = "", **more: Any) -> Member:
        """A new account of a role, with its document."""
        account = ambient.new_id()
        group = {"seeker": "seeker", "agent": "staff"}.get(role, "company")
        email = f"canary-{account[:8]}@example.com"
        row = {"id": account, "email_key": email, "email": email, "name": f"Person {account[:4]}", "password_hash": "x"}
        row |= {"group": group, "role": role, "company": company, "created": ambient.timestamp(), "language": "en"}
        with self.store.transaction(write=True) as connection:
            connection.execute(insert(accounts), row | {"profile": ids.profile_id(account), "confirmed": True})
            body: dict[str, object] = {"email": email, "name": row["name"], "group": group, "role": role}
            body |= {"company": company} if company else {}
            self.store.write(connection, [Change(kind="account", id=account, body=body)])
        profile = ids.profile_id(account) if role == "seeker" else ""
        caller = Caller(
            account=account, device=ambient.new_id(), group=group, role=role, company=company, profile=profile
        )
        return Member(self.store, msgspec.structs.replace(caller, **more), email)

    def seeker(self, **more: Any) -> Member:
        """A seeker whose profile has the required items."""
        member = self.person("seeker", **more)
        answer = member.push(member.part("profile", member.caller.profile, WHOLE))
        assert answer.result == "applied", answer
        member.pull()
        return member

    def company(self, name: str = "Umi Games") -> str:
        """A company's id."""
        identity = ambient.new_id()
        with self.store.transaction(write=True) as connection:
            self.store.write(connection, [Change(kind="company", id=identity, body={"name": name})])
        return identity

    def job(self, hr: Member, **more: Any) -> str:
        """A published job."""
        identity, company = ambient.new_id(), hr.caller.company
        body = {"company": company, **LEGAL, "state": "published", **more}
        answer = hr.push(hr.part("job", identity, body, f"company:{company}"))
        assert answer.result == "applied", answer
        return identity


class Story:
    """A company with a recruiter and a job, a seeker, and a company next door."""

    def __init__(self, store: Store) -> None:
        self.world = World(store)
        self.company, self.next_door = self.world.company(), self.world.company("Kawa Studio")
        self.hr = self.world.person("recruiter", self.company)
        self.other = self.world.person("recruiter", self.next_door)
        self.reviewer = self.world.person("reviewer", self.company)
        self.job = self.world.job(self.hr)
        self.mai, self.second = self.world.seeker(), self.world.seeker()

    @property
    def applicants(self) -> str:
        """The scope of the company's applications."""
        return f"applicants:{self.company}"

    @property
    def everyone(self) -> tuple[Member, ...]:
        """The people whom the story is about."""
        return self.mai, self.hr, self.other, self.reviewer

    def apply(self) -> str:
        """Mai applies; everyone reads."""
        identity, answer = self.mai.apply_to(self.job, self.company)
        assert answer.result == "applied", answer
        self.everyone_pulls()
        return identity

    def everyone_pulls(self) -> None:
        """Every device reads to the heads."""
        for member in (*self.everyone, self.second):
            member.pull()
