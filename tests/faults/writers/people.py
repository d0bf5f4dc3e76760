"""Who writes and who reads: eight people of one company, and eight who applied there; each with a line of their own."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import select, update

from izanau_protocol import ambient, wire
from izanau_site.accounts import tokens
from izanau_site.accounts.caller import Caller
from izanau_site.policy import versions
from izanau_site.site import Site
from izanau_site.store.schema import accounts
from izanau_site.sync.effects.care import TICKETS_AN_HOUR
from tests.faults.writers.line import Line
from tests.site.world import Member, World

STAGES: Final = ("new", "screening", "interview", "offer")
_HALF: Final = 8


class Cast:
    """The people, made at a site before it serves."""

    def __init__(self, site: Site) -> None:
        world = World(site.store)
        self.company = world.company()
        self.recruiters = [world.person("recruiter", self.company) for _ in range(_HALF)]
        job = world.job(self.recruiters[0])
        self.seekers = [world.seeker() for _ in range(_HALF)]
        self.applications: list[str] = []
        for seeker in self.seekers:
            identity, answer = seeker.apply_to(job, self.company)
            assert answer.result == "applied", answer
            self.applications.append(identity)
        self.tokens = {
            member.caller.account: _token(site, member.caller) for member in (*self.recruiters, *self.seekers)
        }
        for member in (*self.recruiters, *self.seekers):
            member.pull()

    @property
    def applicants(self) -> str:
        """The scope that all of the company read."""
        return f"applicants:{self.company}"


def _token(site: Site, caller: Caller) -> str:
    with site.store.transaction(write=True) as connection:
        mine = accounts.c.id == caller.account
        version = versions.current(connection).version
        connection.execute(update(accounts).where(mine).values(policy_version=version))
        account = connection.execute(select(accounts).where(mine)).one()
        return tokens.issue(site.store, connection, site.settings, account, "Laptop", "test").access


class Writer:
    """Somebody who writes on and on; each text holds a word that stands nowhere else."""

    def __init__(self, line: Line, member: Member, cast: Cast, chance: random.Random) -> None:
        self._line, self._member, self._cast, self._chance = line, member, cast, chance
        self.changes = self._tickets = 0
        self.words: dict[str, str] = {}
        """Those that the site said it took, by the document: in each the newest, and all of these have to be there."""
        self._seqs = {place: entry.seq for place, entry in member.held.items()}

    def write(self, ended: threading.Event) -> None:
        """Write until the end."""
        deeds = self._deeds()
        while not ended.is_set():
            asked = [self._chance.choice(deeds)() for _ in range(self._chance.randint(1, 4))]
            for (part, word), answer in zip(asked, self._line.push(*((part,) for part, _ in asked)), strict=True):
                self._take(part, word, answer)

    def _take(self, asked: wire.Part, word: str, answer: wire.Answer) -> None:
        assert answer.result in ("applied", "stale"), answer
        for part in answer.parts:
            self._seqs[part.scope, part.id] = part.seq
        if answer.result == "applied":
            self.changes += 1
            self.words |= {asked.id: word} if word else {}

    def _deeds(self) -> list[Callable[[], tuple[wire.Part, str]]]:
        company = self._member.caller.group == "company"
        return [self._note, self._move, self._move] if company else [self._ask, self._edit]

    def _note(self) -> tuple[wire.Part, str]:
        about = {"application": self._chance.choice(self._cast.applications)}
        return self._told("note", self._cast.applicants, about)

    def _ask(self) -> tuple[wire.Part, str]:
        """A ticket, as long as the site takes any."""
        if self._tickets == TICKETS_AN_HOUR:
            return self._edit()
        self._tickets += 1
        return self._told("ticket", self._member.own, {"topic": "other"})

    def _told(self, kind: str, scope: str, body: dict[str, str]) -> tuple[wire.Part, str]:
        word = ambient.new_id()
        return wire.Part(kind, ambient.new_id(), scope, 0, {**body, "text": word}), word

    def _move(self) -> tuple[wire.Part, str]:
        application, stage = self._chance.choice(self._cast.applications), self._chance.choice(STAGES)
        return self._changed("application", self._cast.applicants, application, {"stage": stage}), ""

    def _edit(self) -> tuple[wire.Part, str]:
        word = ambient.new_id()
        part = self._changed("profile", self._member.own, self._member.caller.profile, {"hobbies": {"en": word}})
        return part, word

    def _changed(self, kind: str, scope: str, identity: str, patch: dict[str, Any]) -> wire.Part:
        return wire.Part(kind, identity, scope, self._seqs[scope, identity], patch)


class Reader:
    """Somebody who reads a scope by its cursor, on and on."""

    def __init__(self, line: Line, scope: str) -> None:
        self._line, self._scope, self._cursor = line, scope, 0
        self.held: dict[str, wire.Entry] = {}

    def read(self, ended: threading.Event) -> None:
        """Read until the end, and then to the head."""
        while not ended.is_set():
            self._page()
        while self._page():
            pass

    def _page(self) -> bool:
        """Read a page; whether there are more."""
        entries, end = self._line.page(self._scope, self._cursor)
        self.held |= {entry.id: entry for entry in entries}
        self._cursor = end.cursor
        return end.more

    def lost(self) -> list[str]:
        """What somebody who reads all of it now is shown, and this reader was not."""
        anew = Reader(self._line, self._scope)
        while anew._page():
            pass
        return [identity for identity, entry in anew.held.items() if self.held.get(identity) != entry]
