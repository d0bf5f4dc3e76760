"""The list of pictures is whole, and the real windows have none of the faults that the rules know."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from tests.screenshots.screens import LANGUAGES, ROOT, SIZES, THEMES, screens, shots, shown_in_readme

PACKAGES = ("start", "seeker", "company", "support", "shared", "frame", "demo")
ASKING = ("AskingPage", "AskingCard", "QDialog")
ENDS = ("Page", "Panel")


def shown_widgets() -> set[str]:
    """Every page, panel, dialog and asking card of the program, as module:class; not what others are made from."""
    found: dict[str, tuple[str, list[str]]] = {}
    for package in PACKAGES:
        for file in (ROOT / "izanau_desktop" / package).rglob("*.py"):
            module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef):
                    found[f"{module}:{node.name}"] = (
                        node.name,
                        [one.id for one in node.bases if isinstance(one, ast.Name)],
                    )
    bases = {base for _, above in found.values() for base in above}
    return {
        place
        for place, (name, above) in found.items()
        if name not in bases and (name.endswith(ENDS) or set(above) & set(ASKING))
    }


def test_every_page_and_panel_is_on_a_picture() -> None:
    pictured = {f"{screen.shows.__module__}:{screen.shows.__name__}" for screen in screens()}
    assert shown_widgets() - pictured == set()
    assert len(pictured) > 30


def test_every_screen_is_taken_in_every_look() -> None:
    names = [shot.name for shot in shots()]
    wanted = {
        "-".join((screen.role, screen.name, *looks))
        for screen, looks in product(screens(), product(THEMES, LANGUAGES, SIZES))
    }
    assert set(names) == wanted
    assert len(names) == len(wanted)


def test_pictures_of_the_readme_are_those_that_are_taken() -> None:
    kept = {file.stem for file in (ROOT / "docs" / "pictures").glob("*.png")}
    assert kept == set(shown_in_readme())
    assert kept <= {shot.name for shot in shots()}


@pytest.mark.screens
@pytest.mark.timeout(600)
@pytest.mark.parametrize("look", ["light-en-normal", "dark-ja-large", "light-ja-small"])
def test_real_windows_have_no_fault(look: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.screenshots.take", "--only", look, "--to", str(tmp_path)]
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(tmp_path.glob("*.png"))) == len(screens())
