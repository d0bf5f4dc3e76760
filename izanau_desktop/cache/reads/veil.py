"""Who of a company's applicants is under blind review, by the rule of the protocol: for every read model that names a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from izanau_desktop.cache import Document, documents
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.people import MessageRow
from izanau_protocol.canonical import Body
from izanau_protocol.visibility import blind

_AT_ONCE = 500


class Whom(NamedTuple):
    """Whom an application is of, as it may be shown."""

    profile: Document | None = None
    name: str = ""
    """Empty where it is not to be seen."""
    code: str = ""
    """By what they are called while they are hidden."""


def code(application: str, body: Body, job: Document | None) -> str:
    """By what the person behind an application is called while they are hidden; empty where they are not."""
    hidden = job is not None and blind.is_blind(job.body, body)
    return blind.code(application) if hidden else ""


def person(profile: Document | None, code: str) -> Document | None:
    """A profile as it may be shown: without what says who it is, where the person has a code."""
    return replace(profile, body=blind.blinded(profile.body)) if profile is not None and code else profile


def whom(application: Document, people: Mapping[str, Document], posts: Mapping[str, Document]) -> Whom:
    """Whom an application is of, by the profiles and the jobs that were read for it."""
    called = code(application.id, application.body, posts.get(field(application.body, "job")))
    profile = person(people.get(field(application.body, "seeker")), called)
    return Whom(profile, field(profile.body, "name.full") if profile is not None else "", called)


def unsigned(messages: tuple[MessageRow, ...], code: str) -> tuple[MessageRow, ...]:
    """Messages without the name of an applicant who has a code."""
    return tuple(replace(one, name="") if code and one.sender == "seeker" else one for one in messages)


def codes(connection: Connection, seekers: Collection[str]) -> Mapping[str, str]:
    """The codes of those who are hidden at any job that they applied for: what names the person names them there too."""
    hiding = {one.id: one for one in documents.some(connection, "job", {"blind": True})}
    if not hiding:
        return {}
    found: dict[str, str] = {}
    wanted = sorted(seekers)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        rows = connection.exec_driver_sql(
            "SELECT s.id FROM shown s INDEXED BY shown_by_other"  # noqa: S608 - every value is bound
            f" WHERE s.kind = 'application' AND s.other IN ({marks})",
            tuple(some),
        )
        applied = documents.many(connection, "application", [row[0] for row in rows])
        for one in applied.values():
            told = code(one.id, one.body, hiding.get(field(one.body, "job")))
            if told:
                found.setdefault(field(one.body, "seeker"), told)
    return found


def applied(connection: Connection, application: str, body: Body) -> str:
    """The code of the person behind an application, by its body."""
    return code(application, body, documents.get(connection, "job", field(body, "job")))
