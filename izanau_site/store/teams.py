"""What a restored backup must not widen: the roles of a company's people, and which of them a job names as its managers.

Each is noted in the ledger as it is from now on, whichever way it changed: who was given a right since would else lose it
to an earlier line, and who handed the company over would leave it without an owner. A role that was given after its line holds
all the same, and so do managers: an older ledger, put beside the database, would else give a right back that was taken since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, update

from izanau_protocol import ids
from izanau_site.store import documents, feeds, owned, writing
from izanau_site.store.documents import Change, Document
from izanau_site.store.ledger import Line
from izanau_site.store.schema import accounts
from izanau_site.store.store import Store


def lines(changes: Iterable[Change], before: Mapping[str, Document], at: str) -> list[Line]:
    """What the ledger is to know of these changes of documents that are there already: new roles, other managers."""
    found = []
    for change in changes:
        old, new = before.get(change.id), change.body
        if old is None or new is None:
            continue
        if change.kind == "membership" and old.body.get("role") != new.get("role"):
            found.append(Line("placed", "membership", change.id, at, str(new.get("role", ""))))
        if change.kind == "job" and set(_named(old.body)) != set(_named(new)):
            found.append(Line("managed", "job", change.id, at, " ".join(_named(new))))
    return found


def place(store: Store, connection: Connection, line: Line) -> bool:
    """Give a member the role that the ledger says; False where there is nothing to do.

    The last owner stays one: whoever became another since the backup is not there, or they go, and somebody has to let people in.
    """
    return _write(store, connection, lambda: _placed(store, connection, line.id))


def manage(store: Store, connection: Connection, line: Line) -> bool:
    """Let a job name as managers whom the ledger says, as far as they are there; False where there is nothing to do."""
    return _write(store, connection, lambda: _managed(store, connection, line.id))


def losing(store: Store, connection: Connection, line: Line) -> set[str]:
    """Who manages a job here, and would not by the ledger."""
    job = store.get(connection, "job", line.id)
    return set(_named(job.body) if job is not None else ()) - set(line.until.split())


class _Planned(NamedTuple):
    """What is to be written, and which hiring managers see less by it."""

    changes: list[Change]
    managers: list[Document]


def _placed(store: Store, connection: Connection, membership: str) -> _Planned | None:
    member = store.get(connection, "membership", membership)
    account = store.get(connection, "account", member.account) if member is not None else None
    if member is None or account is None or not _is_living(member) or account.company != member.company:
        return None
    before, role = member.body.get("role"), _role(store, connection, member)
    if role == before or (before == "owner" and not _owners(store, connection, member)):
        return None
    changes = [Change(kind=row.kind, id=row.id, body={**row.body, "role": role}) for row in (member, account)]
    return _Planned(changes, [member] if role == "hiring_manager" else [])


def _managed(store: Store, connection: Connection, identity: str) -> _Planned | None:
    job = store.get(connection, "job", identity)
    if job is None:
        return None
    said, held = _managers(store, connection, job), _named(job.body)
    known = documents.get_all(connection, [ids.membership_id(job.company, one) for one in {*said, *held}])
    living = {row.account: row for row in known.values() if _is_living(row)}
    wanted = [one for one in said if one in living]
    if set(wanted) == set(held):
        return None
    body = {name: value for name, value in job.body.items() if name != "managers"}
    body |= {"managers": wanted} if wanted else {}
    gone = [living[one] for one in held if one in living and one not in wanted]
    lost = [member for member in gone if _role(store, connection, member) == "hiring_manager"]
    return _Planned([Change(kind="job", id=job.id, body=body)], lost)


def _write(store: Store, connection: Connection, plan: Callable[[], _Planned | None]) -> bool:
    """Write what is planned anew once all of it is locked, people first (R4), for the site may go on meanwhile; False where
    nothing is."""
    planned = plan()
    if planned is None:
        return False
    changes, taken = _followed(store, connection, planned)
    writing.lock(connection, [*changes, *(Change(kind=row.kind, id=row.id, body=None) for row in taken)])
    planned = plan()
    if planned is None:
        return False
    changes, taken = _followed(store, connection, planned)
    for change in changes:
        if change.kind == "account" and change.body is not None:
            role = change.body["role"]
            connection.execute(update(accounts).where(accounts.c.id == change.id).values(role=role))
    store.write(connection, [*changes, *owned.given_up(connection, taken)])
    return True


def _followed(store: Store, connection: Connection, planned: _Planned) -> tuple[list[Change], list[Document]]:
    """The changes, and what follows for hiring managers who see less: of the others' applicants nothing stays with them;
    beside it what they had taken of those."""
    changes, taken = list(planned.changes), list[Document]()
    for member in planned.managers:
        every = documents.list_all(connection, kind="job", company=member.company)
        jobs = {job.id for job in every if member.account in _managers(store, connection, job)}
        changes += owned.left_behind(connection, member.account, jobs=jobs)
        taken += owned.out_of_sight(connection, member, jobs)
    return changes, taken


def _owners(store: Store, connection: Connection, but: Document) -> list[Document]:
    """The other members of a company that are its owners once the whole ledger is carried out."""
    every = documents.list_all(connection, kind="membership", company=but.company)
    living = [row for row in every if row.id != but.id and _stays(store, connection, row)]
    return [row for row in living if _role(store, connection, row) == "owner"]


def _stays(store: Store, connection: Connection, member: Document) -> bool:
    """Whether a member is there, and is not to leave by a line that is carried out yet."""
    left = store.ledger.line("revoked", "membership", member.id)
    is_leaving = left is not None and not feeds.is_set_since(connection, member, "ended", left.at)
    return _is_living(member) and not is_leaving and not store.ledger.has("erased", "account", member.account)


def _role(store: Store, connection: Connection, member: Document) -> str:
    line = store.ledger.line("placed", "membership", member.id)
    if line is None or feeds.is_set_since(connection, member, "role", line.at):
        return str(member.body.get("role", ""))
    return line.until


def _managers(store: Store, connection: Connection, job: Document) -> list[str]:
    line = store.ledger.line("managed", "job", job.id)
    if line is None or feeds.is_set_since(connection, job, "managers", line.at):
        return _named(job.body)
    return line.until.split()


def _named(job: Mapping[str, Any]) -> list[str]:
    return [str(one) for one in job.get("managers", ())]


def _is_living(member: Document) -> bool:
    return not member.body.get("ended")
