"""The list of accounts of a computer, and what becomes of a sign-up that is cut off."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import documents, trees
from izanau_desktop.desk import Desk
from izanau_protocol import ids, wire
from tests.keychain import Kept

SITE, MAIL, ACCOUNT = "https://izanau.example", "anna@example.com", "11111111-1111-4111-8111-111111111111"


def test_several_programs_may_add_accounts_at_once(tmp_path: Path) -> None:
    Accounts(tmp_path).add(MAIL, SITE)
    failed: list[Exception] = []

    def add(number: int) -> None:
        try:
            for one in range(5):
                Accounts(tmp_path).add(f"{number}-{one}@example.com", SITE)
        except Exception as error:  # noqa: BLE001 - told by the assert below
            failed.append(error)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(Accounts(tmp_path).every()) == 21


def signed_in(folder: Path, vault: Kept, email: str, account: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Sign in at a site that knows this account by this address."""
    session = wire.Session(account, "seeker", "seeker", "", "d", "access", "refresh", 60)
    asked: Any = lambda _desk, _work: session  # noqa: E731 - stands for the site's answer
    monkeypatch.setattr(Desk, "_with", asked)
    return Desk.sign_in(folder, SITE, email, "password", vault)


def learn(desk: Desk, email: str) -> None:
    """What a sync brings: the account with another address."""
    stored = documents.Stored(
        f"account:{desk.account.id}", "account", desk.account.id, 2, trees.spelled({"email": email})
    )
    desk.cache.change(lambda connection: documents.put(connection, stored))
    desk.look_up()


def test_list_follows_the_address_and_the_keys_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = Kept()
    desk = signed_in(tmp_path, vault, MAIL, ACCOUNT, monkeypatch)
    entry, key = desk.entry, vault.get(desk.owner, "key")
    learn(desk, "new@example.com")
    desk.shut()
    known = Accounts(tmp_path)
    assert known.find(MAIL, SITE) is None
    found = known.find("new@example.com", SITE)
    assert entry is not None
    assert found is not None
    assert (found.folder, vault.get(found.folder, "key")) == (entry.folder, key)
    again = Desk.open(tmp_path, SITE, "new@example.com", vault)
    assert again.account.email == "new@example.com"
    again.shut()
    assert "example.com" not in (tmp_path / "accounts.json").read_text().replace(SITE, "")


def test_sign_in_by_a_new_address_finds_the_same_account_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = Kept()
    desk = signed_in(tmp_path, vault, MAIL, ACCOUNT, monkeypatch)
    desk.edit_papers({"motivation": "Only here"})
    folder = desk.folder
    desk.shut()
    again = signed_in(tmp_path, vault, "new@example.com", ACCOUNT, monkeypatch)
    assert (again.folder, again.papers()) == (folder, {"motivation": "Only here"})
    again.shut()
    assert len(Accounts(tmp_path).every()) == 1


def test_who_gets_an_address_after_somebody_sees_nothing_of_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, other = Kept(), "22222222-2222-4222-8222-222222222222"
    anna = signed_in(tmp_path, vault, MAIL, ACCOUNT, monkeypatch)
    anna.edit_papers({"motivation": "Only here"})
    anna.shut()
    later = signed_in(tmp_path, vault, MAIL, other, monkeypatch)
    assert (later.folder != anna.folder, later.papers()) == (True, {})
    later.shut()
    back = signed_in(tmp_path, vault, "anna.new@example.com", ACCOUNT, monkeypatch)
    assert (back.folder, back.papers()) == (anna.folder, {"motivation": "Only here"})
    back.shut()


def test_draft_joins_its_account_after_a_sign_up_that_was_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, session = Kept(), wire.Session(ACCOUNT, "seeker", "seeker", "", "d", "access", "refresh", 60)
    desk = Desk.draft(tmp_path, SITE, vault)
    desk.edit_profile({"name": {"full": "Anna"}})
    assert desk.entry is not None
    desk.accounts.add(MAIL, SITE, desk.entry.folder)  # killed behind this step of the sign-up
    desk.shut()
    asked: Any = lambda _desk, _work: session  # noqa: E731 - stands for the site's answer
    monkeypatch.setattr(Desk, "_with", asked)
    again = Desk.sign_in(tmp_path, SITE, MAIL, "password", vault)
    found = again.cache.get("profile", ids.profile_id(ACCOUNT))
    again.shut()
    assert found is not None
    assert found.body == {"name": {"full": "Anna"}}
