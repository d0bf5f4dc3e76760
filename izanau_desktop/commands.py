"""The registry of commands: every deed as data, from which menus, buttons, palette and the page of keys are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QObject, Signal

Menu = Literal["file", "edit", "view", "go", "deed", "help", "preferences", "quit", "about", "hidden"]
MNEMONIC = re.compile(r"\(&\w\)")
BOUND = frozenset({"next", "previous", "undo", "redo"})
"""Last parts of the ids of commands that mean something only at their page, while it is open."""
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
    def page(self) -> str:
        """The place whose page has it, or `app`, `frame`, `go`."""
        return self.id.partition(".")[0]

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
        self._declared: dict[str, Command] = {}
        self._places: Collection[str] = ()
        self._here: Callable[[], str] = str
        self._go: Callable[[str], object] = lambda _: None
        self._own_keys = own_keys or (lambda _: None)

    def __iter__(self) -> Iterator[Command]:
        return iter(tuple(self._all.values()))

    def __getitem__(self, command: str) -> Command:
        return self._all[command]

    def __contains__(self, command: object) -> bool:
        return command in self._all

    def declare(self, *commands: Command) -> None:
        """Make commands known whose page may be made later; it registers them with what they do."""
        for command in commands:
            self._declared[command.id] = command
            self._all.setdefault(command.id, command)
        self.changed.emit()

    def register(self, *commands: Command) -> None:
        """Add commands; an id twice is a mistake of ours."""
        for command in commands:
            if self._all.get(command.id) is not self._declared.get(command.id):
                raise ValueError(f"two commands are called {command.id}")
            self._all[command.id] = command
        self.changed.emit()

    def remove(self, *ids: str) -> None:
        """Take commands away, when their page goes."""
        for command in ids:
            if command in self._declared:
                self._all[command] = self._declared[command]
            else:
                self._all.pop(command, None)
        self.changed.emit()

    def run(self, command: str) -> bool:
        """Do it, if it can be done now; says whether it was."""
        known = self._all.get(command)
        if known is None or not known.condition():
            return False
        known.callback()
        return True

    def lead(self, places: Collection[str], here: Callable[[], str], go: Callable[[str], object]) -> None:
        """Tell the way to pages: which there are, which is open, and what opens one."""
        self._places, self._here, self._go = places, here, go

    def leads_to(self, command: str) -> str:
        """The place that must be opened first, where that helps; else empty."""
        page, _, name = command.partition(".")
        return page if name not in BOUND and not self.is_near(command) else ""

    def is_near(self, command: str) -> bool:
        """Whether it belongs to the page that is open, or to none."""
        page = self._all[command].page
        return page not in self._places or page == self._here()

    def can(self, command: str) -> bool:
        """Whether it can be done now, or may be once its page is open."""
        known = self._all.get(command)
        return known is not None and (known.condition() or bool(self.leads_to(command)))

    def choose(self, command: str) -> bool:
        """Do it; what cannot be done here opens its page, and is done there if it can be; says whether it was done.

        What acts on a chosen row waits for the person there: a deed on a row that was never seen would be a trap.
        """
        done = self.run(command)
        place = self.leads_to(command) if not done and command in self._all else ""
        if place:
            self._go(place)
            done = self.run(command)
        return done

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
