"""Read model of the other applications of a person to the company: what a reviewer knows who was here before."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from izanau_desktop.cache import Cache, documents
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import veil
from izanau_desktop.cache.reads.common import field
from izanau_protocol import rules
from izanau_protocol.fields import Words


class OtherRow(msgspec.Struct, frozen=True):
    """Another application of the same person."""

    id: str
    job: str
    job_title: Mapping[str, str]
    """Empty where the job is gone."""
    stage: str
    stage_words: Words
    applied: str
    withdrawn: bool


def others(cache: Cache, application: str) -> tuple[OtherRow, ...]:
    """The other applications of whoever made this one, the newest first.

    Of somebody under blind review only those that hide them too, and else only those that do not: the one would tell who
    the other is.
    """
    with cache.reading("application") as connection:
        found = documents.get(connection, "application", application)
        return () if found is None else _beside(connection, found)


def _beside(connection: Connection, one: documents.Document) -> tuple[OtherRow, ...]:
    every = documents.some(connection, "application", {"seeker": field(one.body, "seeker")})
    posts = documents.many(connection, "job", sorted({field(each.body, "job") for each in every}))
    hidden = {each.id: bool(veil.code(each.id, each.body, posts.get(field(each.body, "job")))) for each in every}
    alike = [each for each in every if each.id != one.id and hidden[each.id] == hidden.get(one.id)]
    return tuple(_row(each, posts.get(field(each.body, "job"))) for each in reversed(alike))


def _row(one: documents.Document, job: documents.Document | None) -> OtherRow:
    body, post = one.body, job.body if job else {}
    stage, title = field(body, "stage") or "new", post.get("title")
    named = next((row.words for row in rules.stages(post) if row.id == stage), Words(stage, stage))
    return OtherRow(
        id=one.id,
        job=field(body, "job"),
        job_title=title if isinstance(title, dict) else {},
        stage=stage,
        stage_words=named,
        applied=field(body, "applied"),
        withdrawn=body.get("withdrawn") is True,
    )
