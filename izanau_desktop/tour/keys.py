"""Real key events by XTEST: chords such as Ctrl+K, and text in any script."""

from __future__ import annotations

from collections.abc import Iterator

from Xlib import XK, X
from Xlib.ext import xtest

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


_LENT = 0x1008FE25
"""The keysym (XF86LogGrabInfo) that marks, on its second group, a key that bears a character lent to it."""


class Keyboard:
    """The keyboard of one X display. Characters that no key bears are lent to keys that nobody needs.

    What is lent is written in the display's own map, so that several keyboards of one display, used in turn, agree.
    """

    def __init__(self, windows: Windows) -> None:
        self._windows = windows
        self._display = windows.display
        self._fixed: dict[int, tuple[int, bool]] = {}
        self._spare: dict[int, int] = {}
        self._read_map()

    def press(self, pid: int, *chords: str) -> None:
        """Press chords such as ``Ctrl+Shift+Z``, ``Tab`` or ``?`` in the program's uppermost window."""
        for chord in chords:
            window = self._windows.aim(pid)
            *modifiers, key = _split(chord)
            held = [self._fixed[_keysym(modifier)][0] for modifier in modifiers]
            symbol = _keysym(key.lower() if len(key) == 1 else key)
            code, shifted = self._places({symbol})[symbol]
            self._stroke(code, [*held, *self._shift(shifted)])
            self._windows.settle(window)

    def type_text(self, pid: int, text: str) -> None:
        """Type text into what has the focus in the program's uppermost window, and see that all of it was read."""
        window = self._windows.aim(pid)
        symbols = [_symbol_of(character) for character in text]
        for portion in self._portions(symbols):
            places = self._places(set(portion))
            for symbol in portion:
                code, shifted = places[symbol]
                self._stroke(code, self._shift(shifted))
            self._windows.settle(window)

    def _read_map(self) -> None:
        info = self._display.display.info
        rows = self._display.get_keyboard_mapping(info.min_keycode, info.max_keycode - info.min_keycode + 1)
        for code, row in enumerate(rows, info.min_keycode):
            if _LENT in row:
                self._spare[code] = row[0]
            elif all(symbol == X.NoSymbol or symbol in _MULTIMEDIA for symbol in row):
                self._spare[code] = X.NoSymbol
            else:
                for level in (0, 1):
                    self._fixed.setdefault(row[level], (code, level == 1))

    def _portions(self, symbols: list[int]) -> Iterator[list[int]]:
        """Cut a text so that the foreign characters of each portion find a spare key each."""
        start, foreign = 0, set[int]()
        for place, symbol in enumerate(symbols):
            if symbol in self._fixed or symbol in foreign:
                continue
            if len(foreign) == len(self._spare):
                yield symbols[start:place]
                start, foreign = place, set()
            foreign.add(symbol)
        yield symbols[start:]

    def _places(self, symbols: set[int]) -> dict[int, tuple[int, bool]]:
        """Return a key for each character, lending spare ones; all that was typed before has been read by now."""
        self._read_map()
        lent = {symbol: code for code, symbol in self._spare.items() if symbol in symbols}
        free = sorted(
            (code for code, symbol in self._spare.items() if symbol not in symbols),
            key=lambda code: self._spare[code] != X.NoSymbol,
        )
        for code, symbol in zip(free, sorted(symbols - self._fixed.keys() - lent.keys()), strict=False):
            self._display.change_keyboard_mapping(code, [(symbol, symbol, _LENT, _LENT)])
            lent[symbol] = code
        self._display.sync()
        return {symbol: self._fixed.get(symbol) or (lent[symbol], False) for symbol in symbols}

    def _shift(self, wanted: bool) -> list[int]:
        return [self._fixed[XK.XK_Shift_L][0]] if wanted else []

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
