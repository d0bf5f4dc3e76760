"""Chooses many applicants for the pictures, asks for a deed on them, and lets go of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from izanau_desktop.app import App
from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.screenshots.loop import until
from tests.screenshots.windows import the

_MANY = 7


def some(app: App) -> None:
    """A few of the first, as Shift and the arrows choose them."""
    page = the(app, ApplicantsPage)
    view = page.list.list.view
    assert until(lambda: page.list.list.model.rowCount() >= _MANY)
    page.list.list.go(0)
    for _ in range(_MANY - 1):
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)


def asked(app: App) -> None:
    """All that were found, and what their rejection would come to."""
    page = the(app, ApplicantsPage)
    page.list.picking.everyone()
    page.bulking.reject()
    asking = page.bulking.panel.asking
    assert until(lambda: asking.isVisible() and asking.yes.isVisible())


def away(app: App) -> None:
    """Nobody but the first."""
    page = the(app, ApplicantsPage)
    page.list.list.go(0)
    page.list.picking.clear()
