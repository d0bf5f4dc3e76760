"""The registry of commands: every deed as data, from which menus, buttons, palette and the page of keys are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QObject, Signal

Menu = Literal["file", "edit", "view", "go", "deed", "help", "preferences", "quit", "about", "hidden"]
MNEMONIC = re.compile(r"\(&\w\)")
EVERYONE: frozenset[str] = frozenset({"guest", "seeker", "company", "support"})


def always() -> bool:
    """The condition of a command that can be given at any time."""
    return True


@dataclass(frozen=True)
class Command:
    """One deed. `words` is asked each time, so that it follows the language: `lambda: tr("&Note…")`.

    `shortcut` is in Qt's portable form ("Ctrl+K", "E"); a bare letter acts only while a list or a detail has the focus.
    `place` says in which menu it stands; `preferences`, `quit` and `about` go where the system wants them.
    """

    id: str
    words: Callable[[], str]
    icon: str = ""
    shortcut: str = ""
    roles: frozenset[str] = EVERYONE
    condition: Callable[[], bool] = always
    callback: Callable[[], object] = field(default=always)
    place: Menu = "deed"
    second: str = ""
    """A letter that does the same, as long as the person gave the command no keys of their own."""

    @property
    def label(self) -> str:
        """The words without mnemonic, which Japanese puts into brackets after them."""
        return plain(self.words())


def plain(words: str) -> str:
    """Words without their mnemonic."""
    return MNEMONIC.sub("", words).replace("&&", "\0").replace("&", "").replace("\0", "&")


def is_letter(shortcut: str) -> bool:
    """Whether a shortcut is a single key without Ctrl, Alt or Meta, which typing would press too."""
    key = shortcut.removeprefix("Shift+")
    return len(key) == 1 or key == "Space"


class Commands(QObject):
    """All commands of one window, by id; `changed` tells that some were added, went, or have other keys or conditions."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, own_keys: Callable[[str], str | None] | None = None) -> None:
        """`own_keys` says which keys the person gave a command (`Preferences.shortcut`)."""
        super().__init__(parent)
        self._all: dict[str, Command] = {}
        self._own_keys = own_keys or (lambda _: None)

    def __iter__(self) -> Iterator[Command]:
        return iter(tuple(self._all.values()))

    def __getitem__(self, command: str) -> Command:
        return self._all[command]

    def __contains__(self, command: object) -> bool:
        return command in self._all

    def register(self, *commands: Command) -> None:
        """Add commands; an id twice is a mistake of ours."""
        for command in commands:
            if command.id in self._all:
                raise ValueError(f"two commands are called {command.id}")
            self._all[command.id] = command
        self.changed.emit()

    def remove(self, *ids: str) -> None:
        """Take commands away, when their page goes."""
        for command in ids:
            self._all.pop(command, None)
        self.changed.emit()

    def run(self, command: str) -> bool:
        """Do it, if it can be done now; says whether it was."""
        known = self._all.get(command)
        if known is None or not known.condition():
            return False
        known.callback()
        return True

    def for_role(self, role: str) -> tuple[Command, ...]:
        """The commands of a role in order of registration."""
        return tuple(command for command in self._all.values() if role in command.roles)

    def near(self, role: str, page: str) -> tuple[Command, ...]:
        """The commands of a role as one looks for them: those of the page that is open, all others, quitting last."""
        front, back = f"{page}.", ("quit", "about")
        return tuple(sorted(self.for_role(role), key=lambda one: (one.place in back, not one.id.startswith(front))))

    def shortcut(self, command: str) -> str:
        """The keys in force: the person's own, else those shipped."""
        own = self._own_keys(command)
        return self._all[command].shortcut if own is None else own

    def letters(self, command: str) -> frozenset[str]:
        """The single keys in force: of the shortcut, and the second one beside a shortcut as shipped."""
        keys = self.shortcut(command)
        own = self._own_keys(command) is not None
        return frozenset(filter(is_letter, (keys, "" if own else self._all[command].second)))

    def reconsider(self) -> None:
        """Tell menus and buttons that conditions or keys may be others now."""
        self.changed.emit()
