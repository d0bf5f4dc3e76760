"""Telling people who chose it of new jobs that fit their criteria: one mail a day at most, no job twice (PRV-45)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select

from izanau_protocol import ambient, codes, text
from izanau_protocol.documents import Criteria
from izanau_site.attempt import attempt
from izanau_site.public import fits, line, searched
from izanau_site.site import Site
from izanau_site.store.schema import feed
from izanau_site.work import mails, message, readers
from izanau_site.work.readers import Reader

PURPOSE: Final = "jobs"
HOURS: Final = 24
"""Between two looks for one person, and so between two mails."""
MOST: Final = 20
"""Jobs that one mail names; it says how many more there are."""
_NEW_DAYS: Final = 30
"""Older ones are no news, should the site have stood still."""
_SETTLED_SECONDS: Final = 60
"""A job that was published this moment may not be visible yet: it comes with the next look."""


@dataclass(frozen=True)
class Opening:
    """A published job as anyone may read it, with the name of its company."""

    id: str
    view: Mapping[str, Any]
    company: str

    @property
    def published(self) -> str:
        """When it was first published."""
        return str(self.view.get("published", ""))

    @functools.cached_property
    def words(self) -> str:
        """What a search finds it by."""
        return line([*searched("job", self.view), self.company])

    def suits(self, wanted: Criteria) -> bool:
        """Whether it is one of those that somebody wants to be told of; what is empty says nothing."""
        if wanted.categories and self.view.get("category") not in wanted.categories:
            return False
        if wanted.prefectures and self.view.get("place", {}).get("prefecture") not in wanted.prefectures:
            return False
        if wanted.remote and self.view.get("remote", "none") in ("", "none"):
            return False
        return not wanted.words.strip() or fits(self.words, text.query_tokens(wanted.words))


def gather(site: Site) -> int:
    """Put what is due into the outbox; returns how many mails. None where the settings name no operator."""
    if message.missing(site.settings):
        return 0
    until, openings, done = ambient.timestamp(seconds=-_SETTLED_SECONDS), None, 0
    for some in readers.batches(site.store, PURPOSE, ambient.timestamp(hours=-HOURS)):
        with site.store.transaction() as connection:
            due = _due(connection, some)
            openings = _openings(connection, until) if due and openings is None else openings
        if due and openings is not None:
            done += _queue(site, due, openings, until)
    return done


def _due(connection: Connection, some: list[Reader]) -> list[tuple[Reader, str]]:
    """Who was not looked at within the day, and from when on jobs are new to them: never before they chose it."""
    looked, before = readers.last(connection, PURPOSE, some), ambient.timestamp(hours=-HOURS)
    since = [(one, max(one.since, looked.get(one.account, ""))) for one in some]
    return [(one, at) for one, at in since if at <= before]


def _queue(site: Site, some: list[tuple[Reader, str]], openings: list[Opening], until: str) -> int:
    def write(connection: Connection) -> int:
        due = _due(connection, [one for one, _ in some])
        readers.note(connection, PURPOSE, [one for one, _ in due], until)
        found = [(one, _suiting(one, since, openings)) for one, since in due]
        for one, fresh in found:
            if fresh:
                _mail(site, connection, one, fresh)
        return sum(bool(fresh) for _, fresh in found)

    return attempt(site.store, write)


def _suiting(one: Reader, since: str, openings: list[Opening]) -> list[Opening]:
    wanted = msgspec.convert(one.body.get("criteria", {}), Criteria, strict=False)
    return [job for job in openings if job.published > since and job.suits(wanted)]


def _mail(site: Site, connection: Connection, one: Reader, fresh: list[Opening]) -> None:
    lines = [_line(site, job, one.language) for job in fresh[:MOST]]
    words = {"to": one.email, "language": one.language, "account": one.account, "name": one.name}
    mails.queue(connection, "jobs", **words, jobs=lines, count=len(fresh), more=len(fresh) - len(lines))


def _line(site: Site, job: Opening, language: str) -> dict[str, str]:
    titles: Mapping[str, str] = job.view.get("title", {})
    title = titles.get(language) or titles.get("en") or next(iter(titles.values()), "")
    prefecture = str(job.view.get("place", {}).get("prefecture", ""))
    return {
        "title": " ".join(title.split()),
        "company": " ".join(job.company.split()),
        "place": codes.words("prefectures", prefecture, language) if prefecture else "",
        "link": f"{site.settings.public_url}/jobs/{job.id}",
    }


def _openings(connection: Connection, until: str) -> list[Opening]:
    """What was published of late and is open, newest first."""
    public = (feed.c.scope == "jobs", feed.c.view.is_not(None))
    views = {
        kind: {row.id: msgspec.json.decode(row.view) for row in connection.execute(_of(kind).where(*public))}
        for kind in ("job", "company")
    }
    since, today = ambient.timestamp(days=-_NEW_DAYS), ambient.today().isoformat()
    found = [
        Opening(identity, view, str(views["company"].get(view.get("company"), {}).get("name", "")))
        for identity, view in views["job"].items()
        if since < str(view.get("published", "")) <= until and str(view.get("closes") or "9999") >= today
    ]
    return sorted(found, key=lambda one: (one.published, one.id), reverse=True)


def _of(kind: str) -> Any:
    return select(feed.c.id, feed.c.view).where(feed.c.kind == kind)
