"""A real program on a private desktop: started or found, seen, quit, and its output read."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from .atspi import open_accessibility_bus
from .display import end_group
from .hands import Hands
from .waiting import SECONDS, wait_until
from .windows import Windows


class Program(Hands):
    """A program with windows, and the hands on it."""

    def __init__(self, pid: int, env: Mapping[str, str], log: Path | None = None) -> None:
        with ExitStack() as stack:
            bus = stack.enter_context(open_accessibility_bus(env["DBUS_SESSION_BUS_ADDRESS"]))
            windows = Windows(env["DISPLAY"])
            stack.callback(windows.close)
            super().__init__(bus, windows, pid)
            self._stack = stack.pop_all()
        self._process: subprocess.Popen[bytes] | None = None
        self._log = log

    @classmethod
    def attach(cls, pid: int, env: Mapping[str, str]) -> Self:
        """Take hold of a program that runs already; ending it stays with whoever started it."""
        program = cls(pid, env)
        with ExitStack() as on_failure:
            on_failure.callback(program.end)
            wait_until(program.windows, f"a window of program {pid}")
            on_failure.pop_all()
        return program

    @classmethod
    def start(
        cls,
        command: Sequence[str],
        env: Mapping[str, str],
        folder: Path,
        settings: Mapping[str, str] | None = None,
        seconds: float = SECONDS,
    ) -> Self:
        """Start a program with its output going to files in ``folder``, and wait until a window of it is on screen."""
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / "stderr.txt"
        with (folder / "stdout.txt").open("wb") as out, log.open("wb") as errors:
            process = subprocess.Popen(
                list(command),
                env={**env, **(settings or {})},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
                start_new_session=True,
            )
        with ExitStack() as on_failure:
            on_failure.callback(end_group, process)
            program = cls(process.pid, env, log)
            program._process = process
            program._stack.callback(end_group, process)
            on_failure.callback(program.end)
            wait_until(program._is_seen, lambda: f"a window of {command[0]}, which said:\n{program.said()}", seconds)
            on_failure.pop_all()
        return program

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def said(self) -> str:
        """Return what the program wrote to standard error so far."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log else ""

    def written(self) -> str:
        """Return what the program wrote to standard output so far."""
        return self._log.with_name("stdout.txt").read_text(encoding="utf-8", errors="replace") if self._log else ""

    def exit_code(self) -> int | None:
        """Return how a program started here has ended, or nothing while it runs."""
        return self._process.poll() if self._process else None

    def quit(self, seconds: float = SECONDS) -> int:
        """Close the uppermost window, wait until the program has ended by itself, and return its exit code."""
        self.close_window()
        return self.ended(seconds)

    def ended(self, seconds: float = SECONDS) -> int:
        """Wait until a program started here has ended by itself, and return its exit code."""
        wait_until(lambda: self.exit_code() is not None, lambda: f"the program's end:\n{self.dump()}", seconds)
        code = self.exit_code()
        self.end()
        return -1 if code is None else code

    def end(self) -> None:
        """Let go of the program; if it was started here and still runs, end it with all that it started."""
        self._stack.close()

    def _is_seen(self) -> bool:
        if self.exit_code() is not None:
            raise AssertionError(f"ended with {self.exit_code()} before it showed a window:\n{self.said()}")
        return bool(self.windows())
