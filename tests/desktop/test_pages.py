"""Every page and dialog of the program has a test that opens it by itself."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.screenshots.test_screens import shown_widgets

HERE = Path(__file__).parent
FOR_ALL = {"test_composing.py", "test_pages.py"}
"""Tests that walk everything; they say nothing of what a page is for."""

PARTS = ("Panel", "Card")
"""What opens inside a page and is tested with it."""


def named_in_tests() -> set[str]:
    """The classes that tests take from the program, as module:class."""
    found = set[str]()
    for file in HERE.rglob("*.py"):
        if file.name not in FOR_ALL:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module:
                    found |= {f"{node.module}:{one.name}" for one in node.names}
    return found


def test_every_page_has_a_test_of_its_own() -> None:
    pages = {one for one in shown_widgets() if not one.endswith(PARTS)}
    assert pages - named_in_tests() == set()
    assert len(pages) > 20
