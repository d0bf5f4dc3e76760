"""What is loaded when the frame is painted for the first time: nothing that makes a person wait."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SLOW = ("sqlalchemy", "requests", "keyring", "msgspec", "alembic", "email_validator")
PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from izanau_desktop.app import App
from izanau_desktop.preferences import Preferences
folder, role = Path(sys.argv[1]), sys.argv[2]
qt = QApplication([])
known = Preferences(folder)
known.set_last_place("role", role)
known.save()
app = App(qt, folder, "http://127.0.0.1:9")
app.start()
def tell():
    print(json.dumps([sorted(sys.modules), app.window.role, [app.window.place]]))
    sys.stdout.flush()
    __import__("os")._exit(0)
app.window.painted.connect(tell)
qt.exec()
"""


@pytest.mark.parametrize("role", ["seeker", "company", "support"])
def test_first_paint_waits_for_no_slow_import(tmp_path: Path, role: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), role],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    modules, shown, place = json.loads(done.stdout)
    assert shown == role
    assert place == [""], "a page was made before its desk was there"
    assert [name for name in SLOW if name in modules] == []
    assert "izanau_desktop.window" in modules
