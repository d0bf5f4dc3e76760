"""Where the rows of the contract are shown: a real site with a mail sink, a clock that can be moved, and people."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.journeys.command import Command
from tests.journeys.sink import Mail, Sink
from tests.journeys.site import Site
from tests.journeys.waiting import wait_until
from tests.journeys.window import Seat, opened
from tests.offer import LEGAL
from tests.privacy import canaries
from tests.privacy.asking import Reply, ask
from tests.privacy.clock import Clock
from tests.privacy.person import Person

CODE = re.compile(r"^\s*([A-Z2-9]{8})\s*$", re.MULTILINE)
"""A code in a mail, on a line of its own."""


@dataclass
class Stage:
    """A site with people; each is made once, by a short name, the first time that a test asks for them."""

    folder: Path
    env: Mapping[str, str]
    sink: Sink
    clock: Clock
    site: Site
    people: dict[str, Person] = field(default_factory=dict)
    jobs: dict[str, str] = field(default_factory=dict)

    # --- people ---

    def seeker(self, who: str = "mai", *, whole: bool = True, confirmed: bool = True) -> Person:
        """A seeker who signed up and has all ten items, not registered; `whole` and `confirmed` say how far they came."""
        if who not in self.people:
            self.people[who] = self._sign_up(who, confirmed=confirmed)
            if whole:
                self.people[who].fill_in()
        return self.people[who]

    def company(self, who: str = "umi") -> Person:
        """The owner of a company of their own."""
        if who not in self.people:
            email, password = canaries.address(who), canaries.password(who)
            name = canaries.full_name(who)
            words = ("company", "add", f"{who.capitalize()} Games", "--owner-email", email, "--owner-name", name)
            self._made(*words, "--password-stdin", password=password)
            self.people[who] = Person(self.site.url, who, email, password)
            self.people[who].agree()
        return self.people[who]

    def member(self, who: str, owner: Person, role: str, *jobs: str) -> Person:
        """A colleague whom an owner invited, and who came and agreed."""
        if who not in self.people:
            email, password = canaries.address(who), canaries.password(who)
            asked = {"email": email, "name": canaries.full_name(who), "role": role, "jobs": list(jobs)}
            answer = owner.post("/v1/company/invitations", asked)
            assert answer.is_ok, answer.text
            code = self.code_in(self.sink.await_mail(email, lambda mail: "invites you" in mail.words))
            answer = self.guest("POST", "/v1/reset/finish", {"code": code, "password": password})
            assert answer.is_ok, answer.text
            self.people[who] = Person(self.site.url, who, email, password)
            self.people[who].agree()
        return self.people[who]

    def staff(self, who: str = "ren") -> Person:
        """A member of staff."""
        if who not in self.people:
            email, password = canaries.address(who), canaries.password(who)
            name = canaries.full_name(who)
            self._made("staff", "add", email, "--name", name, "--password-stdin", password=password)
            self.people[who] = Person(self.site.url, who, email, password)
            self.people[who].agree()
        return self.people[who]

    def job(self, who: str = "umi", **changed: Any) -> str:
        """A published job of a company; with nothing changed, the same at each call."""
        owner = self.company(who)
        if changed:
            return owner.publish_job({**LEGAL, **changed})
        if who not in self.jobs:
            self.jobs[who] = owner.publish_job(LEGAL)
        return self.jobs[who]

    def device(self, who: str, name: str = "") -> Command:
        """The `izanau` command on a data folder of its own, signed in as one of the people, and synced once."""
        person, izanau = self.people[who], self.command(name or who)
        words = ("signin", "--site", self.site.url, "--email", person.email, "--password-stdin")
        izanau.done(*words, stdin=person.password)
        izanau.done("sync")
        return izanau

    @contextmanager
    def window(self, name: str, *words: str) -> Iterator[Seat]:
        """The window on the data folder of a device or command of this name; of `office` only."""
        said = self.folder / f"{name}-said"
        with opened({**self.env, **self.clock.env}, self.folder / name, said, *words) as seat:
            yield seat

    def command(self, name: str) -> Command:
        """The `izanau` command on an empty data folder of its own, living by the clock."""
        return Command({**self.env, **self.clock.env}, self.folder / name)

    def _sign_up(self, who: str, *, confirmed: bool) -> Person:
        email, password = canaries.address(who), canaries.password(who)
        asked = {"name": canaries.full_name(who), "email": email, "password": password, "language": "en"}
        asked |= {"policy": self.policy["version"], "device": canaries.canary(f"{who}/device"), "client": "test"}
        answer = self.guest("POST", "/v1/signup", asked)
        assert answer.is_ok, answer.text
        person = Person(self.site.url, who, email, password, answer.json)
        if confirmed:
            answer = self.guest("POST", "/v1/confirm", {"code": self.code_in(self.mail_to(person))})
            assert answer.is_ok, answer.text
        return person

    def _made(self, *words: str, password: str) -> None:
        made = self.site.run(*words, stdin=password)
        assert made.exit == 0, made.stderr

    # --- the world around them ---

    @property
    def policy(self) -> dict[str, Any]:
        """The version in force, with text, hash and manifest."""
        return dict(self.guest("GET", "/v1/policy").json)

    def guest(self, method: str, path: str, body: object = None, **more: Any) -> Reply:
        """Ask the site as someone who is not signed in."""
        return ask(method, f"{self.site.url}{path}", body, **more)

    def mail_to(self, person: Person, words: str = "") -> Mail:
        """Wait for a mail to a person that holds these words; the newest."""
        return self.sink.await_mail(person.email, lambda mail: words in mail.words)

    def code_in(self, mail: Mail) -> str:
        """The code that a mail gives."""
        found = CODE.search(mail.words)
        assert found, mail.words
        canaries.PLANTED.add(found[1])
        return found[1]

    def pass_time(self, **span: float) -> None:
        """Let time pass (ten minutes at least), until the site has tidied up as of then and sent what that queued."""
        then = self.clock.now() + timedelta(**span)  # what begins after the step sees no earlier moment
        moment = then.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.clock.advance(**span)
        wait_until(lambda: max(self._tidied()) >= moment, lambda: f"tidying; the site said:\n{self.site.log()}")
        self.all_sent()

    def all_sent(self) -> None:
        """Wait until all mails that were queued so far have left: what is not there then, never comes."""
        wait_until(lambda: not self.waiting(), lambda: f"the last mail; the site said:\n{self.site.log()}")

    def waiting(self) -> int:
        """How many mails are in the outbox that were not tried."""
        return self._counted("SELECT count(*) FROM mails WHERE sent = '' AND failed = '' AND error = ''")

    def all_scrubbed(self) -> None:
        """Wait until the database was written anew since the last erasure, after its last mail."""
        self.all_sent()
        newer = "SELECT count(*) FROM erasures, site WHERE name = 'scrubbed' AND erased >= value"
        wait_until(lambda: not self._counted(newer), lambda: f"the scrubbing; the site said:\n{self.site.log()}")

    def _counted(self, query: str) -> int:
        """A number out of the database, by a look from outside."""
        with closing(sqlite3.connect(f"file:{self.site.data_dir / 'site.db'}?mode=ro", uri=True)) as connection:
            return int(connection.execute(query).fetchone()[0])

    def _tidied(self) -> list[str]:
        """As of when the site has tidied up, by its log."""
        return ["", *re.findall(r'"event":"tidied","as_of":"([^"]+)"', self.site.log())]


@contextmanager
def stage(folder: Path, desktop: Mapping[str, str] | None = None, **settings: str) -> Iterator[Stage]:
    """Start a site with a mail sink, with settings as in `IZANAU_SITE_*`; people come as they are asked for.

    `desktop` is the environment of a private desktop, for windows and for commands that need a keychain.
    """
    clock = Clock(folder / "clock")
    env = {name: value for name, value in (desktop or os.environ).items() if not name.startswith("IZANAU_")}
    with Sink() as sink:
        limits = dict.fromkeys(
            ("limit_all", "limit_signup", "limit_signin", "limit_mail", "limit_contact"), "99999/hour"
        )
        chosen = {"smtp": sink.url, "work_seconds": "0.05", **limits, **settings}
        site = Site(folder / "site", {**env, **clock.env}, chosen)
        with site:
            yield Stage(folder, env, sink, clock, site)
