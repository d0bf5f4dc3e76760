"""What a system may run out of while a story runs: room on the disk, size of a file, file handles, memory."""

from __future__ import annotations

import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

_KINDS: Final = {"size": resource.RLIMIT_FSIZE, "handles": resource.RLIMIT_NOFILE, "memory": resource.RLIMIT_AS}
_before: dict[int, tuple[int, int]] = {}


def take(limit: str) -> None:
    """Let this process have no more than `kind:number` from now on: bytes, handles or kilobytes over what it has."""
    kind, _, number = limit.partition(":")
    if kind not in _KINDS:
        return
    which, most = _KINDS[kind], int(number)
    if kind == "memory":
        most = _taken() + most * 1024
    if kind == "handles":
        most += max(int(one.name) for one in Path("/proc/self/fd").iterdir()) + 1
    _before[which] = resource.getrlimit(which)
    resource.setrlimit(which, (most, _before[which][1]))


def end(limit: str) -> None:
    """Let it have again what it had."""
    which = _KINDS.get(limit.partition(":")[0])
    if which in _before:
        resource.setrlimit(which, _before.pop(which))


@cache
def may_mount() -> bool:
    """Whether this process may make a file system of its own: root outside of most containers."""
    if shutil.which("mount") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True, check=False)
        if made.returncode == 0:
            subprocess.run(["umount", folder], check=True)
    return made.returncode == 0


@contextmanager
def filled(folder: Path, limit: str) -> Iterator[None]:
    """With `room:bytes`, a file system of its own with only so much room over what lies in the folder; needs root."""
    kind, _, number = limit.partition(":")
    if kind != "room":
        yield
        return
    held = [(path, path.read_bytes() if path.is_file() else None) for path in sorted(folder.rglob("*"))]
    pages = sum(-(-path.stat().st_size // 4096) + 1 for path, _data in held) + 2
    options = f"size={pages * 4096 + int(number)},mode=700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    try:
        for path, data in held:
            path.mkdir() if data is None else path.write_bytes(data)
        yield
        after = [(path, path.read_bytes() if path.is_file() else None) for path in sorted(folder.rglob("*"))]
    finally:
        subprocess.run(["umount", folder], check=True)
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for path, data in after:
        path.mkdir() if data is None else path.write_bytes(data)


def _taken() -> int:
    """Bytes of addresses that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
