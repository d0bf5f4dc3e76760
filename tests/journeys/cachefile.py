"""All that a data folder holds, as a thief with the keychain would read it: tables, every page and frame decrypted, raw bytes."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_ASK = "import keyring, sys; sys.stdout.write(keyring.get_password('izanau', sys.argv[1]) or '')"
_PAGE, _RESERVED, _SALT, _IV = 4096, 80, 16, 16
_LOG_HEADER, _FRAME_HEADER = 32, 24


def secret(env: Mapping[str, str], owner: str, name: str) -> str:
    """An item of an account in the real keychain of this desktop; empty where there is none."""
    asked = [sys.executable, "-c", _ASK, f"{owner}/{name}"]
    return subprocess.run(asked, env=dict(env), capture_output=True, text=True, check=True).stdout


def owners(data_dir: Path) -> list[str]:
    """The folders of the accounts in a data folder, by their random names."""
    listed = data_dir / "accounts.json"
    if not listed.exists():
        return []
    return [entry["folder"] for entry in json.loads(listed.read_text("utf-8"))["entries"]]


class Held:
    """What one person's machine held at one moment, by place: a table, decrypted pages, a file."""

    def __init__(self, env: Mapping[str, str], *folders: Path) -> None:
        """Look into data folders (of which some are caches with keys in the keychain) and folders of logs."""
        self.places: dict[str, bytes] = {}
        for folder in folders:
            for owner in owners(folder):
                key = secret(env, owner, "key")
                assert key, f"no key of {owner}"
                found = (*_tables(folder / owner / "cache.db", key), *_pages(folder / owner, bytes.fromhex(key)))
                self.places.update((f"{folder.name}: {place}", data) for place, data in found)
            for file in folder.rglob("*"):
                if file.is_file():
                    self.places[str(file.relative_to(folder.parent))] = file.read_bytes()

    def where(self, words: str) -> list[str]:
        """The places that hold these words, in any case of letters."""
        wanted = words.casefold().encode()
        return sorted(place for place, data in self.places.items() if wanted in data.lower() or words.encode() in data)

    def rows(self) -> int:
        """How many tables were read; a dump of nothing proves nothing."""
        return sum(": table " in place for place in self.places)


def columns(file: Path, key: str) -> dict[str, set[str]]:
    """The columns of each table of a cache."""
    with _opened(file, key) as raw:
        return {name: {row[1] for row in raw.execute(f'PRAGMA table_info("{name}")')} for name in _named(raw)}


@contextlib.contextmanager
def _opened(file: Path, key: str) -> Iterator[Any]:
    with contextlib.closing(driver.connect(f"file:{file}?mode=ro", uri=True)) as raw:
        raw.execute(f"PRAGMA key = \"x'{key}'\"")
        yield raw


def _named(raw: Any) -> list[str]:
    return [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]


def _tables(file: Path, key: str) -> Iterator[tuple[str, bytes]]:
    with _opened(file, key) as raw:
        for name in _named(raw):
            rows = raw.execute(f'SELECT * FROM "{name}"').fetchall()
            yield f"table {name}", b"\0".join(_bytes(value) for row in rows for value in row)


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogateescape")


def _pages(folder: Path, key: bytes) -> Iterator[tuple[str, bytes]]:
    """Every page of the file, free ones too, and every frame of its log (SQLCipher 4: AES-256-CBC, IV in the reserve)."""
    data = (folder / "cache.db").read_bytes()
    pages = [data[start : start + _PAGE] for start in range(0, len(data), _PAGE)]
    yield "decrypted pages", b"".join(_decrypted(page, key, first=number == 0) for number, page in enumerate(pages))
    log = folder / "cache.db-wal"
    frames = log.read_bytes()[_LOG_HEADER:] if log.exists() else b""
    size = _FRAME_HEADER + _PAGE
    found = [frames[start : start + size] for start in range(0, len(frames) - size + 1, size)]
    whole = (_decrypted(one[_FRAME_HEADER:], key, first=one[:4] == b"\0\0\0\1") for one in found)
    yield "decrypted log", b"".join(whole)


def _decrypted(page: bytes, key: bytes, *, first: bool) -> bytes:
    start, end = (_SALT if first else 0), _PAGE - _RESERVED
    vector = page[end : end + _IV]
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return cipher.update(page[start:end]) + cipher.finalize()
