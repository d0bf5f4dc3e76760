"""Where Tab stops: in what was made late, which Qt puts behind all else, and in a page that hands the focus on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


def hand_on(page: QWidget, to: QWidget | Callable[[], QWidget | None]) -> None:
    """The focus that a page is given goes to one within it, or to that which is asked for then. A proxy deep inside would do
    that too, but there Qt 6.11 parts its chain of Tab, and what stands before it is come by from nowhere."""
    page.installEventFilter(_Handing(page, to))


class _Handing(QObject):
    """Hands the focus of a widget on."""

    def __init__(self, page: QWidget, to: QWidget | Callable[[], QWidget | None]) -> None:
        super().__init__(page)
        self._to = to

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The focus came."""
        if isinstance(event, QFocusEvent) and event.gotFocus():
            to = self._to if isinstance(self._to, QWidget) else self._to()
            if to is not None:
                to.setFocus(event.reason())
        return super().eventFilter(watched, event)


def lead_into(part: QWidget, place: QWidget) -> None:
    """Let Tab come by all of a part, in the order in which it was put together, right before it comes to a place."""
    inside = [one for one in part.findChildren(QWidget) if one.window() is part.window()]  # no list that a box opens
    compound = [one for one in inside if (proxy := one.focusProxy()) is not None and one.isAncestorOf(proxy)]
    policies = [one.focusPolicy() for one in compound]
    for one in compound:  # else Qt moves the proxy alone, and comes by it twice
        one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    lead_through(filter(_is_stop, inside), place)
    for one, policy in zip(compound, policies, strict=True):
        one.setFocusPolicy(policy)


def lead_through(stops: Iterable[QWidget], place: QWidget) -> None:
    """Let Tab come by these right before it comes to a place, which need not be a stop itself."""
    wanted = list(stops)
    before = place.previousInFocusChain()
    while before is not None and before is not place and (before in wanted or not _is_stop(before)):
        before = before.previousInFocusChain()
    if before is not None and before is not place:
        for one, following in pairwise((before, *wanted)):
            QWidget.setTabOrder(one, following)


def _is_stop(widget: QWidget) -> bool:
    """Whether Tab stops there, once it is shown."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
