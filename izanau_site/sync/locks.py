"""What a batch locks before it reads anything: the people, then the documents that it names and that these hang on (R4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from izanau_protocol import ids, wire
from izanau_protocol.documents import MOST_ROWS
from izanau_site.accounts.caller import Caller
from izanau_site.store import documents, managed, owned
from izanau_site.store.documents import Document
from izanau_site.store.schema import documents as table

_NAMES = ("job", "application", "about", "seeker", "company", "owner")


class Locked(NamedTuple):
    """What a batch stands on."""

    people: frozenset[str]
    """The accounts that the documents speak of, and the caller's."""
    documents: dict[str, Document]
    """As they are under the locks."""
    absent: frozenset[str]
    """The ids that were looked for, and of which there is no document.

    It stays so: who could make one is held by the lock of their account, which is taken before it is looked for. What
    another makes meanwhile under a random id is no more to be seen than what they make later.
    """


def take(connection: Connection, caller: Caller, pushes: Sequence[wire.Push]) -> Locked:
    """Lock all that these pushes touch, in one order."""
    managers = _managers(pushes) if caller.company else {}
    named = _followed(connection, caller, pushes) | ({caller.profile} if caller.profile else set())
    for push in pushes:
        for part in push.parts:
            given = part.patch or {}
            others = (given.get(name) for name in _NAMES)
            named |= {part.id} | {value for value in others if isinstance(value, str) and ids.is_id(value)}
    for job in managers:
        named |= {kept.id for kept in documents.conflicts_about(connection, job)}
    people, beside = {caller.account}, named | _exported(pushes)
    for some in documents.chunks(sorted(named)):
        columns = [table.c[name] for name in ("id", "kind", "account", "company", "job", "about")]
        rows = connection.execute(select(*columns).where(table.c.id.in_(some))).all()
        people |= documents.subjects(connection, rows)
        for row in rows:
            people.add(row.account)
            beside |= {row.job, row.about}
            if row.kind == "application":
                beside.add(ids.contact_id(row.id))
            if row.kind != "job" or row.company != caller.company:
                managers.pop(row.id, None)
    wanted = {identity for identity in beside if identity}
    found = managed.lock(connection, people, wanted, managers)
    late = documents.get_all(connection, _followed(connection, caller, pushes) - wanted)
    if late:  # they applied, or were taken, until the job was locked; from now on nobody can
        people |= {row.account for row in late.values()}
        documents.lock_accounts(connection, {row.account for row in late.values()})
        found |= documents.get_all(connection, late, lock=True)
    return Locked(frozenset(filter(None, people)), found, frozenset(wanted - found.keys()))


def _managers(pushes: Sequence[wire.Push]) -> dict[str, set[bool]]:
    """The jobs whose managers these pushes name, or that go, and whether each leaves any."""
    found: dict[str, set[bool]] = {}
    for part in (part for push in pushes for part in push.parts):
        if part.kind == "job" and (part.patch is None or "managers" in part.patch):
            found.setdefault(part.id, set()).add(bool((part.patch or {}).get("managers")))
    return found


def _followed(connection: Connection, caller: Caller, pushes: Sequence[wire.Push]) -> set[str]:
    """What follows these pushes' jobs: the applications that they make known, and what managers who go have taken."""
    taken = owned.of_jobs(connection, caller.company, _managers(pushes)) if caller.company else ()
    return _made_known(connection, caller, pushes) | {row.id for row in taken}


def _made_known(connection: Connection, caller: Caller, pushes: Sequence[wire.Push]) -> set[str]:
    """The applications for jobs of the caller's company whose blind review these pushes end: each is signed with it."""
    parts = [part for push in pushes for part in push.parts if part.kind == "job" and "blind" in (part.patch or {})]
    jobs = {part.id for part in parts if part.patch and part.patch["blind"] is not True}
    if not (jobs and caller.company):
        return set()
    c = table.c
    query = select(c.id).where(c.kind == "application", c.company == caller.company, c.state != "withdrawn")
    return {one for some in documents.chunks(sorted(jobs)) for one in connection.scalars(query.where(c.job.in_(some)))}


def _exported(pushes: Sequence[wire.Push]) -> set[str]:
    """The applications in the files that these pushes tell of: nobody leaves between the record and its duties."""
    parts = [part.patch for push in pushes for part in push.parts if part.kind == "export" and part.patch]
    rows = [rows for patch in parts if isinstance(rows := patch.get("rows"), list) and len(rows) <= MOST_ROWS]
    return {one for some in rows for one in some if isinstance(one, str) and ids.is_id(one)}
