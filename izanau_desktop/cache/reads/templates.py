"""Read models of the messages that a company prepared, and what they say to one applicant."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from izanau_desktop.cache import Cache, Document, documents, meta
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads.common import field, text_in
from izanau_desktop.cache.reads.company import Applicant
from izanau_protocol import rules
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Refused, problem
from izanau_protocol.rules import template
from izanau_protocol.text import name_key


class TemplateRow(msgspec.Struct, frozen=True):
    """A prepared message."""

    id: str
    use: str
    name: str
    text: Mapping[str, str]
    on: bool
    pending: bool
    goes_out: bool = False
    """Whether it is the one that goes out by itself."""


class Prepared(msgspec.Struct, frozen=True):
    """A prepared message, filled for one applicant in one language."""

    template: str
    name: str
    language: str
    text: str
    is_theirs: bool
    """Whether the applicant reads that language best, as far as their profile tells."""


def templates(cache: Cache, *uses: str) -> tuple[TemplateRow, ...]:
    """The company's prepared messages, of some uses or all, by name."""
    with cache.reading("template") as connection:
        return _templates(connection, uses)


def prepared(cache: Cache, one: Applicant, *uses: str, stage: str = "") -> tuple[Prepared, ...]:
    """What these say to an applicant, in every language that each has; the applicant's own first, as far as it is known.

    `stage` is the one that they are to come to, where it is not the one that they are at.
    """
    with cache.reading("template") as connection:
        company = documents.get(connection, "company", meta.get(connection, "company"))
        rows = _templates(connection, uses)
    wanted = template.reads(one.row.profile)
    found: list[Prepared] = []
    for row in rows:
        for tag in sorted(row.text):
            job: Body = one.job.body if one.job else {}
            text = _filled(row, tag, values(company, one.row.profile, job, stage or one.row.stage, tag))
            found.append(Prepared(row.id, row.name, tag, text, tag == wanted))
    return tuple(sorted(found, key=lambda made: not made.is_theirs))


class Letter:
    """One prepared message, to whoever it goes out to. Raises Refused `not_yours` where there is none."""

    def __init__(self, connection: Connection, identity: str) -> None:
        self._company = documents.get(connection, "company", meta.get(connection, "company"))
        found = next((row for row in _templates(connection, ()) if row.id == identity), None)
        if found is None:
            raise Refused(problem("not_yours"))
        self._row = found

    def to(self, profile: Body, job: Body, stage: str) -> tuple[str, str]:
        """What it says to a person, seen so, who is at a stage of a job: in their language where it has that, and in which."""
        wanted = template.reads(profile)
        tag = wanted if wanted in self._row.text else min(self._row.text, default=wanted)
        return _filled(self._row, tag, values(self._company, profile, job, stage, tag)), tag


def _filled(row: TemplateRow, tag: str, known: Mapping[str, str]) -> str:
    return template.fill({tag: row.text.get(tag, "")}, lambda _: known, tag).text


def values(company: Document | None, profile: Body, job: Body, stage: str, tag: str) -> Mapping[str, str]:
    """What stands for each place of a text in a language, to a person who is at a stage of a job."""
    about: Body = company.body if company else {}
    named = profile.get("name")
    stage = next((row.words.of(tag) for row in rules.stages(job) if row.id == stage), "")
    return {
        "name": rules.display_name(named, tag) if isinstance(named, dict) else template.ANYBODY.of(tag),
        "job": text_in(job.get("title"), tag)[0],
        "company": (field(about, "name_ja") if tag.startswith("ja") else "") or field(about, "name"),
        "stage": stage,
    }


def _templates(connection: Connection, uses: tuple[str, ...]) -> tuple[TemplateRow, ...]:
    there = documents.some(connection, "template", {})
    sent = template.acknowledging({one.id: one.body for one in there})
    found = [_row(one, one.id == sent) for one in there]
    wanted = (one for one in found if not uses or one.use in uses)
    return tuple(sorted(wanted, key=lambda one: (name_key(one.name), one.id)))


def _row(one: Document, goes_out: bool) -> TemplateRow:
    text = one.body.get("text")
    kept = {tag: words for tag, words in text.items() if isinstance(words, str)} if isinstance(text, dict) else {}
    return TemplateRow(
        one.id, field(one.body, "use"), field(one.body, "name"), kept, one.body.get("on") is True, one.pending, goes_out
    )
