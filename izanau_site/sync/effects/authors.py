"""Who wrote what a conflict calls theirs, as far as who is asked may know it: oneself, a colleague, or support staff."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from izanau_protocol import ids
from izanau_protocol.canonical import Body
from izanau_site.store import feeds
from izanau_site.store.schema import accounts, changed, devices
from izanau_site.sync.work import Work

TOLD: Final = frozenset({"side", "member", "other"})
"""The fields of a conflict that are filled in here alone."""
_LAST: Final = 200
"""Changes of the document that are looked through, newest first."""


def of(work: Work, about: str, path: str) -> Body:
    """`side`, `when` and the colleague's membership, or the name of the other device, of who changed a path last.

    Only by a view that the caller has, or had until it was deleted, and only by the paths that are in it: nothing here
    tells that a field beyond it was changed. Of others no more is told than their own notes would: the membership.
    """
    held = feeds.held(work.connection, [about], [scope for scope in work.caller.scopes if scope != "jobs"]).values()
    scopes = [one.scope for one in held if one.view is not None or one.cause == "deleted"]
    query = select(changed.c.paths, changed.c.event, changed.c.at, changed.c.scope, devices.c.id, devices.c.account)
    query = query.add_columns(devices.c.name, accounts.c.group, accounts.c.company)
    query = query.join(devices, devices.c.id == changed.c.device).join(accounts, accounts.c.id == devices.c.account)
    query = query.where(changed.c.id == about, changed.c.scope.in_(scopes))
    wanted = () if path == "." else tuple(path.split("."))
    for row in work.connection.execute(query.order_by(changed.c.at.desc(), changed.c.seq.desc()).limit(_LAST)):
        touched = [tuple(line.split("\t")) for line in row.paths.split("\n") if line]
        if any(_meet(wanted, one) for one in touched) or (not wanted and row.event == "deleted"):
            told = _told(work, row.scope, row.account, row.name, row.group, row.company)
            return told | {"when": row.at} if told else {}
    return {}


def _told(work: Work, scope: str, account: str, device: str, group: str, company: str) -> Body:
    caller = work.caller
    if account == caller.account:
        return {"side": "self", "other": device} if device else {"side": "self"}
    ours = scope.startswith("job:") or scope.endswith(f":{caller.company}")
    if group == "company" and company == caller.company and ours:
        return {"side": "colleague", "member": ids.membership_id(company, account)}
    if group == "staff" and scope == f"account:{caller.account}":
        return {"side": "support"}
    return {}


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    length = min(len(one), len(other))
    return one[:length] == other[:length]
