"""Files beside the documents that name them: sent before, fetched after, checked by their hash at this end too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from izanau_desktop.cache import Cache, files
from izanau_desktop.cache.connection import Connection
from izanau_desktop.sync.report import Tally
from izanau_desktop.sync.site import FOREIGN, Site, SiteTrouble
from izanau_protocol import pictures, wire
from izanau_protocol.problems import Problem, Refused

_AT_ONCE: Final = 200
"""Files that one sync fetches: the rest comes with the next ones, so that a page waits for nothing."""

_REFUSED: Final = (403, 413, 422)
_ENDING: Final = (0, 401, 426, 429, 503)
"""What the site says to every request: then no other file is asked for either."""


def send(
    site: Site, cache: Cache, pushes: Sequence[wire.Push], brought: dict[str, Problem | None]
) -> dict[str, Problem]:
    """Send what these pushes name, so that the site has it when they come; what this sync `brought` already goes once.

    The pushes that wait, each with why: somebody between lets their file not through, or that of one they stand on.
    """
    waiting = dict[str, Problem]()
    for push in pushes:
        names = {pictures.named(part.kind, part.patch) for part in push.parts if part.patch} - {""}
        for name in sorted(names - brought.keys()):
            data = cache.file_of(name)
            brought[name] = _send(site, name, data) if data else None
        met = (*(brought[name] for name in sorted(names)), *(waiting.get(need) for need in push.needs))
        why = next((fault for fault in met if fault is not None), None)
        if why is not None:
            waiting[push.push_id] = why
    return waiting


def _send(site: Site, name: str, data: bytes) -> Problem | None:
    """Send a file; what somebody between answered in the site's place, as a firewall that lets no pictures through."""
    try:
        site.put(f"/v1/files/{name}", data)
    except SiteTrouble as trouble:
        if trouble.problems[0].code == FOREIGN:
            return trouble.problems[0]
        if trouble.status not in _REFUSED:  # rule: else the push that names it is refused, and says why
            raise
    return None


def is_any_missing(connection: Connection) -> bool:
    """Whether any document names a file that is not here."""
    return bool(files.wanted(connection, 1))


def fetch(site: Site, cache: Cache, tally: Tally) -> None:
    """Fetch what documents name and is not here."""
    with cache.file.read() as connection:
        names = files.wanted(connection, _AT_ONCE)
    for name in names:
        data = _asked(site, name)
        if data is None:
            continue
        cache.change(partial(files.fetched, name, data))
        if data:
            tally.kinds.add("company")


def _asked(site: Site, name: str) -> bytes | None:
    """The picture of that name; empty where the site has none, or something else under it; None to ask again later."""
    try:
        data = site.get(f"/v1/files/{name}").body
        pictures.check(data)
    except SiteTrouble as trouble:
        if trouble.problems[0].code == FOREIGN:
            # Such as a firewall that lets no pictures through: the site itself did not say that there is none.
            return None
        if trouble.status in _ENDING:
            raise
        return b"" if trouble.status == 404 else None
    except Refused:
        return b""
    return data if pictures.name(data) == name else b""
