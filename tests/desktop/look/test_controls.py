"""What a control looks like says whether it can be used, at every size of type."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from izanau_desktop.look.style import style_sheet
from izanau_desktop.look.tokens import DARK, LIGHT, Tokens
from izanau_desktop.widgets.plain import button


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_dangerous_button_that_is_disabled_looks_so(tokens: Tokens, qtbot: QtBot) -> None:
    made = button("Reject", "danger")
    made.setStyleSheet(style_sheet(tokens))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    for enabled, ink in ((True, tokens.danger), (False, tokens.border)):
        made.setEnabled(enabled)
        assert made.grab().toImage().pixelColor(made.width() // 2, 0) == QColor(ink)


def test_marks_of_controls_grow_with_the_type() -> None:
    sheet = style_sheet(LIGHT, 1.5)
    assert "QRadioButton::indicator { width: 24px; height: 24px;" in sheet
    assert 'QComboBox::down-arrow { image: url(""); width: 24px; height: 24px; }' in sheet
