"""The words of the UI: `tr` for code, and the switch between languages while the program runs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

FOLDER = Path(__file__).parent / "_resources" / "translations"
LANGUAGES = ("en", "ja")


def tr(text: str, comment: str | None = None, n: int = -1) -> str:
    """The text in the UI language; `%n` becomes `n` in the right plural form. Never give it an f-string.

    lupdate finds calls of this name and files them under the empty context, hence the empty context here.
    """
    return QCoreApplication.translate("", text, comment, n)


class Translation(QObject):
    """Holds the translators of one application; `use` switches them, and Qt sends LanguageChange to every widget."""

    switched = Signal(str)

    def __init__(self, parent: QObject | None = None, folder: Path = FOLDER) -> None:
        super().__init__(parent)
        self._folder = folder
        self._installed: list[QTranslator] = []
        self._language = ""

    @property
    def language(self) -> str:
        """The code of the language in use."""
        return self._language

    def use(self, language: str) -> None:
        """Switch to `en` or `ja`; any other code (also empty: the system's) takes the nearest of them."""
        wanted = nearest(language)
        if wanted == self._language:
            return
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        files = [(f"qtbase_{wanted}", qt), (f"izanau_{wanted}", str(self._folder))]
        self._installed = []
        QLocale.setDefault(QLocale(QLocale.Language.Japanese) if wanted == "ja" else QLocale(QLocale.Language.English))
        for name, folder in files:
            translator = QTranslator(self)
            if translator.load(name, folder) and QCoreApplication.installTranslator(translator):
                self._installed.append(translator)
        self._language = wanted
        self.switched.emit(wanted)


def nearest(language: str) -> str:
    """The language of ours that serves this code best; an empty one asks the system."""
    codes = [language] if language else [code.lower() for code in QLocale.system().uiLanguages()]
    return next((code[:2] for code in codes if code[:2] in LANGUAGES), "en")
