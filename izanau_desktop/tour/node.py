"""One object of a program's accessibility tree: what it is, what it says, what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from .bus import Bus, Call, GoneError, prop

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ACTION = "org.a11y.atspi.Action"
_CELL = "org.a11y.atspi.TableCell"
_COMPONENT = "org.a11y.atspi.Component"
_EDITABLE = "org.a11y.atspi.EditableText"
_SELECTION = "org.a11y.atspi.Selection"
_TEXT = "org.a11y.atspi.Text"
_VALUE = "org.a11y.atspi.Value"
_NOTHING = "/org/a11y/atspi/null"
_LABELLED_BY = 2
_PRESSING = ("press", "toggle", "showmenu", "click", "activate")
_TOLD = frozenset({"active", "checked", "disabled", "expanded", "focused", "modal", "selected"})

# The order of AtspiStateType (at-spi2-core, atspi-constants.h).
_STATE_WORDS = (
    "invalid active armed busy checked collapsed defunct editable enabled expandable expanded focusable "
    "focused has-tooltip horizontal iconified modal multi-line multiselectable opaque pressed resizable "
    "selectable selected sensitive showing single-line stale transient vertical visible manages-descendants "
    "indeterminate required truncated animated invalid-entry supports-autocompletion selectable-text "
    "is-default visited checkable has-popup read-only"
)
_STATES = _STATE_WORDS.split()


class Extents(NamedTuple):
    """Where something is on the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Node:
    """One accessible object as it was when looked at, with live questions to it."""

    bus: Bus
    peer: str
    path: str
    role: str
    name: str
    states: frozenset[str]
    depth: int = 0

    def __str__(self) -> str:
        told = sorted(self.states & _TOLD) + ([] if "enabled" in self.states else ["disabled"])
        return f"{self.role} {self.name!r}" + (f" [{' '.join(told)}]" if told else "")

    def fresh(self) -> Node:
        """Return the same object as it is now; raise GoneError if it is no more."""
        now = look(self.bus, [(self.peer, self.path)], self.depth)[0]
        if now is None:
            raise GoneError(f"is no more: {self}")
        return now

    def has(self, *states: str) -> bool:
        """Return whether the object exists and is in all these states now."""
        now = look(self.bus, [(self.peer, self.path)], self.depth)[0]
        return now is not None and now.states.issuperset(states)

    def children(self) -> list[Node]:
        """Return the direct children as they are now, hidden ones too."""
        found = look(self.bus, self.bus.ask(_about(self, "GetChildren")), self.depth + 1)
        return [node for node in found if node]

    def label(self) -> str:
        """Return the text of what labels this object, or nothing; a thing that vanished meanwhile has no label."""
        try:
            relations = dict(self.bus.ask(_about(self, "GetRelationSet")))
        except GoneError:
            return ""
        labels = look(self.bus, relations.get(_LABELLED_BY, []), 0)
        return " ".join(label.name for label in labels if label)

    def description(self) -> str:
        """Return the accessible description."""
        return str(self.bus.ask(prop(self.peer, self.path, _ACCESSIBLE, "Description")))

    def attributes(self) -> dict[str, str]:
        """Return the accessible attributes."""
        return dict(self.bus.ask(_about(self, "GetAttributes")))

    def text(self) -> str:
        """Return the text that the object holds; its name where it has no text of its own."""
        try:
            return str(self.bus.ask(Call(self.peer, self.path, _TEXT, "GetText", "ii", (0, -1))))
        except GoneError:
            return self.fresh().name

    def value(self) -> float:
        """Return the number that a slider, spin box or progress bar stands at."""
        return float(self.bus.ask(prop(self.peer, self.path, _VALUE, "CurrentValue")))

    def extents(self) -> Extents:
        """Return the place on the screen."""
        return Extents(*self.bus.ask(Call(self.peer, self.path, _COMPONENT, "GetExtents", "u", (0,))))

    def row(self) -> int | None:
        """Return the row of a table's cell, or nothing for what is no cell."""
        try:
            return int(self.bus.ask(prop(self.peer, self.path, _CELL, "Position"))[0])
        except GoneError:
            return None

    def actions(self) -> list[str]:
        """Return the names of what can be done with it, in the order of their numbers."""
        count = self.bus.ask(prop(self.peer, self.path, _ACTION, "NActions"))
        calls = [Call(self.peer, self.path, _ACTION, "GetName", "i", (number,)) for number in range(count)]
        return [str(name) for name in self.bus.ask_many(calls)]

    def focus(self) -> None:
        """Give the keyboard focus to it."""
        self.bus.ask(Call(self.peer, self.path, _COMPONENT, "GrabFocus"))

    def press(self) -> None:
        """Do its first action that presses; what a person could not press, hidden or disabled, this cannot either."""
        now = self.fresh()
        if not now.states.issuperset({"showing", "enabled"}):
            raise AssertionError(f"hidden or disabled, cannot be pressed: {now}")
        actions = [action.lower().replace(" ", "") for action in self.actions()]
        number = next((actions.index(wanted) for wanted in _PRESSING if wanted in actions), None)
        if number is None:
            raise AssertionError(f"no action presses it, it has only {actions}: {now}")
        self.bus.tell(Call(self.peer, self.path, _ACTION, "DoAction", "i", (number,)))

    def set_text(self, text: str) -> None:
        """Replace the text through EditableText, without the keyboard."""
        self.bus.ask(Call(self.peer, self.path, _EDITABLE, "SetTextContents", "s", (text,)))

    def select_child(self, number: int) -> None:
        """Select one of its children by place."""
        self.bus.ask(Call(self.peer, self.path, _SELECTION, "SelectChild", "i", (number,)))

    def walk(self, showing: bool = True) -> list[Node]:
        """Return all that is within it, in reading order; hidden ones, with all within them, only if not ``showing``."""
        family: dict[str, list[Node]] = {}
        level: list[Node] = [self]
        while level:
            answers = self.bus.ask_many([_about(node, "GetChildren") for node in level])
            below = [(p.path, ref) for p, refs in zip(level, answers, strict=True) for ref in refs or []]
            depth = level[0].depth + 1
            level = []
            for (parent, _), node in zip(below, look(self.bus, [ref for _, ref in below], depth), strict=True):
                if node and (not showing or "showing" in node.states):
                    family.setdefault(parent, []).append(node)
                    level.append(node)
        return list(_in_reading_order(self.path, family))


def _about(node: Node, member: str) -> Call:
    return Call(node.peer, node.path, _ACCESSIBLE, member)


def look(bus: Bus, references: Sequence[tuple[str, str]], depth: int) -> list[Node | None]:
    """Return what stands behind references (peer, path), with None for what vanished."""
    calls: list[Call] = []
    for peer, path in references:
        calls.append(Call(peer, path, _ACCESSIBLE, "GetRoleName"))
        calls.append(prop(peer, path, _ACCESSIBLE, "Name"))
        calls.append(Call(peer, path, _ACCESSIBLE, "GetState"))
    answers = bus.ask_many(calls)
    return [
        _node(bus, reference, answers[3 * place : 3 * place + 3], depth) for place, reference in enumerate(references)
    ]


def _node(bus: Bus, reference: tuple[str, str], facts: Sequence[Any], depth: int) -> Node | None:
    peer, path = reference
    role, name, words = facts
    if path == _NOTHING or role is None or name is None or words is None:
        return None
    bits = words[0] | words[1] << 32
    states = frozenset(state for number, state in enumerate(_STATES) if bits >> number & 1)
    return Node(bus, peer, path, role, name, states, depth)


def _in_reading_order(path: str, family: dict[str, list[Node]]) -> Iterator[Node]:
    for node in family.get(path, []):
        yield node
        yield from _in_reading_order(node.path, family)
