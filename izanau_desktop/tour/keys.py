"""Real key events by XTEST: chords such as Ctrl+K, and text in any script."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from Xlib import XK, X
from Xlib.ext import xtest
from Xlib.xobject.drawable import Window

from .windows import Windows

_WORDS = {
    "alt": "Alt_L",
    "backspace": "BackSpace",
    "ctrl": "Control_L",
    "del": "Delete",
    "enter": "Return",
    "esc": "Escape",
    "meta": "Super_L",
    "pgdown": "Next",
    "pgup": "Prior",
    "shift": "Shift_L",
    "space": "space",
}
_CONTROLS = {"\n": "Return", "\t": "Tab"}
_MULTIMEDIA = range(0x1008FE00, 0x10090000)
"""Keysyms of the keys for sound, mail and the like (XF86keysym.h); nothing here presses them."""


class Keyboard:
    """The keyboard of one X display. Characters that no key bears are lent to keys that nobody needs."""

    def __init__(self, windows: Windows) -> None:
        self._windows = windows
        self._display = windows.display
        self._places: dict[int, tuple[int, bool]] = {}
        self._lent: OrderedDict[int, int] = OrderedDict()
        self._spare: list[int] = []
        self._read_map()

    def press(self, pid: int, *chords: str) -> None:
        """Press chords such as ``Ctrl+Shift+Z``, ``Tab`` or ``?`` in the program's uppermost window."""
        for chord in chords:
            window = self._windows.aim(pid)
            *modifiers, key = _split(chord)
            held = [self._places[_keysym(modifier)][0] for modifier in modifiers]
            code, shifted = self._place(_keysym(key.lower() if len(key) == 1 else key), window)
            self._stroke(code, [*held, *self._shift(shifted)])
            self._windows.settle(window)

    def type_text(self, pid: int, text: str) -> None:
        """Type text into what has the focus in the program's uppermost window, and see that all of it was read."""
        window = self._windows.aim(pid)
        for part in self._portions(text):
            symbols = [_symbol_of(character) for character in part]
            self._lend([symbol for symbol in dict.fromkeys(symbols) if symbol not in self._places])
            for symbol in symbols:
                code, shifted = self._place(symbol, window)
                self._stroke(code, self._shift(shifted))
            self._windows.settle(window)

    def _read_map(self) -> None:
        info = self._display.display.info
        rows = self._display.get_keyboard_mapping(info.min_keycode, info.max_keycode - info.min_keycode + 1)
        for code, row in enumerate(rows, info.min_keycode):
            if all(symbol == X.NoSymbol or symbol in _MULTIMEDIA for symbol in row):
                self._spare.append(code)
                continue
            for level in (0, 1):
                if row[level] != X.NoSymbol:
                    self._places.setdefault(row[level], (code, level == 1))

    def _portions(self, text: str) -> Iterator[str]:
        """Cut a text so that the foreign characters of each portion find a spare key each."""
        start, foreign = 0, set[int]()
        for place, character in enumerate(text):
            symbol = _symbol_of(character)
            if symbol in self._places or symbol in foreign:
                continue
            if len(foreign) == len(self._spare):
                yield text[start:place]
                start, foreign = place, set()
            foreign.add(symbol)
        yield text[start:]

    def _lend(self, symbols: list[int]) -> None:
        """Put characters on spare keys, those least recently used first; all typed before has been read by now."""
        for symbol in symbols:
            if symbol in self._lent:
                self._lent.move_to_end(symbol)
        for symbol in symbols:
            if symbol in self._lent:
                continue
            if len(self._lent) < len(self._spare):
                code = self._spare[len(self._lent)]
            else:
                code = self._lent.popitem(last=False)[1]
            self._lent[symbol] = code
            self._display.change_keyboard_mapping(code, [(symbol, symbol)])
        self._display.sync()

    def _place(self, symbol: int, window: Window) -> tuple[int, bool]:
        if symbol not in self._places and symbol not in self._lent:
            self._windows.settle(window)
            self._lend([symbol])
        return self._places.get(symbol) or (self._lent[symbol], False)

    def _shift(self, wanted: bool) -> list[int]:
        return [self._places[XK.XK_Shift_L][0]] if wanted else []

    def _stroke(self, code: int, held: list[int]) -> None:
        for key in [*held, code]:
            xtest.fake_input(self._display, X.KeyPress, key)
        for key in [code, *reversed(held)]:
            xtest.fake_input(self._display, X.KeyRelease, key)
        self._display.sync()


def _split(chord: str) -> list[str]:
    """Split a chord at its plus signs; the last of ``Ctrl++`` is a key."""
    if chord == "+":
        return [chord]
    return [*chord[:-2].split("+"), "+"] if chord.endswith("++") else chord.split("+")


def _keysym(key: str) -> int:
    if len(key) == 1:
        return _symbol_of(key)
    symbol = XK.string_to_keysym(_WORDS.get(key.lower(), key))
    if symbol == X.NoSymbol:
        raise ValueError(f"no such key: {key}")
    return symbol


def _symbol_of(character: str) -> int:
    """Return the keysym of a character: Latin-1 stands for itself, all else for its code point (X11, appendix A)."""
    if character in _CONTROLS:
        return XK.string_to_keysym(_CONTROLS[character])
    point = ord(character)
    return point if 0x20 <= point <= 0x7E or 0xA0 <= point <= 0xFF else 0x01000000 | point
