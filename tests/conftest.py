"""Guards around every test: nothing of the person's machine is touched, and nothing is left behind."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
import time
import traceback
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# Deadlines are timing assertions; a loaded machine must not fail a test.
hypothesis.settings.register_profile("izanau", deadline=None, print_blob=True)
hypothesis.settings.load_profile("izanau")
hypothesis.settings.register_profile("few", hypothesis.settings(max_examples=10))  # where the same is tried elsewhere

PATIENCE = 5.0  # seconds that a thread may take to end after its test
# Threads of libraries that live as long as the process, each with its reason.
LASTING_THREADS = (
    "AnyIO worker thread",  # kept idle by anyio for the next call
    "Dummy",  # threads of Qt's pool, seen by Python once they ran Python code
    "execnet",  # pytest-xdist's line to its workers
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that may take longest, so that all workers come to their end together."""
    allowed: dict[Path, float] = defaultdict(float)
    for item in items:
        marker = item.get_closest_marker("timeout")
        allowed[item.path] = max(allowed[item.path], marker.args[0] if marker else 0)
    items.sort(key=lambda item: -allowed[item.path])


@pytest.fixture(scope="session", autouse=True)
def home_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders and keychain of this machine are out of reach: everything goes to a folder of this run."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home / name.lower()))
        for name in [name for name in os.environ if name.startswith("IZANAU_")]:
            patch.delenv(name)
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        yield home


@pytest.fixture(autouse=True)
def nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that leaves a thread, an active QTimer, a visible window or an open file, and say where it began."""
    began: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()
    remember_start(monkeypatch, threading.Thread, began)
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets:
        remember_start(monkeypatch, sys.modules["PySide6.QtCore"].QTimer, began)
    threads, files = set(threading.enumerate()), open_files()
    yield
    left = threads_left(threads, began)
    if widgets:
        left += timers_left(began) + windows_left(widgets)
    left += files_left(files)
    if left:
        pytest.fail("left behind:\n" + "\n".join(left), pytrace=False)


def remember_start(patch: pytest.MonkeyPatch, kind: type, began: weakref.WeakKeyDictionary[Any, str]) -> None:
    """Note for each thread or timer from where it was started."""
    start: Callable[..., Any] = kind.start  # type: ignore[attr-defined]  # both kinds given here have it

    def noted(self: Any, *arguments: Any) -> Any:
        began[self] = "".join(traceback.format_stack(sys._getframe(1), limit=4))
        return start(self, *arguments)

    patch.setattr(kind, "start", noted)


def threads_left(before: set[threading.Thread], began: weakref.WeakKeyDictionary[Any, str]) -> list[str]:
    """Threads that did not end within the patience."""
    until = time.monotonic() + PATIENCE
    left = []
    for thread in set(threading.enumerate()) - before:
        if not thread.name.startswith(LASTING_THREADS):
            thread.join(max(0.0, until - time.monotonic()))
            if thread.is_alive():
                left.append(f"thread {thread.name}, started at\n{began.get(thread, '?')}")
    return left


def timers_left(began: weakref.WeakKeyDictionary[Any, str]) -> list[str]:
    """QTimers that were started in the test and still run."""
    import shiboken6

    timers = [item for item in began.items() if not isinstance(item[0], threading.Thread)]
    return [f"active QTimer, started at\n{at}" for timer, at in timers if shiboken6.isValid(timer) and timer.isActive()]


def windows_left(widgets: Any) -> list[str]:
    """Windows that nobody closed; give them to qtbot.addWidget."""
    application = widgets.QApplication.instance()
    windows = application.topLevelWidgets() if isinstance(application, widgets.QApplication) else []
    return [f"visible window {window!r}" for window in windows if window.isVisible()]


def open_files() -> set[str]:
    """Files below the temporary folder that this process holds open; where the system does not tell, none."""
    folder, temporary = Path("/proc/self/fd"), os.path.realpath(tempfile.gettempdir()) + os.sep
    if not folder.is_dir():
        return set()
    paths = {os.path.realpath(entry) for entry in folder.iterdir()}
    return {path for path in paths if path.startswith(temporary) and not path.endswith((".so", "stdout", "stderr"))}


def files_left(before: set[str]) -> list[str]:
    """Files that are still open once the garbage is gone."""
    if not open_files() - before:
        return []
    gc.collect()
    return [f"open file {path}" for path in sorted(open_files() - before)]
