"""Lines below one another, a hairline between: the first few, more in lots on demand; built in turns, each in full at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Paragraph, button, line
from izanau_desktop.widgets.turns import Turns

T = TypeVar("T")
SHOWN, LOT = 6, 20
"""Lines that are shown at first, and how many more at each demand."""


class Lines(QWidget):
    """Hidden while it has nothing to say. `grown`: all that is to be shown stands there."""

    grown = Signal()

    def __init__(self, turns: Turns) -> None:
        super().__init__()
        self._turns = turns
        self._makers: list[Callable[[], QWidget]] = []
        self._shown = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._lines: list[QWidget] = []
        self._foot: QWidget | None = None
        self.hide()

    @property
    def is_whole(self) -> bool:
        """Whether all there is is shown."""
        return self._shown >= len(self._makers)

    def lay(
        self,
        rows: Sequence[T],
        make: Callable[[T], QWidget],
        nothing: str = "",
        *,
        most: int = SHOWN,
        further: bool = False,
    ) -> None:
        """Lay these lines in place of those that stand; as many as one had demanded, at least `most`.

        `further`: these are the same and more, one demanded them, and a lot of the new ones is shown.
        """
        self._makers = [partial(make, row) for row in rows]
        self.setVisible(bool(rows or nothing))
        if further:
            self._demand(0, nothing)
            return
        self._shown = min(len(rows), max(most, self._shown))
        self._turns.add(self, self._steps(range(self._shown), nothing))

    def _more(self) -> None:
        self._demand(self._shown)

    def leave(self) -> None:
        """It goes away: what it had still to lay is laid nowhere."""
        self._turns.drop(self)

    def _demand(self, first: int, nothing: str = "") -> None:
        """Show a lot more, laid from `first` on; the focus goes on to what is new."""
        new = self._shown
        self._shown = min(len(self._makers), new + LOT)
        self._turns.add(self, self._steps(range(first, self._shown), nothing, new))

    def _steps(self, places: range, nothing: str, focus: int = -1) -> Iterator[None]:
        """Each new line in the place of an old one, so that the page never falls together meanwhile."""
        for place in places:
            self._put(place)
            if place == focus:
                self._lines[place].setFocus(Qt.FocusReason.OtherFocusReason)
            yield
        while len(self._lines) > self._shown:
            _away(self._lines.pop())
        self._end(nothing)

    def _put(self, place: int) -> None:
        made = _Line(self._makers[place](), is_first=not place)
        old = self._lines[place] if place < len(self._lines) else None
        at = _place_of_focus(old) if old is not None else -1
        self._column.insertWidget(place, made)
        if old is None:
            self._lines.append(made)
        else:
            self._lines[place] = made
        if self.isVisible():
            made.show()  # not in a later turn, as a layout would: it is dressed, and has its height, before it is painted
        if old is not None:
            _away(old)
        if at >= 0:
            _focus(made, at)

    def _end(self, nothing: str) -> None:
        if self._foot is not None:
            _away(self._foot)
            self._foot = None
        left = len(self._makers) - self._shown
        if left:
            words = tr("Show %n more", None, left)
            if left > LOT:
                words = tr("Show {count} more of {left}").format(count=LOT, left=left)
            self._foot = button(words, "link", deed=self._more)
        elif not self._makers and nothing:
            self._foot = Paragraph(nothing)
        if self._foot is not None:
            self._column.addWidget(self._foot)
        self.grown.emit()


class _Line(QWidget):
    """A line with the hairline above it."""

    def __init__(self, inside: QWidget, *, is_first: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if not is_first:
            column.addWidget(line())
        column.addWidget(inside)
        self.setFocusProxy(inside)


def _away(widget: QWidget) -> None:
    for lines in widget.findChildren(Lines):
        lines.leave()
    widget.hide()
    widget.deleteLater()


def _stops(part: QWidget) -> list[QWidget]:
    """What in a part is reached by Tab."""
    return [one for one in part.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _place_of_focus(part: QWidget) -> int:
    """Which of what is reached by Tab has the focus, or -1."""
    focused = part.window().focusWidget()
    return next((place for place, one in enumerate(_stops(part)) if one is focused), -1)


def _focus(part: QWidget, place: int) -> None:
    """Give the focus to what stands where it was before; to the last, where there is less."""
    stops = _stops(part)
    if stops:
        stops[min(place, len(stops) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
