"""Pictures that documents name by their SHA-256: which bytes are one, told without decoding them."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from izanau_protocol.problems import Refused, problem

MOST_BYTES: Final = 1_000_000
"""Of one picture, as it is sent and kept."""
MOST_SIDE: Final = 4_096
"""Pixels: what a page can lay out without taking the machine's memory."""
NAMED: Final = {"company": "logo"}
"""The fields that name a picture, by kind."""
NAMING: Final = frozenset({*NAMED, "conflict"})
"""The kinds whose documents name one: a conflict about such a field names what is mine there, as long as it is open."""
_HASH: Final = re.compile(r'"([0-9a-f]{64})"')
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"IDAT", b"IEND")
)
_JPEG: Final = b"\xff\xd8\xff"
_END: Final = b"\xff\xd9"
_MARK: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""A mark among compressed bytes: neither a stuffed FF, a filler, nor a restart."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_APPLICATION: Final = frozenset(range(0xE1, 0xF0)) - {0xEE}
"""Segments of programs and cameras; not JFIF (E0) and the colours' transform (EE), without which it looks otherwise."""


class Picture(NamedTuple):
    """A picture that may be kept: what it is, and its size in pixels."""

    media_type: str
    width: int
    height: int


class _BrokenError(Exception):
    """These bytes are no whole picture."""


def name(data: bytes) -> str:
    """What documents call these bytes: their SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def named(kind: str, tree: Mapping[str, object]) -> str:
    """The picture that a body or patch names, or empty."""
    if kind == "conflict":
        return _mine(tree)
    found = tree.get(NAMED.get(kind, ""))
    return found if isinstance(found, str) else ""


def _mine(conflict: Mapping[str, object]) -> str:
    """What is mine in an open conflict about a picture: the person's other devices have it from nowhere else."""
    is_about_one = NAMED.get(str(conflict.get("document"))) == conflict.get("path")
    spelled = _HASH.fullmatch(str(conflict.get("mine", ""))) if is_about_one and not conflict.get("settled") else None
    return spelled[1] if spelled else ""


def check(data: bytes, field: str = "") -> Picture:
    """The picture in these bytes. Raises Refused (`too_large`, `not_a_picture`, `picture_tells_more`)."""
    if len(data) > MOST_BYTES:
        raise Refused(problem("too_large", field, most=MOST_BYTES))
    try:
        picture, plain = _read(data)
    except (_BrokenError, struct.error, IndexError):
        raise Refused(problem("not_a_picture", field)) from None
    if not (0 < picture.width <= MOST_SIDE and 0 < picture.height <= MOST_SIDE):
        raise Refused(problem("not_a_picture", field))
    if plain != data:
        raise Refused(problem("picture_tells_more", field))
    return picture


def bare(data: bytes, field: str = "") -> bytes:
    """The picture without what cameras and programs wrote beside it: place, time, owner. Raises Refused `not_a_picture`."""
    try:
        return _read(data)[1]
    except (_BrokenError, struct.error, IndexError):
        raise Refused(problem("not_a_picture", field)) from None


def _read(data: bytes) -> tuple[Picture, bytes]:
    """A picture, and its bytes without what it tells beside."""
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(_JPEG):
        return _jpeg(data)
    raise _BrokenError


def _png(data: bytes) -> tuple[Picture, bytes]:
    kept, size, kinds = [_PNG], (0, 0), set[bytes]()
    for kind, chunk in _chunks(data):
        kinds.add(kind)
        if kind == b"IHDR" and size == (0, 0):
            size = struct.unpack_from(">II", chunk, 8)
        if kind in _PNG_KEPT:
            kept.append(chunk)
    if not {b"IHDR", b"IDAT", b"IEND"} <= kinds:
        raise _BrokenError
    return Picture("image/png", *size), b"".join(kept)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG up to its end, checked; what follows the end is not of the picture."""
    at = len(_PNG)
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        whole = data[at : at + 12 + length]
        if len(whole) != 12 + length or zlib.crc32(whole[4:-4]) != struct.unpack_from(">I", whole, 8 + length)[0]:
            raise _BrokenError
        yield kind, whole
        if kind == b"IEND":
            return
        at += len(whole)


def _jpeg(data: bytes) -> tuple[Picture, bytes]:
    kept, size, at, scans = [data[:2]], (0, 0), 2, False
    while not (scans and data.startswith(_END, at)):
        mark, kind, length = struct.unpack_from(">BBH", data, at)
        if mark != 0xFF or length < 2 or kind < 0xC0 or kind == 0xFF or 0xD0 <= kind <= 0xD9:
            raise _BrokenError  # also for marks that have no length: what follows one would be passed over
        segment = data[at : at + 2 + length]
        if kind in _FRAMES and size == (0, 0):
            height, width = struct.unpack_from(">HH", segment, 5)
            size = (width, height)
        if kind not in _APPLICATION and kind != 0xFE:
            kept.append(segment)
        at += len(segment)
        if kind == 0xDA:  # what is compressed goes on up to the next mark
            found = _MARK.search(data, at)
            if found is None:
                raise _BrokenError
            kept.append(data[at : found.start()])
            at, scans = found.start(), True
    return Picture("image/jpeg", *size), b"".join((*kept, _END))
