"""Every row of the site's database that names a person is told to them, but for the columns that docs/privacy.md lists (policy 7.1)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.privacy.stage import Stage, stage
from tests.privacy.test_columns import INTERNAL, PAGE
from tests.privacy.test_mail import ADDRESS, OPERATOR, URL, choose, send_letter

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
OWNER = ("account", "device")
"""The columns that say whose a row is."""
ANOTHER_FORM = {"access": ("text", "path"), "mails": ("headers",), "changed": ("paths",)}
"""What is told in another form than it is kept in: words that are ciphered there, the kind of a mail, fields as a list."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A site whose operator is named, so that it sends newsletters."""
    folder = tmp_path_factory.mktemp("rows")
    with stage(folder, operator=OPERATOR, operator_address=ADDRESS, public_url=URL) as made:
        yield made


def not_told() -> dict[str, set[str]]:
    """Table → the columns that the page says a person is not told."""
    found: dict[str, set[str]] = {}
    _, _, told = PAGE.read_text(encoding="utf-8").partition("\n| table | not told | why |\n")
    for line in told.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 3 and "---" not in cells[0]:
            assert cells[2], f"{cells[0]}: no reason"
            found.setdefault(cells[0], set()).update(cells[1].split(", "))
    return found


def rows_of(place: Stage, owned: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of the site's database that one of these ids owns, by table."""
    with closing(sqlite3.connect(place.site.data_dir / "site.db")) as database:
        database.row_factory = sqlite3.Row
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if not name.startswith(INTERNAL):
                for row in database.execute(f'SELECT * FROM "{name}"'):
                    if {row[one] for one in OWNER if one in row.keys()} & owned:  # noqa: SIM118 - of a row, the values
                        yield name, dict(row)


@pytest.mark.prv("PRV-64")
def test_every_row_that_names_a_person_is_told_to_them(place: Stage) -> None:
    mai, umi = place.seeker("mai"), place.company("umi")
    mai.apply_to(place.job("umi"), umi.company)
    choose(mai, "newsletter")
    send_letter(place)
    place.all_sent()
    assert mai.erase(now=False).is_ok
    answer = mai.get("/v1/privacy/holdings")
    assert answer.is_ok, answer.text
    devices = {one["id"] for one in answer.json["devices"]}
    hidden, found = not_told(), set[str]()
    for table, row in rows_of(place, {mai.account, *devices}):
        found.add(table)
        left_out = {*hidden.get(table, ()), *ANOTHER_FORM.get(table, ())}
        told = {name: value for name, value in row.items() if name not in left_out}
        missing = [name for name, value in told.items() if isinstance(value, str) and value not in answer.text]
        assert missing == [], table
    assert found >= {"codes", "devices", "documents", "erasures", "mailed", "mails", "pushes", "shown", "unsubscribes"}
