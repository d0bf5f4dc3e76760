"""What a person set for this machine, as typed accessors over one INI file in the data folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

THEMES = ("system", "light", "dark")
SCALES = (1.0, 1.1, 1.25, 1.5)


class Preferences(QObject):
    """Reads and writes `preferences.ini`; `changed` names the accessor that got a new value."""

    changed = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.passing = False
        """Whether the account that is open leaves nothing here: then neither its role nor its places are written down."""
        self._file = QSettings(str(folder / "preferences.ini"), QSettings.Format.IniFormat, self)

    @property
    def theme(self) -> str:
        """`system`, `light` or `dark`."""
        value = self._text("look/theme")
        return value if value in THEMES else "system"

    @theme.setter
    def theme(self, value: str) -> None:
        self._set("look/theme", value, "theme")

    @property
    def language(self) -> str:
        """`en`, `ja`, or empty to follow the system."""
        return self._text("look/language")

    @language.setter
    def language(self, value: str) -> None:
        self._set("look/language", value, "language")

    @property
    def scale(self) -> float:
        """Size of type, 1.0 to 1.5."""
        value = self._text("look/scale")
        return next((scale for scale in SCALES if str(scale) == value), 1.0)

    @scale.setter
    def scale(self, value: float) -> None:
        self._set("look/scale", str(value), "scale")

    @property
    def compact(self) -> bool:
        """Whether tables take the lower rows."""
        return self._text("look/compact") == "yes"

    @compact.setter
    def compact(self, value: bool) -> None:
        self._set("look/compact", "yes" if value else "no", "compact")

    @property
    def letter_keys(self) -> bool:
        """Whether single letters act (WCAG 2.1.4 wants a switch)."""
        return self._text("keys/letters") != "no"

    @letter_keys.setter
    def letter_keys(self, value: bool) -> None:
        self._set("keys/letters", "yes" if value else "no", "letter_keys")

    @property
    def site(self) -> str:
        """The address of the site that was asked for once, or empty."""
        return self._text("site/url")

    @site.setter
    def site(self, value: str) -> None:
        self._set("site/url", value, "site")

    def shortcut(self, command: str) -> str | None:
        """The person's own keys of a command; empty means none; None means as shipped."""
        value = self._file.value(f"keys/of/{command}")
        return None if value is None else str(value)

    def set_shortcut(self, command: str, keys: str | None) -> None:
        """Give a command other keys, none (empty), or its own again (None)."""
        if keys is None:
            self._file.remove(f"keys/of/{command}")
            self.changed.emit("shortcut")
        else:
            self._set(f"keys/of/{command}", keys, "shortcut")

    def layout(self, name: str) -> QByteArray:
        """The remembered state of a window, splitter or header; empty when there is none."""
        value = self._file.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, name: str, state: QByteArray) -> None:
        """Remember the state of a window, splitter or header."""
        if not self.passing:
            self._file.setValue(f"layout/{name}", state)

    def switch(self, name: str) -> bool:
        """Whether a way to look at a page was on when it was left."""
        return self._text(f"switches/{name}") == "yes"

    def set_switch(self, name: str, *, on: bool) -> None:
        """Remember it."""
        if not self.passing:
            self._file.setValue(f"switches/{name}", "yes" if on else "no")

    def last_place(self, role: str) -> str:
        """The id of the place that was open last in this role, or empty."""
        return self._text(f"places/{role}")

    def set_last_place(self, role: str, place: str) -> None:
        """Remember the place that is open."""
        if not self.passing:
            self._file.setValue(f"places/{role}", place)

    def save(self) -> None:
        """Write the file now; Qt writes it at its own time otherwise."""
        self._file.sync()

    def _text(self, key: str) -> str:
        value = self._file.value(key, "")
        return value if isinstance(value, str) else ""

    def _set(self, key: str, value: str, accessor: str) -> None:
        if self._file.value(key) != value:
            self._file.setValue(key, value)
            self.changed.emit(accessor)
