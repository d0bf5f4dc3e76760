"""The table of bad values at the API: a push says the same code at the same field, and nothing of it is written."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from izanau_protocol import ambient, canonical, documents, wire
from izanau_protocol.rules.trees import planted
from tests.protocol.bad_values import BAD, TODAY, WRITTEN, Bad, cells, concrete
from tests.site.served import Person, Served

UNSENT = ("null",)
"""Null removes a field in a merge patch (RFC 7396), so it cannot be sent as a value."""

LENIENT = (*UNSENT, "too_long")
"""What a field of another kind may take: some hold more than 5,000 characters."""
STAMPED = ("confirmed", "blank")
"""What is blank says no day, so the site names it as for any other (PRV-13)."""
CELLS = [
    cell
    for cell in cells()
    if cell[1].id not in UNSENT and cell[0] not in documents.FURTHER and (cell[0], cell[1].id) != STAMPED
]
OVERHEAD = 1000
"""Bytes of a push around its value."""


@pytest.fixture
def mai(served: Served) -> Iterator[Person]:
    """Someone whose profile is whole, on the day of the table."""
    with ambient.ruled(dt.datetime.combine(TODAY, dt.time(12), dt.UTC)):
        person = served.seeker()
        answer = sent(person, [WRITTEN])[0]
        assert answer["result"] == "applied", answer
        yield person


def sent(mai: Person, patches: list[Any]) -> list[dict[str, Any]]:
    """The answers to pushes of the profile, one a patch."""
    seq = mai.feed()[mai.profile]["seq"]
    return answered(mai, [part("profile", mai.profile, mai.own, seq, patch) for patch in patches])


def part(kind: str, identity: str, scope: str, base: int, patch: Any) -> dict[str, Any]:
    """One part of a push, on a base."""
    return {"kind": kind, "id": identity, "scope": scope, "base_seq": base, "patch": patch}


def answered(person: Person, parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers to pushes of one part each, as any program could write them: msgspec writes no lone surrogates."""
    epoch = person.served.site.store.epoch
    pushes = [{"push_id": ambient.new_id(), "parts": [one], "epoch": epoch} for one in parts]
    data = json.dumps({"pushes": pushes}).encode()
    answer = person.served.client.post("/v1/push", content=data, headers=person.headers)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["answers"]
    return found


def batches() -> Iterator[list[tuple[str, Bad, str]]]:
    """The cells in batches that the site takes."""
    batch: list[tuple[str, Bad, str]] = []
    size = 0
    for cell in CELLS:
        length = len(json.dumps(cell[1].value)) + OVERHEAD
        if size + length > wire.MAX_BATCH:
            yield batch
            batch, size = [], 0
        batch.append(cell)
        size += length
    yield batch


def fault(path: str, bad: Bad, code: str, answer: dict[str, Any]) -> str:
    """What is wrong with the answer to one cell; empty where nothing is."""
    if answer["result"] != "refused":
        return f"{path} {bad.id}: {answer['result']}"
    found = [(one["code"], one["field"]) for one in answer["problem"]["problems"]]
    named = any(c == code and (f == path or f.startswith(f"{path}.")) for c, f in found)
    told = all(one["title"] and one["cure"] for one in answer["problem"]["problems"])
    return "" if named and told else f"{path} {bad.id}: {found[:3]}, not {code}"


def test_each_bad_value_is_refused_with_its_code_and_field(mai: Person, capsys: pytest.CaptureFixture[str]) -> None:
    before = canonical.encode(mai.feed()[mai.profile])
    wrong: list[str] = []
    for batch in batches():
        answers = sent(mai, [planted({}, path, bad.value) for path, bad, _ in batch])
        wrong += [told for cell, answer in zip(batch, answers, strict=True) if (told := fault(*cell, answer))]
    assert wrong == []
    assert canonical.encode(mai.feed()[mai.profile]) == before
    with capsys.disabled():
        sys.stdout.write(f"\n{len(CELLS)} cells of bad values at the API\n")
    assert len(CELLS) > 1200


def parts_of(kind: str, scope: str, account: str) -> Iterator[tuple[dict[str, Any], str | None]]:
    """A part for each field and bad value of a kind, and the code that its rules have for it (None: it may pass)."""
    for field in documents.fields(kind).values():
        for bad in BAD:
            value = "x" * 5000 if bad.id == "too_long" else bad.value
            patch = planted({}, concrete(field), value)
            identity, base = (account, 1) if kind == "account" else (ambient.new_id(), 0)
            yield part(kind, identity, scope, base, patch), None if bad.id in LENIENT else bad.expected(field)


def test_no_value_of_any_other_kind_surprises_the_site(served: Served) -> None:
    mai, owner, staff = served.seeker(), served.owner(), served.staff()
    makers = [
        *((mai, mai.own, kind) for kind in ("consent", "application", "message", "ticket", "conflict", "account")),
        (owner, f"company:{owner.session['company']}", "job"),
        (staff, staff.own, "mend"),
    ]
    count, wrong = 0, []
    for person, scope, kind in makers:
        mine = list(parts_of(kind, scope, person.account))
        count += len(mine)
        for at in range(0, len(mine), 100):
            batch = mine[at : at + 100]
            answers = answered(person, [asked for asked, _ in batch])
            results = zip(batch, answers, strict=True)
            wrong += [asked for (asked, code), answer in results if code and answer["result"] == "applied"]
    assert wrong == []
    assert count > 3000
