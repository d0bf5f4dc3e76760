"""What is loaded when the frame is painted for the first time: nothing that makes a person wait."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from izanau_desktop.cache import Cache
from izanau_desktop.preferences import Preferences

SLOW = (
    "sqlalchemy",
    "requests",
    "keyring",
    "msgspec",
    "alembic",
    "email_validator",
    "email",
    "subprocess",
    "importlib.metadata",
)
PROGRAM = """
import json, os, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from izanau_desktop.opening import open_window
from izanau_desktop.window import Window
qt = QApplication([])
class Told(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, Window):
            sys.stdout.write(json.dumps([sorted(sys.modules), watched.role, watched.place]))
            sys.stdout.flush()
            os._exit(0)
        return False
told = Told()
qt.installEventFilter(told)
sys.argv[1:] = []
open_window()
"""


@pytest.mark.parametrize("role", ["seeker", "company", "support"])
def test_first_paint_waits_for_no_slow_import(tmp_path: Path, role: str) -> None:
    known = Preferences(tmp_path)
    known.set_last_place("role", role)
    known.save()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "IZANAU_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    modules, shown, place = json.loads(done.stdout)
    assert shown == role
    assert place == "", "a page was made before its desk was there"
    assert [name for name in SLOW if name in modules] == []
    assert "izanau_desktop.window" in modules


OPENED = """
import sys
from pathlib import Path
import izanau_desktop.sync.driver, izanau_desktop.sync.engine, izanau_desktop.sync.indexer
from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import company, day, seeker
from izanau_desktop.desk import Desk
print(Cache(Path(sys.argv[1]), bytes(32)).list("job"), [name for name in ("sqlalchemy", "alembic") if name in sys.modules])
"""


def test_cache_that_is_there_is_opened_without_what_makes_tables(tmp_path: Path) -> None:
    Cache(tmp_path, bytes(32)).close()
    done = subprocess.run(
        [sys.executable, "-c", OPENED, str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("() []\n", "")
