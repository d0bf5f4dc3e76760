"""What is kept where (policy 7.1): every column is classified, and after an erasure none holds anything of the person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.cachefile import Held, columns, owners, secret
from tests.privacy import canaries
from tests.privacy.stage import Stage

PAGE = Path(__file__).resolve().parents[2] / "docs/privacy.md"
INTERNAL = ("sqlite_", "alembic_version", "search")
"""Tables of the database itself; `search` holds texts in an index of its own, which is looked into byte by byte below."""


def classified(end: str) -> dict[str, dict[str, bool]]:
    """Table → column → whether it is personal, as docs/privacy.md tells."""
    found: dict[str, dict[str, bool]] = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 4 and cells[0] == end:
            personal, others = (filter(None, cell.split(", ")) for cell in cells[2:])
            found[cells[1]] = {**dict.fromkeys(personal, True), **dict.fromkeys(others, False)}
    return found


def tables(database: sqlite3.Connection) -> Iterator[tuple[str, list[str]]]:
    """Every table of a database with its columns."""
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        if not name.startswith(INTERNAL):
            yield name, [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]


@pytest.mark.prv("PRV-59")
def test_every_column_of_the_site_is_classified(office: Stage) -> None:
    known = classified("site")
    with closing(sqlite3.connect(office.site.data_dir / "site.db")) as database:
        found = {name: set(columns) for name, columns in tables(database)}
    assert len(found) >= 12
    assert {name: set(known.get(name, ())) for name in found} == found


@pytest.mark.prv("PRV-59")
def test_every_column_of_the_cache_is_classified(office: Stage) -> None:
    office.company("umi")
    hr, known = office.device("umi", "classified"), classified("desktop")
    (owner,) = owners(hr.data_dir)
    found = columns(hr.data_dir / owner / "cache.db", secret(office.env, owner, "key"))
    found = {name: names for name, names in found.items() if not name.startswith(INTERNAL)}
    assert len(found) >= 8
    assert {name: set(known.get(name, ())) for name in found} == found


@pytest.mark.prv("PRV-59")
def test_erasure_leaves_nothing_of_the_person_in_any_column_or_byte(office: Stage) -> None:
    mai, umi, job = office.seeker("mai"), office.company("umi"), office.job("umi")
    application = mai.apply_to(job, umi.company)
    umi.note_on(application)
    mai.write_to(umi.company)
    umi.answer_to(mai, application)
    mai.register()
    hr, me = office.device("umi"), office.device("mai")
    of_mai = sorted(word for word in canaries.OWNED["mai"] if word != mai.password)
    before, site = Held(office.env, hr.data_dir, me.data_dir), dump(office)
    words = [word for word in of_mai if before.where(word)]
    assert len(words) >= 12, "the search finds what is there"
    assert all(word in site for word in words if word != canaries.canary("mai/device"))
    assert mai.erase().is_ok
    assert hr("sync").exit == 0
    me("sync")
    office.mail_to(mai, "/certificate/")
    office.all_scrubbed()
    after, site = Held(office.env, hr.data_dir), dump(office)
    assert {word: after.where(word) for word in of_mai if after.where(word)} == {}
    assert [word for word in of_mai if word.casefold() in site.casefold()] == []
    left = b"".join(file.read_bytes() for file in me.data_dir.rglob("*") if file.is_file())
    assert owners(me.data_dir) == [], "the person's own device wiped itself"
    assert [word for word in of_mai if word.encode() in left] == []


def dump(place: Stage) -> str:
    """Every byte of the site's data folder: database, log of writes, ledger, outbox."""
    files = [file for file in place.site.data_dir.rglob("*") if file.is_file()]
    return "\n".join(file.read_bytes().decode("utf-8", "replace") for file in files)
