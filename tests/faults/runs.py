"""Runs of stories under the shim: it is compiled, its parent process started, templates are made once, runs are checked."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from tests.faults.asked import COUNT, Request, Told
from tests.faults.memory import memory_folder

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]


class NoCompiler(Exception):  # noqa: N818 - reads as what is missing
    """Nothing here compiles C; `make setup` brings gcc on Linux."""


class Nursery:
    """The parent of the runs, and the folder that they work in (in memory, where the system has that)."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="izanau-faults-", dir=memory_folder()))
        atexit.register(self.close)
        environment = {**os.environ, "LD_PRELOAD": str(compiled(self.folder)), "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=environment,
        )
        self._number = 0
        self._templates: dict[str, tuple[Path, int]] = {}

    def close(self) -> None:
        """End it, and remove what the runs left."""
        process = getattr(self, "process", None)
        if process is not None:
            process.stdin.close()
            process.wait()
            process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, request: Request) -> Told:
        """One deed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(msgspec.json.encode(request) + b"\n")
        self.process.stdin.flush()
        return msgspec.json.decode(self.process.stdout.readline(), type=Told)

    def template(self, story: str) -> tuple[Path, int]:
        """The folder that a story begins in, and how many calls it makes when nothing happens to it."""
        if story not in self._templates:
            folder = self.folder / story
            made = self.ask(Request("prepare", story, str(folder)))
            _whole(made, f"{story} cannot be prepared")
            whole = self.run(story, action=COUNT)
            _whole(whole, f"{story} fails by itself")
            self._templates[story] = folder, whole.count
        return self._templates[story]

    def run(self, story: str, root: Path | None = None, *, judge: bool = True, **how: Any) -> Told:
        """Run a story in a copy of its template, and check what is left of it. Raises AssertionError."""
        template, root = self.folder / story, root or self.place()
        told = self.ask(Request("run", story, str(root), str(template), **how))
        if judge:
            self.judge(story, root, told)
            shutil.rmtree(root)
        return told  # else whoever asked judges, and clears

    def judge(self, story: str, root: Path, told: Told) -> None:
        """Check what a run left in its folder. Raises AssertionError."""
        if told.raised in ("stuck", "ended"):
            raise AssertionError(f"{story}: {told.raised}: {told.trace}")
        checked = self.ask(Request("check", story, str(root), acknowledged=told.acknowledged))
        _whole(checked, f"{story}: what was left is not whole")

    def place(self) -> Path:
        """The folder of a run that is to come."""
        self._number += 1
        return self.folder / f"run-{self._number}"


@cache
def nursery() -> Nursery:
    """The one of this process."""
    return Nursery()


def compiled(folder: Path) -> Path:
    """The shim as a library. Raises NoCompiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise NoCompiler
    library = folder / "shim.so"
    options = ["-std=gnu11", "-O1", "-shared", "-fPIC", "-o", str(library), str(HERE / "shim.c"), "-ldl"]
    subprocess.run([compiler, *options], check=True)
    return library


def _whole(told: Told, words: str) -> None:
    if told.raised:
        raise AssertionError(f"{words}: {told.raised}\n{told.trace}")
