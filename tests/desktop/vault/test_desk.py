"""A desk on this machine: no name in a plain file, never a new key over an old cache, wiping that leaves nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import CacheTrouble
from izanau_desktop.cache.rekey import join_draft
from izanau_desktop.desk import Desk
from izanau_desktop.vault import SessionVault
from izanau_protocol import ids, rules
from izanau_protocol.problems import Refused
from tests.keychain import Kept

SITE = "http://127.0.0.1:1"


@pytest.fixture
def vault() -> Kept:
    return Kept()


@pytest.fixture
def desk(tmp_path: Path, vault: Kept) -> Iterator[Desk]:
    found = Desk.draft(tmp_path, SITE, vault)
    yield found
    found.shut()


def test_draft_works_without_a_site_and_is_found_again(desk: Desk, tmp_path: Path, vault: Kept) -> None:
    desk.edit_profile({"name": {"full": "Anna"}})
    desk.edit_papers({"phone": "+81 90"})
    profile = desk.account.profile
    desk.shut()
    again = Desk.open(tmp_path, vault=vault)
    assert again.account.profile == profile
    assert again.cache.get("profile", profile).body == {"name": {"full": "Anna"}}  # type: ignore[union-attr]  # made above
    assert again.papers() == {"phone": "+81 90"}
    again.shut()


def test_draft_joins_its_account_with_its_undo(desk: Desk) -> None:
    desk.edit_profile({"name": {"full": "Anna"}})
    desk.edit_papers({"phone": "+81 90"})
    desk.cache.change(lambda connection: join_draft(connection, "acc"))
    desk.look_up()
    profile = ids.profile_id("acc")
    assert desk.account.profile == profile
    assert [row.body for row in desk.cache.list("profile")] == [{"name": {"full": "Anna"}}]
    assert desk.only_here().waiting == (("profile", profile),)
    assert desk.papers() == {"phone": "+81 90"}
    desk.cache.undo(f"profile:{profile}")
    assert desk.cache.list("profile") == ()
    assert desk.only_here().waiting == ()


def test_no_address_lies_in_a_plain_file(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    entry = accounts.add("Anna.Nguyen@example.com", SITE)
    assert accounts.find("anna.nguyen@EXAMPLE.com") == entry
    assert accounts.find("other@example.com") is None
    told = "".join(f"{path.name}\n{path.read_text()}" for path in tmp_path.rglob("*") if path.is_file()).lower()
    assert "salt" in told
    assert "anna" not in told
    assert "example.com" not in told


def test_lost_key_never_gets_a_new_one_over_the_cache(desk: Desk, tmp_path: Path, vault: Kept) -> None:
    desk.edit_profile({"name": {"full": "Anna"}})
    desk.shut()
    vault.drop(desk.owner)
    with pytest.raises(CacheTrouble) as caught:
        Desk.open(tmp_path, vault=vault)
    assert caught.value.problems[0].code == "cache_key_missing"
    fresh = Desk.draft(tmp_path, SITE, vault, anew=True)
    assert fresh.folder is not None
    (aside,) = fresh.folder.glob("aside-*")
    assert (aside / "cache.db").exists()
    assert fresh.cache.list("profile") == ()
    fresh.shut()


class Slow(Kept):
    """A keychain in which another process comes to ask for the same key, as the first is told that there is none."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self.other = threading.Thread(target=meanwhile)

    def get(self, owner: str, name: str) -> str:
        found = super().get(owner, name)
        if name == "key" and self.other.ident is None:
            self.other.start()
            self.other.join(0.5)  # to its end, where nothing holds it
        return found


def test_two_processes_that_begin_one_account_have_one_key(tmp_path: Path) -> None:
    opened: list[Desk] = []
    keychain: Slow = Slow(lambda: opened.append(Desk.draft(tmp_path, SITE, keychain)))
    opened.append(Desk.draft(tmp_path, SITE, keychain))
    keychain.other.join()
    first, second = opened
    first.edit_papers({"phone": "+81 90"})
    assert second.papers() == {"phone": "+81 90"}
    for desk in opened:
        desk.shut()
    again = Desk.draft(tmp_path, SITE, keychain)
    assert again.papers() == {"phone": "+81 90"}
    again.shut()


def test_sign_out_lists_what_lives_only_here(desk: Desk, tmp_path: Path, vault: Kept) -> None:
    desk.edit_papers({"phone": "+81 90"})
    lost = desk.sign_out()
    assert lost.papers
    assert desk.papers() == {"phone": "+81 90"}
    assert not desk.sign_out(discard=True)
    assert vault.get(desk.owner, "key") == ""
    assert [path for path in tmp_path.rglob("*") if path.suffix == ".db"] == []
    with pytest.raises(Refused):
        Desk.open(tmp_path, vault=vault)


def test_no_keychain_means_nothing_is_stored(tmp_path: Path) -> None:
    desk = Desk.draft(tmp_path, SITE, SessionVault())
    desk.edit_profile({"name": {"full": "Anna"}})
    assert len(desk.cache.list("profile")) == 1
    desk.shut()
    assert list(tmp_path.iterdir()) == []


def test_applying_needs_account_and_whole_profile(desk: Desk) -> None:
    desk.edit_profile({"name": {"full": "Anna"}})
    with pytest.raises(Refused) as caught:
        desk.register("words", "en")
    assert caught.value.problems[0].code == "not_signed_in"
    assert rules.missing({"name": {"full": "Anna"}})


def test_core_loads_neither_windows_nor_network() -> None:
    program = "import sys, izanau_desktop.desk; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = told.stdout.split()
    assert "izanau_desktop.desk" in loaded
    assert not {"PySide6", "requests", "keyring", "alembic"} & set(loaded)


def test_account_that_cannot_be_wiped_keeps_no_other_from_opening(desk: Desk, tmp_path: Path, vault: Kept) -> None:
    desk.shut()
    accounts = Accounts(tmp_path)
    left = accounts.add("left@a.example", SITE)
    accounts.end(left)
    folder = accounts.path(left)
    folder.rmdir()
    folder.write_bytes(b"")  # what no folder is cannot be wiped as one
    Desk.open(tmp_path, vault=vault).shut()
    assert [one.folder for one in accounts.ended()] == [left.folder]
    folder.unlink()
    Desk.open(tmp_path, vault=vault).shut()
    assert accounts.ended() == ()
