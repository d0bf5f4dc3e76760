"""The menu of filters: what the list can be narrowed by, with how many of it have that, and the filters that are typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from izanau_desktop.background import Background
from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import facets as reads
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.facets import Facet, Value
from izanau_desktop.cache.reads.filters import FILTERS
from izanau_desktop.company import words
from izanau_desktop.company.applicants.list import ApplicantList
from izanau_desktop.shared import reach
from izanau_desktop.translation import tr

CALLED: Final[dict[str, Callable[[], str]]] = {
    "japanese": lambda: tr("Japanese"),
    "visa": lambda: tr("Status of residence"),
    "fit": lambda: tr("Visa and language fit"),
    "label": lambda: tr("Label"),
    "owner": lambda: tr("Taken by"),
}


class Offering(QObject):
    """Opens the menu below the chip that asks for it, once it was counted."""

    def __init__(self, cache: Cache, background: Background, where: ApplicantList, language: str) -> None:
        super().__init__(where)
        self._cache, self._background, self._list, self._language = cache, background, where, language
        self.menu = QMenu(where)
        self.menu.setAccessibleName(tr("Filters"))
        where.faceting.connect(self._count)

    def _count(self, view: View) -> None:
        cache = self._cache
        self._background.ask(lambda: reads.facets(cache, view), self, self._open, self._open_bare, key="facets")

    def _open_bare(self, _error: Exception) -> None:
        self._open(())

    def _open(self, found: tuple[Facet, ...]) -> None:
        self.menu.clear()
        for facet in found:
            far = [words for words in (reach.searchable(facet.indexed), reach.reckoned(facet.worked_out)) if words]
            if facet.values or far:
                under = self.menu.addMenu(CALLED[facet.id]())
                for value in facet.values:
                    _offer(under, self._told(value), partial(self._list.add_filter, value.typed))
                if far:
                    under.addSeparator()
                for words in far:
                    under.addAction(words).setEnabled(False)
        typed = self.menu.addMenu(tr("Filters to type"))
        for one in FILTERS:
            example = one.example.of(self._language)
            _offer(typed, example, partial(self._list.begin_filter, example))
        withdrawn = QAction(tr("Withdrawn too"), self.menu)
        withdrawn.setCheckable(True)
        withdrawn.setChecked(self._list.view.withdrawn)
        withdrawn.triggered.connect(self._list.show_withdrawn)
        self.menu.addAction(withdrawn)
        place = self._list.more
        self.menu.popup(place.mapToGlobal(place.rect().bottomLeft()))

    def _told(self, value: Value) -> str:
        return f"{value.words.of(self._language)}  {words.counted(value.many)}"


def _offer(menu: QMenu, text: str, deed: Callable[[], object]) -> None:
    action = QAction(text.replace("&", "&&"), menu)
    action.triggered.connect(deed)
    menu.addAction(action)
