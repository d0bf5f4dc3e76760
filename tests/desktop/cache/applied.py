"""People who applied to one company, as its cache receives them."""

from __future__ import annotations

from typing import Any

from izanau_desktop.cache import Cache, Edit, joining, meta
from izanau_desktop.cache.reads.applicants import Listing, ListRow, View
from izanau_protocol import ambient, ids, wire
from tests.desktop.cache.test_gone import COMPANY, CONTACTS, JOB, SCOPE, take


def person(number: int, *, job: str = JOB, about: dict[str, Any] | None = None, **profile: Any) -> list[wire.Entry]:
    """The entries of one applicant: `about` the application, all else about the person."""
    seeker = ids.profile_id(f"person {number}")
    application = ids.application_id(job, seeker, 1)
    body = {"job": job, "seeker": seeker, "company": COMPANY, "applied": at(number), "stage": "new", **(about or {})}
    return [
        wire.Entry(SCOPE, "profile", seeker, number + 1, {"name": {"full": f"Person {number}"}, **profile}),
        wire.Entry(SCOPE, "application", application, number + 1, body),
    ]


def at(number: int) -> str:
    """When they applied: one a minute."""
    return f"2026-11-{1 + number // 1440:02}T{number // 60 % 24:02}:{number % 60:02}:00.000Z"


def application(number: int, job: str = JOB) -> str:
    """The id of an application."""
    return ids.application_id(job, ids.profile_id(f"person {number}"), 1)


def come(cache: Cache, *people: list[wire.Entry]) -> None:
    """They are received, in one page."""
    take(cache, *(entry for entries in people for entry in entries))


def put_in_order(cache: Cache) -> None:
    """What is done behind a first pull of many."""
    with cache.file.write(counted=False) as connection:
        meta.put(connection, "scattered", str(joining.ORDER_AFTER))
    joining.order(cache.file)


def address(number: int, email: str) -> wire.Entry:
    """The e-mail address that was disclosed with an application."""
    body: dict[str, object] = {"application": application(number), "company": COMPANY, "email": email}
    return wire.Entry(CONTACTS, "contact", ids.contact_id(application(number)), 1, body)


def ask_of_a_task(cache: Cache, company: str = COMPANY) -> None:
    """A question about a task waits, which holds what was typed about an applicant."""
    sides: dict[str, object] = {"mine": '"Canary"', "theirs": '"Call"'}
    body = {"document": "task", "about": ambient.new_id(), "path": "text", **sides}
    cache.edit([Edit("conflict", ambient.new_id(), f"applicants:{company}", body)])


def listed(cache: Cache, limit: int = 1000, **view: Any) -> tuple[ListRow, ...]:
    """The rows of a view."""
    with cache.reading("application") as connection:
        return Listing(connection, View(**view)).rows(limit)


def names(cache: Cache, query: str = "", **view: Any) -> list[str]:
    """The names in a view, in its order."""
    return [row.name for row in listed(cache, query=query, **view)]
