"""`izanau --self-test`: whether this installation can work, seen by working with its parts for a moment."""

from __future__ import annotations

import importlib.util
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import izanau_protocol
from izanau_desktop import processes
from izanau_desktop.command.telling import Teller

_PATH: Final = Path(__file__).parents[1]


def passed(teller: Teller) -> bool:
    """Say what works, part by part; whether all does."""
    found = {name: _fault(check) for name, check in CHECKS.items()}
    tree = {"ok": not any(found.values()), "parts": {name: fault or "ok" for name, fault in found.items()}}
    teller.document(tree, "\n".join(f"{name}: {fault or 'ok'}" for name, fault in found.items()))
    return not any(found.values())


def _fault(check: Callable[[], None]) -> str:
    try:
        check()
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with a part is what this is to tell
        return f"{type(fault).__name__}: {fault}"
    return ""


def _tables() -> None:
    from izanau_protocol import codes, documents
    from izanau_protocol.problems import PROBLEMS

    for kind in documents.KINDS:
        for field in documents.fields(kind).values():
            if field.spec.table:
                codes.table(field.spec.table)
    if not PROBLEMS:
        raise LookupError("no words of problems")


def _processes() -> None:
    """Parts of the program run as processes of their own, also out of a bundle."""
    command = processes.command("izanau_desktop.cli", "--version")
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    if izanau_protocol.__version__ not in told:
        raise LookupError("another program answers")


def _cache() -> None:
    """An encrypted cache is made, written, closed, opened, read; and nothing of it can be read without the key."""
    from izanau_desktop.cache import DRAFT, Cache, Edit
    from izanau_protocol import ambient

    key, mark = ambient.secret_bytes(), ambient.item_id()
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            cache = Cache(Path(folder), key)
            try:
                if cache.get("profile", "probe") is None:
                    cache.edit([Edit("profile", "probe", DRAFT, {"name": {"full": mark}})])
                elif cache.list("profile")[0].body["name"] != {"full": mark}:
                    raise LookupError("the cache gives back something else")
            finally:
                cache.close()
        if any(mark.encode() in file.read_bytes() for file in Path(folder).iterdir()):
            raise PermissionError("the cache is not encrypted")


def _network() -> None:
    from izanau_desktop.sync.site import Site

    Site("https://localhost").close()


def _keychain() -> None:
    """The library is there; whether the system offers a keychain is told when one is needed."""
    if importlib.util.find_spec("keyring") is None:
        raise ModuleNotFoundError("keyring")
    from izanau_desktop import vault

    vault.Vault()


def _window() -> None:
    """Qt loads, and resources and forms lie beside the program."""
    if importlib.util.find_spec("PySide6.QtWidgets") is None:
        raise ModuleNotFoundError("PySide6.QtWidgets")
    import PySide6.QtWidgets

    for name in ("_resources/fonts", "_resources/icons", "_resources/translations"):
        if not (_PATH / name).is_dir():
            raise FileNotFoundError(name)
    for name in ("app", "forms.start.signup"):
        importlib.import_module(f"izanau_desktop.{name}")
    if not PySide6.__version__:
        raise LookupError("Qt without a version")


CHECKS: Final[dict[str, Callable[[], None]]] = {
    "tables": _tables,
    "processes": _processes,
    "cache": _cache,
    "network": _network,
    "keychain": _keychain,
    "window": _window,
}
