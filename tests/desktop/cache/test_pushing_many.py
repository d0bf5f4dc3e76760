"""Many pushes that are made at once leave what they leave when they are made one after the other, and ask for less."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from functools import partial

import pytest

from izanau_desktop.cache import Cache, Edit, applicants, conflicts, documents, edits
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import company as read
from izanau_desktop.cache.reads.applicants import View
from izanau_protocol import ambient, merge, wire
from tests.desktop.cache.applied import application, come, person
from tests.desktop.cache.test_files import statements
from tests.desktop.cache.test_gone import COMPANY, JOB, SCOPE, take

NOW = datetime(2026, 12, 1, tzinfo=UTC)
OF_COMPANY = f"company:{COMPANY}"
TABLES = (
    "document", "shown", "facet", "applicant", "labelled", "standing", "unindexed", "outbox", "part", "overlay", "undo",
    "search_applicant", "search",
)  # fmt: skip


def desk() -> Cache:
    """Six who applied for a job under blind review; about the stage of one there is a conflict, another was moved before."""
    cache = Cache(None)
    cache.set_note(account="hr", group="company", role="recruiter", company=COMPANY)
    take(cache, wire.Entry(OF_COMPANY, "job", JOB, 1, {"title": {"en": "Cook"}, "state": "published", "blind": True}))
    come(cache, *(person(number, about={"message": f"Hello {number}"}) for number in range(6)))

    def clash(connection: Connection) -> None:
        row = documents.stored(connection, SCOPE, "application", application(0))
        conflicts.found(connection, row, merge.Conflict(("stage",), "new", "final", "offer"))

    cache.change(clash)
    cache.edit([Edit("application", application(1), SCOPE, {"stage": "screening"})])
    return cache


def edit(chance: random.Random) -> Edit:
    """Any edit of a few documents."""
    one = application(chance.randrange(6))
    stage = chance.choice(["new", "screening", "final"])
    return chance.choice([
        Edit("application", one, SCOPE, {"stage": stage}),
        Edit("application", one, SCOPE, {"owner": chance.choice(["me", None])}),
        Edit("application", one, SCOPE, {"labels": {"l1": {"text": chance.choice(["urgent", "later"]), "position": "V"}}}),
        Edit("application", one, SCOPE, {"labels": None}),
        Edit("message", chance.choice(["m1", "m2"]), SCOPE, {"application": one, "text": "Hi", "sender": "company"}),
        Edit("message", "m1", SCOPE, None),
        Edit("note", "n1", SCOPE, {"application": one, "text": chance.choice(["tall", "quick"])}),
        Edit("job", JOB, OF_COMPANY, {"blind": chance.choice([True, False])}),
        Edit("company", COMPANY, OF_COMPANY, {"name": chance.choice(["Umi", "Sora"])}),
    ])  # fmt: skip


def left(cache: Cache) -> dict[str, list[str]]:
    """All that is in the tables."""
    with cache.file.read() as connection:
        return {name: sorted(map(repr, connection.exec_driver_sql(f"SELECT * FROM {name}").all())) for name in TABLES}


def done(seed: int, *, is_at_once: bool) -> list[tuple[list[str], dict[str, list[str]]]]:
    """The ids of pushes, and what is in the tables then, after each of some changes."""
    chance = random.Random(seed)
    found: list[tuple[list[str], dict[str, list[str]]]] = []
    with ambient.ruled(NOW, seed):
        cache = desk()
        for _ in range(8):
            pushes = [[edit(chance) for _ in range(chance.choice([1, 1, 2]))] for _ in range(chance.randint(1, 6))]
            deed = chance.choice(["", "stage"])
            options = edits.Options(chance.choice([0.0, 10.0]), deed, ("f" * 32,) if deed else (), checked=False)
            made = cache.change(partial(at_once if is_at_once else in_turn, pushes=pushes, options=options))
            found.append((made, left(cache)))
        cache.close()
    return found


def at_once(connection: Connection, pushes: list[list[Edit]], options: edits.Options) -> list[str]:
    return edits.make_each(connection, pushes, options)


def in_turn(connection: Connection, pushes: list[list[Edit]], options: edits.Options) -> list[str]:
    return [edits.make(connection, one, options) for one in pushes]


@pytest.mark.parametrize("seed", range(12))
def test_pushes_made_at_once_leave_what_those_in_turn_do(seed: int) -> None:
    for one, other in zip(done(seed, is_at_once=True), done(seed, is_at_once=False), strict=True):
        assert one[0] == other[0]
        for name in TABLES:
            assert one[1][name] == other[1][name], name


def test_each_more_of_a_deed_on_many_asks_for_little(company: Cache) -> None:
    come(company, *(person(number) for number in range(60)))
    options = edits.Options(10.0, "stage", checked=False)

    def asked(first: int, many: int) -> int:
        pushes = [
            [Edit("application", application(one), SCOPE, {"stage": "final"})] for one in range(first, first + many)
        ]
        return len(statements(company, lambda connection: edits.make_each(connection, pushes, options)))

    assert asked(10, 50) - asked(0, 10) <= 40


def test_answer_that_says_who_wrote_a_note_cuts_no_words(company: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    come(company, person(1))
    note: dict[str, object] = {"application": application(1), "text": "tall"}
    company.edit([Edit("note", "n1", SCOPE, note)])
    cut, many = applicants.cut, list[applicants.Bodies]()

    def counted(bodies: applicants.Bodies) -> dict[str, str]:
        many.append(bodies)
        return cut(bodies)

    monkeypatch.setattr(applicants, "cut", counted)
    told = {**note, "author": "m1", "at": "2026-12-01T00:00:00Z"}
    take(company, wire.Entry(SCOPE, "note", "n1", 5, told))
    assert (many, found(company, "tall")) == ([], 1)
    take(company, wire.Entry(SCOPE, "note", "n1", 6, {**told, "text": "quick"}))
    assert (len(many), found(company, "tall"), found(company, "quick")) == (1, 0, 1)


def found(cache: Cache, query: str) -> int:
    """How many applicants a search finds."""
    return read.applicants(cache, View(query=query), 1).total
