"""One person's computer: a data folder with a clock of its own, its keychain, its windows, and all the bytes on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from izanau_desktop.tour.bus import GoneError
from tests.journeys.cachefile import Held, owners, secret
from tests.journeys.command import Command
from tests.journeys.window import Program, Seat, opened
from tests.privacy.clock import Clock
from tests.privacy.person import Person
from tests.privacy.stage import Stage

ITEMS = ("key", "access", "refresh", "pin")
"""The items that the keychain may hold of an account."""
_READINGS: Final = 20
"""So many times a window is read that changes under it."""


class Machine:
    """`izanau` and its windows on one data folder; every folder that a program may write to lies in `folder`."""

    def __init__(self, office: Stage, name: str, more: Mapping[str, str] | None = None) -> None:
        self.name, self._office = name, office
        self.folder = office.folder / f"machine-{name}"
        self.data, self.said = self.folder / "izanau", self.folder / "said"
        self.data.mkdir(parents=True)
        self.clock = Clock(office.folder / f"clock-{name}")
        homes = {f"XDG_{kind}_HOME": str(self.folder / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
        homes["TMPDIR"] = str(self.folder / "tmp")
        for home in homes.values():
            Path(home).mkdir()
        self.env = {**office.env, **homes, **self.clock.env, **(more or {})}
        self.izanau = Command(self.env, self.data)

    def sign_in(self, person: Person, url: str = "") -> Command:
        """Sign in as this person, and sync."""
        words = ("signin", "--site", url or self._office.site.url, "--email", person.email, "--password-stdin")
        self.izanau.done(*words, stdin=person.password)
        self.izanau.done("sync")
        return self.izanau

    @contextmanager
    def window(self, *words: str) -> Iterator[Seat]:
        """The window; it is ended when done."""
        with opened(self.env, self.data, self.said, *words) as seat:
            yield seat

    def held(self) -> Held:
        """All that lies on this machine, read with the keys of its keychain."""
        return Held(self.env, self.data, *(one for one in self.folder.iterdir() if one != self.data))

    def copied(self) -> dict[str, bytes]:
        """Every file as somebody has it who copied the folder, without the keychain."""
        files = (file for file in self.folder.rglob("*") if file.is_file())
        return {str(file.relative_to(self.folder)): file.read_bytes() for file in files}

    def secrets(self, owner: str) -> dict[str, str]:
        """The items of an account that the keychain holds."""
        found = {name: secret(self.env, owner, name) for name in ITEMS}
        return {name: value for name, value in found.items() if value}

    def owner(self) -> str:
        """The random name of the one account's folder."""
        (found,) = owners(self.data)
        return found


def close(seat: Seat) -> None:
    """Close the window as a person does, and see that its program ended well."""
    assert program_of(seat).quit() == 0


def program_of(seat: Seat) -> Program:
    """The program of a window that was started here."""
    assert isinstance(seat.hands, Program)
    return seat.hands


def everything_said(seat: Seat) -> str:
    """All names, texts and titles that the program gives to assistive technology, hidden ones too.

    Read anew where the window changed meanwhile, so that a part was gone before it was asked.
    """
    for _ in range(_READINGS):
        with suppress(GoneError):  # rule: it changed under the reading, which begins anew
            root = seat.hands.root()
            nodes = [] if root is None else [root, *root.walk(showing=False)]
            return "\n".join(f"{node.name} {node.text() if node.role == 'text' else ''}" for node in nodes)
    raise AssertionError(f"the window changed under each of {_READINGS} readings")


def found_in(words: list[str] | set[str], text: str) -> list[str]:
    """Which of these words a text holds, in any case of letters."""
    return sorted(one for one in words if one.casefold() in text.casefold())
