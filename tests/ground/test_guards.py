"""The guards of tests/conftest.py fail a test that leaves something behind, and leave a tidy one alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # starts programs

ROOT = Path(__file__).resolve().parents[2]

UNTIDY = {
    "thread": (
        (
            "import threading\nend = threading.Event()\n"
            "def test_it():\n    threading.Thread(target=end.wait, args=(20,), name='stray', daemon=True).start()\n"
        ),
        "thread stray",
    ),
    "timer": (
        (
            "from PySide6.QtCore import QTimer\n"
            "def test_it(qapp):\n    global timer\n    timer = QTimer()\n    timer.start(60000)\n"
        ),
        "active QTimer",
    ),
    "window": (
        (
            "from PySide6.QtWidgets import QWidget\n"
            "def test_it(qapp):\n    global window\n    window = QWidget()\n    window.show()\n"
        ),
        "visible window",
    ),
    "file": ("def test_it(tmp_path):\n    global file\n    file = (tmp_path / 'kept.txt').open('w')\n", "kept.txt"),
    "Qt warning": (
        "from PySide6.QtCore import qWarning\ndef test_it(qapp):\n    qWarning('odd')\n",
        "Failure: Qt messages",
    ),
    "resource": (
        "import socket\ndef test_it():\n    socket.socket()\n",
        "ResourceWarning",
    ),
}


def run_one(source: str, folder: Path) -> str:
    """Run one test module under the project's configuration and guards; what pytest says."""
    module = folder / "test_one.py"
    module.write_text(source, encoding="utf-8")
    options = ["-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", "-p", "no:cacheprovider", "-q"]
    command = [sys.executable, "-m", "pytest", *options, "--rootdir", str(folder), str(module)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("what", UNTIDY)
def test_untidy_test_fails_and_names_the_rest(what: str, tmp_path: Path) -> None:
    source, words = UNTIDY[what]
    said = run_one(source, tmp_path)
    assert words in said
    assert "1 error" in said or "1 failed" in said


def test_tidy_test_passes_the_guards(tmp_path: Path) -> None:
    source = (
        "import threading\nfrom PySide6.QtCore import QTimer\n"
        "def test_it(qapp, tmp_path):\n"
        "    timer = QTimer()\n    timer.start(60000)\n    timer.stop()\n"
        "    thread = threading.Thread(target=int)\n    thread.start()\n    thread.join()\n"
        "    (tmp_path / 'x').write_text('x')\n"
    )
    assert "1 passed" in run_one(source, tmp_path)
