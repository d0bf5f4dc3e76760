"""Read model of a day at a company: what is new, what waits on the person at this desk, and who waits too long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import msgspec

from izanau_desktop.cache import Cache, documents, joining, local, meta, noticing, outbox
from izanau_desktop.cache.applicants import HIDDEN
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.orders import STANDING_STILL
from izanau_desktop.cache.reads import known, mentions, tasks, veil
from izanau_desktop.cache.reads.common import conflict_count, field, owed_count, unread
from izanau_desktop.cache.reads.company import JobCounts, jobs
from izanau_desktop.cache.reads.filters import ENDED, late_before
from izanau_desktop.cache.reads.lastwords import NEWER, THEIRS
from izanau_desktop.cache.reads.mentions import Mention
from izanau_desktop.cache.reads.tasks import TaskRow
from izanau_protocol import codes, rules
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_protocol.visibility import blind

JOBS: Final = 2_000
MOST: Final = 100
"""So many lines of a kind are told of at most."""

STILL: Final = (
    "SELECT id, job, stage, since, name, hidden FROM applicant INDEXED BY applicant_by_owner_since"
    " WHERE withdrawn = 0 AND owner = ? AND since < ? AND NOT (stage IN ({ended})) ORDER BY since, number LIMIT ?"
)
GIVEN: Final = (
    "SELECT a.id, a.job, a.stage, a.since, a.name, a.hidden FROM local l CROSS JOIN applicant a ON a.id = l.key"
    " WHERE l.shelf = ? AND a.withdrawn = 0 AND a.owner = ? ORDER BY a.since, a.number LIMIT ?"
)
STALLED: Final = (
    "SELECT count(*) FROM (SELECT 1 FROM applicant INDEXED BY {along}"
    " WHERE withdrawn = 0 AND stage IN ({going}) AND owner = '' AND since < ? LIMIT ?)"
)
ALONG: Final = f"applicant_by_{'_'.join(STANDING_STILL)}"
"""The index in which nobody else stands between those who are counted; until it is made all are walked who are under way."""
TALKS: Final = (
    f"SELECT s.id, s.about, s.at, s.state, {veil.hides('s')}{THEIRS}"  # noqa: S608 - a piece of this module
    f" AND NOT EXISTS ({NEWER})"
    " AND NOT EXISTS (SELECT 1 FROM local l WHERE l.shelf = ? AND l.key = s.id)"
    " AND NOT EXISTS (SELECT 1 FROM applicant a WHERE a.id = s.state AND (a.withdrawn <> 0 OR a.owner NOT IN ('', ?)))"
    " ORDER BY s.at, s.number LIMIT ?"
)
"""The last words of people whom no colleague has taken, and who did not withdraw: those cannot be answered. What is written about
another application, as its acknowledgement is, answers nothing; what needs no answer was set aside on this machine."""


class Still(msgspec.Struct, frozen=True):
    """An applicant whom the person at this desk has taken, and who has been at one stage for long."""

    application: str
    name: str
    code: str
    """By what they are called while they are under blind review, where they have no name."""
    stage: Words
    since: str


class Talk(msgspec.Struct, frozen=True):
    """A conversation whose last word is the applicant's."""

    key: str
    """Of the conversation (`people.Thread`)."""
    name: str
    code: str
    text: str
    at: str
    message: str
    """The id of these words."""
    application: str = ""
    """What is talked about; empty where it is none."""


class Day(msgspec.Struct, frozen=True):
    """What there is to do; each list tells the first `MOST`."""

    on: date | None = None
    """The day that it tells of: what is due tomorrow reads otherwise then."""

    jobs: tuple[JobCounts, ...] = ()
    """Those with new applicants, the most late ones first."""
    unread: int = 0
    """Messages of applicants that were not looked at on this machine."""
    stalled: int = 0
    """Applicants whom nobody has taken and who stand still beyond their arrival; above `MOST` it is only known to be more."""
    given: tuple[Still, ...] = ()
    """Whom a colleague gave to the person at this desk, until they are opened here."""
    still: tuple[Still, ...] = ()
    """Who stood still the longest first."""
    talks: tuple[Talk, ...] = ()
    """Who has waited for an answer the longest first."""
    tasks: tuple[TaskRow, ...] = ()
    """What is to be done now, and in the days to come."""
    mentions: tuple[Mention, ...] = ()
    """Notes of colleagues that name the person at this desk, the oldest first."""
    conflicts: int = 0
    owed: int = 0
    """Exported files that hold people who left."""
    refused: int = 0
    untold: frozenset[str] = frozenset()
    """The kinds of events that the person wants to be told of nowhere."""
    synced: bool = True
    """Whether the site was read at all; before that an empty day says nothing."""


def day(cache: Cache) -> Day:
    """Read all of it. Raises Refused `lease_locked`."""
    counted = [one for one in jobs(cache, limit=JOBS).items if one.new]
    with cache.reading("application") as connection:
        return Day(
            on=tasks.today(),
            jobs=tuple(sorted(counted, key=lambda one: (-one.late, -one.new))),
            unread=unread(connection),
            stalled=stalled(connection),
            given=_stood(connection, _given(connection)),
            still=_still(connection),
            talks=_unanswered(connection),
            tasks=tasks.of_day(connection),
            mentions=mentions.waiting(connection),
            conflicts=conflict_count(connection),
            owed=owed_count(connection),
            refused=outbox.count(connection, "refused"),
            untold=frozenset(kind for kind, place in noticing.read(connection).items() if place == noticing.NOWHERE),
            synced=bool(meta.get(connection, "last_sync")),
        )


def given_to(connection: Connection) -> list[str]:
    """The applications that a colleague gave to the person at this desk, until they are opened here."""
    return [row[0] for row in _given(connection)]


def _given(connection: Connection) -> Sequence[Sequence[Any]]:
    return connection.exec_driver_sql(GIVEN, (local.GIVEN, meta.membership(connection), MOST)).all()


def _still(connection: Connection) -> tuple[Still, ...]:
    """The applicants taken here that are at their stage for as long as makes a new one late."""
    posts = _posts(connection).values()
    ended = {*ENDED, *(row.id for body in posts for row in rules.stages(body) if row.status in ENDED)}
    rows = connection.exec_driver_sql(
        STILL.format(ended=",".join("?" * len(ended))),
        (meta.membership(connection), late_before(), *sorted(ended), MOST),
    )
    return _stood(connection, rows.all())


def _stood(connection: Connection, rows: Sequence[Sequence[Any]]) -> tuple[Still, ...]:
    """Applicants by their rows, with the names of their stages."""
    posts = documents.many(connection, "job", sorted({row[1] for row in rows}))
    named = {(job, row.id): row.words for job, one in posts.items() for row in rules.stages(one.body)}
    usual = codes.table("stage")
    return tuple(
        Still(
            application=row[0],
            name="" if row[5] == HIDDEN else row[4],
            code=blind.code(row[0]) if row[5] == HIDDEN else "",
            stage=named.get((row[1], row[2])) or usual.get(row[2], Words(row[2], row[2])),
            since=row[3],
        )
        for row in rows
    )


def stalled(connection: Connection) -> int:
    """How many whom nobody has taken stand still beyond their arrival, to one more than `MOST`."""
    going = known.going(connection)
    if not going:
        return 0
    along = ALONG if joining.has_order(connection, ALONG) else "applicant_by_stage"
    asked = STALLED.format(along=along, going=",".join("?" * len(going)))
    return int(connection.exec_driver_sql(asked, (*going, late_before(), MOST + 1)).scalar_one())


def _posts(connection: Connection) -> Mapping[str, Body]:
    """The jobs that have applicants."""
    held = [row[0] for row in connection.exec_driver_sql("SELECT DISTINCT job FROM standing")]
    return {one: found.body for one, found in documents.many(connection, "job", held).items()}


def _unanswered(connection: Connection) -> tuple[Talk, ...]:
    """Conversations in which the applicant had the last word, without those whom a colleague has taken."""
    found = connection.exec_driver_sql(TALKS, (local.ANSWERED, meta.membership(connection), MOST)).all()
    written = documents.many(connection, "message", [row[0] for row in found])
    people = documents.many(connection, "profile", [row[1] for row in found])
    return tuple(
        _talk(application or seeker, at, written[one], None if hides else people.get(seeker), hides=hides)
        for one, seeker, at, application, hides in found
        if one in written
    )


def _talk(key: str, at: str, message: documents.Document, profile: documents.Document | None, *, hides: bool) -> Talk:
    """By the name in the profile, else by the one that the message is signed with; by its code where the application hides it."""
    person = profile.body if profile is not None else {}
    name = "" if hides else field(person, "name.full") or field(message.body, "name")
    text, application = field(message.body, "text"), field(message.body, "application")
    return Talk(key, name, blind.code(key) if hides else "", text, at, message.id, application)
