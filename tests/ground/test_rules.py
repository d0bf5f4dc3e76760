"""Each own rule sees what it forbids, names the cure, and yields to an exception with a reason."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FORBIDDEN = [
    ("plain-timer", "QTimer.singleShot(0, done)"),
    ("process-events", "application.processEvents()"),
    ("nested-exec", "dialog.exec()"),
    ("print", "print(word)"),
    ("clock", "now = datetime.now(UTC)"),
    ("clock", "import datetime as dt; now = dt.datetime.now(dt.UTC)"),
    ("clock", "import datetime as dt; day = dt.date.today()"),
    ("clock", "from datetime import date as day; today = day.today()"),
    ("clock", "import time; began = time.monotonic()"),
    ("clock", "from time import perf_counter; began = perf_counter()"),
    ("clock", "import random; chance = random.random()"),
    ("clock", "import random as chance; one = chance.choice(all_of_them)"),
    ("clock", "import secrets; key = secrets.token_hex()"),
    ("clock", "import os; key = os.urandom(32)"),
    ("clock", "import uuid; identity = uuid.uuid4()"),
    ("swallowed", "with contextlib.suppress(OSError): go()"),
    ("literal-colour", 'colour = "#1a2b3c"'),
    ("literal-colour", "ink = QColor(12, 14, 20)"),
    ("literal-colour", "ink = QColor.fromRgb(12, 14, 20)"),
    ("literal-colour", 'ink = QtGui.QColor.fromString("red")'),
    ("untranslated", 'label.setText("Hello")'),
    ("untranslated", 'told = label("Hello world")'),
    ("untranslated", 'go = button("Send", "primary")'),
    ("untranslated", 'box.addWidget(Paragraph("Hello", "secondary"))'),
    ("untranslated", 'notice = Notice("It failed", "danger")'),
    ("untranslated", 'nothing = EmptyState("bell", "No notices")'),
    ("untranslated", 'nothing = EmptyState("bell", title="No notices")'),
    ("untranslated", 'card = Card("Devices")'),
    ("untranslated", 'chip = Chip("New", "accent")'),
    ("untranslated", 'box.addItem("English", "en")'),
    ("untranslated", 'box.addItem(icon, "English", "en")'),
    ("untranslated", 'deed = Command("a", lambda: "Send", "send")'),
    ("untranslated", 'text.set_words(f"Hello {name}")'),
    ("f-string-in-tr", 'tr(f"Hello {name}")'),
    ("unseen-in-tr", "told = tr(words)"),
    ("bare-ignore", "x = y  # type: ignore[misc]"),
    ("bare-ignore", "x = y  # pragma: no cover"),
]


def said_about(line: str, folder: Path, opening: str = '"""A page."""', excepted: str = "") -> tuple[int, str]:
    """Exit code and words of tools/rules.py about a desktop module with this line."""
    (folder / "izanau_desktop").mkdir()
    (folder / "izanau_desktop/page.py").write_text(f"{opening}\n\n{line}\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text(f"[tool.izanau.long]\n{excepted}\n", encoding="utf-8")
    (folder / "tools").mkdir()
    (folder / "tools/one.py").write_text(
        '"""One function to measure."""\n\n\ndef f() -> None:\n    return\n', encoding="utf-8"
    )
    command = [sys.executable, str(ROOT / "tools/rules.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(("rule", "line"), FORBIDDEN)
def test_forbidden_line_is_named_with_its_place(rule: str, line: str, tmp_path: Path) -> None:
    code, words = said_about(line, tmp_path)
    assert (code, words.count(f"izanau_desktop/page.py:3: {rule}: ")) == (1, 1)


@pytest.mark.parametrize("line", {rule: line for rule, line in FORBIDDEN if rule != "bare-ignore"}.values())
def test_reason_on_the_line_grants_an_exception(line: str, tmp_path: Path) -> None:
    code, words = said_about(f"{line}  # rule: it must be so", tmp_path)
    assert code == 0, words


def test_exception_without_a_reason_is_refused(tmp_path: Path) -> None:
    code, _ = said_about("print(word)  # rule:", tmp_path)
    assert code == 1


@pytest.mark.parametrize("deed", ["pass", "x = None", "x = {}", "x: dict[str, str] = {}", '"nothing is to be done"'])
def test_swallowing_handler_is_named(deed: str, tmp_path: Path) -> None:
    _, words = said_about(f"try:\n    go()\nexcept OSError:\n    {deed}", tmp_path)
    assert "page.py:5: swallowed" in words


def test_module_without_opening_sentence_is_named(tmp_path: Path) -> None:
    _, words = said_about("x = 1", tmp_path, opening="# a page")
    assert "page.py:1: opening-sentence" in words


def test_overlong_function_and_module_are_named(tmp_path: Path) -> None:
    body = "\n".join(f"    x = {number}" for number in range(410))
    _, words = said_about(f"def f() -> None:\n{body}", tmp_path)
    assert "long-function" in words
    assert "long-module" in words


def test_exception_that_excepts_nothing_is_named(tmp_path: Path) -> None:
    code, words = said_about("x = 1", tmp_path, excepted='"izanau_desktop/page.py:f" = "the table of all that is"')
    assert (code, "izanau_desktop/page.py:f: idle-exception: " in words) == (1, True)


LEFT_ALONE = [
    'label.setText(tr("Hello"))',
    'label.setText("12 – 3")',
    'label.setObjectName("title")',
    'told = label("", "small")',
    'go = button(tr("Send"), "primary", "send", deed=lambda: send("now"))',
    'nothing = EmptyState("bell", "")',
    'box.addItem(tr("English"), "en")',
    'box.addItem(icon, tr("English"), "en")',
    "ink = QColor(tokens.accent)",
    "import random; chance = random.Random(7)",
    "from izanau_site.accounts import secrets; kept = secrets.hashed(secret)",
    "now = ambient.now()",
    "try:\n    go()\nexcept OSError as error:\n    x = (None, error)",
]


@pytest.mark.parametrize("line", LEFT_ALONE)
def test_honest_line_is_left_alone(line: str, tmp_path: Path) -> None:
    code, words = said_about(line, tmp_path)
    assert code == 0, words


def test_tools_stay_below_the_agreed_size() -> None:
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in (ROOT / "tools").glob("*.*")) < 500
