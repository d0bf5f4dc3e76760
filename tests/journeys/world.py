"""The world of a story: a real site with a mail sink behind a line that can be cut, and accounts made as an operator makes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.command import Command
from tests.journeys.network import Network
from tests.journeys.sink import Sink
from tests.journeys.site import Site

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
        """Sign a person in on a folder of their own, and sync."""
        izanau = self.command(who)
        izanau.done("signin", "--site", self.network.url, "--email", email, "--password-stdin", stdin=PASSWORD)
        izanau.done("sync")
        return izanau

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
def world(folder: Path, env: Mapping[str, str]) -> Iterator[World]:
    """Start it, with believable data in the site."""
    with Sink() as sink:
        site = Site(folder / "site", env, {"smtp": sink.url})
        filled = site.run(
            "demo-data", "--seekers", "40", "--jobs", "30", "--applications", "30", "--company-with", "20"
        )
        assert filled.exit == 0, filled.stderr
        with site, Network(site.url) as network:
            yield World(folder, env, sink, site, network)
