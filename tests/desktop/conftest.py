"""What tests of windows need: preferences of their own, a theme, a background that ends with the test.

Qt is imported where a fixture is used: the core's tests beside these run where Qt is absent.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from izanau_desktop.background import Background
    from izanau_desktop.look.theme import Theme
    from izanau_desktop.preferences import Preferences


@pytest.fixture(scope="session", autouse=True)
def threads_of_pools_are_measured_too() -> Iterator[None]:
    """`make coverage` hears of threads that Python begins; what a pool of Qt runs it is told here."""
    if threading.gettrace() is None:
        yield
        return
    from izanau_desktop.background import _Runner

    run = _Runner.run

    def measured(runner: _Runner) -> None:
        if sys.gettrace() is None:
            sys.settrace(threading.gettrace())
        run(runner)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_Runner, "run", measured)
        yield


@pytest.fixture(scope="module", autouse=True)
def garbage_goes_in_this_thread() -> Iterator[None]:
    """As in the program: no worker frees a widget (see izanau_desktop.garbage)."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def shown_pages_are_held(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold what is shown to the end, as the window holds its pages.

    qtbot holds weak references. A page whose last reference is a slot of one of its parts is freed while that part is
    being destroyed, and destroys it a second time.
    """
    if "PySide6.QtWidgets" not in sys.modules:
        yield
        return
    from pytestqt.qtbot import QtBot as Bot

    held: list[QWidget] = []
    add = Bot.addWidget

    def hold(bot: QtBot, widget: QWidget, **how: Any) -> None:
        held.append(widget)
        add(bot, widget, **how)

    monkeypatch.setattr(Bot, "addWidget", hold)
    yield
    held.clear()


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """English from the first test on: a count has its plural whichever tests ran before."""
    from izanau_desktop.translation import Translation

    Translation(qapp).use("en")
    return qapp


@pytest.fixture(scope="session")
def look(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Theme:
    """The program's own fonts and style, in light and English."""
    from izanau_desktop.look.theme import Theme
    from izanau_desktop.preferences import Preferences

    folder = tmp_path_factory.mktemp("look")
    preferences = Preferences(folder, qapp)
    preferences.theme, preferences.language = "light", "en"
    theme = Theme(qapp, preferences, folder)
    theme.use_language("en")
    return theme


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Fresh preferences, in light, so that tests do not depend on the system."""
    from izanau_desktop.preferences import Preferences

    made = Preferences(tmp_path)
    made.theme = "light"
    return made


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    """A background of four threads."""
    from izanau_desktop.background import Background

    made = Background()
    yield made
    made.close()
