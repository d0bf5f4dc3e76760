"""Buttons as they are painted: an icon stands apart from its words, and nothing is cut off."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from izanau_desktop.look.theme import Theme
from izanau_desktop.widgets.plain import button


def gaps(made: QPushButton) -> list[int]:
    """Widths of the empty stripes between what is painted, without the margins; the button has no frame to be seen."""
    image = made.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    inside = range(4, image.width() - 4)
    ground = image.pixel(4, image.height() // 2)
    rows = range(4, image.height() - 4)
    inked = [any(image.pixel(x, y) != ground for y in rows) for x in inside]
    first, last = inked.index(True), len(inked) - inked[::-1].index(True)
    runs = "".join("#" if one else " " for one in inked[first:last]).split("#")
    return [len(run) for run in runs if run]


@pytest.mark.parametrize("look_of", ["", "primary", "quiet"])
def test_icon_stands_apart_from_the_words(look: Theme, qtbot: QtBot, look_of: str) -> None:
    look.apply()
    made = button("HHH", look_of, "mail")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.resize(made.sizeHint())
    assert 7 <= gaps(made)[0] <= 14
    assert made.text() == "HHH"


def test_icon_takes_no_room_from_the_words(look: Theme, qtbot: QtBot) -> None:
    look.apply()
    bare, decked = button("Mailbox"), button("Mailbox", "", "mail")
    for made in (bare, decked):
        qtbot.addWidget(made)
    assert decked.sizeHint().width() >= bare.sizeHint().width() + decked.iconSize().width() + decked.gap()
