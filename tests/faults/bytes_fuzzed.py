"""Bytes that are not what was sent: of a page, a patch, a cursor. They count for nothing, or for exactly what they say."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from typing import Any, Final

import msgspec

from izanau_desktop.cache import Cache, apply, cursors
from izanau_desktop.cache.cursors import CursorMoved
from izanau_desktop.sync.pull import BrokenPage, EpochMoved, checked
from izanau_protocol import canonical, ids, patch, wire
from izanau_protocol.problems import Refused
from izanau_site.api import body

AT_ONCE: Final = 500
_SCOPE: Final = "applicants:" + ids.natural_id("fuzz", "company")
_EPOCH: Final = ids.natural_id("fuzz", "epoch")
_TEXTS: Final = ("林 さくら", "García", "\u0000", "\ud7ff", "null", "𠮷", "a" * 300, '"', "\\", "")
_NUMBERS: Final = (0, 1, -1, 5, 1 << 31, (1 << 53) - 1, 1 << 53, -(1 << 53), 1 << 63)


def case(number: int) -> int:
    """Some hundred inputs of each kind."""
    chance = random.Random(number)
    for _ in range(AT_ONCE * 2 // 5):
        _page(chance)
        _patch(chance)
    with_cache = Cache(None)
    try:
        for _ in range(AT_ONCE // 5):
            _cursor(chance, with_cache)
    finally:
        with_cache.close()
    return AT_ONCE


def _page(chance: random.Random) -> None:
    """An altered page is refused; only one whose last line fits its bytes is taken, and then as it stands."""
    whole = _page_bytes(_entries(chance), chance.choice(_NUMBERS))
    found = _altered(chance, whole)
    try:
        entries, end = checked(found, _EPOCH)
    except (BrokenPage, EpochMoved):
        return
    above = found.removesuffix(b"\n").rpartition(b"\n")[0]
    assert end.count == len(entries)
    assert end.sha256 == hashlib.sha256(above + b"\n" if above else b"").hexdigest()
    assert end.epoch == _EPOCH


def _patch(chance: random.Random) -> None:
    """A request is one message or is refused in words; what a patch makes of a body can be written again, byte by byte."""
    tree = _tree(chance, 3)
    part = {"kind": "profile", "id": ids.natural_id("fuzz", "p"), "scope": _SCOPE, "base_seq": 1, "patch": tree}
    data = _altered(
        chance, msgspec.json.encode({"pushes": [{"push_id": _EPOCH, "parts": [part], "epoch": "", "needs": []}]})
    )
    try:
        batch = body.read(data, wire.Batch)
        made = patch.apply(_tree(chance, 2), batch.pushes[0].parts[0].patch) or {}
        spelled = canonical.encode(made)
    except (Refused, canonical.NotCanonical, IndexError):
        return
    assert canonical.encode(canonical.decode(spelled)) == spelled


def _cursor(chance: random.Random, cache: Cache) -> None:
    """Wherever a page says that it ends: no cursor goes back, and none lies below what was shown."""

    def work(connection: Any) -> None:
        before = cursors.get(connection, _SCOPE) or cursors.begin(connection, _SCOPE, chance.randrange(9))
        end = wire.PageEnd(0, "", chance.choice(_NUMBERS[:6]), chance.random() < 0.5, _EPOCH, {})
        stale = before._replace(high=before.high + chance.choice((0, 0, 0, 1)))
        try:
            after, _ = apply.page(connection, stale, [], end, chance.choice(("up", "down")))
        except CursorMoved:
            assert cursors.get(connection, _SCOPE) == before
            return
        assert after.high >= before.high
        assert cursors.get(connection, _SCOPE) == after

    cache.change(work)


def _entries(chance: random.Random) -> list[wire.Entry]:
    return [
        wire.Entry(_SCOPE, "profile", ids.natural_id("fuzz", str(seq)), seq, _tree(chance, 2))
        for seq in range(chance.randrange(4))
    ]


def _page_bytes(entries: list[wire.Entry], cursor: int) -> bytes:
    above = b"".join(msgspec.json.encode(one) + b"\n" for one in entries)
    end = {"count": len(entries), "sha256": hashlib.sha256(above).hexdigest(), "cursor": cursor, "more": False}
    return above + msgspec.json.encode({**end, "epoch": _EPOCH, "views": {}}) + b"\n"


def _tree(chance: random.Random, depth: int) -> dict[str, Any]:
    leaf: tuple[Callable[[], object], ...] = (
        lambda: chance.choice(_TEXTS),
        lambda: chance.choice(_NUMBERS),
        lambda: chance.choice((True, False, None)),
        lambda: [chance.choice(_TEXTS) for _ in range(chance.randrange(3))],
    )
    names = ("name", "work", "position", "é", "seq", "")
    return {
        chance.choice(names): _tree(chance, depth - 1) if depth and chance.random() < 0.4 else chance.choice(leaf)()
        for _ in range(chance.randrange(4))
    }


def _altered(chance: random.Random, data: bytes) -> bytes:
    """The same bytes, or some of them cut, doubled, turned, swapped or others."""
    found = bytearray(data)
    for _ in range(chance.randrange(3)):
        at = chance.randrange(len(found) or 1)
        to = at + chance.randrange(1, 9)
        found[at:to] = chance.choice(
            (
                b"",
                bytes(found[at:to]) * 2,
                bytes(byte ^ 1 << chance.randrange(8) for byte in found[at:to]),
                bytes(found[at:to][::-1]),
                chance.randbytes(to - at),
                b"\n",
                b'"count":',
            )
        )
    return bytes(found[: chance.randrange(len(found) + 1)] if chance.random() < 0.1 else found)
