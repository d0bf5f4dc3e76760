"""Backups of the database as files of age, written as they are read, and put back in one step; the ledger is never in one."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

import pyrage
from pyrage import x25519
from sqlalchemy import inspect, text
from sqlalchemy.engine import URL, make_url

from izanau_protocol import ambient
from izanau_site.store import engine

SUFFIX: Final = ".izanau.age"
_SECRET: Final = "AGE-SECRET-KEY-"  # noqa: S105 - how such a key begins, not one


class BackupFault(Exception):  # noqa: N818 - the name says what is wrong
    """A backup cannot be made or put back; the words say why, and what would do."""


def make_key(file: Path) -> str:
    """A new key, readable by its owner alone; its public half, which is all that `write` needs. Raises BackupFault."""
    identity = x25519.Identity.generate()
    words = f"# public key: {identity.to_public()}\n{identity}\n"
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(words)
    except OSError as fault:
        raise BackupFault(f"{file} cannot be made: {fault.strerror}") from fault
    return str(identity.to_public())


def write(url: str, folder: Path, key_file: Path) -> Path:
    """Write the database as it is at this moment into a new file of the folder. Raises BackupFault."""
    recipient = _recipient(key_file)
    stamp = ambient.timestamp().replace("-", "").replace(":", "").replace(".", "")
    target = folder / f"{stamp}{SUFFIX}"
    part = target.with_name(f".{target.name}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _dumped(make_url(url), folder) as plain, part.open("wb") as sealed:
            part.chmod(0o600)
            pyrage.encrypt_io(plain, sealed, [recipient])
        part.replace(target)
    except OSError as fault:
        raise BackupFault(f"{folder} cannot be used: {fault.strerror or fault}") from fault
    finally:
        part.unlink(missing_ok=True)
    return target


def newest(place: Path) -> Path:
    """The file that is meant: itself, or the newest of a folder. Raises BackupFault."""
    found = sorted(place.glob(f"*{SUFFIX}")) if place.is_dir() else [place] if place.is_file() else []
    if not found:
        raise BackupFault(f"there is no backup at {place}")
    return found[-1]


def holds_something(url: str) -> bool:
    """Whether there is a database to be replaced."""
    parsed = make_url(url)
    if _is_sqlite(parsed) and not Path(parsed.database or "").exists():
        return False
    connected = engine.connect(url, threads=1)
    try:
        return bool(inspect(connected).get_table_names())
    finally:
        connected.dispose()


def put_back(url: str, file: Path, key_file: Path) -> None:
    """Put a backup in the place of the database, which nobody may be using. All or nothing. Raises BackupFault."""
    identity, parsed = _identity(key_file), make_url(url)
    try:
        with file.open("rb") as sealed, Path(os.devnull).open("wb") as nowhere:
            pyrage.decrypt_io(sealed, nowhere, [identity])  # all of it is right before anything is touched
        if _is_sqlite(parsed):
            _replace_file(Path(parsed.database or ""), file, identity)
        else:
            _replace_schema(url, parsed, file, identity)
    except pyrage.DecryptError as fault:
        raise BackupFault(f"{file} cannot be opened: it is damaged, or {key_file} is not its key") from fault
    except OSError as fault:
        raise BackupFault(f"the backup cannot be put back: {fault.strerror or fault}") from fault


def _replace_file(target: Path, file: Path, identity: x25519.Identity) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f".{target.name}.part")
    try:
        with file.open("rb") as sealed, part.open("wb") as plain:
            part.chmod(0o600)
            pyrage.decrypt_io(sealed, plain, [identity])
        with contextlib.closing(sqlite3.connect(part)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BackupFault(f"{file} holds no sound SQLite database")
        for suffix in ("-wal", "-shm"):  # of the database that goes: in front of another one they would spoil it
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        part.replace(target)
    except sqlite3.DatabaseError as fault:
        raise BackupFault(f"{file} holds no SQLite database") from fault
    finally:
        part.unlink(missing_ok=True)


def _replace_schema(url: str, parsed: URL, file: Path, identity: x25519.Identity) -> None:
    """One transaction of `pg_restore` into an emptied schema."""
    connected = engine.connect(url, threads=1)
    try:
        with connected.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    finally:
        connected.dispose()
    words = [_program("pg_restore"), "--no-owner", "--single-transaction", "--exit-on-error", *_target(parsed)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment(parsed)) as running:
        assert running.stdin is not None
        with file.open("rb") as sealed, contextlib.suppress(BrokenPipeError):  # rule: its exit code says why
            pyrage.decrypt_io(sealed, running.stdin, [identity])
        _, said = running.communicate()
    _check(running.returncode, "pg_restore", said)


@contextlib.contextmanager
def _dumped(parsed: URL, folder: Path) -> Iterator[IO[bytes]]:
    """The database as bytes to read: a snapshot of a SQLite file, or what `pg_dump` writes."""
    if _is_sqlite(parsed):
        with _snapshot(Path(parsed.database or ""), folder) as opened:
            yield opened
        return
    words = [_program("pg_dump"), "--format=custom", "--no-owner", *_target(parsed)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment(parsed)) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        yield running.stdout
        said = running.stderr.read()
    _check(running.returncode, "pg_dump", said)


@contextlib.contextmanager
def _snapshot(source: Path, folder: Path) -> Iterator[IO[bytes]]:
    """A copy that SQLite itself makes while others write, gone again at the end."""
    if not source.exists():
        raise BackupFault(f"there is no database at {source}")
    copy = folder / f".{ambient.new_id()}.part"
    try:
        copy.touch(0o600)
        with contextlib.closing(sqlite3.connect(source)) as one, contextlib.closing(sqlite3.connect(copy)) as other:
            one.backup(other)
        with copy.open("rb") as opened:
            yield opened
    except sqlite3.Error as fault:
        raise BackupFault(f"{source} cannot be read: {fault}") from fault
    finally:
        copy.unlink(missing_ok=True)


def _is_sqlite(parsed: URL) -> bool:
    return parsed.get_backend_name() == "sqlite"


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupFault(f"{name} is not installed; it comes with the client programs of PostgreSQL")
    return found


def _target(parsed: URL) -> list[str]:
    """How these programs are told where the database is; the password is not for everyone's eyes."""
    host = parsed.host or parsed.query.get("host", "")
    named = {"--host": host, "--port": parsed.port, "--username": parsed.username, "--dbname": parsed.database}
    return [f"{option}={value}" for option, value in named.items() if value]


def _environment(parsed: URL) -> dict[str, str]:
    return {**os.environ, **({"PGPASSWORD": str(parsed.password)} if parsed.password else {})}


def _check(code: int, program: str, said: bytes) -> None:
    if code:
        raise BackupFault(f"{program} ended with {code}: {said.decode(errors='replace').strip()[-400:]}")


def _key(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8").split()
    except (OSError, UnicodeError) as fault:
        raise BackupFault(f"{file} cannot be read as a key; `izanau-site backup --make-key` makes one") from fault
    found = {begin: line for begin in ("age1", _SECRET) for line in lines if line.startswith(begin)}
    return found.get(_SECRET) or found.get("age1", "")


def _recipient(file: Path) -> x25519.Recipient:
    key = _key(file)
    try:
        return x25519.Identity.from_str(key).to_public() if key.startswith(_SECRET) else x25519.Recipient.from_str(key)
    except (pyrage.IdentityError, pyrage.RecipientError) as fault:
        raise BackupFault(f"{file} holds no key of age") from fault


def _identity(file: Path) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(_key(file))
    except pyrage.IdentityError as fault:
        raise BackupFault(f"{file} holds no secret key of age; the public half opens nothing") from fault
