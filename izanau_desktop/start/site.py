"""Asking once for the address of the site, where this build of the program knows none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from izanau_desktop.background import Background
from izanau_desktop.forms.start.site import Ui_SiteForm
from izanau_desktop.start.asking import AskingPage
from izanau_desktop.translation import tr


class SitePage(AskingPage):
    """Asks for the address of a site, and goes on when that answered."""

    found = Signal(str)

    def __init__(self, background: Background, language: str, find: Callable[[str], str]) -> None:
        super().__init__(
            tr("Which site?"),
            tr("This program works with any Izanau site. Enter the address of yours; it is asked only this once."),
            tr("&Go on"),
            language,
        )
        self._background, self._find = background, find
        self.ui = Ui_SiteForm()
        self.ui.setupUi(self.form)
        self.ready()

    def submit(self) -> None:
        """See whether a site answers at this address."""
        self.busy(on=True)
        written = self.ui.site.text()
        self._background.ask(lambda: self._find(written), self, self._found, self.show_error, key="site")

    def _found(self, site: str) -> None:
        self.busy(on=False)
        self.found.emit(site)
