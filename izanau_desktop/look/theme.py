"""Puts palette, style sheet and fonts on the application, and follows the system and the person's wishes live."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from izanau_desktop.look import fonts, icons
from izanau_desktop.look.palette import palette
from izanau_desktop.look.style import style_sheet
from izanau_desktop.look.tokens import DARK, LIGHT, Tokens
from izanau_desktop.preferences import Preferences


class Theme(QObject):
    """The look in force. `changed` follows each change; painters read the palette of their widget and need it not."""

    changed = Signal()

    def __init__(self, app: QApplication, preferences: Preferences, folder: Path) -> None:
        """`folder` takes the icons that a style sheet can only name as files."""
        super().__init__(app)
        self._app, self._preferences, self._folder = app, preferences, folder
        self._language = "en"
        app.setStyle("Fusion")
        fonts.load()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.apply)
        preferences.changed.connect(self._follow)

    @property
    def tokens(self) -> Tokens:
        """The table of the theme in force."""
        wanted = self._preferences.theme
        dark = (
            QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            if wanted == "system"
            else wanted == "dark"
        )
        return DARK if dark else LIGHT

    def use_language(self, language: str) -> None:
        """Take the fonts of this UI language."""
        self._language = language
        self.apply()

    def apply(self) -> None:
        """Put what is another now on the application; for each of the three Qt goes through all widgets there are.

        A sheet that takes the place of another costs Qt a millisecond a widget, ten times what one costs where there is none: so
        the one in force is taken off first. Nothing is painted in between.
        """
        tokens, scale = self.tokens, self._preferences.scale
        if (colours := palette(tokens)) != self._app.palette():
            self._app.setPalette(colours)
        if is_other_font := (font := fonts.body(self._language, scale)) != self._app.font():
            self._app.setFont(font)
        arrow = icons.file_for("chevron-down", tokens.text2, self._folder / "look").as_posix()
        tick = icons.file_for("check", tokens.on_accent, self._folder / "look").as_posix()
        if (sheet := style_sheet(tokens, scale, arrow, tick)) != self._app.styleSheet():
            if not is_other_font:  # what a sheet comes off has the font again that it was put on with
                self._app.setStyleSheet("")
            self._app.setStyleSheet(sheet)
        self.changed.emit()

    def _follow(self, accessor: str) -> None:
        if accessor in {"theme", "scale"}:
            self.apply()
