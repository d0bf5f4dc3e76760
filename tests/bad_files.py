"""What may lie where a file is expected: of another type, huge, cut off; for every file that the program reads."""

from __future__ import annotations

import io
import zipfile
from typing import Final


def _zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("resume.json", "{}")
    return made.getvalue()


HUGE: Final = 9_000_000
"""More bytes than any file that a person hands over may have."""

NO_JSON: Final[dict[str, bytes]] = {
    "empty": b"",
    "blank": b" \r\n\t ",
    "one brace": b"{",
    "a list": b"[]",
    "null": b"null",
    "a text": b'"x"',
    "a number": b"7",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64),
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "an archive": _zipped(),
    "UTF-16": '{"name": {"full": "Anna"}}'.encode("utf-16"),
    "no UTF-8": b'{"name": {"full": "\xff\xfe"}}',
    "bytes": bytes(range(256)) * 16,
    "zeros": bytes(4096),
    "too deep": b'{"a":' * 100_000,
    "deep and whole": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "no number": b'{"birthday": NaN}',
    "a key twice": b'{"birthday": "1990-01-01", "birthday": "1991-01-01"}',
    "two documents": b"{}{}",
    "a web page": b"<!doctype html><title>Not found</title>",
}
"""Bytes that are no JSON object, by what they are."""
