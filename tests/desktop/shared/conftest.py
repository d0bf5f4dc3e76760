"""A desk with an account for every test here, in the look of the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from izanau_desktop.look.theme import Theme
from izanau_desktop.preferences import Preferences
from tests.desktop.seeker.scene import SeekerScene, company


@pytest.fixture(scope="session", autouse=True)
def look(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Theme:
    """The program's own fonts and style."""
    folder = tmp_path_factory.mktemp("look")
    preferences = Preferences(folder, qapp)
    preferences.theme = "light"
    theme = Theme(qapp, preferences, folder)
    theme.use_language("en")
    return theme


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[SeekerScene]:
    """The desk of a person whose profile has all that is needed."""
    made = SeekerScene(tmp_path)
    company(made)
    yield made
    made.close()
