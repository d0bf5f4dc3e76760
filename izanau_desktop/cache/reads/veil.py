"""Which applications are under blind review, by the rule of the protocol: for every read model that names a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from izanau_desktop.cache import Cache, Document, documents
from izanau_desktop.cache.applicants import HIDDEN
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.people import MessageRow
from izanau_protocol.canonical import Body
from izanau_protocol.rules import trees
from izanau_protocol.rules.template import ANYBODY
from izanau_protocol.text import scripts
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


class Names:
    """The names of somebody who is hidden: what the company wrote while they were known may hold them, most often where a
    prepared message has its place for the name."""

    def __init__(self, known: Iterable[str] | None = ()) -> None:
        """None of them where nobody is hidden; None where somebody is whose profile is not here."""
        self._is_known = known is not None
        held = sorted({" ".join(one.split()) for one in known or ()} - {""}, key=lambda one: (-len(one), one))
        self._pattern = re.compile("|".join(map(_pattern, held)), re.IGNORECASE) if held else None

    def out_of(self, text: str, instead: str = "") -> str:
        """A text of the company without them; nothing of it where nobody can say whether it names the person.
        `instead` stands for each, else a word for anybody."""
        if not self._is_known:
            return text and "…"
        if self._pattern is None or not self._pattern.search(text):
            return text
        rest = self._pattern.sub("", text)
        anybody = ANYBODY.of("ja" if scripts(rest) & {"hiragana", "katakana"} else "en")
        return self._pattern.sub(lambda _: instead or anybody, text)


def names(connection: Connection, application: Document | None) -> Names:
    """The names that texts of the company about an application must not show."""
    if application is None or not applied(connection, application.id, application.body):
        return Names()
    return names_in(documents.get(connection, "profile", field(application.body, "seeker")))


def names_of(cache: Cache, application: str) -> Names | None:
    """The same by its id; None where it is not there any more."""
    with cache.reading("application") as connection:
        found = documents.get(connection, "application", application)
        return names(connection, found) if found is not None else None


def names_in(profile: Document | None, signed: Iterable[str] = ()) -> Names:
    """The names of a hidden person by their profile; `signed`: under which names they wrote, too."""
    if profile is None:
        return Names(None)
    named = trees.part(profile.body, "name")
    family, given, middle = (trees.line(named, one) for one in ("family", "given", "middle"))
    orders = (f"{family} {given} {middle}", f"{given} {middle} {family}", f"{family} {given}", f"{given} {family}")
    whole = (trees.line(named, one) for one in ("full", "native", "reading"))
    return Names((*signed, *whole, *(orders if family and given else ())))


def unnamed(messages: tuple[MessageRow, ...], profile: Document | None) -> tuple[MessageRow, ...]:
    """Messages about an application that hides a person, without their name: neither below nor in what the company wrote."""
    known = names_in(profile, (one.name for one in messages if one.sender == "seeker"))
    return tuple(
        replace(one, name="") if one.sender == "seeker" else replace(one, text=known.out_of(one.text))
        for one in messages
    )


def said(message: Body, profile: Document | None) -> str:
    """What a message about an application that hides the person of this profile says, without their name."""
    text = field(message, "text")
    return text if field(message, "sender") == "seeker" else names_in(profile).out_of(text)


def is_hidden(connection: Connection, application: str) -> bool:
    """Whether the application hides who it is of: also one that is not there."""
    found = f"SELECT 1 FROM applicant WHERE id = ? AND hidden <> {HIDDEN}"  # noqa: S608 - no value of anybody's
    return connection.exec_driver_sql(found, (application,)).first() is None


def _pattern(name: str) -> str:
    """A whole name, its words as far apart as one likes."""
    east = bool(scripts(name) & {"han", "hiragana", "katakana"})
    words = (r"\s*" if east else r"\s+").join(map(re.escape, name.split()))
    return words if east else rf"(?<!\w){words}(?!\w)"


def applied(connection: Connection, application: str, body: Body) -> str:
    """The code of the person behind an application, by its body."""
    return code(application, body, documents.get(connection, "job", field(body, "job")))
