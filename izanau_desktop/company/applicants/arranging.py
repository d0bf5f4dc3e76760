"""How the person likes the list: as a table or as rows beside the profile, with which columns; kept on this machine and in views."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from izanau_desktop.background import Background, after
from izanau_desktop.cache import Cache
from izanau_desktop.cache.local import SETTINGS
from izanau_desktop.cache.reads.views import Face
from izanau_desktop.company.applicants.list import ApplicantList
from izanau_desktop.offers import Deed

_KEY = "applicants_table"
_PAUSE = 400
"""Milliseconds after the last drag of a column's edge until its width is written down."""


class Arranging(QObject):
    """Puts the list into the shape of last time, and keeps the one that it is given."""

    def __init__(self, cache: Cache, background: Background, shown: ApplicantList) -> None:
        super().__init__(shown)
        self._cache, self._background, self._list = cache, background, shown
        self._detail: QWidget | None = None
        self._turned: Callable[[], object] = lambda: None
        self._pause = after(_PAUSE, self, self._keep, start=False)
        shown.list.arranged.connect(self._pause.start)
        shown.list.view.horizontalHeader().customContextMenuRequested.connect(lambda _: shown.offer_columns())

    def attach(self, detail: QWidget, turned: Callable[[], object]) -> None:
        """This stands beside the rows, and `turned` hears that it came or went; what was kept last time is taken up."""
        cache = self._cache
        self._detail, self._turned = detail, turned
        self._background.ask(lambda: cache.local(SETTINGS, _KEY), self, self._take_up)

    def deeds(self) -> dict[str, Deed]:
        """What the page offers, by the last part of its command."""
        here = self._list.isVisible
        return {
            "filter": (here, self._list.offer_filters),
            "order": (here, self._list.offer_orders),
            "table": (here, lambda: self.show_table(table=not self._list.list.is_table)),
            "peek": (self._may_peek, self._peek),
            "columns": (lambda: here() and self._list.list.is_table, self._list.offer_columns),
        }

    def show_table(self, *, table: bool) -> None:
        """Show a table over the whole page, or rows with the profile beside them."""
        if table != self._list.list.is_table:
            self._dress(table=table)
            self._keep()

    @property
    def face(self) -> Face:
        """How the list looks now."""
        rows = self._list.list
        return Face(rows.is_table, rows.columns, rows.widths)

    def put_on(self, face: Face) -> None:
        """Give the list this look; a width that is not told stays as it is."""
        self._wear(face)
        self._keep()

    def show_beside(self) -> None:
        """Show the profile beside the rows: what is opened, written or decided is done there."""
        self.show_table(table=False)

    def _may_peek(self) -> bool:
        rows = self._list.list
        return self._list.isVisible() and rows.is_table and bool(rows.current())

    def _peek(self) -> None:
        """Show who is current beside the table, which one walks on in, or put that away; neither is remembered."""
        if self._detail is not None:
            self._stand(on=self._detail.isHidden())
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self, *, table: bool) -> None:
        self._list.list.set_table(table=table)
        self._stand(on=not table)

    def _stand(self, *, on: bool) -> None:
        if self._detail is not None:
            self._detail.setVisible(on)
            self._turned()

    def _take_up(self, kept: object) -> None:
        try:
            self._wear(msgspec.convert(kept, Face))
        except msgspec.ValidationError:
            return  # nothing was kept, or by another program: it looks as it does at first

    def _wear(self, face: Face) -> None:
        if face.columns:
            self._list.list.choose(face.columns, face.widths)
        self._dress(table=face.table)

    def _keep(self) -> None:
        cache, face = self._cache, self.face

        def work() -> frozenset[str]:
            cache.set_local(SETTINGS, _KEY, face)
            return frozenset()

        self._background.change(work, self)
