"""Opening a cache that may be broken: it is put aside, what it alone had is rescued, and the person is told what was lost (R17)."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from izanau_desktop.cache import Cache, CacheTrouble, file
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.trouble import OlderCache, told
from izanau_desktop.folder import write_private
from izanau_desktop.sync import elect
from izanau_protocol.problems import Problem, problem

LOCK: Final = "mending.lock"
TASK: Final = "cache.aside"
"""What is being put aside, until all of it was rescued: a kill in between is made good at the next opening."""
_OLDER: Final = "older"
_NOTE: Final = "rescued"


def opened(folder: Path | None, key: bytes | None) -> Cache:
    """The cache of a folder; a broken one is mended first. Raises CacheTrouble for what cannot be (`disk_full`, …)."""
    if folder is None or key is None:
        return Cache(folder, key)
    found = _whole(folder, key)
    if isinstance(found, Cache):
        return found
    with told(folder), elect.holding(folder / LOCK) as held:
        if not held:
            raise CacheTrouble(problem("cache_busy"))
        return _mended(folder, key)


def _whole(folder: Path, key: bytes) -> Cache | CacheTrouble | None:
    """The cache where it is sound, else what is damaged of it; None where it is being put aside already. Raises CacheTrouble
    for what is no damage."""
    if (folder / TASK).exists():
        return None
    try:
        return Cache(folder, key)
    except CacheTrouble as trouble:
        if not _is_damage(trouble):
            raise
        return trouble


def _mended(folder: Path, key: bytes) -> Cache:
    """Put aside, and begin again with what can be rescued. Another process may have done it, or begun it."""
    found = _whole(folder, key)
    if isinstance(found, Cache):
        return found
    if found is not None:
        age = _OLDER if isinstance(found, OlderCache) else ""
        write_private(folder / TASK, f"{file.name_aside()} {age}".encode())
    name, _, age = (folder / TASK).read_text().partition(" ")
    aside = file.put_aside(folder, name)
    cache = Cache(folder, key)
    try:
        _rescue(cache, aside, key, older=age == _OLDER)
    except BaseException:
        cache.close()
        raise
    (folder / TASK).unlink()
    return cache


def _rescue(cache: Cache, aside: Path, key: bytes, *, older: bool) -> None:
    from izanau_desktop.cache import rescue  # needs all tables, which only this needs

    rescue.wait_for_writers(aside, key)

    def work(connection: Connection) -> None:
        known = rescue.told(connection)
        if known is None or known.aside != aside.name:
            rescue.note(connection, rescue.fill(connection, aside, key, older=older))

    cache.change(work)


def _is_damage(trouble: CacheTrouble) -> bool:
    return trouble.problems[0].code == "cache_damaged"


def untold(cache: Cache) -> Problem | None:
    """What happened to the cache that the person was not told of yet: what, why, and what was lost."""
    if not cache.note(_NOTE):
        return None
    from izanau_desktop.cache import rescue

    with cache.file.read() as connection:
        found = rescue.told(connection)
    if found is None or found.told:
        return None
    code = "cache_rescued_partly" if found.lost else "cache_rescued_older" if found.older else "cache_rescued"
    return problem(code, count=found.kept)


def tell(cache: Cache) -> None:
    """Note that the person knows."""
    from izanau_desktop.cache import rescue

    def work(connection: Connection) -> None:
        found = rescue.told(connection)
        if found is not None:
            rescue.note(connection, replace(found, told=True))

    cache.change(work)


def tidy(cache: Cache, group: str) -> None:
    """Once all was fetched anew, what was put aside goes: others' data at once, one's own unless some of it is lost."""
    if cache.file.folder is None or not cache.note(_NOTE):
        return
    from izanau_desktop.cache import rescue

    with cache.file.read() as connection:
        found = rescue.told(connection)
    aside = cache.file.folder / found.aside if found is not None else None
    if found is None or aside is None or not aside.exists() or (found.lost and group == "seeker"):
        return
    with suppress(OSError):  # rule: what is left of it goes after the next sync
        shutil.rmtree(aside)
