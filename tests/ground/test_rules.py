"""Each own rule sees what it forbids, names the cure, and yields to an exception with a reason."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FORBIDDEN = {
    "plain-timer": "QTimer.singleShot(0, done)",
    "process-events": "application.processEvents()",
    "nested-exec": "dialog.exec()",
    "print": "print(word)",
    "clock": "now = datetime.now(UTC)",
    "swallowed": "with contextlib.suppress(OSError): go()",
    "literal-colour": 'colour = "#1a2b3c"',
    "untranslated": 'label.setText("Hello")',
    "f-string-in-tr": 'tr(f"Hello {name}")',
    "bare-ignore": "x = y  # type: ignore[misc]",
}


def said_about(line: str, folder: Path, opening: str = '"""A page."""') -> tuple[int, str]:
    """Exit code and words of tools/rules.py about a desktop module with this line."""
    (folder / "izanau_desktop").mkdir()
    (folder / "izanau_desktop/page.py").write_text(f"{opening}\n\n{line}\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text("[tool.izanau.long]\n", encoding="utf-8")
    (folder / "tools").mkdir()
    (folder / "tools/one.py").write_text(
        '"""One function to measure."""\n\n\ndef f() -> None:\n    return\n', encoding="utf-8"
    )
    command = [sys.executable, str(ROOT / "tools/rules.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_forbidden_line_is_named_with_its_place(rule: str, tmp_path: Path) -> None:
    code, words = said_about(FORBIDDEN[rule], tmp_path)
    assert (code, words.count(f"izanau_desktop/page.py:3: {rule}: ")) == (1, 1)


@pytest.mark.parametrize("rule", [rule for rule in FORBIDDEN if rule != "bare-ignore"])
def test_reason_on_the_line_grants_an_exception(rule: str, tmp_path: Path) -> None:
    code, words = said_about(f"{FORBIDDEN[rule]}  # rule: it must be so", tmp_path)
    assert code == 0, words


def test_exception_without_a_reason_is_refused(tmp_path: Path) -> None:
    code, _ = said_about("print(word)  # rule:", tmp_path)
    assert code == 1


def test_swallowing_handler_is_named(tmp_path: Path) -> None:
    _, words = said_about("try:\n    go()\nexcept OSError:\n    pass", tmp_path)
    assert "page.py:5: swallowed" in words


def test_module_without_opening_sentence_is_named(tmp_path: Path) -> None:
    _, words = said_about("x = 1", tmp_path, opening="# a page")
    assert "page.py:1: opening-sentence" in words


def test_overlong_function_and_module_are_named(tmp_path: Path) -> None:
    body = "\n".join(f"    x = {number}" for number in range(410))
    _, words = said_about(f"def f() -> None:\n{body}", tmp_path)
    assert "long-function" in words
    assert "long-module" in words


def test_translated_text_and_numbers_are_left_alone(tmp_path: Path) -> None:
    code, words = said_about(
        'label.setText(tr("Hello"))\nlabel.setText("12 – 3")\nlabel.setObjectName("title")', tmp_path
    )
    assert code == 0, words
