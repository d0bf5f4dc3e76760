"""The undo of a deed on many applicants: all of it as a whole, a slice after the other, and again where it failed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal

from izanau_desktop import bulk
from izanau_desktop.background import Background
from izanau_desktop.desk import Desk
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.translation import tr
from izanau_desktop.widgets.toast import Toast

KINDS = frozenset({"application", "message"})


class Taken(msgspec.Struct, frozen=True):
    """A slice that was taken back."""

    many: int
    kinds: frozenset[str] = frozenset()


class Undoing(QObject):
    """Offers the undo at the foot of the page; `begun` when it is wanted."""

    begun = Signal()

    def __init__(self, desk: Desk, background: Background, toast: Toast, language: str) -> None:
        super().__init__(toast)
        self._desk, self._background, self._toast, self._language = desk, background, toast, language

    def offer(self, told: str, pushes: Sequence[str]) -> None:
        """Say what was done, and that it can be taken back."""
        self._toast.tell(told, lambda: self._undo(bulk.slices(pushes)))

    def _undo(self, waiting: list[Sequence[str]], taken: int = 0, all_: int = 0) -> None:
        """Take these back; where it is tried again, so many of all are back already."""
        self.begun.emit()
        self._take_back(waiting, taken, all_ or sum(map(len, waiting)))

    def _hold(self, waiting: list[Sequence[str]]) -> None:
        """Nothing of these goes out while it can be taken back."""
        desk, every = self._desk, [one for some in waiting for one in some]
        self._background.change(lambda: held(desk, every, frozenset()), self)

    def _take_back(self, waiting: list[Sequence[str]], taken: int, all_: int) -> None:
        desk, rest = self._desk, waiting[:-1]
        kinds = frozenset[str]() if rest else KINDS

        def went(one: Taken) -> None:
            if rest:
                self._take_back(rest, taken + one.many, all_)
            else:
                self._taken_back(taken + one.many, all_)

        self._background.change(
            lambda: Taken(bulk.take_back(desk, waiting), kinds),
            self,
            went,
            partial(self._not_back, waiting, taken, all_),
        )

    def _not_back(self, waiting: list[Sequence[str]], taken: int, all_: int, error: Exception) -> None:
        """It can be tried again for as long as any deed can be undone."""
        rest = sum(map(len, waiting))
        told = tr("Not taken back for %n applicant(s).", None, rest)
        if taken:
            told = tr("Taken back for {number}, not for {rest}.").format(number=taken, rest=rest)
            self._background.changed.emit(KINDS, self)  # no slice told it
        self._hold(waiting)
        try:
            told = f"{told} {refusal(error, self._language)}"
        finally:
            self._toast.tell(told, lambda: self._undo(waiting, taken, all_))

    def _taken_back(self, many: int, all_: int) -> None:
        if many == all_:
            told = tr("Taken back for %n applicant(s)", None, many)
        elif many:
            told = tr("Taken back for {number}; for {rest} it was sent already.").format(number=many, rest=all_ - many)
        else:
            told = tr("Too late: it was sent already.")
        self._toast.tell(told)


def held(desk: Desk, pushes: Sequence[str], kinds: frozenset[str]) -> Taken:
    """Hold what was done to all from now on. The list hears of these kinds."""
    bulk.hold(desk, pushes)
    return Taken(0, kinds)
