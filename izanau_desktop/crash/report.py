"""A crash report: a small file in the data folder that says what broke where, with no value of anybody in it."""

from __future__ import annotations

import platform
import re
import shutil
from pathlib import Path
from typing import Final, NamedTuple

import izanau_protocol
from izanau_desktop.crash import redaction
from izanau_desktop.folder import private_folder, write_private
from izanau_protocol import ambient

FOLDER: Final = "crashes"
LOGS: Final = "logs"
KEPT: Final = 10
"""Reports that are kept; an older one goes with a new one."""
NATIVE: Final = "native.txt"
"""Where the system's own fault handler writes, which can redact nothing."""
_FRAME: Final = re.compile(r"File \"(?P<file>[^\"]*)\", line (?P<line>\d+) in (?P<name>[\w.<>]+)")


class Report(NamedTuple):
    """What is kept of one crash: a number to quote, and the text as it was written."""

    id: str
    text: str


def write(folder: Path, what: str, where: str, identity: str = "") -> Report:
    """Keep a report of what broke, told without values, under a number that the person can quote."""
    name = identity or ambient.random_text(8, ambient.ITEM_ALPHABET)
    at = ambient.timestamp()
    text = f"{_program()}\n{at} {name}\n{where}\n{what}\n"
    kept = private_folder(folder / FOLDER)
    write_private(kept / f"{at.replace(':', '')}-{name}.txt", text.encode())
    for old in _files(folder)[:-KEPT]:
        old.unlink(missing_ok=True)
    return Report(name, text)


def every(folder: Path) -> tuple[Report, ...]:
    """The reports that are kept, the newest first."""
    files = reversed(_files(folder))
    return tuple(Report(one.stem.rpartition("-")[2], one.read_text(encoding="utf-8")) for one in files)


def taken_up(folder: Path) -> Report | None:
    """What the system's fault handler wrote when the program ended the last time, as a report of ours."""
    file = folder / FOLDER / NATIVE
    raw = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
    if not raw:
        return None
    file.write_bytes(b"")
    lines = (raw.splitlines() or [""])[:200]
    frames = [f"  {redaction.place(m['file'])}:{m['line']} in {m['name']}" for m in map(_FRAME.search, lines) if m]
    return write(folder, "\n".join([redaction.words(lines[0]), *frames]), "the program ended by itself")


def forget(folder: Path) -> None:
    """Remove all reports and logs of a data folder; they hold nobody's data, and go with an account all the same."""
    file = folder / FOLDER / NATIVE
    for one in _files(folder):
        one.unlink(missing_ok=True)
    if file.exists():
        file.write_bytes(b"")  # still held open by this process
    shutil.rmtree(folder / LOGS, ignore_errors=True)


def _files(folder: Path) -> list[Path]:
    """The files of the reports, oldest first."""
    return sorted(one for one in (folder / FOLDER).glob("*.txt") if one.name != NATIVE)


def _program() -> str:
    system = f"{platform.system()} {platform.release()}"
    return f"izanau {izanau_protocol.__version__}, Python {platform.python_version()}, {system}"
