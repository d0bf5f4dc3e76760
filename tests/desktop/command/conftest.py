"""Grounds for the command: in this process on a draft with a keychain in memory, and as a program against the real site."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import keyring
import pytest
from click.testing import CliRunner
from keyring.backend import KeyringBackend

from izanau_desktop.cli import program
from izanau_desktop.tour.display import desktop_session
from tests.journeys.command import Command
from tests.journeys.site import Site

PASSWORD = "demo-Izanau-2026"


class MemoryKeychain(KeyringBackend):
    """A keychain that lives as long as a test."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """The item, or nothing."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep an item."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget an item."""
        del self.kept[service, username]


class Said(NamedTuple):
    """What a command gave back in this process."""

    exit: int
    json: Any
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def keychain() -> Iterator[MemoryKeychain]:
    """A keychain of the test's own."""
    before = keyring.get_keyring()
    made = MemoryKeychain()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def run(tmp_path: Path, keychain: MemoryKeychain) -> Run:
    """`izanau … --json` in this process, on a data folder of its own."""
    runner = CliRunner()

    def say(*words: str, stdin: str | bytes | None = None, as_json: bool = True) -> Said:
        around = ["--data-dir", str(tmp_path / "data"), *(["--json"] if as_json else [])]
        done = runner.invoke(program, [*around, *words], input=stdin)
        try:
            told = json.loads(done.stdout)
        except ValueError:
            told = None
        return Said(done.exit_code, told, done.stdout, done.stderr)

    return say


@pytest.fixture(scope="session")
def desktop() -> Iterator[dict[str, str]]:
    """The environment of a private desktop with a real Secret Service."""
    with desktop_session() as env:
        yield env


@pytest.fixture(scope="session")
def site(desktop: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A real site process with a few believable people."""
    made = Site(tmp_path_factory.mktemp("site"), desktop)
    size = ("--seekers", "30", "--jobs", "20", "--applications", "20", "--company-with", "12")
    assert made.run("demo-data", *size).exit == 0
    with made:
        yield made


@pytest.fixture
def at(desktop: dict[str, str], site: Site, tmp_path: Path) -> Callable[[str], Command]:
    """Somebody of the demo (`seeker`, `hr`, `staff`, `reviewer`) at a data folder of their own, signed in and synced."""

    def come(who: str) -> Command:
        command = Command(desktop, tmp_path / who)
        words = ("signin", "--site", site.url, "--email", f"{who}@demo.example", "--password-stdin")
        command.done(*words, stdin=f"{PASSWORD}\n")
        command.done("sync")
        return command

    return come


@pytest.fixture
def stranger(desktop: dict[str, str], tmp_path: Path) -> Command:
    """Somebody without an account."""
    return Command(desktop, tmp_path / "stranger")
