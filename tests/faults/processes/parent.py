"""The parent of the processes: it has imported both programs, and each of them begins as a fork of it, in a tenth of the time.

What runs in a child is what the installed command runs. Asked by lines on its standard input; its end ends all children.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import sys
from typing import Final

import msgspec

PROGRAMS: Final = {
    "izanau": "izanau_desktop.cli",
    "izanau-site": "izanau_site.cli",
    "engine": "tests.faults.processes.engine",
}
"""The module whose `main` each program is."""
_USED: Final = (
    "izanau_desktop.cache.reads.common",
    "izanau_desktop.command.account",
    "izanau_desktop.command.applicant",
    "izanau_desktop.command.application",
    "izanau_desktop.command.contact",
    "izanau_desktop.command.message",
    "izanau_desktop.command.profile",
    "izanau_desktop.command.sync",
    "izanau_desktop.sync.driver",
    "izanau_desktop.sync.engine",
    "izanau_site.app",
    "izanau_site.command.running",
    "izanau_site.policy.publish",
    "keyring",
    "tests.faults.processes.keychain",
)
"""What they import only when they need it."""


class Asked(msgspec.Struct, frozen=True):
    """Begin a program, or (with a `pid`) tell whether one has ended."""

    pid: int = 0
    words: list[str] = []
    env: dict[str, str] = {}
    files: list[str] = []
    """Where standard input, output and error are."""


def serve() -> int:
    """Begin programs until there is no more to be asked; in a child: its exit code."""
    for module in (*PROGRAMS.values(), *_USED):
        importlib.import_module(module)
    gc.freeze()
    children: set[int] = set()
    for line in sys.stdin.buffer:
        asked = msgspec.json.decode(line, type=Asked)
        answer: int | None
        if asked.pid:
            found, status = os.waitpid(asked.pid, os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if found else None
            children.discard(found)
        else:
            answer = os.fork()
            os.setpgid(answer, answer)  # at both, so that it can be killed with all that it begins from now on
            if answer == 0:
                return _become(asked)
            children.add(answer)
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
        sys.stdout.buffer.flush()
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
    return 0


def _become(asked: Asked) -> int:
    """Be the program, with the files, environment and words that it would have been started with."""
    ways = (os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_APPEND, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number, (file, way) in enumerate(zip(asked.files, ways, strict=True)):
        opened = os.open(file, way, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it lives as long as the process
    os.environ.clear()
    os.environ.update(asked.env)
    sys.argv = list(asked.words)
    return int(importlib.import_module(PROGRAMS[asked.words[0]]).main() or 0)


if __name__ == "__main__":
    sys.exit(serve())
