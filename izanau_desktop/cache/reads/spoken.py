"""Which conversations of a company have words: in any of their messages, by the index, or in the name of whom they are with.

The index has texts as they were written. Who is hidden in a conversation is not to be found there by a name that stands in one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from izanau_desktop.cache import applicants, documents, search
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import query, veil
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.lastwords import Among, Last, of_people
from izanau_protocol.text import Term, fold, query_tokens, tokens
from izanau_protocol.visibility import blind

MANY: Final = 1_000
"""Up to so many people of a name are looked up; up to so many messages the conversations that they are of."""
ASKED: Final = 2_000
"""Of so many questions of people who did not apply, the newest, the names are looked through: no index has them."""
MATCHES: Final = "SELECT rowid FROM search WHERE search MATCH ?"
SPOKEN: Final = (
    "EXISTS (SELECT 1 FROM shown m INDEXED BY shown_by_about WHERE m.kind = 'message' AND m.about = s.about"  # noqa: S608 - a piece of this module
    f" AND m.state = s.state AND m.number IN ({MATCHES}))"
)
"""Any message of the conversation has the words; what the index holds of them is read once for a whole list."""

_BEFORE: Final = tuple(fold(one).removesuffix("0") for one in (blind.called("0").en, blind.called("0").ja))
"""What stands before a code, as it is looked for."""
_SIGN: Final = f"[{fold(blind.SIGNS)}]"
_CALLED: Final = re.compile(
    rf"(?:{'|'.join(re.escape(one.strip()) for one in _BEFORE)})(?: {_SIGN}{{0,{blind.LENGTH}}})?|{_SIGN}{{{blind.LENGTH}}}"
)
"""Words that can be somebody's code: all of it, or what stands before it with its first signs."""


class Fitting(NamedTuple):
    """The conversations with the words, as a condition; how many they are, where that is known; and whether there may be more."""

    among: Among
    total: int | None
    beyond: bool


def fitting(connection: Connection, words: str) -> Fitting:
    """Look for words. Below `MANY` messages the conversations that they are of are sought out; where more have them, the list
    is walked, since few of it need to be looked at."""
    named, beyond = _called(connection, words)
    match = search.expression(words, "message")
    spoken = _messages(connection, match, "1") if match else []
    if len(spoken) <= MANY:
        numbers = {one.number for one in (*named, *_of(connection, spoken, words))}
        return Fitting(Among(_among(numbers)), len(numbers), beyond)
    veiled = _messages(connection, match, veil.hides("s"))
    known = {one.number for one in (*named, *_of(connection, veiled[:MANY], words))}
    where = f"((NOT {veil.hides('s')} AND {SPOKEN}) OR {_among(known)})"
    return Fitting(Among(where, (match,)), None, beyond or len(veiled) > MANY)


def _among(numbers: Collection[int]) -> str:
    return f"s.number IN ({','.join(map(str, sorted(numbers)))})"


def _messages(connection: Connection, match: str, where: str) -> list[int]:
    """The messages that the index has under these words and that fulfil a condition, as far as it matters how many they are."""
    asked = f"SELECT s.number FROM search w CROSS JOIN shown s ON s.number = w.rowid WHERE search MATCH ? AND {where} LIMIT ?"  # noqa: S608 - a piece of this package
    return [row[0] for row in connection.exec_driver_sql(asked, (match, MANY + 1))]


def _of(connection: Connection, numbers: Collection[int], words: str) -> list[Last]:
    """The last words of the conversations that these messages are of, if the words are there as they are shown."""
    hides = f"SELECT s.id, s.about, s.state, {veil.hides('s')} FROM shown s WHERE {_among(numbers)}"  # noqa: S608 - numbers of this cache
    rows = connection.exec_driver_sql(hides).all()
    wanted = {(row[1], row[2]) for row in rows if not row[3]}
    wanted |= _unveiled(connection, [(row[0], row[1]) for row in rows if row[3]], words)
    return [one for one in of_people(connection, {seeker for seeker, _ in wanted}) if one.talk in wanted]


def _unveiled(connection: Connection, messages: Sequence[tuple[str, str]], words: str) -> set[tuple[str, str]]:
    """Of messages about applications that hide whom they are with, the conversations of those that have the words without a name."""
    bodies = documents.many(connection, "message", [one for one, _ in messages])
    people = documents.many(connection, "profile", [seeker for _, seeker in messages])
    terms = query_tokens(words)
    found: set[tuple[str, str]] = set()
    for identity, seeker in messages:
        body = bodies[identity].body
        if has(veil.said(body, people.get(seeker)), terms):
            found.add((seeker, field(body, "application")))
    return found


def has(text: str, terms: Sequence[Term]) -> bool:
    """Whether a text has all of these, as the index would find it."""
    held = tokens(text)
    return all(any(_begins(held[place:], term) for place in range(len(held))) for term in terms)


def _begins(held: Sequence[str], term: Term) -> bool:
    *first, last = term.tokens
    there = held[: len(term.tokens)]
    if len(there) < len(term.tokens) or there[:-1] != first:
        return False
    return there[-1].startswith(last) if term.prefix else there[-1] == last


def _called(connection: Connection, words: str) -> tuple[list[Last], bool]:
    """The last words of the conversations with people who are called so, and whether there may be more of them.

    Who is hidden in a conversation is called by their code there, else nowhere.
    """
    people, codes, asked = _named(connection, words), _coded(connection, words), _signed(connection, words)
    found = of_people(connection, {*people[:MANY], *codes.values(), *asked.people})
    known = {*people[:MANY], *asked.people}
    lasts = [one for one in found if (one.application in codes if one.hides else one.seeker in known)]
    return lasts, len(people) > MANY or asked.beyond


def _named(connection: Connection, words: str) -> list[str]:
    """Who applied and is known by this name, the newest first."""
    match = " AND ".join(f"{{name}} : {query.phrase(term)}" for term in query_tokens(words))
    if not match:
        return []
    rows = connection.exec_driver_sql(
        "SELECT a.seeker FROM search_applicant w CROSS JOIN applicant a ON a.number = w.rowid"
        " WHERE search_applicant MATCH ? AND a.hidden <> ? ORDER BY w.rowid DESC LIMIT ?",
        (match, applicants.HIDDEN, MANY + 1),
    )
    return list(dict.fromkeys(row[0] for row in rows))


def _coded(connection: Connection, words: str) -> dict[str, str]:
    """The applications under blind review that are called so, and whose they are; read only where the words can be a code."""
    wanted = fold(words).strip()
    if not _CALLED.fullmatch(wanted):
        return {}
    rows = connection.exec_driver_sql(
        "SELECT id, seeker FROM applicant INDEXED BY applicant_by_job_hidden"
        " WHERE job IN (SELECT DISTINCT job FROM standing) AND hidden = ?",
        (applicants.HIDDEN,),
    )
    return {row[0]: row[1] for row in rows if any(wanted in one for one in _words_of(row[0]))}


def _words_of(application: str) -> tuple[str, str]:
    code = fold(blind.code(application))
    return (f"{_BEFORE[0]}{code}", f"{_BEFORE[1]}{code}")


class _Asked(NamedTuple):
    people: frozenset[str]
    beyond: bool


def _signed(connection: Connection, words: str) -> _Asked:
    """Who asked about no application under such a name: no profile may be seen that tells it."""
    rows = connection.exec_driver_sql(
        "SELECT s.id FROM shown s INDEXED BY shown_by_state WHERE s.kind = 'message' AND s.state = ''"
        " ORDER BY s.at DESC LIMIT ?",
        (ASKED + 1,),
    ).all()
    wanted = fold(words).strip()
    found = documents.many(connection, "message", [row[0] for row in rows[:ASKED]]).values()
    signed = (one.body for one in found if field(one.body, "sender") == "seeker")
    people = frozenset(field(one, "seeker") for one in signed if wanted in fold(field(one, "name")))
    return _Asked(people, len(rows) > ASKED)
