"""The core is tested where neither Qt nor the Unix-only modules can be imported: as on Windows, and as in a server."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow  # starts programs
CORE = ("protocol", "desktop/cache", "desktop/sync", "desktop/vault")


def where_tested(part: str) -> list[str]:
    """The tests of one part: a folder of its own, or modules that bear its name."""
    folder, name = (ROOT / "tests" / part).parent, part.rsplit("/", 1)[-1]
    return [str(path) for path in (folder / name, *sorted(folder.glob(f"test_{name}*.py"))) if path.exists()]


def run_without_qt(*arguments: str) -> str:
    """Run pytest with Qt and the Unix-only modules absent; what it says."""
    command = [sys.executable, str(ROOT / "tests/ground/without_qt.py"), "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", CORE)
def test_core_passes_without_qt_and_unix(part: str) -> None:
    said = run_without_qt(
        "-m", "not slow", "--hypothesis-profile", "few", *(where_tested(part) or [f"no tests of {part}"])
    )
    assert re.search(r"^\d+ passed", said.strip().splitlines()[-1]), said[-3000:]


@pytest.mark.parametrize("module", ["PySide6.QtCore", "fcntl", "termios"])
def test_absent_module_is_truly_absent(module: str, tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text(f"import {module}\ndef test_it():\n    pass\n", encoding="utf-8")
    assert f"No module named '{module.split('.')[0]}'" in run_without_qt(str(tmp_path))


def test_fork_is_truly_absent(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text("import os\ndef test_it():\n    os.fork()\n", encoding="utf-8")
    assert "no attribute 'fork'" in run_without_qt(str(tmp_path))
