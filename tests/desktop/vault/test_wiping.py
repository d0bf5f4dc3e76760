"""Leaving for good: whatever interrupts it, the next start finishes it; nothing is asked for, nothing is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.desk import Desk
from izanau_desktop.vault import SessionVault, VaultTrouble
from izanau_protocol.problems import Refused, problem

SITE = "http://127.0.0.1:1"


class Kept(SessionVault):
    """A keychain for tests, which may be locked."""

    lasting = True
    locked = False

    def drop(self, owner: str, *names: str) -> None:
        if self.locked:
            raise VaultTrouble("locked", problem("keychain_locked"))
        super().drop(owner, *names)


def caches(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix == ".db"]


def test_interrupted_wipe_is_finished_at_the_next_start(tmp_path: Path) -> None:
    vault = Kept()
    desk = Desk.draft(tmp_path, SITE, vault)
    desk.edit_profile({"name": {"full": "Anna"}})
    assert desk.entry is not None
    desk.shut()
    desk.accounts.end(desk.entry)  # and then the machine went off
    with pytest.raises(Refused) as caught:
        Desk.open(tmp_path, vault=vault)
    assert caught.value.problems[0].code == "not_signed_in"
    assert (caches(tmp_path), vault.get(desk.owner, "key")) == ([], "")
    assert Accounts(tmp_path).ended() == ()


def test_locked_keychain_keeps_no_data_and_loses_its_keys_later(tmp_path: Path) -> None:
    vault = Kept()
    desk = Desk.draft(tmp_path, SITE, vault)
    desk.edit_profile({"name": {"full": "Anna"}})
    vault.locked = True
    with pytest.raises(VaultTrouble):
        desk.wipe()
    assert caches(tmp_path) == []
    assert Accounts(tmp_path).every() == ()
    with pytest.raises(Refused):
        Desk.open(tmp_path, vault=vault)
    assert vault.get(desk.owner, "key")
    vault.locked = False
    Desk.draft(tmp_path, SITE, vault).shut()
    assert vault.get(desk.owner, "key") == ""
    assert Accounts(tmp_path).ended() == ()


def test_keychain_without_an_answer_is_waited_for_once(tmp_path: Path) -> None:
    class Silent(Kept):
        asked = 0

        def drop(self, owner: str, *names: str) -> None:
            self.asked += 1
            raise VaultTrouble("silent", problem("keychain_silent"))

    vault, known = Silent(), Accounts(tmp_path)
    for email in ("anna@mail.example", "ben@mail.example"):
        known.end(known.add(email, SITE))
    with pytest.raises(VaultTrouble) as caught:
        Desk.open(tmp_path, vault=vault)
    assert (caught.value.state, vault.asked) == ("silent", 1)
    assert len(known.ended()) == 2
