"""Pictures of a whole X screen, written as PNG."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from Xlib import X
from Xlib.display import Display

_BAND = 128
"""Rows asked for at once."""


def take_picture(display: Display, target: Path) -> Path:
    """Write what the screen shows now to ``target`` and return it."""
    screen = display.screen()
    width, height = screen.width_in_pixels, screen.height_in_pixels
    rows = bytearray()
    for top in range(0, height, _BAND):
        band = min(_BAND, height - top)
        rows += _png_rows(bytes(screen.root.get_image(0, top, width, band, X.ZPixmap, 0xFFFFFFFF).data), width)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_png(bytes(rows), width, height))
    return target


def _png_rows(pixels: bytes, width: int) -> bytes:
    """Return rows of red, green, blue, each row after its filter byte, from rows of blue, green, red, nothing."""
    rgb = bytearray(len(pixels) // 4 * 3)
    rgb[0::3], rgb[1::3], rgb[2::3] = pixels[2::4], pixels[1::4], pixels[0::4]
    stride = width * 3
    return b"".join(b"\0" + rgb[start : start + stride] for start in range(0, len(rgb), stride))


def _png(rows: bytes, width: int, height: int) -> bytes:
    """Return a PNG file (ISO/IEC 15948): eight bits of red, green and blue."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
