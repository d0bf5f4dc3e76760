"""backup, restore: an encrypted copy of the database, and one put back without bringing back who was erased (PRV-18)."""

from __future__ import annotations

from pathlib import Path

import click

from izanau_site import backup as backups
from izanau_site.command.program import Verb, said, told
from izanau_site.command.settled import opened, settings
from izanau_site.store import aside, migrations

_key = click.option(
    "--key-file", required=True, type=click.Path(path_type=Path), metavar="F", help="A file with a key of age."
)
_PLACE = click.Path(path_type=Path)


@click.command(cls=Verb)
@click.argument("folder", metavar="DIR", type=_PLACE)
@_key
@click.option("--make-key", is_flag=True, help="Make the key first; keep it elsewhere: without it no backup opens.")
def backup(folder: Path, key_file: Path, *, make_key: bool) -> None:
    """Write the database, encrypted, into a new file of DIR; the site may go on serving."""
    if make_key:
        said(f"made the key {key_file}; to write backups its public half is enough: {backups.make_key(key_file)}")
    file = backups.write(settings().database, folder, key_file)
    told({"file": str(file), "bytes": file.stat().st_size}, str(file))


@click.command(cls=Verb)
@click.argument("place", metavar="DIR|FILE", type=_PLACE)
@_key
@click.option("--replace", is_flag=True, help="Replace the database that is there.")
def restore(place: Path, key_file: Path, *, replace: bool) -> None:
    """Put a backup back, the newest of DIR, while the site is stopped; who was erased since is erased again."""
    chosen, file = settings(), backups.newest(place)
    if not replace and backups.holds_something(chosen.database):
        raise backups.BackupFault("there is a database already; --replace puts the backup in its place")
    if not (chosen.ledger / "ledger.db").exists():
        said(f"there is no ledger in {chosen.ledger}: who was erased since the backup was made is not known here")
    backups.put_back(chosen.database, file, key_file)
    migrations.migrate(chosen.database)
    with opened(chosen) as site:
        epoch = site.store.begin_epoch()  # also where nothing was shown since: every desktop reads anew (R12)
        with site.store.transaction() as connection:
            left = len(aside.lines(connection))
        lines = sum(line.event == "erased" and line.kind == "account" for line in site.store.ledger.lines())
    where = "shown" if left else "there"
    said(f"{file.name} was put back; the ledger knows {lines} erased accounts, none of which is {where}")
    if left:
        said(f"lines of the ledger that could not be carried out: {left}; whom they are about is kept from everybody")
    told({"file": str(file), "epoch": epoch, "erased": lines, "aside": left})


COMMANDS = (backup, restore)
