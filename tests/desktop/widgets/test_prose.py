"""The field for long text: as high as what is written in it, in every script."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from izanau_desktop.look.theme import Theme
from izanau_desktop.widgets.prose import ProseEdit


@pytest.mark.parametrize(
    "text", ["Duties", "keep the glossary\n" * 5, "用語集の管理、開発チームからの質問対応。\n" * 6]
)
def test_field_shows_all_its_lines(look: Theme, qtbot: QtBot, text: str) -> None:
    look.apply()
    made = ProseEdit()
    qtbot.addWidget(made)
    made.resize(400, 100)
    with qtbot.waitExposed(made):
        made.show()
    made.put(text.strip())
    qtbot.waitUntil(lambda: made.verticalScrollBar().maximum() == 0)
    last = made.document().lastBlock()
    drawn = made.blockBoundingGeometry(last).translated(made.contentOffset())
    assert drawn.bottom() <= made.viewport().height()
