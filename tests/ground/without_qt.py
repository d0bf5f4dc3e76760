"""Run pytest in a process where Qt and the parts of Unix that Windows lacks cannot be imported."""

from __future__ import annotations

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import Any

import pytest

ABSENT = {"PySide6", "shiboken6", "fcntl", "pwd", "grp", "resource", "termios"}


class Absent(MetaPathFinder):
    """Answers for each absent module as if it were not installed, once the project's own code asks."""

    def find_spec(self, name: str, *_: Any) -> ModuleSpec | None:
        """Refuse the absent ones; leave all others to the next finder."""
        if name.split(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


class OnceEach:
    """Takes each test once: other parameters and examples, which the run with Qt tries, import nothing more."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the first case of each test."""
        firsts = {item.nodeid.partition("[")[0]: item for item in reversed(items)}
        items[:] = [item for item in items if firsts[item.nodeid.partition("[")[0]] is item]


def main(arguments: list[str]) -> int:
    """Make the modules absent, then run pytest without the plugins that stand on Qt."""
    sys.meta_path.insert(0, Absent())
    for name in [name for name in sys.modules if name.split(".")[0] in ABSENT]:
        del sys.modules[name]
    if hasattr(os, "fork"):
        del os.fork
    options = ["-p", "no:pytest-qt", "-p", "no:xvfb", "-p", "no:xdist", "-p", "no:schemathesis", "-p", "no:faker"]
    options += ["-o", "addopts=--import-mode=importlib"]
    options += ["-W", "ignore::pytest.PytestConfigWarning", "-q"]
    return int(pytest.main([*options, *arguments], [OnceEach()]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
