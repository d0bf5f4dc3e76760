"""Everything that the site holds about a person, as they may see it: the answer to "what do you know of me?" (PRV-64).

Documents are narrowed by the visibility table as in every other answer: what a company notes for itself is not in it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from sqlalchemy import Connection

from izanau_protocol import ambient, documents, visibility, wire
from izanau_site.accounts import certificate
from izanau_site.privacy import own, seen, traces
from izanau_site.privacy.disclosures import disclosures
from izanau_site.store import documents as rows_of
from izanau_site.store.documents import Document

_NOT_SHOWN: Final = ("note", "task")
"""What a company writes about a person for itself: not even that there is one."""


def holdings(connection: Connection, account: str, operator: dict[str, str]) -> wire.Holdings:
    """All of it, read in one transaction."""
    rows = [row for row in rows_of.list_all(connection, account=account) if row.kind not in _NOT_SHOWN]
    rows += own.tickets_signed_out(connection, account)
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        held[row.kind].append(_view(row))
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
        access=seen.everything(connection, account),
        disclosures=disclosures(connection, account),
        policies=_policies(held["consent"]),
        **_beside(connection, account, rows, str(mine.get("language", ""))),
    )


def _beside(connection: Connection, account: str, rows: list[Document], language: str) -> dict[str, Any]:
    """What is held beside documents, by the name of the field."""
    changes = traces.changes(connection, account, {row.id: row.kind for row in rows})
    return {
        "mails": traces.mails_to(connection, account),
        "devices": traces.machines(connection, account),
        "codes": traces.codes_of(connection, account),
        "pushes": traces.pushes_of(connection, account),
        "mailed": traces.mailed_for(connection, account, language),
        "returned": traces.returned(connection, account),
        "links": traces.links(connection, account),
        "notices": traces.told_of_ends(connection, account),
        "exports": traces.exports(connection, [row for row in rows if row.kind == "application"]),
        "changes": changes,
        "acts": traces.acts(connection, account),
        "records": traces.written(rows, changes),
        "erasures": traces.begun(connection, account),
        "removals": certificate.removals(connection, account),
        "last_seen": traces.last_seen(connection, account),
    }


_AS: Final = {"contact": "contacts", "membership": "company"}
"""Kinds that speak of a person and are published to others only: the person sees what those see."""


def _view(row: Document) -> dict[str, Any]:
    return {"id": row.id, **visibility.narrow(row.kind, row.body, _AS.get(row.kind, "self"))}


def _policies(consents: list[dict[str, Any]]) -> list[wire.Agreed]:
    agreed = [one for one in consents if one.get("deed") == "policy"]
    return [wire.Agreed(one.get("version", ""), one.get("hash", ""), one.get("at", "")) for one in agreed]
