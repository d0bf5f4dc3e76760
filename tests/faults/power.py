"""The power goes at a call of a story: what was not synced yet is lost, kept or torn, in any mix; then the desk is opened.

The disk is the one that journalling file systems promise: names (made, renamed, removed) survive in the order in which they
were given, up to some moment after the last sync of anything; data of a file survive for sure only once it was synced, and
what was written since survives in any selection of sectors.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from tests.faults.asked import KILL_AFTER
from tests.faults.points import spread, story_of
from tests.faults.runs import nursery

SECTOR: Final = 512
_NAMES: Final = "CURMD"


class Call(NamedTuple):
    """One call of the log: C made, U removed, R renamed, M and D folders; W written, T cut; S synced."""

    deed: str
    path: str
    other: str
    offset: int
    data: bytes


@dataclass
class File:
    """What is surely on the disk of a file, and what was written since."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[Call] = field(default_factory=list)


class Disk:
    """A disk whose power may go."""

    def __init__(self, folder: Path) -> None:
        self._before: dict[str, File | None] = {}
        for path in sorted(folder.rglob("*")):
            name = f"/{path.relative_to(folder).as_posix()}"
            self._before[name] = File(bytearray(path.read_bytes())) if path.is_file() else None
        self._now = dict(self._before)
        self._named: list[tuple[Call, File | None]] = []
        self._sure = 0
        """How many of the names given are sure to survive."""

    def do(self, call: Call) -> None:
        """Take one call."""
        if call.deed in _NAMES:
            made = File() if call.deed == "C" else None
            self._named.append((call, made))
            _name(self._now, call, made)
        elif call.deed == "S":
            self._sure = len(self._named)
            file = self._now.get(call.path)
            if file is not None:
                for done in file.since:
                    _write(file.synced, done, done.data)
                file.since.clear()
        else:
            found = self._now.get(call.path)
            assert found is not None, call
            found.since.append(call)

    def lose_power(self, folder: Path, chance: random.Random) -> None:
        """What is found afterwards, written into a folder."""
        names = dict(self._before)
        for call, made in self._named[: chance.randint(self._sure, len(self._named))]:
            _name(names, call, made)
        keeps = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for name, file in sorted(names.items()):
            path = folder / name[1:]
            if file is None:
                path.mkdir(parents=True, exist_ok=True)
            elif not name.endswith("-shm"):  # of no worth after a start: SQLite makes it anew
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(_survived(file, keeps, chance))


def _name(names: dict[str, File | None], call: Call, made: File | None) -> None:
    if call.deed in "CM":
        names[call.path] = made
    elif call.deed in "UD":
        names.pop(call.path, None)
    elif call.path in names:
        names[call.other] = names.pop(call.path)


def _write(content: bytearray, call: Call, data: bytes) -> None:
    if call.deed == "T":
        del content[call.offset :]
        content.extend(bytes(call.offset - len(content)))
        return
    content.extend(bytes(max(0, call.offset - len(content))))
    content[call.offset : call.offset + len(data)] = data


def _survived(file: File, keeps: float, chance: random.Random) -> bytes:
    """The synced content, with any selection of what came after: calls dropped whole, or torn to some of their sectors."""
    content = bytearray(file.synced)
    for call in file.since:
        if chance.random() >= keeps:
            if call.deed == "W" and chance.random() < 0.3:
                _tear(content, call, chance)
            continue
        _write(content, call, call.data)
    return bytes(content)


def _tear(content: bytearray, call: Call, chance: random.Random) -> None:
    for start in range(0, len(call.data), SECTOR):
        if chance.random() < 0.5:
            piece = Call("W", call.path, "", call.offset + start, b"")
            _write(content, piece, call.data[start : start + SECTOR])


def calls(log: Path) -> Iterator[Call]:
    """The calls of a log of the shim."""
    with log.open("rb") as file:
        while head := file.readline():
            deed, path, other, offset, length = head.decode().rstrip("\n").split("\t")
            yield Call(deed, path, other, int(offset), file.read(int(length)))


def case(number: int) -> int:
    """The power goes after one call; 0 where the story had fewer calls this time."""
    story, own = story_of(number)
    folder, count = nursery().template(story)
    at = spread(own % count, count) + 1
    root = nursery().place()
    log = root.with_name(f"{root.name}.log")
    told = nursery().run(story, root=root, action=KILL_AFTER, at=at, log=str(log), judge=False)
    disk = Disk(folder / "data")
    for call in calls(log):
        disk.do(call)
    shutil.rmtree(root / "data")
    (root / "data").mkdir(mode=0o700)
    disk.lose_power(root / "data", random.Random(number))
    nursery().judge(story, root, told)
    shutil.rmtree(root)
    log.unlink()
    return int(told.killed)
