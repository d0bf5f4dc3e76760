"""Which applications are under blind review, by the rule of the protocol: for every read model that names a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from izanau_desktop.cache import Document, documents
from izanau_desktop.cache.applicants import HIDDEN
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.people import MessageRow
from izanau_protocol.canonical import Body
from izanau_protocol.visibility import blind


class Whom(NamedTuple):
    """Whom an application is of, as it may be shown."""

    profile: Document | None = None
    name: str = ""
    """Empty where it is not to be seen."""
    code: str = ""
    """By what they are called while they are hidden."""


def hides(row: str) -> str:
    """The condition that a message, a row of `shown` by this name, is about an application that hides who it is of.

    One that is not there hides them too: a pull may bring what was written about it pages before itself.
    """
    seen = f"SELECT 1 FROM applicant h WHERE h.id = {row}.state AND h.hidden <> {HIDDEN}"  # noqa: S608 - no value of anybody's
    return f"({row}.state <> '' AND NOT EXISTS ({seen}))"


def apart(row: str) -> str:
    """That application, or nothing."""
    return f"CASE WHEN {hides(row)} THEN {row}.state ELSE '' END"


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


def unsigned(messages: tuple[MessageRow, ...]) -> tuple[MessageRow, ...]:
    """Messages without the name of the applicant."""
    return tuple(replace(one, name="") if one.sender == "seeker" else one for one in messages)


def applied(connection: Connection, application: str, body: Body) -> str:
    """The code of the person behind an application, by its body."""
    return code(application, body, documents.get(connection, "job", field(body, "job")))
