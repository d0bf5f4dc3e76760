"""Read model of whom a prepared message is tried on: some who applied last, and two who are made up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from izanau_desktop.cache import Cache, documents, meta
from izanau_desktop.cache.documents import Document
from izanau_desktop.cache.reads import veil
from izanau_desktop.cache.reads.applicants import Listing, View
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.templates import values
from izanau_protocol import rules
from izanau_protocol.canonical import Body
from izanau_protocol.fields import LANGUAGES, Words
from izanau_protocol.problems import Refused
from izanau_protocol.rules import template

MOST: Final = 20
"""So many of those who applied last."""
_NAME: Final[Body] = {"full": "Hanako Mihon", "native": "見本 花子"}
"""Mihon is the Japanese for a specimen."""
_JOB: Final[Body] = {"title": {"en": "Shop assistant", "ja": "販売スタッフ"}}
"""The job of who is made up, while the company has none."""


class Sample(msgspec.Struct, frozen=True):
    """Somebody whom a prepared message is tried on."""

    application: str
    """Empty of somebody who is made up."""
    name: str
    code: str
    """By what they are called while they are under blind review, where they have no name."""
    job: Body
    """The title of the job."""
    reads: str
    """The language that they read best, as far as the profile tells."""
    known: Mapping[str, Mapping[str, str]]
    """What stands for each place of a text, by language."""
    stages: Mapping[str, Words]
    """The stage that is named, by what the message is used for, where it is not the one that they are at."""

    def values(self, use: str, tag: str) -> Mapping[str, str]:
        """What stands for each place of a text that is used for something, in a language."""
        return {**self.known[tag], **({"stage": self.stages[use].of(tag)} if use in self.stages else {})}


def samples(cache: Cache) -> tuple[Sample, ...]:
    """Who is made up, one for each language, and behind them those who applied last, as far as they may be seen."""
    return (*_made_up(cache), *_applied(cache))


def _made_up(cache: Cache) -> list[Sample]:
    with cache.reading("template") as connection:
        company = documents.get(connection, "company", meta.get(connection, "company"))
        posts = documents.some(connection, "job", {"company": meta.get(connection, "company")})
    open_ = [one.body for one in posts if field(one.body, "state") == "published"]
    job = open_[-1] if open_ else _JOB
    people: dict[str, Body] = {
        tag: {"name": _NAME, "languages": {"a": {"language": tag, "native": True, "position": "V"}}}
        for tag in LANGUAGES
    }
    return [_sample("", profile, company, job, rules.ENTRY) for profile in people.values()]


def _applied(cache: Cache) -> list[Sample]:
    try:
        with cache.reading("application") as connection:
            company = documents.get(connection, "company", meta.get(connection, "company"))
            rows = Listing(connection, View()).rows(MOST)
            held = documents.many(connection, "application", [row.id for row in rows])
            people = documents.many(connection, "profile", [row.seeker for row in rows])
            posts = documents.many(connection, "job", [row.job for row in rows])
    except Refused:  # the lease is over: what is about people is locked
        return []
    found = []
    for application in (held[row.id] for row in rows if row.id in held):
        whom, job = veil.whom(application, people, posts), posts.get(field(application.body, "job"))
        profile, post = whom.profile.body if whom.profile else {}, job.body if job else {}
        found.append(_sample(application.id, profile, company, post, field(application.body, "stage"), whom.code))
    return found


def _sample(application: str, profile: Body, company: Document | None, job: Body, stage: str, code: str = "") -> Sample:
    rows = rules.stages(job)
    following = rules.following(rows, stage)
    stages = {"acknowledge": rows[0].words} | ({"advance": following.words} if following else {})
    known = {tag: values(company, profile, job, stage, tag) for tag in LANGUAGES}
    title = job.get("title")
    named = "" if code else field(profile, "name.full")
    return Sample(
        application, named, code, title if isinstance(title, dict) else {}, template.reads(profile), known, stages
    )
