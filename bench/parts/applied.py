"""A company's desk with so many applicants to three jobs of one company, as a first pull leaves it; no site anywhere."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bench.parts.desk import Filed, tell
from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import documents, indexing, joining, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Stored
from izanau_desktop.desk import Desk
from izanau_protocol import ambient, ids
from izanau_site.demo.applications import Applying
from izanau_site.demo.offers import Offers, company
from izanau_site.demo.people import People

NOWHERE: Final = "http://127.0.0.1:9"
"""The discard port: nothing listens there."""
COMPANY: Final = ids.natural_id("bench", "company")
JOBS: Final = tuple(ids.natural_id("bench", "job", str(number)) for number in range(3))
_SHARES: Final = (0.6, 0.3, 0.1)
"""Of the applicants, by job."""
_AT_ONCE: Final = 1_000


def opened(folder: Path) -> Desk:
    """The desk of a folder; made where there is none."""
    accounts = Accounts(folder / "data")
    known = accounts.every()
    entry = known[0] if known else accounts.add("owner@bench.example", NOWHERE)
    desk = Desk(accounts, entry, Filed(folder / "keys.json"))
    desk.look_up()
    return desk


def fill(desk: Desk, count: int) -> None:
    """Give it its company and so many applicants, searchable."""
    account = ids.natural_id("bench", "account")
    desk.cache.set_note(account=account, group="company", role="owner", company=COMPANY, last_sync=ambient.timestamp())
    chance, now = random.Random(5), ambient.now().replace(microsecond=0)
    member = ids.membership_id(COMPANY, account)
    offers = {job: Offers(chance, now).one(20 + number, COMPANY) for number, job in enumerate(JOBS)}
    of_company = [("company", COMPANY, company(1)), *(("job", job, body) for job, body in offers.items())]
    desk.cache.change(lambda connection: _put(connection, f"company:{COMPANY}", of_company, later=False))
    people, applying = People(chance, now.date()), Applying(chance, now, "1", "0" * 64, {COMPANY: member})
    for first in range(0, count, _AT_ONCE):
        found = list(_people(people, applying, chance, offers, range(first, min(first + _AT_ONCE, count))))
        desk.cache.change(lambda connection, found=found: _write(connection, found))  # type: ignore[misc] # called at once
    while indexing.work_off(desk.cache.file):
        pass
    joining.order(desk.cache.file)


def _people(
    people: People, applying: Applying, chance: random.Random, offers: dict[str, Any], numbers: range
) -> Iterator[tuple[str, str, Any]]:
    for number in numbers:
        (job,) = chance.choices(JOBS, _SHARES)
        seeker = ids.profile_id(f"person {number}")
        row = {"id": f"person {number}", "profile": seeker, "email": f"person{number}@mail.example", "language": "en"}
        yield "profile", seeker, people.one(number)
        for change in applying.one(row, job, offers[job]):
            if change.kind in ("application", "contact", "note") and change.body is not None:
                yield change.kind, change.id, dict(change.body)


def _write(connection: Connection, found: list[tuple[str, str, Any]]) -> None:
    for kind in ("profile", "application", "contact", "note"):
        scope = f"contacts:{COMPANY}" if kind == "contact" else f"applicants:{COMPANY}"
        _put(connection, scope, [one for one in found if one[0] == kind], later=True)


def _put(connection: Connection, scope: str, found: list[tuple[str, str, Any]], *, later: bool) -> None:
    for kind, identity, body in found:
        documents.put(connection, Stored(scope, kind, identity, 1, trees.spelled(body)), later=later)


def main() -> None:
    """`folder count`: make it."""
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    desk = opened(folder)
    fill(desk, int(sys.argv[2]))
    size = desk.cache.file.size()
    desk.shut()
    tell({"cache_mb": round(size / 1e6)})


if __name__ == "__main__":
    main()
