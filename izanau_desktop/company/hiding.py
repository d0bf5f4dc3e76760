"""Takes the name of somebody who is hidden since out of what a page told of a deed on them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from izanau_desktop.background import Background
from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import veil
from izanau_desktop.company.words import called
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.widgets.toast import Toast
from izanau_protocol.visibility import blind

_KINDS = frozenset({"application", "job", "profile"})
"""Whether somebody is hidden comes of these."""


class Hiding(QObject):
    """Looks after the words of a toast that is about an application: they go where that is gone, with the undo."""

    def __init__(self, cache: Cache, background: Background, toast: Toast, language: str) -> None:
        super().__init__(toast)
        self._cache, self._background, self._toast, self._language = cache, background, toast, language
        toast.told.connect(self._look)  # what was told may have been put into words before
        background.changed.connect(self._changed)

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if kinds & _KINDS:
            self._look()

    def _look(self) -> None:
        cache, about = self._cache, self._toast.about
        if about and self._toast.isVisible():
            self._background.ask(
                lambda: veil.names_of(cache, about),
                self,
                lambda names: self._hide(about, names),
                self._lost,
                key="names",
            )

    def _hide(self, about: str, names: veil.Names | None) -> None:
        if self._toast.about != about:
            return  # it tells of something else by now
        if names is None:
            self._toast.dismiss()
            return
        told = names.out_of(self._toast.text, called("", blind.code(about), self._language))
        if told != self._toast.text:
            self._toast.reword(told)

    def _lost(self, error: Exception) -> None:
        """Nobody's record may be shown any more."""
        refusal(error, self._language)  # anything else is a bug
        self._toast.dismiss()
