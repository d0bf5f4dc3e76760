"""The applicants of a company as its lists need them: a row an application, and its words, in step with the documents."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from izanau_desktop.cache import anew, brief, documents, parts, search
from izanau_desktop.cache.connection import Connection
from izanau_protocol import ambient, fit, ids, text
from izanau_protocol.canonical import Body
from izanau_protocol.rules.trees import items, line, part
from izanau_protocol.visibility import blind

KIND: Final = "applicant"
"""How the queue of what is to be indexed names an applicant whose words are to be cut (those of `anew.py`: the row too)."""
_SEEN, HIDDEN, UNBLINDED = range(3)
"""Whether a row stands under blind review (`hidden`)."""
NEVER: Final = "9999"
"""When the period of stay ends of who told no end: behind every day."""
_AT_ONCE: Final = 500
_TIES: Final = 10
"""Bits of a number below the milliseconds: who applied in the same one still has a place of their own."""


class Row(NamedTuple):
    """The columns of `applicant` behind its number."""

    id: str
    job: str
    seeker: str
    applied: str
    stage: str
    since: str
    """Since when it is at this stage."""
    withdrawn: int
    name: str
    sort: str
    """The name as it is sorted: by its reading, where one is told."""
    headline: str
    residence: str
    level: str
    """Of Japanese: a code, `native`, or empty."""
    japanese: float
    """Where that stands in their order (`rules.languages.place`)."""
    months: int
    """Of work."""
    current: int
    """Whether the work goes on, so that the months do."""
    visa: str
    expires: str
    fit: int
    """How the person fits the job, as a number to sort by (`fit.ordinal`): by languages and status of residence."""
    turns: str
    """The day on which that is another number."""
    owner: str
    """The membership of the colleague who has taken it."""
    hidden: int
    """1 while the person is under blind review; 2 where they were, and somebody unblinded them."""


_ITSELF: Final = frozenset({"application", parts.DEEDS})
"""How what changed names the application itself."""
Bodies = Mapping[str, list[Body]]
"""What the words of one applicant come of, by kind."""

_COLUMNS: Final = ", ".join(Row._fields)
_MARKS: Final = ",".join("?" * (1 + len(Row._fields)))


def write(connection: Connection) -> None:
    """Bring up the rows of all applications that a transaction touched: at its end."""
    _follow_posts(connection)
    touched = connection.applicants
    connection.applicants = {}
    order, counted = sorted(touched), Counter[tuple[str, str]]()
    for start in range(0, len(order), _AT_ONCE):
        _bring_up(connection, {one: touched[one] for one in order[start : start + _AT_ONCE]}, counted)
    for (job, stage), by in counted.items():
        if by:
            connection.exec_driver_sql(
                "INSERT INTO standing(job, stage, many) VALUES(?,?,?)"
                " ON CONFLICT(job, stage) DO UPDATE SET many = many + excluded.many",
                (job, stage, by),
            )


def _follow_posts(connection: Connection) -> None:
    """Of jobs that changed, see to those of their applicants whom that concerns."""
    posts, connection.posts = connection.posts, {}
    there = documents.many(connection, "job", sorted(posts))
    _veil(connection, there)
    for job, before in posts.items():
        if fit.asked(before) != fit.asked(there[job].body if job in there else {}):
            anew.queue(connection, "withdrawn = 0 AND job = ?", (job,))


def _veil(connection: Connection, posts: Mapping[str, documents.Document]) -> None:
    """Hide the applicants of a job that is reviewed blind from now on, or show them again.

    That is so at once: names go, and no search finds who still waits in the queue. Rows and words are made anew behind.
    """
    for job, one in posts.items():
        before, after = (_SEEN, HIDDEN) if one.body.get("blind") is True else (HIDDEN, _SEEN)
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO unindexed(number, kind) SELECT number, ?"
            " FROM applicant INDEXED BY applicant_by_job_hidden WHERE job = ? AND hidden = ?",
            (anew.VEILED, job, before),
        )
        connection.exec_driver_sql(
            "UPDATE applicant INDEXED BY applicant_by_job_hidden SET hidden = ?, name = '', sort = '', headline = ''"
            " WHERE job = ? AND hidden = ?",
            (after, job, before),
        )


def _bring_up(connection: Connection, touched: Mapping[str, set[str]], counted: Counter[tuple[str, str]]) -> None:
    known = _known(connection, touched)
    there = _applications(connection, touched)
    posts = _posts(connection, there.values())
    as_before = {
        one for one, body in there.items() if one in known and _is_of_itself(touched[one], known[one][1], body, posts)
    }
    people = _people(connection, [body for one, body in there.items() if one not in as_before])
    numbers, to_label, to_cut = dict[str, int](), dict[int, Body](), dict[str, set[str]]()
    for identity, kinds in touched.items():
        number, before = known.get(identity, (0, None))
        if identity in as_before:  # of the person nothing changed, who was not read therefore
            after: Row | None = before._replace(**_of_application(there[identity], posts, before)) if before else None
        else:
            after = row_of(identity, there[identity], people, posts, before) if identity in there else None
        if before is not None:
            counted[before.job, before.stage] -= not before.withdrawn
            if after is None or after.applied != before.applied:
                _remove(connection, number)
                before = None
        if after is None:
            continue
        counted[after.job, after.stage] += not after.withdrawn
        numbers[identity] = _put(connection, number, before, after)
        if before is None or kinds & _ITSELF:
            to_label[numbers[identity]] = there[identity]
        if before is None and parts.LATER in kinds:
            _queue(connection, numbers[identity])
        elif before is None or (before.hidden == HIDDEN) != (after.hidden == HIDDEN):
            to_cut[identity] = set(parts.OF_KIND)
        elif kinds != {parts.DEEDS}:
            to_cut[identity] = kinds
    _label(connection, to_label)
    _cut_anew(connection, to_cut, numbers)


def _cut_anew(connection: Connection, to_cut: Mapping[str, set[str]], numbers: Mapping[str, int]) -> None:
    """Cut the words of these applicants, or have it done behind for who waits for it anyway, unless older words find them."""
    waiting = _waiting(connection, [numbers[one] for one in to_cut])
    for number, kind in waiting.items():  # words that were cut before this change find no place any more
        _queue(connection, number, kind)
    now = {one: kinds for one, kinds in to_cut.items() if waiting.get(numbers[one], anew.RECUT) == anew.RECUT}
    gathered = gather(connection, now)
    search.write_parts(connection, {numbers[one]: cut(found) for one, found in gathered.items()})


def _is_of_itself(kinds: set[str], before: Row, body: Body, posts: Mapping[str, Body]) -> bool:
    """Whether of all that a row comes of the application alone changed, and it is the same person at the same job, withdrawn and
    under blind review as before, or not."""
    of_whom = line(body, "seeker"), line(body, "job"), int(body.get("withdrawn") is True)
    hidden = blind.is_blind(posts.get(line(body, "job"), {}), body)
    is_same = of_whom == (before.seeker, before.job, before.withdrawn) and hidden == (before.hidden == HIDDEN)
    return is_same and bool(kinds) and kinds <= _ITSELF


def gather(connection: Connection, wanted: Mapping[str, Collection[str]]) -> dict[str, Bodies]:
    """The documents of these kinds of these applicants, by the application's id; of what is gone there is nothing."""
    there = _applications(connection, wanted)
    people = _people(connection, [there[one] for one in there if "profile" in wanted[one]])
    posts = _posts(connection, there.values())
    written_to = {ids.contact_id(one): one for one in there if "contact" in wanted[one]}
    contacts = {written_to[key]: one for key, one in documents.many(connection, "contact", list(written_to)).items()}
    notes = _notes(connection, [one for one in there if "note" in wanted[one]])
    found: dict[str, Bodies] = {}
    for one, body in there.items():
        person, hidden = people.get(line(body, "seeker")), blind.is_blind(posts.get(line(body, "job"), {}), body)
        if person is not None and hidden:
            person = blind.blinded(person)
        held = {
            "application": [body],
            "profile": [] if person is None else [person],
            "contact": [contacts[one].body] if one in contacts and not hidden else [],
            "note": notes.get(one, []),
        }
        found[one] = {kind: held[kind] for kind in held if kind in wanted[one]}
    return found


def numbered(connection: Connection, numbers: Collection[int]) -> dict[int, tuple[str, Bodies]]:
    """The applications of these numbers, each by its id with all that its words come of."""
    marks = ",".join("?" * len(numbers))
    rows = connection.exec_driver_sql(f"SELECT id, number FROM applicant WHERE number IN ({marks})", tuple(numbers))  # noqa: S608 - marks
    known = {row[0]: row[1] for row in rows}
    return {known[one]: (one, held) for one, held in gather(connection, dict.fromkeys(known, parts.OF_KIND)).items()}


def cut(bodies: Bodies) -> dict[str, str]:
    """The tokens of the parts that come of these documents."""
    return {name: tokens for kind, held in bodies.items() for name, tokens in parts.cut(kind, held).items()}


def _known(connection: Connection, order: Collection[str]) -> dict[str, tuple[int, Row]]:
    marks = ",".join("?" * len(order))
    rows = connection.exec_driver_sql(
        f"SELECT number, {_COLUMNS} FROM applicant WHERE id IN ({marks})",  # noqa: S608 - names of this package, marks
        tuple(order),
    )
    return {row[1]: (row[0], Row(*row[1:])) for row in rows}


def _applications(connection: Connection, order: Iterable[str]) -> dict[str, Body]:
    found = documents.many(connection, "application", list(order))
    return {one.id: one.body for one in found.values() if parts.is_of_an_applicant("application", one.scope)}


def _people(connection: Connection, applications: Iterable[Body]) -> dict[str, Body]:
    wanted = sorted({line(body, "seeker") for body in applications})
    return {one.id: one.body for one in documents.many(connection, "profile", wanted).values()}


def _posts(connection: Connection, applications: Iterable[Body]) -> dict[str, Body]:
    wanted = sorted({line(body, "job") for body in applications})
    return {one.id: one.body for one in documents.many(connection, "job", wanted).values()}


def _notes(connection: Connection, order: list[str]) -> dict[str, list[Body]]:
    """The notes of these applications, which few of many have."""
    marks = ",".join("?" * len(order))
    rows = connection.exec_driver_sql(
        f"SELECT id FROM shown INDEXED BY shown_by_about WHERE kind = 'note' AND about IN ({marks})"  # noqa: S608 - marks
        " ORDER BY number",
        tuple(order),
    )
    found: dict[str, list[Body]] = {}
    for one in documents.many(connection, "note", [row[0] for row in rows]).values():
        found.setdefault(line(one.body, "application"), []).append(one.body)
    return found


def _waiting(connection: Connection, numbers: list[int]) -> dict[int, str]:
    """Those that the queue still holds, and how it names them."""
    marks = ",".join("?" * len(numbers))
    rows = connection.exec_driver_sql(f"SELECT number, kind FROM unindexed WHERE number IN ({marks})", tuple(numbers))  # noqa: S608 - marks
    return {row[0]: row[1] for row in rows}


def row_of(
    identity: str, body: Body, people: Mapping[str, Body], posts: Mapping[str, Body], before: Row | None = None
) -> Row:
    """The row of an application, by its body, those of profiles and jobs, and what the row was before."""
    of_itself = _of_application(body, posts, before)
    hidden, withdrawn = of_itself["hidden"] == HIDDEN, of_itself["withdrawn"]
    known = people.get(line(body, "seeker"))
    person = known or {}
    fitted = brief.Fit() if withdrawn or known is None else brief.fitted(person, posts.get(line(body, "job"), {}))
    person = blind.blinded(person) if hidden else person
    name, visa = part(person, "name"), part(person, "visa")
    level, rank = brief.japanese(person)
    worked = brief.worked(person)
    return Row(
        id=identity,
        **of_itself,
        name=line(name, "full"),
        sort=blind.code(identity).lower() if hidden else text.name_key(line(name, "reading") or line(name, "full")),
        headline=brief.headline(person),
        residence=line(person, "residence"),
        level=level,
        japanese=rank,
        months=worked.months,
        current=int(worked.goes_on),
        visa=line(visa, "status"),
        expires=line(visa, "expires") or NEVER,
        fit=fitted.rank,
        turns=fitted.turns,
    )


def _of_application(body: Body, posts: Mapping[str, Body], before: Row | None) -> dict[str, Any]:
    """The columns that come of the application itself, and of its job."""
    stage = line(body, "stage") or line(body, "status") or "new"
    hidden = blind.is_blind(posts.get(line(body, "job"), {}), body)
    return {
        "job": line(body, "job"),
        "seeker": line(body, "seeker"),
        "applied": line(body, "applied"),
        "stage": stage,
        "since": _since(body, stage, before),
        "withdrawn": int(body.get("withdrawn") is True),
        "owner": line(body, "owner"),
        "hidden": HIDDEN if hidden else UNBLINDED if body.get("unblinded") else _SEEN,
    }


def _since(body: Body, stage: str, before: Row | None) -> str:
    """Since when it is at its stage; a move that the site has not noted yet counts from when it was made here."""
    steps = [item for _, item in items(body, "trail") if line(item, "stage") == stage]
    if steps and line(steps[-1], "at"):
        return line(steps[-1], "at")
    if before is None or stage == "new":
        return line(body, "applied")
    return before.since if before.stage == stage else ambient.timestamp()


def _put(connection: Connection, number: int, before: Row | None, after: Row) -> int:
    """Write a row; of one that is there the columns alone that changed, so that no index of another is touched."""
    if before is None:
        number = _free(connection, after)
        connection.exec_driver_sql(f"INSERT INTO applicant(number, {_COLUMNS}) VALUES({_MARKS})", (number, *after))
        return number
    changed = {name: value for name, value in after._asdict().items() if value != getattr(before, name)}
    if changed:
        columns = ", ".join(f"{name} = ?" for name in changed)
        values: tuple[Any, ...] = (*changed.values(), number)
        connection.exec_driver_sql(f"UPDATE applicant SET {columns} WHERE number = ?", values)  # noqa: S608 - names of this package
    return number


def _label(connection: Connection, bodies: Mapping[int, Body]) -> None:
    """Write the labels of applications, by number; what stands there already stays."""
    marks = ",".join("?" * len(bodies))
    found = connection.exec_driver_sql(
        f"SELECT label, number FROM labelled WHERE number IN ({marks})",  # noqa: S608 - marks
        tuple(bodies),
    )
    held = {(row[0], row[1]) for row in found}
    wanted = {
        (text.fold(line(item, "text")), number) for number, body in bodies.items() for _, item in items(body, "labels")
    }
    gone, new = sorted(held - wanted), sorted(wanted - held)
    if gone:
        connection.exec_driver_sql("DELETE FROM labelled WHERE label = ? AND number = ?", gone)
    if new:
        connection.exec_driver_sql("INSERT INTO labelled(label, number) VALUES(?,?)", new)


def _queue(connection: Connection, number: int, kind: str = KIND) -> None:
    """At the end of the queue, in a new place."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO unindexed(number, kind) VALUES(?,?)", (number, kind))


def _free(connection: Connection, row: Row) -> int:
    number = number_of(row)
    while connection.exec_driver_sql("SELECT 1 FROM applicant WHERE number = ?", (number,)).first():
        number += 1
    return number


def number_of(row: Row) -> int:
    """The number of a new row: the moment of the application, and what tells it from most others of the same moment."""
    return first_number(row.applied) | zlib.crc32(row.id.encode()) % (1 << _TIES)


def first_number(applied: str) -> int:
    """The least number of who applied at a moment: all below it applied before."""
    try:
        moment = datetime.fromisoformat(applied)
    except ValueError:
        moment = ambient.now()
    return round(moment.timestamp() * 1000) << _TIES


def _remove(connection: Connection, number: int) -> None:
    search.drop_parts(connection, number)
    for statement in (
        "DELETE FROM unindexed WHERE number = ?",
        "DELETE FROM labelled WHERE number = ?",
        "DELETE FROM applicant WHERE number = ?",
    ):
        connection.exec_driver_sql(statement, (number,))
