"""Files beside the documents that name them: sent before, fetched after, checked by their hash at this end too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from math import ceil
from typing import Final

from msgspec.structs import replace

from izanau_desktop.cache import Cache, files
from izanau_desktop.cache.connection import Connection
from izanau_desktop.sync.report import Tally
from izanau_desktop.sync.site import FOREIGN, Site, SiteTrouble
from izanau_protocol import ambient, pictures, wire
from izanau_protocol.problems import Problem, Refused, problem

_AT_ONCE: Final = 200
"""Files that one sync fetches: the rest comes with the next ones, so that a page waits for nothing."""

_ENDING: Final = (401, 426, 429, 503)
"""What the site says to every request: then no other file is asked for either."""
_CUTS: Final = 3
"""So many files of one sync are cut, or altered as by a proxy that makes them smaller; then no other is asked for."""
_HANGS: Final = 10.0
"""Seconds after which one that does not come ends it too: what is edited meanwhile waits for so long."""
_SIGNED_OUT: Final = (401, 426)
"""What ends the sync at a file that is sent too: whatever else is the site's word to all requests, the next one hears."""
_FOR_NOW: Final = "too_many_requests"
HOLDING: Final = (FOREIGN, "file_held_up", _FOR_NOW)
"""Why a push waits whose file did not get through, while all else goes on."""
_ALONE: Final = "file_left_alone"
"""The note of a file that the site refused for now, and until when it is not sent again."""
_LONGEST: Final = 3_600
"""Seconds for which a file is left alone at most."""


def send(
    site: Site, cache: Cache, pushes: Sequence[wire.Push], brought: dict[str, wire.Answer | None]
) -> dict[str, wire.Answer]:
    """Send what these pushes name, so that the site has it when they come; what this sync `brought` already goes once.

    Those that do not go, each with its answer: refused, where the site refused their file, since it would be sent again
    at each sync; waiting, where it did not get through, or that of one they stand on.
    """
    answered = dict[str, wire.Answer]()
    for push in pushes:
        told = next((answered[need] for need in push.needs if need in answered), None)
        told = replace(told, result="waiting") if told is not None else None
        for name, field in sorted(_named(push).items()):
            if name not in brought:
                data = cache.file_of(name)
                brought[name] = _send(site, cache, name, field, data) if data else None
            told = (brought[name] if field else None) or told
        if told is not None:
            answered[push.push_id] = replace(told, push_id=push.push_id)
    return answered


def _named(push: wire.Push) -> dict[str, str]:
    """The files that a push names, each with its field; without one where a conflict names it, which waits for none."""
    found = [(pictures.named(part.kind, part.patch), part.kind) for part in push.parts if part.patch]
    return {name: pictures.NAMED.get(kind, "") for name, kind in sorted(found, reverse=True) if name}


def _send(site: Site, cache: Cache, name: str, field: str, data: bytes) -> wire.Answer | None:
    """Send a file; else the answer to what names it. Raises SiteTrouble where the site would answer nothing else either."""
    left = _left_alone(cache, name)
    if left:
        return _answer("waiting", problem(_FOR_NOW, seconds=left))
    try:
        site.put(f"/v1/files/{name}", data)
    except SiteTrouble as trouble:
        why = trouble.problems[0]
        if trouble.own and trouble.status in _SIGNED_OUT:
            raise
        if trouble.own and why.code == _FOR_NOW:
            cache.set_note(**{_ALONE: f"{name} {ambient.timestamp(seconds=_asked_for(why))}"})
            return _answer("waiting", why)
        if trouble.own and trouble.status < 500:
            return _answer("refused", replace(why, field=field))
        return _answer("waiting", why if why.code == FOREIGN else problem("file_held_up"))
    return None


def _asked_for(why: Problem) -> int:
    """For how many seconds the site wants to be asked no more."""
    told = why.value("seconds")
    return min(int(told), _LONGEST) if isinstance(told, str) and told.isdigit() else 0


def _left_alone(cache: Cache, name: str) -> int:
    """For how many seconds a file is not sent; 0 where it may be. A clock that was set back since lengthens nothing."""
    held, _, until = cache.note(_ALONE).partition(" ")
    if held != name:
        return 0
    left = ceil((datetime.fromisoformat(until) - ambient.now()).total_seconds())
    return left if 0 < left <= _LONGEST else 0


def _answer(result: str, why: Problem) -> wire.Answer:
    return wire.Answer("", result, problem=why.as_rfc9457("en"))


def is_any_missing(connection: Connection) -> bool:
    """Whether any document names a file that is not here."""
    return bool(files.wanted(connection, 1))


def fetch(site: Site, cache: Cache, tally: Tally) -> None:
    """Fetch what documents name and is not here. What does not get through is no fault of a sync that is through by then."""
    first = f"{int(ambient.fraction() * 16**8):08x}"  # so that those which never come keep no other back
    with cache.file.read() as connection:
        names = files.wanted(connection, _AT_ONCE, first)
    cuts = 0
    for name in names:
        began = ambient.monotonic()
        try:
            data = _asked(site, name)
        except SiteTrouble as trouble:
            cuts += 1
            if trouble.status:
                raise
            if cuts == _CUTS or ambient.monotonic() - began > _HANGS:
                return
            continue
        if data is None:
            continue
        cache.change(partial(files.fetched, name, data))
        if data:
            tally.kinds.add("company")


def _asked(site: Site, name: str) -> bytes | None:
    """The picture of that name; empty where the site has none, or something else under it; None to ask again later."""
    try:
        data = site.get(f"/v1/files/{name}").body
    except SiteTrouble as trouble:
        if trouble.problems[0].code == FOREIGN:
            # Such as a firewall that lets no pictures through: the site itself did not say that there is none.
            return None
        if trouble.status in (0, *_ENDING):
            raise
        return b"" if trouble.status == 404 else None
    return data if _is_picture(data) and pictures.name(data) == name else b""


def _is_picture(data: bytes) -> bool:
    try:
        pictures.check(data)
    except Refused:
        return False
    return True
