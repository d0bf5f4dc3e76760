"""Where Tab leads in the windows of a job seeker and of support staff: to all that can be worked on each page."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.company.scene import Scene
from tests.desktop.keyboard import AtKeyboard, open_window
from tests.desktop.seeker.scene import SeekerScene, application, job, message


@pytest.mark.parametrize("place", ["profile", "jobs", "applications", "messages", "privacy", "sync_log"])
def test_tab_comes_by_all_of_a_page_of_a_seeker(scene: SeekerScene, tmp_path: Path, qtbot: QtBot, place: str) -> None:
    posts = [job(scene, number) for number in range(20, 24)]
    application(scene, posts[0])
    message(scene, 1, "When can you come?")
    window = open_window(scene, "seeker", tmp_path / "settings", qtbot, place)
    assert AtKeyboard(scene, window).passed_by(place) == []
    window.close()


@pytest.mark.parametrize("place", ["tickets", "records", "erasures", "privacy", "sync_log"])
def test_tab_comes_by_all_of_a_page_of_support(tmp_path: Path, qtbot: QtBot, place: str) -> None:
    with contextlib.closing(Scene(tmp_path, "staff", "agent")) as scene:
        window = open_window(scene, "support", tmp_path / "settings", qtbot, place)
        assert AtKeyboard(scene, window).passed_by(place) == []
        window.close()
