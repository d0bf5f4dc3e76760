"""The parent of the runs, in a process of its own that the shim was loaded into: imports once, forks for each run.

Reads one request a line (`Request`), answers with one line (`Told`). Started by `runs.Nursery`.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec

from tests.faults import limits, stories
from tests.faults.asked import Request, Told
from tests.faults.place import Place
from tests.faults.story import Tell

PATIENCE: Final = 60.0
"""Seconds that a run may take: one that is stuck is a failure like a lost write."""


def serve() -> None:
    """Answer requests until there are no more."""
    shim = ctypes.CDLL(None)
    shim.shim_disarm.restype = ctypes.c_long
    for line in sys.stdin.buffer:
        answer = _answered(msgspec.json.decode(line, type=Request), shim)
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
        sys.stdout.buffer.flush()


def _answered(asked: Request, shim: Any) -> Told:
    root = Path(asked.root)
    story = stories.STORIES[asked.story]
    if asked.deed == "prepare":
        return _child(lambda told: story.prepare(Place(root)), None)
    if asked.deed == "check":
        return _child(lambda told: story.check(Place(root), asked.acknowledged), None)
    shutil.copytree(asked.template, root)
    with limits.filled(root / "data", asked.limit):
        told = _child(lambda tell: story.run(Place(root), tell), shim, asked)
    if asked.again == "new":
        again = _child(lambda tell: story.run(Place(root), tell), None)
        told = msgspec.structs.replace(told, second=f"{again.raised}\n{again.trace}".strip())
        told.acknowledged += again.acknowledged
    return told


def _child(work: Callable[[Tell], object], shim: Any, asked: Request | None = None) -> Told:
    """Run it in a child of this process, with the shim armed where there is something to be done by it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _run(work, shim, asked, writing)
    os.close(writing)
    lines, whole = _lines(reading)
    if not whole:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    found = [msgspec.json.decode(line, type=dict[str, Any]) for line in lines]
    told = Told(acknowledged=[one for one in found if "end" not in one])
    for one in found:
        if "end" in one:
            told = msgspec.structs.replace(told, **one["end"])
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not whole:
        return msgspec.structs.replace(told, raised="stuck", trace=f"no end within {PATIENCE:.0f} s")
    if not killed and status != 0:
        return msgspec.structs.replace(told, raised="ended", trace=f"status {status}")
    return msgspec.structs.replace(told, killed=killed)


def _lines(reading: int) -> tuple[list[bytes], bool]:
    """What the child told, and whether it came to an end in time."""
    told, until = b"", time.monotonic() + PATIENCE
    try:
        while select.select([reading], [], [], max(0.0, until - time.monotonic()))[0]:
            more = os.read(reading, 65_536)
            if not more:
                return told.splitlines(), True
            told += more
    finally:
        os.close(reading)
    return told.splitlines(), False


def _run(work: Callable[[Tell], object], shim: Any, asked: Request | None, writing: int) -> None:
    """In the child: never returns."""

    def tell(**facts: Any) -> None:
        os.write(writing, msgspec.json.encode(facts) + b"\n")

    end: dict[str, Any] = {}
    log = -1
    try:
        if asked is not None and shim is not None:
            log = os.open(asked.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) if asked.log else -1
            limits.take(asked.limit)
            below = os.fsencode(Path(asked.root) / "data")
            shim.shim_arm(below, asked.action, ctypes.c_long(asked.at), asked.code, asked.mask, log)
        work(tell)
    except BaseException as error:  # noqa: BLE001 -- whatever it is, whoever asked judges it
        limits.end(asked.limit if asked else "")
        end = {"raised": _code(error), "trace": "".join(traceback.format_exception(error))}
    with contextlib.suppress(BaseException):
        if asked is not None and shim is not None:
            end["count"] = shim.shim_disarm()
        limits.end(asked.limit if asked else "")
        if asked is not None and asked.again == "same":
            end["second"] = _again(work, tell)
        tell(end=end)
    os._exit(0)


def _again(work: Callable[[Tell], object], tell: Tell) -> str:
    """Run it once more, in the process that met the fault; what it raised."""
    try:
        work(tell)
    except BaseException as error:  # noqa: BLE001 -- judged by whoever asked
        return f"{_code(error)}\n{''.join(traceback.format_exception(error))}"
    return ""


def _code(error: BaseException) -> str:
    """The code of a Problem that a person is shown, or the name of what is none."""
    problems = getattr(error, "problems", ())
    return f"problem {problems[0].code}" if problems else type(error).__name__


if __name__ == "__main__":
    serve()
