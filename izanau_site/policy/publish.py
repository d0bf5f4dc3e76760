"""Publishing a version of the policy: once, for ever, and every account is told (PRV-07, PRV-09)."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from sqlalchemy import Connection

from izanau_site.attempt import attempt
from izanau_site.policy import news, versions
from izanau_site.policy.folder import PolicyFault, document_id, first_folder, read_folder
from izanau_site.store import Change, Store


def publish(store: Store, folder: Traversable, version: str = "", effective: str = "", public_url: str = "") -> str:
    """Publish the version in a folder; returns its name. Raises PolicyFault for one that is published or unreadable.

    With no address for the link in the mails, the site that serves tells everybody: it knows its own.
    """
    body = read_folder(folder, version, effective)
    name = str(body["version"])
    change = Change(kind="policy", id=document_id(name), body=body)

    def write(connection: Connection) -> None:
        known = versions.every(connection)
        if any(one.version == name for one in known):
            raise PolicyFault(f"version {name} is published already, and a published version never changes")
        store.write(connection, [change])
        if known:
            news.begin(connection, name)

    attempt(store, write)
    if public_url:
        news.tell(store, public_url)
    return name


def publish_first(store: Store) -> None:
    """A new site begins with the version that comes with the program."""
    with store.transaction() as connection:
        known = versions.every(connection)
    if not known:
        publish(store, first_folder())
