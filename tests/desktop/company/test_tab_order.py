"""Where Tab leads in the window of a company: to each stop once, in the order in which they are read, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.company.applicants.page import ApplicantsPage
from tests.desktop.company.scene import Scene
from tests.desktop.keyboard import AtKeyboard, open_window


class Tabbing(AtKeyboard):
    """The window, walked by Tab; it opens on the applicants."""

    @property
    def desk(self) -> ApplicantsPage:
        return self.page("applicants", ApplicantsPage)


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
    beside = [where.jobs, where.search.field, *where.chips.chips(), where.more, where.order, where.views.button]
    deeds = [*detail.buttons.values(), detail.more]
    assert seen[: len(deeds) + 2] == [where.list.view, *deeds, detail.area]
    assert seen[-len(beside) :] == beside
    assert tabbing.round(Qt.Key.Key_Backtab)[1:] == seen[:0:-1]


@pytest.mark.parametrize("deed", ["note", "message", "reject", "labels", "task"])
def test_tab_comes_by_what_is_written_before_the_profile(tabbing: Tabbing, people: list[str], deed: str) -> None:
    tabbing.scene.desk.label(people[-1], ["urgent"])
    detail = tabbing.desk.detail
    assert tabbing.scene.commands.run(f"applicants.{deed}")
    tabbing.settle()
    detail.more.setFocus()
    seen = tabbing.round()
    within = seen[1 : seen.index(detail.area)]
    stops = [one for one in detail.panels.findChildren(QWidget) if one in seen]
    assert within == stops != []


@pytest.mark.parametrize("deed", ["advance", "reject", "labels"])
def test_tab_leads_from_the_deeds_on_many_into_their_card(tabbing: Tabbing, deed: str) -> None:
    bulking = tabbing.desk.bulking
    for command in ("all", deed, "none", "all", deed):  # the second time all of it was made
        assert tabbing.scene.commands.run(f"applicants.{command}")
        tabbing.settle()
    bulking.bar.more.setFocus()
    seen = tabbing.round()
    stops = [one for one in bulking.panel.findChildren(QWidget) if one in seen]
    assert seen[1 : len(stops) + 1] == stops != []


@pytest.mark.parametrize(
    "place", ["day", "board", "messages", "jobs", "exports", "team", "activity", "company", "sync_log"]
)
def test_tab_comes_by_all_of_a_page(tabbing: Tabbing, place: str) -> None:
    assert tabbing.passed_by(place) == []
