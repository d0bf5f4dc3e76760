"""Which program a demo's data were made by: what another one wrote may be read by neither site nor windows of this one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

PARTS: Final = {
    "izanau_protocol": ("",),
    "izanau_site": ("store", "accounts", "policy", "demo"),
    "izanau_desktop": ("cache", "sync"),
}
"""What decides how data are kept, sent and made up: documents and wire, tables of both ends, seed."""
FILE: Final = "made-by"


def stamp() -> str:
    """A hash over the source of those parts; before the first release tables change in place, under one number."""
    digest = hashlib.sha256()
    for name, data in _sources():
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def is_foreign(folder: Path) -> bool:
    """Whether a demo's folder holds data that another program made."""
    kept = [folder / "site", *folder.glob("window-*")]
    return any(one.exists() for one in kept) and _read(folder) != stamp()


def mark(folder: Path) -> None:
    """Note that the data of this folder are made by this program."""
    (folder / FILE).write_text(stamp(), encoding="ascii")


def _read(folder: Path) -> str:
    made_by = folder / FILE
    return made_by.read_text(encoding="ascii", errors="replace") if made_by.is_file() else ""


def _sources() -> Iterator[tuple[str, bytes]]:
    """Each file by its name within its package, in an order that is the same everywhere."""
    for package, folders in PARTS.items():
        spec = find_spec(package)
        for home in sorted((spec.submodule_search_locations or ()) if spec else ()):
            for folder in folders:
                for file in sorted(Path(home, folder).rglob("*")):
                    if file.is_file() and file.suffix != ".pyc":
                        yield f"{package}/{file.relative_to(home).as_posix()}", file.read_bytes()
