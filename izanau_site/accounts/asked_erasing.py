"""Deleting an account at its owner's request: by staff, on a ticket of that person, with the grace and a mail (PRV-68)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from izanau_protocol import ambient, text, wire
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts import people
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import access, documents, erasure
from izanau_site.store.documents import Document
from izanau_site.store.ledger import Line
from izanau_site.store.records import checked_text
from izanau_site.work import mails

_KINDS: Final = ("profile", "account")


def erase_for(site: Site, caller: Caller, asked: wire.EraseRecord) -> str:
    """Begin the grace of an account; returns when it ends, of one that is in it already, too.

    Raises Refused: `forbidden` (no staff, the record of staff, or not looked at before), `not_yours` (no such record; the
    ticket is nobody's or somebody else's), `required` or `too_long` (`text`).
    """
    if caller.group != "staff":
        raise Refused(problem("forbidden"))
    told = checked_text(asked.text)

    def write(connection: Connection) -> str:
        record = documents.get(connection, asked.id)
        if record is None or record.kind not in _KINDS:
            raise Refused(problem("not_yours", "id"))
        documents.lock_accounts(connection, [record.account])
        _check(connection, caller, record, asked.ticket)
        return _begin(site, connection, caller, record, f"#{asked.ticket}: {told}")

    return attempt(site.store, write)


def _check(connection: Connection, caller: Caller, record: Document, ticket: int) -> None:
    """Whether staff looked at who it is, and whether that person asked."""
    person = people.named(connection, record.account)
    if person.group == "staff" or not access.has_looked(connection, caller.account, record.id):
        raise Refused(problem("forbidden", "id"))
    written = [row for row in documents.list_all(connection, kind="ticket") if row.body.get("number") == ticket]
    theirs = person.confirmed and text.email_key(str(written[0].body.get("email", ""))) if written else ""
    if not written or (written[0].account != person.id and (written[0].account or theirs != person.email_key)):
        raise Refused(problem("not_yours", "ticket"))


def _begin(site: Site, connection: Connection, caller: Caller, record: Document, why: str) -> str:
    person = people.named(connection, record.account)
    access.log_deed(connection, "erase", caller.account, caller.device, record.id, reason="owner_asked", text=why)
    if person.erases:
        return str(person.erases)
    erases = ambient.timestamp(hours=site.settings.erase_hours)
    site.store.note(connection, [Line("erasing", "account", person.id, ambient.timestamp(), erases)])
    erasure.set_grace(site.store, connection, person.id, erases)
    words = {"to": person.email, "language": person.language, "account": person.id, "name": person.name}
    mails.queue(connection, "erasing_asked", **words, hours=site.settings.erase_hours)
    return erases
