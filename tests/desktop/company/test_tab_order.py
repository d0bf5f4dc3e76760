"""Where Tab leads on the applicants page: to each stop once, in the order in which they are read, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.desktop.company.scene import Scene
from tests.desktop.keyboard import AtKeyboard, open_window


class Tabbing(AtKeyboard):
    """The applicants page in its window, walked by Tab."""

    @property
    def desk(self) -> ApplicantsPage:
        return self.page("applicants", ApplicantsPage)

    def round(self, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
        """What a key comes by from where the focus is, until it is there again."""
        seen = list[QWidget]()
        while self.focus() not in seen:
            seen.append(self.focus())
            QTest.keyClick(self.focus(), key)
        assert self.focus() is seen[0]
        return seen


@pytest.fixture
def tabbing(scene: Scene, people: list[str], tmp_path: Path, qtbot: QtBot) -> Iterator[Tabbing]:
    window = open_window(scene, "company", tmp_path, qtbot, "applicants")
    made = Tabbing(scene, window)
    qtbot.waitUntil(lambda: made.desk.detail.opened is not None)
    made.settle()
    yield made
    made.desk.toast.dismiss()
    window.close()


def test_tab_leads_from_the_rows_everywhere_and_back(tabbing: Tabbing) -> None:
    where, detail = tabbing.desk.list, tabbing.desk.detail
    assert tabbing.focus() is where.list.view
    seen = tabbing.round()
    beside = [where.jobs, where.search.field, where.more, where.order, where.views.button]
    deeds = [made for made in detail.buttons.values() if made.isVisible()]
    assert seen[: len(deeds) + 2] == [where.list.view, *deeds, detail.area]
    assert seen[-len(beside) :] == beside
    assert tabbing.round(Qt.Key.Key_Backtab)[1:] == seen[:0:-1]
