"""Small pictures for tests, made by hand: a PNG and a JPEG, with and without what a camera writes beside."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 2, height: int = 2, *beside: tuple[bytes, bytes], shade: int = 0) -> bytes:
    """A grey PNG, with more chunks before its pixels if wanted."""
    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), *beside, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def jpeg(width: int = 8, height: int = 8, *beside: tuple[int, bytes]) -> bytes:
    """What reads as a JPEG of that size: its frame, a scan and its end."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    segments = [(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"), *beside, (0xC0, frame), (0xDA, b"\x01\x01\0\0\x3f\0")]
    whole = b"".join(struct.pack(">BBH", 0xFF, kind, len(data) + 2) + data for kind, data in segments)
    return b"\xff\xd8" + whole + b"\x12\x34\xff\xd9"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
