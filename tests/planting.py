"""Faults planted in the program, one by one: read from tables, looked at for rot, and planted in a copy of the tree."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
_LEFT_OUT = frozenset((".git", ".venv", "build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"))


class Fault(NamedTuple):
    """A line changed so that a row or a rule no longer holds, and the test that must see it."""

    row: str
    file: str
    change: str
    into: str
    test: str


def read(folder: Path, topic: str = "*") -> list[Fault]:
    """Every fault of a folder of tables, or of one table, in the order of the rows. Raises KeyError or TypeError for one
    of another form."""
    found = []
    for table in sorted(folder.glob(f"{topic}.toml")):
        for row, told in tomllib.loads(table.read_text(encoding="utf-8")).items():
            found += [Fault(row=row, **one) for one in (told if isinstance(told, list) else [told])]
    return sorted(found)


def rotten(root: Path, fault: Fault) -> Iterator[str]:
    """What is wrong with a fault by now: its line is not there once, or says the same, or its test is not there."""
    file = root / fault.file
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    if text.count(fault.change) != 1:
        yield f"{fault.row}: `change` stands {text.count(fault.change)} times in {fault.file}, not once"
    elif fault.file.endswith(".py") and not _is_python(text.replace(fault.change, fault.into)):
        yield f"{fault.row}: with `into`, {fault.file} is no Python any more"
    if fault.change == fault.into:
        yield f"{fault.row}: `into` changes nothing"
    file, name = named(root, fault.test)
    if name not in tests_of(file):
        yield f"{fault.row}: {fault.test} is not there"


def named(root: Path, test: str) -> tuple[Path, str]:
    """The file and the name of a test that a fault names."""
    file, *_, name = test.split("[", 1)[0].split("::")
    return root / file, name


def tests_of(file: Path) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """The tests of a file by name, read from its source."""
    return {
        node.name: node
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], []))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }


def caught(root: Path, fault: Fault, seconds: float = 600) -> str:
    """Plant a fault in a copy and run its test there; empty where the test failed as it must, else what came instead."""
    (root / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fault-", dir=root / "build") as folder:
        copy, results = Path(folder, "tree"), Path(folder, "results.xml")
        _link(root, copy)
        file = copy / fault.file
        text = file.read_text(encoding="utf-8")
        file.unlink()  # a link to the file of the project: that one stays as it is
        file.write_text(text.replace(fault.change, fault.into), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(copy)}
        words = ("-q", "-x", "-p", "no:cacheprovider", "--basetemp", str(Path(folder, "temp")), f"--junitxml={results}")
        command = [sys.executable, "-m", "pytest", *words, fault.test]
        try:
            run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            return f"the test did not end within {seconds} s"
        if run.returncode == 0:
            return "the test passed all the same"
        phases = _phases(results)
        if phases != ["call"]:
            said = run.stdout.decode(errors="replace").strip().splitlines()[-1:]
            return f"the test did not come so far as to see it ({', '.join(phases) or 'no result'}): {' '.join(said)}"
    return ""


def _phases(results: Path) -> list[str]:
    """Which phases of the tests failed: `call`, or what pytest says of another."""
    found = ET.parse(results).getroot().iter() if results.exists() else iter(())
    phases = {"failure": "call", "error": "setting up or tearing down"}
    return [phases[one.tag] for one in found if one.tag in phases]


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
