"""People who signed in on a computer before a test begins."""

from __future__ import annotations

from pathlib import Path

from izanau_desktop.accounts import Accounts, Entry
from izanau_desktop.cache import documents, trees
from izanau_desktop.desk import Desk
from izanau_desktop.vault import Keeper
from izanau_protocol import ids

NOWHERE = "http://127.0.0.1:1"
SECRET = "refresh-token-canary"


def resident(folder: Path, vault: Keeper, name: str, role: str) -> Entry:
    """Somebody who signed in here before."""
    email = f"{name.split()[0].lower()}@mail.example"
    entry = Accounts(folder).add(email, NOWHERE)
    desk = Desk(Accounts(folder), entry, vault)
    account = ids.natural_id("test", "account", name)
    group = "seeker" if role == "seeker" else "staff"
    desk.cache.set_note(account=account, group=group, role=role, email=email)
    body = {"email": email, "name": name, "group": group, "role": role}
    row = documents.Stored(f"account:{account}", "account", account, 1, trees.spelled(dict(body)))
    desk.cache.change(lambda connection: documents.put(connection, row))
    vault.put(entry.folder, "refresh", SECRET)
    desk.shut()
    return entry
