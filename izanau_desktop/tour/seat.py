"""One person's place in a story: the window on screen, and the `izanau` command on the same data."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .atspi import Name
from .hands import Hands
from .node import Node
from .waiting import SECONDS, wait_until

_COMMAND_SECONDS = 120


def izanau_command() -> list[str]:
    """Return how `izanau` is called in this environment."""
    beside = Path(sys.executable).with_name("izanau")
    found = str(beside) if beside.exists() else shutil.which("izanau")
    return [found] if found else [sys.executable, "-m", "izanau_desktop.cli"]


def starting(words: str) -> re.Pattern[str]:
    """Return the pattern of a name that begins with these words."""
    return re.compile(f"^{re.escape(words)}")


def holding(words: str) -> re.Pattern[str]:
    """Return the pattern of a name that has these words in it."""
    return re.compile(re.escape(words))


class Seat:
    """A person with windows and a command."""

    def __init__(self, who: str, hands: Hands, env: Mapping[str, str], data_dir: Path) -> None:
        self.who, self.hands, self.data_dir = who, hands, data_dir
        self._env = {**env, "IZANAU_DATA_DIR": str(data_dir)}

    # --- the command ---

    def izanau(self, *arguments: str, stdin: str = "", exits: Sequence[int] = (0,)) -> Any:
        """Run `izanau --json …` on this person's data and return the document that it printed."""
        done = subprocess.run(
            [*izanau_command(), "--json", *arguments],
            env=self._env,
            input=stdin.encode(),
            capture_output=True,
            timeout=_COMMAND_SECONDS,
            check=False,
        )
        if done.returncode not in exits:
            said = (done.stdout + done.stderr).decode(errors="replace")
            raise AssertionError(f"izanau {' '.join(arguments)} ended with {done.returncode}:\n{said}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def items(self, *arguments: str) -> list[Any]:
        """Return the items of a list that the command prints."""
        return list(self.izanau(*arguments)["items"])

    # --- the window ---

    def window(self) -> Node:
        """Return the uppermost window, with the keyboard on it."""
        self.hands.front()
        return wait_until(self.hands.windows, f"a window of {self.who}")[0]

    def see(self, name: Name, role: str | None = None, seconds: float = SECONDS) -> Node:
        """Wait until the uppermost window shows this, and return it."""

        def found() -> list[Node]:
            return [node for top in self.hands.windows()[:1] for node in self.hands.find_all(role, name, top)]

        def complaint() -> str:
            return f"{self.who} seeing {role or 'something'} named {name!r}; on screen:\n{self.hands.dump()}"

        return wait_until(found, complaint, seconds)[0]

    def shows(self, name: Name, role: str | None = None) -> bool:
        """Return whether the uppermost window shows this now."""
        return any(self.hands.find_all(role, name, top) for top in self.hands.windows()[:1])

    def gone(self, name: Name, seconds: float = SECONDS) -> None:
        """Wait until the uppermost window shows this no more."""
        wait_until(lambda: not self.shows(name), lambda: f"{name!r} gone; on screen:\n{self.hands.dump()}", seconds)

    def go(self, place: str) -> None:
        """Open a place of the window through the navigation."""
        self.window()
        self.hands.pick("Places", starting(place), self.window())
        self.until(lambda: self.window().name.startswith(f"{place} - "), f"the place {place}")

    def press(self, name: Name, role: str | None = None) -> None:
        """Press what bears this name in the uppermost window."""
        self.see(name, role)
        self.hands.press(name, role, self.window())

    def press_in_menu(self, button: Name, place: int) -> None:
        """Open the menu of a button with the keyboard and take the entry at a place, counted from 1."""
        self.hands.focus(self.see(button, "button menu"))
        self.hands.key("Space", *["Down"] * place, "Return")

    def write(self, name: Name, text: str) -> Node:
        """Type a text into a field in place of what it held."""
        self.see(name, "text")
        return self.hands.fill(name, text, within=self.window())

    def put(self, name: Name, text: str) -> None:
        """Type into a field that may put what was typed in its own words, and leave it with Tab."""
        field = self.see(name, "text")
        self.hands.focus(field)
        self.hands.key("Ctrl+A", "Delete")
        self.hands.type(text)
        self.hands.key("Tab")

    def until(self, condition: Callable[[], object], what: str, seconds: float = SECONDS) -> None:
        """Wait for a condition, such as what the command says."""
        wait_until(condition, lambda: f"{self.who}: {what}; on screen:\n{self.hands.dump()}", seconds)
