"""The table of bad values at the command: what one types says the same code at the same field as everywhere else."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from izanau_protocol import ambient, documents
from tests.desktop.command.conftest import Run
from tests.protocol.bad_values import TODAY, WRITTEN, Bad, body_with, cells

pytestmark = pytest.mark.slow  # hundreds of commands

OWN_DEEDS = ("registered", "confirmed", *documents.FURTHER)
"""Paths that `profile set` has not: registering and confirming are deeds of their own, and the first policy lists no
further items."""

CELLS = [
    (path, bad, code)
    for path, bad, code in cells()
    if path not in OWN_DEEDS and bad.raw_for(documents.field("profile", path) or pytest.fail(path)) is not None
]

CLEANED = ("null", "untrimmed", "decomposed")
"""What a file may hold: the command drops nulls, and settles texts as typed ones are."""

BY_FILE = [
    (path, bad, code)
    for path, bad, code in cells()
    if path not in OWN_DEEDS and bad.id not in CLEANED and (path, bad, code) not in CELLS
    if path != "citizenship" or not isinstance(bad.value, str)  # there a text is read as it is typed
    if (path, bad.id) != ("languages.a1.certificates", "too_many")  # there a list is one of entries
]


@pytest.fixture
def whole(run: Run, tmp_path: Path) -> Iterator[Run]:
    """The command on a draft with a whole profile, on the day of the table."""
    with ambient.ruled(dt.datetime.combine(TODAY, dt.time(12), dt.UTC)):
        assert run("profile", "set", "--file", write(tmp_path, WRITTEN)).exit == 0
        yield run


def write(folder: Path, tree: object) -> str:
    """A file with this tree."""
    (folder / "profile.json").write_text(json.dumps(tree), encoding="utf-8")
    return str(folder / "profile.json")


def test_each_bad_value_says_its_code_and_field(whole: Run, capsys: pytest.CaptureFixture[str]) -> None:
    before = whole("profile", "show").json
    wrong = [told for cell in CELLS if (told := fault(whole, *cell))]
    assert wrong == []
    assert whole("profile", "show").json == before
    with capsys.disabled():
        sys.stdout.write(f"\n{len(CELLS)} cells of bad values at the command\n")
    assert len(CELLS) > 400


def test_values_that_nobody_types_are_refused_in_a_file(
    whole: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, wrong = whole("profile", "show").json, []
    for path, bad, code in BY_FILE:
        said = whole("profile", "set", "--file", write(tmp_path, body_with("profile", path, bad.value)))
        found = {(one["code"], one["field"]) for one in said.json["problems"]} if said.exit == 5 else set()
        if not any(c == code and (f == path or f.startswith(f"{path}.")) for c, f in found):
            wrong.append(f"{path} {bad.id}: exit {said.exit}, {sorted(found)}, not {code}")
    assert wrong == []
    assert whole("profile", "show").json == before
    with capsys.disabled():
        sys.stdout.write(f"\n{len(BY_FILE)} more cells by a file\n")
    assert len(BY_FILE) > 500


def fault(run: Run, path: str, bad: Bad, code: str) -> str:
    """What is wrong with what the command said to one cell; empty where nothing is."""
    field = documents.field("profile", path)
    assert field is not None
    raw = bad.raw_for(field)
    assert raw is not None
    said = run("profile", "set", "--", path, raw)
    if said.exit != 5 or said.json is None:
        return f"{path} {bad.id}: exit {said.exit}, {said.out[:80]!r}{said.err[:80]!r}"
    found = {(one["code"], one["field"]) for one in said.json["problems"]}
    return "" if (code, path) in found else f"{path} {bad.id}: {sorted(found)}, not {code}"
