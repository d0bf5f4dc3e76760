"""What Qt's style options hold, which the binding's own stubs leave out (docs/decisions/006)."""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QIcon, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStyleOptionViewItem


class ViewItem(Protocol):
    """Of a row that is painted: its place, type, colours and state."""

    rect: QRect
    font: QFont
    palette: QPalette
    state: QStyle.StateFlag


class Button(Protocol):
    """Of a push button: its words, its icon, and what it can do beside being pressed."""

    text: str
    icon: QIcon
    iconSize: QSize  # noqa: N815 - Qt's name
    features: QStyleOptionButton.ButtonFeature


def view_item(option: QStyleOptionViewItem) -> ViewItem:
    """What a row's option holds."""
    return cast("ViewItem", option)


def button(option: QStyleOptionButton) -> Button:
    """What a button's option holds."""
    return cast("Button", option)
