"""The list of accounts of a computer, and what becomes of a sign-up that is cut off."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.desk import Desk
from izanau_desktop.vault import SessionVault
from izanau_protocol import ids, wire

SITE, MAIL, ACCOUNT = "https://izanau.example", "anna@example.com", "11111111-1111-4111-8111-111111111111"


class Kept(SessionVault):
    lasting = True


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
