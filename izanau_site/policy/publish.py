"""Publishing a version of the policy: once, for ever, and every account is told (PRV-07, PRV-09)."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from sqlalchemy import Connection, select

from izanau_site.attempt import attempt
from izanau_site.policy import versions
from izanau_site.policy.folder import PolicyFault, document_id, first_folder, read_folder
from izanau_site.store import Change, Store
from izanau_site.store.schema import accounts
from izanau_site.work import mails


def publish(store: Store, folder: Traversable, version: str = "", effective: str = "", public_url: str = "") -> str:
    """Publish the version in a folder; returns its name. Raises PolicyFault for one that is published or unreadable."""
    body = read_folder(folder, version, effective)
    name = str(body["version"])
    change = Change(kind="policy", id=document_id(name), body=body)

    def write(connection: Connection) -> None:
        known = versions.every(connection)
        if any(one.version == name for one in known):
            raise PolicyFault(f"version {name} is published already, and a published version never changes")
        store.write(connection, [change])
        if known:
            _tell_everyone(connection, name, str(body["effective"]), public_url)

    attempt(store, write)
    return name


def publish_first(store: Store) -> None:
    """A new site begins with the version that comes with the program."""
    with store.transaction() as connection:
        known = versions.every(connection)
    if not known:
        publish(store, first_folder())


def _tell_everyone(connection: Connection, version: str, effective: str, public_url: str) -> None:
    """One service mail to each confirmed account."""
    query = select(accounts).where(accounts.c.confirmed, accounts.c.erases == "", accounts.c.erased == "")
    for account in connection.execute(query):
        mails.queue(
            connection,
            "policy_changed",
            to=account.email,
            language=account.language,
            account=account.id,
            name=account.name,
            version=version,
            effective=effective,
            link=f"{public_url}/policy?version={version}",
        )
