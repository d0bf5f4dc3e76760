"""Programs that run as processes of their own, and can be killed."""

from __future__ import annotations

import atexit
import functools
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from tests.faults.processes.parent import Asked
from tests.journeys.waiting import wait_until

ROOT: Final = Path(__file__).parents[3]
PATIENCE: Final = 60.0
"""Seconds that a program may take to end: the deadline of a request, which is the longest that it waits for anything."""


class Parent:
    """Begins them, and knows which have ended."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.processes.parent"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        atexit.register(self.close)

    def ask(self, asked: Asked) -> Any:
        """One question and its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(asked) + b"\n")
        self._process.stdin.flush()
        return msgspec.json.decode(self._process.stdout.readline())

    def close(self) -> None:
        """End all that still runs."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@functools.cache
def parent() -> Parent:
    """The one of this process."""
    return Parent()


class Program:
    """One that was started; what it says is kept in `out` and `err`."""

    def __init__(self, folder: Path, env: Mapping[str, str], *words: str, stdin: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.words = words
        number = len(list(folder.glob("*.out")))
        given, self.out, self.err = (folder / f"{number:03}.{end}" for end in ("in", "out", "err"))
        given.write_text(stdin, encoding="utf-8")
        self.out.touch()
        self._code: int | None = None
        self.pid: int = parent().ask(
            Asked(words=list(words), env=dict(env), files=[*map(str, (given, self.out, self.err))])
        )

    def ended(self) -> bool:
        """Whether it has ended."""
        if self._code is None:
            self._code = parent().ask(Asked(pid=self.pid))
        return self._code is not None

    def wait(self) -> int:
        """Its exit code, once it has ended; negative where a signal ended it."""
        wait_until(self.ended, lambda: f"the end of {self}", PATIENCE)
        assert self._code is not None
        return self._code

    def lasts(self, seconds: float) -> bool:
        """Whether it still runs after so many seconds."""
        try:
            wait_until(self.ended, "", seconds)
        except AssertionError:
            return True
        return False

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send it, and all that it began, a signal."""
        if not self.ended():
            os.killpg(self.pid, number)

    def said(self) -> str:
        """What it wrote to its standard output so far."""
        return self.out.read_text(encoding="utf-8")

    def __str__(self) -> str:
        """What it was and what it said."""
        return f"{' '.join(self.words)}: {self._code}\n{self.said()}{self.err.read_text(encoding='utf-8')}"
