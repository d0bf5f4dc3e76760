"""The world of a story: a real site with a mail sink behind a line that can be cut, and accounts made as an operator makes them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.command import Command
from tests.journeys.network import Network
from tests.journeys.sink import Sink
from tests.journeys.site import Site
from tests.journeys.window import Seat, opened

CODE = re.compile(r"^\s*([A-Z2-9]{8})\s*$", re.MULTILINE)
PASSWORD = "quiet-River-58-maple"


@dataclass
class World:
    """What a story goes on in."""

    folder: Path
    env: Mapping[str, str]
    sink: Sink
    site: Site
    network: Network

    def command(self, who: str) -> Command:
        """The `izanau` command of one person, with a data folder of their own."""
        return Command(self.env, self.folder / who)

    def sign_in(self, who: str, email: str) -> Command:
        """Sign a person in on a folder of their own, agree to the policy as who is new there has to, and sync."""
        izanau = self.command(who)
        izanau.done("signin", "--site", self.network.url, "--email", email, "--password-stdin", stdin=PASSWORD)
        izanau.done("policy", "agree", izanau.done("policy", "show")["version"])
        izanau.done("sync")
        return izanau

    def sign_up(self, who: str, name: str, email: str) -> Command:
        """A job seeker who signed up and confirmed the address with the code out of the real mail."""
        izanau = self.command(who)
        policy = izanau.done("policy", "show", "--site", self.network.url)["version"]
        words = ("--site", self.network.url, "--name", name, "--email", email, "--agree-policy", policy)
        izanau.done("signup", *words, "--password-stdin", stdin=PASSWORD)
        mail = self.sink.await_mail(email)
        found = CODE.search(mail.words)
        assert found, mail.words
        izanau.done("confirm", found[1])
        return izanau

    @contextmanager
    def window(self, who: str, *words: str) -> Iterator[Seat]:
        """The window of one person, opened as from a terminal; what it writes there is kept beside its data folder."""
        with opened(self.env, self.folder / who, self.said_by(who), *words) as seat:
            yield seat

    def said_by(self, who: str) -> Path:
        """Where the output of a person's window is kept."""
        return self.folder / f"{who}-said"

    def publish_job(self, hr: Command, **changed: object) -> str:
        """Have a company publish the job of the template, with what is changed of it; its id."""
        file = self.folder / f"{hr.data_dir.name}-job.json"
        file.write_text(json.dumps({**hr.done("job", "template"), **changed}), encoding="utf-8")
        job = str(hr.done("job", "create", str(file))["id"])
        hr.done("job", "publish", job)
        hr.done("sync")
        return job

    def add_company(self, name: str, email: str) -> None:
        """Add a company with its owner."""
        words = ("company", "add", name, "--owner-email", email, "--owner-name", "Aoi Mori", "--password-stdin")
        added = self.site.run(*words, stdin=PASSWORD)
        assert added.exit == 0, added.stderr

    def add_staff(self, email: str) -> None:
        """Add a member of staff."""
        added = self.site.run("staff", "add", email, "--name", "Ren Sato", "--password-stdin", stdin=PASSWORD)
        assert added.exit == 0, added.stderr


@contextmanager
def world(folder: Path, env: Mapping[str, str], seekers: int = 40, jobs: int = 30) -> Iterator[World]:
    """Start it, with believable data in the site."""
    with Sink() as sink:
        site = Site(folder / "site", env, {"smtp": sink.url})
        sizes = {"seekers": seekers, "jobs": jobs, "applications": seekers * 3 // 4, "company-with": seekers // 2}
        filled = site.run("demo-data", *(word for name, size in sizes.items() for word in (f"--{name}", str(size))))
        assert filled.exit == 0, filled.stderr
        with site, Network(site.url) as network:
            yield World(folder, env, sink, site, network)
