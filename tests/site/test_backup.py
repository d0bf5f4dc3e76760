"""A backup opens with its key only, and puts back all but who was erased since; what cannot be put back changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from izanau_site import backup
from izanau_site.backup import BackupFault
from izanau_site.store import Store, erasure
from izanau_site.store.verify import verify
from tests.site.world import Member, World


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A new key."""
    file = tmp_path / "key"
    backup.make_key(file)
    return file


def is_there(database: str, ledger: Path, who: Member) -> bool:
    """Whether a person is in the database, once it is opened."""
    store = Store.open(database, ledger)
    try:
        with store.transaction() as connection:
            assert verify(store) == []
            return store.get(connection, "account", who.caller.account) is not None
    finally:
        store.close()


def test_backup_brings_back_everyone_but_who_was_erased_since(database: str, tmp_path: Path, key: Path) -> None:
    ledger, folder = tmp_path / "ledger", tmp_path / "backups"
    store = Store.open(database, ledger)
    mai, ana = (World(store).seeker() for _ in range(2))
    file = backup.write(database, folder, key)
    assert mai.email.encode() not in file.read_bytes()
    erasure.erase(store, mai.caller.account)
    later = World(store).seeker()
    store.close()
    backup.put_back(database, backup.newest(folder), key)
    assert [is_there(database, ledger, one) for one in (mai, ana, later)] == [False, True, False]
    assert [one.name for one in folder.iterdir()] == [file.name], "no plain copy is left"


def test_another_key_or_a_damaged_file_changes_nothing(database: str, tmp_path: Path, key: Path) -> None:
    store = Store.open(database, tmp_path / "ledger")
    mai = World(store).seeker()
    store.close()
    file = backup.write(database, tmp_path, key)
    other, cut = tmp_path / "other", tmp_path / f"cut{backup.SUFFIX}"
    backup.make_key(other)
    cut.write_bytes(file.read_bytes()[:-20])
    for one, opened_by in ((file, other), (cut, key)):
        with pytest.raises(BackupFault):
            backup.put_back(database, one, opened_by)
    assert is_there(database, tmp_path / "ledger", mai)


def test_public_half_of_a_key_writes_and_opens_nothing(database: str, tmp_path: Path, key: Path) -> None:
    half = tmp_path / "half"
    half.write_text(key.read_text().split("public key: ")[1].split()[0])
    file = backup.write(database, tmp_path, half)
    with pytest.raises(BackupFault, match="public half"):
        backup.put_back(database, file, half)
    backup.put_back(database, file, key)


def test_key_is_its_owners_alone_and_is_never_overwritten(tmp_path: Path, key: Path) -> None:
    assert key.stat().st_mode & 0o077 == 0
    with pytest.raises(BackupFault):
        backup.make_key(key)
    with pytest.raises(BackupFault):
        backup.newest(tmp_path / "nowhere")
