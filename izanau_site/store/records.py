"""People's records for staff: found by what a person says of themselves, opened one by one with a reason, each look logged."""

from __future__ import annotations

import re
from typing import Any, Final

from sqlalchemy import Connection, select

from izanau_protocol import codes, ids, text, visibility, wire
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.store import access, aside, documents, feeds, policies
from izanau_site.store.documents import Document
from izanau_site.store.schema import accounts
from izanau_site.store.store import Store

KINDS: Final = ("profile", "account", "company", "job", "ticket")
MOST: Final = 200
MOST_TEXT: Final = 2000
_OWNER: Final = ("id", "name", "email", "language", "group", "confirmed", "created", "erases")
"""What a record tells of the account that it belongs to."""
_NUMBER: Final = re.compile(r"#?[0-9]{1,15}")


def find(store: Store, caller: Caller, query: str, limit: int = 50) -> list[wire.Found]:
    """Records that fit: exact e-mail address, id or ticket number first, then folded names; who was shown is logged.

    Raises Refused (`forbidden`).
    """
    _check_staff(caller)
    asked, most = query.strip(), max(1, min(limit, MOST))
    if not asked:
        return []

    def search(connection: Connection) -> list[wire.Found]:
        manner, found = _found(connection, asked, most)
        subjects = [one.id for one in found]
        access.log_find(connection, caller.account, caller.device, subjects, manner=manner, asked=asked)
        return found

    return attempt(store, search)


def checked_text(text: str) -> str:
    """Why somebody does what is kept on record. Raises Refused `required` or `too_long` (`text`)."""
    why = text.strip()
    if not why:
        raise Refused(problem("required", "text"))
    if len(why) > MOST_TEXT:
        raise Refused(problem("too_long", "text", length=len(why), most=MOST_TEXT))
    return why


def show(store: Store, caller: Caller, asked: wire.Look) -> wire.Record:
    """One record as its owner sees it, with its last looks and mends. Raises Refused: forbidden, a field, not_yours."""
    _check_staff(caller)
    if asked.reason not in codes.table("look_reason"):
        raise Refused(problem("unknown_code", "reason", value=asked.reason))
    reason = checked_text(asked.text)

    def look(connection: Connection) -> wire.Record:
        row = store.get(connection, asked.kind, asked.id) if asked.kind in KINDS else None
        if row is None or row.account in aside.kept(connection):
            raise Refused(problem("not_yours"))
        access.log_deed(connection, "look", caller.account, caller.device, row.id, reason=asked.reason, text=reason)
        return _record(connection, row)

    return attempt(store, look)


def _check_staff(caller: Caller) -> None:
    if caller.group != "staff":
        raise Refused(problem("forbidden"))


def _found(connection: Connection, asked: str, most: int) -> tuple[str, list[wire.Found]]:
    """What fits, and by what it was found: `address`, `number`, `id` or `name`."""
    named = select(accounts).where(accounts.c.email_key == text.email_key(asked), accounts.c.erased == "")
    people = connection.execute(named.limit(most)).all()
    if people:
        return "address", [_person(row) for row in people]
    if _NUMBER.fullmatch(asked):
        number = int(asked.removeprefix("#"))
        kept = aside.kept(connection)
        tickets = [row for row in documents.list_all(connection, kind="ticket") if row.account not in kept]
        return "number", [_document(row) for row in tickets if row.body.get("number") == number][:most]
    if ids.is_id(asked.lower()):
        found = documents.get(connection, asked.lower())
        if found and found.kind in KINDS and found.account not in aside.kept(connection):
            return "id", [_document(found, _address(connection, found.account))]
    return "name", _by_name(connection, asked, most)[:most]


def _by_name(connection: Connection, asked: str, most: int) -> list[wire.Found]:
    key = text.name_key(asked)
    if not key:
        return []
    query = select(accounts).where(accounts.c.name_key.contains(key, autoescape=True), accounts.c.erased == "")
    people = connection.execute(query.order_by(accounts.c.name_key, accounts.c.id).limit(most))
    found = [_person(row) for row in people]
    companies = documents.list_all(connection, kind="company")
    return found + [_document(row) for row in companies if key in _company_key(row)]


def _company_key(row: Document) -> str:
    return "\n".join(text.name_key(str(row.body.get(name, ""))) for name in ("name", "name_ja"))


def _person(row: Any) -> wire.Found:
    kind, identity = ("profile", row.profile) if row.group == "seeker" else ("account", row.id)
    return wire.Found(kind, identity, row.name, row.email)


def _document(row: Document, email: str = "") -> wire.Found:
    body = row.body
    if row.kind == "ticket":
        return wire.Found(
            "ticket", row.id, f"#{body.get('number')} {str(body.get('text', ''))[:80]}", str(body.get("email", ""))
        )
    name = body.get("name") or body.get("title") or {}
    words = name if isinstance(name, str) else str(name.get("full") or next(iter(name.values()), ""))
    return wire.Found(row.kind, row.id, words, email)


def _address(connection: Connection, account: str) -> str:
    query = select(accounts.c.email).where(accounts.c.id == account)
    return str(connection.execute(query).scalar_one_or_none() or "")


def _record(connection: Connection, row: Document) -> wire.Record:
    audiences = ("staff_record", "staff", "public", "company")
    listed = policies.manifest(connection)
    view = {n: v for n, v in row.body.items() if any(visibility.may_see(row.kind, n, one, listed) for one in audiences)}
    scope = f"account:{row.account}" if row.account else f"company:{row.company}" if row.company else "staff"
    entry = feeds.held(connection, [row.id], [scope]).get((scope, row.id))
    owner: dict[str, Any] = {}
    if row.account:
        columns = [accounts.c[name] for name in _OWNER]
        person = connection.execute(select(*columns).where(accounts.c.id == row.account)).mappings().one_or_none()
        owner = dict(person) if person else {}
    trail = access.trail(connection, row.id)
    names = _names(connection, {one["actor"] for one in trail})
    for one in trail:
        one["by"] = names.get(one.pop("actor"), "")
    return wire.Record(row.kind, row.id, entry.seq if entry else 0, view, owner, trail)


def _names(connection: Connection, people: set[str]) -> dict[str, str]:
    rows = connection.execute(select(accounts.c.id, accounts.c.name).where(accounts.c.id.in_(sorted(people))))
    return {row.id: row.name for row in rows}
