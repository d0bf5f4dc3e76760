"""What a person does with a program's windows: each deed on what is on screen, by its accessible name and the keyboard."""

from __future__ import annotations

import contextlib
from pathlib import Path

from .atspi import Application, Name, fits
from .bus import Bus
from .keys import Keyboard
from .node import Node
from .picture import take_picture
from .waiting import SECONDS, TooLateError, wait_until
from .windows import Windows

_PRESSABLE = frozenset(
    {
        "button menu",
        "check box",
        "check menu item",
        "link",
        "menu item",
        "page tab",
        "push button",
        "radio button",
        "radio menu item",
        "toggle button",
    }
)
_GLANCE = 3.0
_VIEWS = frozenset({"list", "table", "tree", "tree table"})


class Hands(Application):
    """One program and the keyboard on it."""

    def __init__(self, bus: Bus, windows: Windows, pid: int) -> None:
        super().__init__(bus, pid)
        self._windows = windows
        self._keyboard = Keyboard(windows)

    def key(self, *chords: str) -> None:
        """Press keys such as ``Ctrl+K``, ``Tab`` or ``?`` in the uppermost window, one after the other."""
        self._keyboard.press(self.pid, *chords)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self._keyboard.type_text(self.pid, text)

    def focus(self, node: Node) -> Node:
        """Bring the focus to an object on screen and return it."""
        self._windows.aim(self.pid)
        if node.role == "combo box":
            self._open(node)  # cannot be asked to take the focus, but keeps it after its list was open
            self.key("Escape")
            return node
        node.focus()
        wait_until(lambda: node.has("focused"), lambda: f"the focus on {node}; it is on {self.focused()}")
        return node

    def press(self, name: Name, role: str | None = None, within: Node | None = None) -> None:
        """Press the button, check box, menu entry, tab or link of that name, as soon as it is enabled."""

        def pressable() -> list[Node]:
            found = self.find_all(role, name, within)
            return [node for node in found if (role or node.role in _PRESSABLE) and "enabled" in node.states]

        what = f"{role or 'something to press'} named {name!r} and enabled"
        wait_until(pressable, lambda: f"{what} on screen, which shows:\n{self.dump(within)}")[0].press()

    def check(self, name: Name, wanted: bool = True, within: Node | None = None) -> Node:
        """Press the check box or radio button of that name unless it stands as wanted, and see that it does."""
        box = self.find(None, name, within, roles=frozenset({"check box", "radio button"}))
        if box.has("checked") != wanted:
            box.press()
        wait_until(lambda: box.has("checked") == wanted, lambda: f"{box} {'checked' if wanted else 'unchecked'}")
        return box

    def fill(self, name: Name, text: str, role: str = "text", within: Node | None = None) -> Node:
        """Type a text into the field of that name in place of what it held, and see it there."""
        field = self.focus(self.find(role, name, within))
        self.key("Ctrl+A", "Delete")
        self.type(text)
        wait_until(lambda: field.text() == text, lambda: f"{text!r} in {field}, which holds {field.text()!r}")
        return field

    def choose(self, name: Name, option: str, within: Node | None = None) -> Node:
        """Open the combo box of that label, go to an option with the arrow keys, and take it."""
        box = self.find("combo box", name, within)
        options = [node.name for node in box.walk(showing=False) if node.role == "list item"]
        if option not in options:
            raise AssertionError(f"{option!r} is not among the options of {name!r}: {options}")
        self._open(box)
        self.key("Home", *["Down"] * options.index(option), "Return")
        wait_until(lambda: box.fresh().name == option, lambda: f"{option!r} chosen in {box.fresh()}")
        return box

    def pick(self, view: Name, row: Name, within: Node | None = None) -> Node:
        """Go to the row of a list, table or tree that bears that name, so that it is selected, and return it."""
        listed = self.focus(self.find(None, view, within, roles=_VIEWS))
        cell = self.find(None, row, listed, showing=False)
        number = self._row_of(listed, cell)

        def selected() -> list[Node]:
            return [node for node in listed.children() if "selected" in node.states and fits(node.name, row)]

        def found(seconds: float) -> Node:
            self._go_to_row(listed, cell, number)
            return wait_until(selected, lambda: f"{row!r} selected:\n{self.dump(listed)}", seconds)[0]

        for seconds in (_GLANCE, _GLANCE):  # a page that was busy may have missed a key: go there again
            with contextlib.suppress(TooLateError):  # rule: the last look raises
                return found(seconds)
        return found(SECONDS)

    def _go_to_row(self, listed: Node, cell: Node, number: int) -> None:
        self.focus(listed)
        self.key("Ctrl+Home" if listed.role == "table" else "Home", *["Down"] * number)
        for again in (("Down", "Up"), ("Space",)):  # going to a row that is current already does not select it
            if number == 0 and not cell.has("selected"):
                self.key(*again)

    def front(self) -> None:
        """Give the keyboard to the uppermost window."""
        self._windows.settle(self._windows.aim(self.pid))

    def picture(self, target: Path) -> Path:
        """Leave a picture of the whole screen with this program in front, once it has read all that was typed."""
        if self.windows():
            self.front()
        return take_picture(self._windows.display, target)

    def close_window(self) -> None:
        """Press the close button of the uppermost window."""
        self._windows.ask_to_close(self.pid)

    def _open(self, box: Node) -> None:
        self._windows.aim(self.pid)
        box.press()
        wait_until(lambda: box.has("expanded"), lambda: f"{box} open")

    @staticmethod
    def _row_of(view: Node, cell: Node) -> int:
        row = cell.row() if view.role in {"table", "tree table"} else None
        if row is not None:
            return row
        kind = [node.path for node in view.children() if node.role == cell.role]
        return kind.index(cell.path)
