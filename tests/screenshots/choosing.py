"""Chooses many applicants for the pictures, asks for a deed on them, and lets go of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from izanau_desktop.app import App
from izanau_desktop.cache import outbox
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
    assert until(lambda: page.list.list.model.rowCount() >= _MANY)
    page.list.picking.everyone()
    page.bulking.reject()
    asking = page.bulking.panel.asking
    assert until(lambda: asking.isVisible() and asking.yes.isVisible())


def reported(app: App) -> None:
    """What came of moving a few, of whom one was moved on meanwhile."""
    some(app)
    page, desk = the(app, ApplicantsPage), app.desk
    assert desk is not None
    asking, picking, model = page.bulking.panel.asking, page.list.picking, page.list.list.model
    page.bulking.advance()
    assert until(lambda: asking.isVisible() and asking.yes.isVisible())
    rows = [row for row in map(model.row, range(_MANY)) if row is not None and picking.chosen.has(row.id)]
    desk.move(next(row.id for row in rows if row.stage in ("new", "screening")), "offer")
    asking.finish()
    assert until(page.bulking.panel.report.isVisible)
    page.toast.dismiss()  # it lies over rows, whose words could not be looked at


def back(app: App) -> None:
    """All of them are where they were, and nobody is chosen."""
    page, desk = the(app, ApplicantsPage), app.desk
    assert desk is not None
    with desk.cache.reading() as connection:
        moved = [row.id for row in outbox.rows(connection, ("waiting",)) if row.deed == "stage"]
    desk.cache.drop_all(moved)
    app.background.changed.emit(frozenset({"application"}), None)
    page.bulking.panel.report.closed.emit()
    away(app)


def away(app: App) -> None:
    """Nobody but the first."""
    page = the(app, ApplicantsPage)
    page.list.list.go(0)
    page.list.picking.clear()
