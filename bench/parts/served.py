"""A process of the real site over the bench's applicants, and what it takes of processor and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

ROOT = Path(__file__).parents[2]
READY = "listening on "


@dataclass(frozen=True)
class Served:
    """A server of this run."""

    url: str
    process: int

    def processor(self) -> float:
        """Seconds of the processor that all its threads took so far, to the nanosecond."""
        return sum(_nanoseconds(task / "schedstat") for task in Path(f"/proc/{self.process}/task").iterdir()) / 1e9

    def memory(self) -> float:
        """Megabytes in memory now."""
        return memory(self.process)


def memory(process: int | str = "self", what: str = "VmRSS") -> float:
    """Megabytes of a process in memory; `VmHWM` is the most so far."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:")) / 1024


def forget_most() -> None:
    """Let the most that this process ever had in memory be counted from now on."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def environment(**more: str) -> dict[str, str]:
    """What a program of the bench is started with."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **more}


class Talk:
    """A program of `bench.parts` that goes on: it tells a line for each that it is given."""

    def __init__(self, module: str, *words: object, env: Mapping[str, str] = MappingProxyType({})) -> None:
        """`env`: what it is started with beside what this process was."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"bench.parts.{module}", *map(str, words)],
            env=environment(**env),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def told(self) -> Any:
        """What it tells next."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args!r} ended with {self._process.wait()}")
        return json.loads(line)

    def ask(self, *words: object) -> Any:
        """Give it a line; what it tells."""
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()
        return self.told()

    def last(self) -> Any:
        """Tell it that nothing follows; what it tells then."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self.told()

    def end(self) -> None:
        """Let it end."""
        self._process.communicate(timeout=60)


def run(module: str, *words: object) -> Any:
    """Run a program of `bench.parts` to its end; what it told."""
    talk = Talk(module, *words)
    found = talk.told()
    talk.end()
    return found


@contextmanager
def site(data: Path) -> Iterator[Served]:
    """Serve the site of a data folder."""
    settings = {"IZANAU_SITE_DATA_DIR": str(data), "IZANAU_SITE_SMTP": ""}
    with _started(["-m", "izanau_site", "serve", "--port", "0"], settings, data.parent / "site.log") as served:
        yield served


@contextmanager
def part(module: str, *words: object) -> Iterator[Served]:
    """Serve by a program of `bench.parts` that says where it listens."""
    with _started(["-m", f"bench.parts.{module}", *map(str, words)], {}, Path(os.devnull)) as served:
        yield served


@contextmanager
def _started(command: list[str], settings: dict[str, str], log: Path) -> Iterator[Served]:
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, *command],
            env=environment(**settings),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert process.stdout is not None
    try:
        line = process.stdout.readline().strip()
        if not line.startswith(READY):
            raise RuntimeError(f"{command} did not start; see {log}")
        yield Served(line.removeprefix(READY), process.pid)
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def _nanoseconds(file: Path) -> int:
    try:
        return int(file.read_text(encoding="ascii").split()[0])
    except OSError:  # rule: the thread ended meanwhile
        return 0
