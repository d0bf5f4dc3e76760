"""One card of the profile: it reads as text, and opens in place to be edited."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from izanau_desktop.look import fonts
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import BODY
from izanau_desktop.seeker.profile.certificates import Certificates
from izanau_desktop.seeker.profile.grip import Grip
from izanau_desktop.translation import tr
from izanau_desktop.widgets.binding import Binding
from izanau_desktop.widgets.fields import BoundField
from izanau_desktop.widgets.plain import Chip, Paragraph, button, label
from izanau_protocol.reading.profile import CardText

Body = dict[str, Any]
SIDE = 18
"""Pixels at the left, at the body's size of type: the handle stands in the middle of them."""
PARTS = ("name", "visa")
"""Sections whose fields lie one level down."""


def form_of(section: str) -> QWidget:
    """A new widget with the Designer form of a section (`ui/seeker/profile/<section>.ui`) set up in it."""
    module = import_module(f"izanau_desktop.forms.seeker.profile.card.{section}")
    widget = QWidget()
    getattr(module, f"Ui_{section.capitalize()}Form")().setupUi(widget)
    return widget


def prefix_of(section: str, item: str) -> str:
    """What stands before a field's name in the path of a section's form."""
    return f"{section}.{item}." if item else f"{section}." if section in PARTS else ""


class ItemCard(QFrame):
    """A card. Signals carry what the person wants; the section does it."""

    opened = Signal(object)
    """This card wants to be the open one."""
    done = Signal(object)
    another = Signal(object)
    """Done with this one, and on to a new one (Ctrl+Enter)."""
    moved = Signal(object, int)
    """One place up (-1) or down (1)."""
    removed = Signal(object)
    changed = Signal(object)
    """A merge patch of the profile."""
    kept = Signal(str, str)
    lost = Signal(str)
    """A part of it was removed: what that was called."""

    def __init__(self, section: str, text: CardText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section, self.item = section, text.item
        self._text: CardText | None = None
        self._binding: Binding | None = None
        self._form: QWidget | None = None
        self._certificates: Certificates | None = None
        wear(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.grip = Grip(self)
        self._may_move = False
        self.grip.hide()
        self._whole = QVBoxLayout(self)
        self._make_room()
        self._whole.setSpacing(4)
        self._reading = QWidget()
        self._whole.addWidget(self._reading)
        self.show_text(text)

    @property
    def is_open(self) -> bool:
        """Whether it is being edited."""
        return self._form is not None

    def let_move(self, *, may: bool) -> None:
        """Show the handle, but not while the card is open."""
        self._may_move = may
        self.grip.setVisible(may and not self.is_open)

    def show_text(self, text: CardText) -> None:
        """Read as this text; a card that is open stays open."""
        if text == self._text:
            return
        self._text = text
        fresh = QWidget()
        layout = QVBoxLayout(fresh)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(text.title or text.text, "strong" if text.title else ""), 1)
        if text.meta:
            meta = label(text.meta, "secondary")
            meta.setWordWrap(False)
            head.addWidget(meta)
        edit = button(tr("Edit"), "link", deed=lambda: self.opened.emit(self))
        edit.setAccessibleName(tr("Edit: %1").replace("%1", text.title or text.text))
        edit.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        head.addWidget(edit)
        layout.addLayout(head)
        if text.subtitle:
            layout.addWidget(label(text.subtitle, "secondary"))
        if text.title and text.text:
            layout.addWidget(Paragraph(text.text))
        if text.told_in:
            layout.addWidget(Chip(text.told_in))
        if text.chips:
            row = QHBoxLayout()
            row.setSpacing(6)
            for words in text.chips:
                row.addWidget(Chip(words))
            row.addStretch(1)
            layout.addLayout(row)
        self._whole.replaceWidget(self._reading, fresh)
        self._reading.deleteLater()
        self._reading = fresh
        self._reading.setVisible(self._form is None)
        words = ", ".join(filter(None, (text.title, text.subtitle, text.meta, text.text)))
        self.setAccessibleName(words or tr("New entry"))

    def open(self, language: str, body: Callable[[], Body], drafts: Mapping[str, str]) -> None:
        """Show the form in place of the text, with focus in its first field."""
        if self._form is not None:
            return
        self._form = form_of(self.section)
        self._binding = Binding(self._form, "profile", prefix_of(self.section, self.item), language, body)
        self._binding.changed.connect(self.changed)
        self._binding.kept.connect(self.kept)
        fields = list(self._binding.fields.values())
        for field, following in zip(fields, [*fields[1:], None], strict=True):
            field.entered.connect(lambda following=following: self._on(following))
        self._binding.load(drafts)
        self._whole.addWidget(self._form)
        if self.section == "languages":
            self._certificates = self._with_certificates(language, body, drafts)
            self._whole.addWidget(self._certificates)
        self._whole.addWidget(self._buttons())
        self._reading.hide()
        self.grip.hide()
        self._order()
        self.focus_first()

    def _with_certificates(self, language: str, body: Callable[[], Body], drafts: Mapping[str, str]) -> Certificates:
        made = Certificates(self.item, language, body, drafts)
        made.changed.connect(self.changed)
        made.kept.connect(self.kept)
        made.removed.connect(self.lost)
        made.rebuilt.connect(self._order)
        made.left.connect(lambda: self.done.emit(self))
        return made

    def _order(self) -> None:
        """Let Tab follow the reading order: Qt's own chain is that in which widgets got their parent."""
        if self._binding is None:
            return
        fields: list[QWidget] = [field.editor for field in self._binding.fields.values()]
        more = self._certificates.stops() if self._certificates is not None else []
        stops = [self, *fields, *more, *self._foot.findChildren(QPushButton)]
        for one, following in itertools.pairwise(stops):
            QWidget.setTabOrder(one, following)

    def focus_first(self) -> None:
        """Put the focus in the first field of the form, if it is open."""
        if self._binding is not None:
            next(iter(self._binding.fields.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """Take what stands in the fields, if it is open."""
        if self._binding is not None:
            self._binding.take_all()
        if self._certificates is not None:
            self._certificates.take_all()

    def close_form(self) -> None:
        """Settle what was typed and read as text again."""
        if self._form is None or self._binding is None:
            return
        self.settle()
        parts = (self._form, self._certificates, self._foot)
        self._form = self._binding = self._certificates = None
        for widget in filter(None, parts):
            self._whole.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._reading.show()
        self.grip.setVisible(self._may_move)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Esc closes, Ctrl+Enter goes on to a new one, Alt+arrows move, Delete removes."""
        key, held = event.key(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and control:
            self.another.emit(self)
        elif enter and not self.is_open:
            self.opened.emit(self)
        elif key == Qt.Key.Key_Escape and self.is_open:
            self.done.emit(self)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and held & Qt.KeyboardModifier.AltModifier and self.item:
            self.moved.emit(self, -1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete and not self.is_open and self.item:
            self.removed.emit(self)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The handle stays in the middle of the left edge."""
        super().resizeEvent(event)
        self._place_grip()

    def changeEvent(self, event: QEvent) -> None:
        """Larger type has a larger handle, and room for it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_whole"):
            self._make_room()

    def _make_room(self) -> None:
        scale = fonts.pixels(self.font()) / BODY
        self.grip.grow(scale)
        self._whole.setContentsMargins(round(SIDE * scale), 12, SIDE, 14)
        self._place_grip()

    def _place_grip(self) -> None:
        room = self._whole.contentsMargins().left() + self.frameWidth()
        self.grip.move((room - self.grip.width()) // 2, (self.height() - self.grip.height()) // 2)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens it too."""
        self.opened.emit(self)

    def _on(self, following: BoundField | None) -> None:
        if following is None:
            self.done.emit(self)
        else:
            following.setFocus(Qt.FocusReason.TabFocusReason)

    def _buttons(self) -> QWidget:
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        row.addWidget(button(tr("Done"), deed=lambda: self.done.emit(self)))
        if self.item:
            row.addWidget(button(tr("Done, and another"), "quiet", deed=lambda: self.another.emit(self)))
            row.addStretch(1)
            row.addWidget(button(tr("Remove"), "danger", icon="trash-2", deed=lambda: self.removed.emit(self)))
        else:
            row.addStretch(1)
        return self._foot
