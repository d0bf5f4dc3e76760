"""Companies that nobody owns any more once a backup was put back: support staff are asked to find out whose they are."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from izanau_protocol import ambient, ids
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_site.store import documents
from izanau_site.store.documents import Change
from izanau_site.store.schema import accounts
from izanau_site.store.schema import documents as table
from izanau_site.store.store import Store, count

_ASKED: Final = Words(
    "{name} ({id}) has no owner: whoever was one last came after the backup that was put back, or is gone. Nobody can invite"
    " people or change roles there until it is found out whose the company is.",
    "{name}（{id}）にはオーナーがいません。最後のオーナーは、復元されたバックアップの作成後に登録されたか、すでに在籍していません。"
    "企業の責任者が確認されるまで、招待や役割の変更は誰にもできません。",
)


def ask(store: Store, connection: Connection) -> None:
    """Ask staff about each company that no account owns, once; who left one is not let in again."""
    owners = select(accounts.c.id).where(accounts.c.company == table.c.id, accounts.c.role == "owner")
    query = select(table.c.id).where(table.c.kind == "company", ~owners.exists())
    for company in documents.get_all(connection, connection.scalars(query)).values():
        identity = ids.natural_id("ticket", company.id)
        if store.get(connection, "ticket", identity) is not None:
            continue
        told = {"name": company.body.get("name", ""), "id": company.id}
        body: Body = {"topic": "other", "text": "\n\n".join(words.format(**told) for words in (_ASKED.en, _ASKED.ja))}
        body |= {"number": count(connection, "tickets"), "language": "en", "state": "open", "at": ambient.timestamp()}
        store.write(connection, [Change(kind="ticket", id=identity, body=body)])
