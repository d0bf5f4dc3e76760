"""The programs on an accessibility bus, and finding in one of them what has a role and a name."""

from __future__ import annotations

import re

from .bus import Bus, Call
from .node import Node, look
from .waiting import SECONDS, wait_until

Name = str | re.Pattern[str]
"""What a name must be: these very words, or a pattern found in it."""

_ROOT = "/org/a11y/atspi/accessible/root"
_REGISTRY = ("org.a11y.atspi.Registry", _ROOT)
_APPLICATION = "org.a11y.atspi.Accessible"
_NAMED_BY_VALUE = frozenset({"combo box"})
_DAEMON = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


def open_accessibility_bus(session_address: str) -> Bus:
    """Ask the session bus where the accessibility bus is (this starts it), and connect."""
    with Bus(session_address) as session:
        address = session.ask(Call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"))
    return Bus(address)


def applications(bus: Bus) -> dict[int, Node]:
    """Return the programs that show themselves, by process id."""
    references = bus.ask(Call(*_REGISTRY, _APPLICATION, "GetChildren"))
    pids = bus.ask_many([Call(*_DAEMON, "GetConnectionUnixProcessID", "s", (peer,)) for peer, _ in references])
    return {pid: node for pid, node in zip(pids, look(bus, references, 0), strict=True) if pid and node}


class Application:
    """One program as its windows show it."""

    def __init__(self, bus: Bus, pid: int) -> None:
        self.bus = bus
        self.pid = pid

    def root(self) -> Node | None:
        """Return the program itself, if it shows itself yet."""
        return applications(self.bus).get(self.pid)

    def windows(self) -> list[Node]:
        """Return the windows on screen, the active one first."""
        root = self.root()
        shown = [node for node in root.children() if "showing" in node.states] if root else []
        return sorted(shown, key=lambda node: "active" not in node.states)

    def find_all(
        self,
        role: str | None = None,
        name: Name | None = None,
        within: Node | None = None,
        showing: bool = True,
        roles: frozenset[str] = frozenset(),
    ) -> list[Node]:
        """Return all that match now (a role, or one of several), those of the active window first, in reading order."""
        allowed = roles | {role} if role else roles
        tops = [within] if within else self.windows()
        nodes = [node for top in tops for node in ([] if within else [top]) + top.walk(showing)]
        return [node for node in nodes if (not allowed or node.role in allowed) and _is_called(node, name)]

    def find(
        self,
        role: str | None = None,
        name: Name | None = None,
        within: Node | None = None,
        showing: bool = True,
        seconds: float = SECONDS,
        roles: frozenset[str] = frozenset(),
    ) -> Node:
        """Return the first that matches as soon as there is one; else raise TooLateError with all that is on screen."""

        def complaint() -> str:
            return f"{role or ' or '.join(sorted(roles)) or 'object'} named {name!r} on screen, which shows:\n{self.dump(within)}"

        return wait_until(lambda: self.find_all(role, name, within, showing, roles), complaint, seconds)[0]

    def gone(self, role: str | None = None, name: Name | None = None, seconds: float = SECONDS) -> None:
        """Wait until nothing on screen matches."""
        what = f"{role or 'object'} named {name!r} gone from the screen"
        wait_until(lambda: not self.find_all(role, name), lambda: f"{what}, which shows:\n{self.dump()}", seconds)

    def focused(self) -> Node | None:
        """Return what has the keyboard focus, the innermost if several say so."""
        return next((node for node in reversed(self.find_all()) if "focused" in node.states), None)

    def dump(self, within: Node | None = None) -> str:
        """Return the visible tree as text, one object a line."""
        tops = [within] if within else self.windows()
        lines = [f"{'  ' * node.depth}{node}" for top in tops for node in [top, *top.walk()]]
        return "\n".join(lines) or "(no window)"


def _is_called(node: Node, name: Name | None) -> bool:
    if name is None or fits(node.name, name):
        return True
    return node.role in _NAMED_BY_VALUE and fits(node.label(), name)


def fits(words: str, name: Name) -> bool:
    """Return whether words are the name, or hold the pattern."""
    return words == name if isinstance(name, str) else name.search(words) is not None
