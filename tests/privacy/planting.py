"""The planted faults of the privacy contract: each must name a test that is marked with its row."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests import planting
from tests.planting import ROOT, Fault, caught

__all__ = ["ROOT", "Fault", "caught", "marked", "read", "rotten"]

FOLDER = Path("tests/privacy/faults")


def read(root: Path) -> list[Fault]:
    """Every fault of the project, in the order of the rows. Raises KeyError or TypeError for a table of another form."""
    return planting.read(root / FOLDER)


def rotten(root: Path, fault: Fault) -> Iterator[str]:
    """What is wrong with a fault by now: its line is not there once, or its test is not there, or of another row."""
    yield from planting.rotten(root, fault)
    file, name = planting.named(root, fault.test)
    if fault.row not in marked(file).get(name, set()):
        yield f"{fault.row}: {fault.test} is not marked with this row"


def marked(file: Path) -> dict[str, set[str]]:
    """The tests of a file with the rows that they are marked with, themselves or by the whole module."""
    if not file.is_file():
        return {}
    tree = ast.parse(file.read_text(encoding="utf-8"))
    whole = {row for node in tree.body if _names_pytestmark(node) for row in _rows(node)}
    tests = planting.tests_of(file)
    return {name: whole | {row for one in node.decorator_list for row in _rows(one)} for name, node in tests.items()}


def _names_pytestmark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets)


def _rows(node: ast.AST) -> Iterator[str]:
    """The rows in `pytest.mark.prv("PRV-30", …)` anywhere below."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr == "prv":
            yield from (str(a.value) for a in one.args if isinstance(a, ast.Constant))
