"""The saved views under the list's field: a button with a menu of them, a field for a name, and what is there to be managed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from izanau_desktop.cache.reads.views import Saved
from izanau_desktop.look.style import wear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, button, foot, label, scrolled
from izanau_desktop.widgets.search import clearable
from izanau_desktop.widgets.stops import lead_into

ROWS = 4
"""So many are managed without scrolling."""


class SavedViews(QWidget):
    """Opens in place. `chosen(Saved)` wants one shown, `named(name, Saved or None, share)` one saved, or renamed, `shared(Saved)` one
    shared, `dropped(Saved)` one gone, `opened` and `closed` say whether the list has less room."""

    chosen, named, dropped = Signal(object), Signal(str, object, bool), Signal(object)
    shared = Signal(object)
    opened, closed = Signal(), Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.may_share = False
        self._before: Saved | None = None
        self._buttons: list[QPushButton] = []
        self.button = button(tr("Views"), "link")
        self.menu = QMenu(self.button)
        self.menu.setAccessibleName(tr("Saved views"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.close_all()

    @cached_property
    def naming(self) -> Card:
        """Asks for a name; made when it is first opened, as what is managed is, so that the page is there sooner."""
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Name of the view"))
        self.field.setPlaceholderText(tr("Name of the view"))
        self.field.returnPressed.connect(self._finish)
        self.field.textChanged.connect(lambda _: self.say(""))
        clearable(self.field)
        self.problem = label("", "problem")
        self.share = QCheckBox(tr("S&hare with the company"))
        self.share.toggled.connect(lambda _: self._say_for_whom())
        self.told = label("", "small")
        self.told.setWordWrap(True)
        buttons = foot(
            button(tr("Save"), "primary", deed=self._finish), button(tr("Cancel"), "quiet", deed=self.close_all)
        )
        made = Card()
        made.add(self.field, self.problem, self.share, self.told, buttons)
        return self._take_in(made)

    @cached_property
    def managing(self) -> Card:
        """Lists the views, each with what is done with it."""
        return self._take_in(Card(tr("Saved views")))

    def _take_in(self, made: Card) -> Card:
        self._layout.addWidget(made)
        lead_into(made, self)
        return made

    def is_open(self, card: str) -> bool:
        """Whether `naming` or `managing` is looked at."""
        return card in vars(self) and bool(getattr(self, card).isVisible())

    def offer(self, views: Sequence[Saved]) -> None:
        """Open the menu: the views, and what is done with them."""
        self.menu.clear()
        for shared in (False, True):
            some = [one for one in views if bool(one.id) is shared]
            if shared and some:
                self._entry(tr("Shared by your company"), None)
            for one in some:
                self._entry(self._words(one), lambda _=False, one=one: self.chosen.emit(one))
            self.menu.addSeparator()
        self._entry(tr("Save this view…"), lambda: self.name(None))
        if any(one.may for one in views):
            self._entry(self._manages(), lambda: self.manage(views))
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def name(self, before: Saved | None) -> None:
        """Ask for a name, of the view that is shown, or another one for a view."""
        self._before = before
        self.naming.set_title(tr("Another name") if before else tr("Save this view"))
        self.field.setText(before.name if before else "")
        self.field.selectAll()
        self.share.setChecked(False)
        self.share.setVisible(before is None and self.may_share)
        self.told.setVisible(before is None or bool(before.id))
        self._say_for_whom()
        self.say("")
        self._open(self.naming)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def manage(self, views: Sequence[Saved]) -> None:
        """Show them, each with what is done with it."""
        self.show_views(views)
        self._open(self.managing)
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_views(self, views: Sequence[Saved]) -> None:
        """What is there now, where that is looked at; the focus stays at the place where it was."""
        now = self.window().focusWidget()
        at = next((place for place, one in enumerate(self._buttons) if one is now), -1)
        while (item := self.managing.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        rows = QWidget()
        wear(rows, "scrolled")
        layout = QVBoxLayout(rows)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        mine = [one for one in views if one.may]
        for one in mine:
            layout.addWidget(self._row(one))
        if not mine:
            layout.addWidget(label(tr("No saved views"), "small"))
        area = scrolled(rows)
        area.setFixedHeight(rows.sizeHint().height() * min(max(1, len(mine)), ROWS) // max(1, len(mine)))
        close = button(tr("Close"), deed=self.close_all)
        self.managing.add(area, foot(close))
        self._buttons = [*rows.findChildren(QPushButton), close]
        if at >= 0:
            self._buttons[min(at, len(self._buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str) -> None:
        """Say what is wrong with the name."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.field.setAccessibleDescription(words)

    def close_all(self) -> None:
        """Show none of it."""
        was = self.isVisible()
        self.hide()
        if was:
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_all()
        else:
            super().keyPressEvent(event)

    def _open(self, card: Card) -> None:
        for one in {"naming", "managing"} & vars(self).keys():
            getattr(self, one).setVisible(getattr(self, one) is card)
        self.show()
        self.opened.emit()

    def _finish(self) -> None:
        self.named.emit(self.field.text(), self._before, self.share.isChecked())

    def _entry(self, words: str, deed: Callable[..., object] | None) -> None:
        action = QAction(words.replace("&", "&&"), self.menu)
        action.setEnabled(deed is not None)
        if deed is not None:
            action.triggered.connect(deed)
        self.menu.addAction(action)

    def _manages(self) -> str:
        return tr("Share, rename or delete…") if self.may_share else tr("Rename or delete…")

    def _say_for_whom(self) -> None:
        alone = tr("Job, words, stages, order and columns, for you on this computer.")
        everyone = tr(
            "For everyone who sees these applicants; no filter by name, note or message. Its words stay, whoever is deleted:"
            " name nobody in them."
        )
        is_shared = self.share.isChecked() or (self._before is not None and bool(self._before.id))
        self.told.setText(everyone if is_shared else alone)

    def _words(self, one: Saved) -> str:
        if one.is_gone:
            return tr("{name} (its job is gone)").format(name=one.name)
        return tr("{name} (not all of it is known here)").format(name=one.name) if one.is_strange else one.name

    def _row(self, one: Saved) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        name = _Name(tr("{name} (shared)").format(name=self._words(one)) if one.id else self._words(one))
        rename = button(tr("Rename"), "link", deed=lambda: self.name(one))
        rename.setAccessibleName(tr("Rename {name}").format(name=one.name))
        delete = button(tr("Delete"), "link", deed=lambda: self.dropped.emit(one))
        delete.setAccessibleName(tr("Delete {name}").format(name=one.name))
        row.addWidget(name, 1)
        if self.may_share and not one.id:
            share = button(tr("Share"), "link", deed=lambda: self.shared.emit(one))
            share.setAccessibleName(tr("Share {name} with the company").format(name=one.name))
            row.addWidget(share)
        row.addWidget(rename)
        row.addWidget(delete)
        return made


class _Name(QLabel):
    """A name in one line: where that is too narrow its end stands under the pointer, so that the list below keeps its room."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._whole = name
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setText(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much as fits."""
        super().resizeEvent(event)
        fits = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, event.size().width())
        self.setText(fits)
        self.setToolTip("" if fits == self._whole else self._whole)
