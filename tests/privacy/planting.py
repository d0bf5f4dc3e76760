"""The planted faults of the privacy contract: read, looked at for rot, and planted one by one in a copy of the tree."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.privacy.marks import FILE

ROOT = Path(__file__).resolve().parents[2]
"""Where the plugin is found by a project that has none of its own."""
FOLDER = Path("tests/privacy/faults")
_LEFT_OUT = frozenset((".git", ".venv", "build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"))
_SECONDS = 600


class Fault(NamedTuple):
    """A line changed so that a row no longer holds, and the test that must see it."""

    row: str
    file: str
    change: str
    into: str
    test: str


def read(root: Path) -> list[Fault]:
    """Every fault of the project, in the order of the rows. Raises KeyError or TypeError for a table of another form."""
    found = []
    for topic in sorted((root / FOLDER).glob("*.toml")):
        for row, told in tomllib.loads(topic.read_text(encoding="utf-8")).items():
            found += [Fault(row=row, **one) for one in (told if isinstance(told, list) else [told])]
    return sorted(found)


def rotten(root: Path, fault: Fault) -> Iterator[str]:
    """What is wrong with a fault by now: its line is not there once, or its test is not there, or of another row."""
    file = root / fault.file
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    if text.count(fault.change) != 1:
        yield f"{fault.row}: `change` stands {text.count(fault.change)} times in {fault.file}, not once"
    elif fault.file.endswith(".py") and not _is_python(text.replace(fault.change, fault.into)):
        yield f"{fault.row}: with `into`, {fault.file} is no Python any more"
    if fault.change == fault.into:
        yield f"{fault.row}: `into` changes nothing"
    if fault.row not in rows_of(root, fault.test):
        yield f"{fault.row}: {fault.test} is not there, or not marked with this row"


def rows_of(root: Path, test: str) -> set[str]:
    """The rows that a test is marked with, read from its source."""
    file, *_, name = test.split("[", 1)[0].split("::")
    return marked(root / file).get(name, set())


def marked(file: Path) -> dict[str, set[str]]:
    """The tests of a file with the rows that they are marked with, themselves or by the whole module."""
    if not file.is_file():
        return {}
    tree = ast.parse(file.read_text(encoding="utf-8"))
    whole = {row for node in tree.body if _names_pytestmark(node) for row in _rows(node)}
    return {
        node.name: whole | {row for one in node.decorator_list for row in _rows(one)}
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }


def caught(root: Path, fault: Fault) -> str:
    """Plant a fault in a copy and run its test there; empty where the test failed as it must, else what came instead."""
    with tempfile.TemporaryDirectory(prefix="fault-", dir=root / "build") as folder:
        copy, results = Path(folder, "tree"), Path(folder, "results.json")
        _link(root, copy)
        file = copy / fault.file
        text = file.read_text(encoding="utf-8")
        file.unlink()  # a link to the file of the project: that one stays as it is
        file.write_text(text.replace(fault.change, fault.into), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(copy), str(ROOT))), FILE: str(results)}
        words = (
            "-q",
            "-x",
            "-p",
            "tests.privacy.marks",
            "-p",
            "no:cacheprovider",
            "--basetemp",
            str(Path(folder, "temp")),
        )
        command = [sys.executable, "-m", "pytest", *words, fault.test]
        try:
            run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return f"the test did not end within {_SECONDS} s"
        if run.returncode == 0:
            return "the test passed all the same"
        seen = json.loads(results.read_text(encoding="utf-8")) if results.exists() else {}
        failed = [one["phase"] for one in seen.values() if one["outcome"] == "failed"]
        if failed != ["call"]:
            said = run.stdout.decode(errors="replace").strip().splitlines()[-1:]
            return f"the test did not come so far as to see it ({', '.join(failed) or 'no result'}): {' '.join(said)}"
    return ""


def _link(root: Path, copy: Path) -> None:
    """A copy of the tree whose files are links: cheap, and of no harm as long as files are replaced, not written to."""
    shutil.copytree(
        root, copy, copy_function=os.link, ignore=lambda folder, names: _LEFT_OUT if Path(folder) == root else ()
    )


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _names_pytestmark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets)


def _rows(node: ast.AST) -> Iterator[str]:
    """The rows in `pytest.mark.prv("PRV-30", …)` anywhere below."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr == "prv":
            yield from (str(a.value) for a in one.args if isinstance(a, ast.Constant))
