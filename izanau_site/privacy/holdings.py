"""Everything that the site holds about a person, as they may see it: the answer to "what do you know of me?" (PRV-64).

Documents are narrowed by the visibility table as in every other answer: what a company notes for itself is not in it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from sqlalchemy import Connection, Row, not_, or_, select

from izanau_protocol import ambient, documents, visibility, wire
from izanau_site.accounts import changing
from izanau_site.privacy import own, seen
from izanau_site.privacy.disclosures import disclosures
from izanau_site.store import documents as rows_of
from izanau_site.store.documents import Document
from izanau_site.store.schema import accounts, codes, devices, mails, pushes, shown
from izanau_site.work.mails import of_kind

_WITH_CODE: Final = '"invitation"'
"""The kind of mail that holds a code beside those for security."""


def holdings(connection: Connection, account: str, operator: dict[str, str]) -> wire.Holdings:
    """All of it, read in one transaction."""
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of.list_all(connection, account=account):
        held[row.kind].append(_view(row))
    held["ticket"] += [_view(row) for row in own.tickets_signed_out(connection, account)]
    mine: dict[str, Any] = next(iter(held["account"]), {})
    chosen = mine.get("purposes", {})
    return wire.Holdings(
        made_at=ambient.timestamp(),
        operator=operator,
        account=mine,
        profile=next(iter(held["profile"]), {}),
        consents=held["consent"],
        purposes={name: bool(chosen.get(name)) for name in documents.Purposes.__struct_fields__},
        applications=held["application"],
        messages=held["message"],
        contacts=held["contact"],
        tickets=held["ticket"],
        mends=held["mend"],
        conflicts=held["conflict"],
        memberships=held["membership"],
        mails=_mails(connection, account),
        devices=_devices(connection, account),
        codes=_codes(connection, account),
        pushes=_pushes(connection, account),
        access=seen.everything(connection, account),
        disclosures=disclosures(connection, account),
        policies=_policies(held["consent"]),
    )


_AS: Final = {"contact": "contacts", "membership": "company"}
"""Kinds that speak of a person and are published to others only: the person sees what those see."""


def _view(row: Document) -> dict[str, Any]:
    return {"id": row.id, **visibility.narrow(row.kind, row.body, _AS.get(row.kind, "self"))}


def _policies(consents: list[dict[str, Any]]) -> list[wire.Agreed]:
    agreed = [one for one in consents if one.get("deed") == "policy"]
    return [wire.Agreed(one.get("version", ""), one.get("hash", ""), one.get("at", "")) for one in agreed]


def _mails(connection: Connection, account: str) -> list[wire.Posted]:
    """Mails for security to an address that nobody confirmed are not told of: whether one went there, or to its owner in
    place of it, would say whether the address has an account (decision 004)."""
    columns = (accounts.c.email, accounts.c.confirmed)
    person = connection.execute(select(*columns).where(accounts.c.id == account)).one()
    query = select(mails).where(mails.c.account == account).order_by(mails.c.created, mails.c.id)
    if not person.confirmed:
        query = query.where(mails.c.purpose != "security")
    query = query.where(or_(mails.c.to == person.email, not_(of_kind(changing.PURPOSE))))
    return [
        wire.Posted(row.purpose, row.subject, row.created, row.sent, row.to, "" if _may_hold_code(row) else row.text)
        for row in connection.execute(query)
    ]


def _may_hold_code(mail: Row[Any]) -> bool:
    return mail.purpose == "security" or _WITH_CODE in mail.headers


def _devices(connection: Connection, account: str) -> list[wire.Machine]:
    query = select(devices).where(devices.c.account == account).order_by(devices.c.created, devices.c.id)
    known = connection.execute(query).all()
    seqs: dict[str, tuple[dict[str, int], dict[str, int]]] = {row.id: ({}, {}) for row in known}
    mine = select(devices.c.id).where(devices.c.account == account)
    for row in connection.execute(select(shown).where(shown.c.device.in_(mine)).order_by(shown.c.scope)):
        seqs[row.device][0][row.scope], seqs[row.device][1][row.scope] = row.seq, row.acknowledged
    return [
        wire.Machine(row.id, row.name, row.client, row.created, row.seen, row.ended, *seqs[row.id]) for row in known
    ]


def _codes(connection: Connection, account: str) -> list[dict[str, str]]:
    named = [codes.c[name] for name in ("purpose", "expires", "used")]
    query = select(*named).where(codes.c.account == account).order_by(codes.c.expires)
    return [dict(row) for row in connection.execute(query).mappings()]


def _pushes(connection: Connection, account: str) -> list[dict[str, str]]:
    query = select(pushes.c.push_id, pushes.c.at).where(pushes.c.account == account).order_by(pushes.c.at)
    return [dict(row) for row in connection.execute(query).mappings()]
