"""The table of bad values at the command: what one types says the same code at the same field as everywhere else."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from izanau_protocol import ambient, documents
from tests.desktop.command.conftest import Run
from tests.protocol.bad_values import PROFILE, TODAY, Bad, cells

OWN_DEEDS = ("registered",)
"""Paths that `profile set` has not: registering is a deed of its own."""

CELLS = [
    (path, bad, code)
    for path, bad, code in cells()
    if path not in OWN_DEEDS and bad.raw_for(documents.field("profile", path) or pytest.fail(path)) is not None
]


def test_each_bad_value_says_its_code_and_field(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = tmp_path / "profile.json"
    sample.write_text(json.dumps({name: value for name, value in PROFILE.items() if name not in OWN_DEEDS}))
    noon = dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
    with ambient.ruled(noon):
        assert run("profile", "set", "--file", str(sample)).exit == 0
        before = run("profile", "show").json
        wrong = [told for cell in CELLS if (told := fault(run, *cell))]
        after = run("profile", "show").json
    assert wrong == []
    assert after == before
    with capsys.disabled():
        print(f"\n{len(CELLS)} cells of bad values at the command")  # noqa: T201 - the issue asks for the number
    assert len(CELLS) > 400


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
