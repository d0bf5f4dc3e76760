"""Who decides about a team undoes nothing of what a colleague did to a job in the same moment (R4)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from izanau_protocol import wire
from izanau_site.accounts import people
from izanau_site.store import Change, Store
from tests.site.accounts.test_team import RIN, applied, come, end, invite, managers, published, set_role
from tests.site.served import Person, Served
from tests.site.store.test_locks import Locks

pytestmark = pytest.mark.parametrize(
    "backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)

_LOCKS = re.compile(r"FOR (NO KEY )?UPDATE")


def before_the_lock_of(store: Store, identity: str, deed: Callable[[], None]) -> None:
    """Do something once, just before somebody else locks this job, or this account."""
    waits = [deed]

    def look(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        if waits and _LOCKS.search(statement) and identity in values.values():
            waits.pop()()

    event.listen(store.engine, "before_cursor_execute", look)


def closed(owner: Person, job: str) -> Callable[[], None]:
    """What closes a job, and changes its pay."""
    store = owner.served.site.store

    def write() -> None:
        with store.transaction(write=True) as connection:
            known = store.get(connection, "job", job)
            assert known is not None
            body = {**known.body, "state": "closed", "hours": {"en": "Nine to five"}}
            store.write(connection, [Change(kind="job", id=job, body=body)])

    return write


def state(owner: Person, job: str) -> tuple[str, Any]:
    """Where a job stands, and what was written on it."""
    view = owner.feed(f"company:{owner.session['company']}")[job]
    return view["state"], view.get("hours")


def given(served: Served, owner: Person, post: str) -> Callable[[], Any]:
    """An owner gives a reviewer the job as its hiring manager."""
    rin = served.member(owner, "reviewer")
    return lambda: set_role(owner, rin, "hiring_manager", post)


def left(served: Served, owner: Person, post: str) -> Callable[[], Any]:
    """The job's hiring manager leaves."""
    rin = served.member(owner, "hiring_manager", jobs=(post,))
    return lambda: end(owner, rin)


def came(served: Served, owner: Person, post: str) -> Callable[[], Any]:
    """Somebody comes who was invited to the job."""
    invite(owner, wire.Invite(RIN.email, RIN.name, "hiring_manager", (post,)))
    code = served.code(RIN.email)
    return lambda: come(served, code)


@pytest.mark.parametrize("begun", [given, left, came])
def test_change_of_a_team_keeps_what_happened_to_a_job(
    served: Served, begun: Callable[[Served, Person, str], Callable[[], Any]]
) -> None:
    owner = served.owner()
    post = published(owner)
    deed = begun(served, owner, post)
    before_the_lock_of(served.site.store, post, closed(owner, post))
    answer = deed()
    assert answer.status_code == 200, answer.text
    assert state(owner, post) == ("closed", {"en": "Nine to five"})
    assert bool(managers(owner, post)) is (begun is not left)


def test_owner_who_lost_the_role_just_now_invites_nobody(served: Served) -> None:
    owner = served.owner()
    other, store = served.member(owner, "owner"), served.site.store

    def lose() -> None:
        with store.transaction(write=True) as connection:
            people.rewrite(store, connection, other.account, role="recruiter")

    before_the_lock_of(store, other.account, lose)
    assert invite(other).json()["code"] == "forbidden"
    assert served.mails(RIN.email) == []


def test_who_applied_is_locked_before_a_job_that_gets_managers(served: Served) -> None:
    owner = served.owner()
    post = published(owner)
    mai, rin = applied(served, owner.session["company"], post, "Mai Nguyen"), served.member(owner, "reviewer")
    locks = Locks(served.site.store)
    assert set_role(owner, rin, "hiring_manager", post).status_code == 200
    person, job = (
        next(at for at, (one, keys, _) in enumerate(locks.taken) if one == table and wanted in keys)
        for table, wanted in (("accounts", mai.account), ("documents", post))
    )
    assert person < job
