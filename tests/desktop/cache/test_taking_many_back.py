"""Taking many pushes back costs what these are, not what else waits."""

from __future__ import annotations

from izanau_desktop.cache import Cache, Edit, edits, outbox
from izanau_desktop.cache.connection import Bare, Connection

NEED = "0" * 32


def moved(cache: Cache, first: int, many: int) -> list[str]:
    """So many applicants were moved, each in a push that needs the same one."""
    options = edits.Options(600.0, "stage", (NEED,), checked=False)

    def work(connection: Connection) -> list[str]:
        return [
            edits.make(connection, [Edit("application", f"a{number}", "applicants:c", {"stage": "final"})], options)
            for number in range(first, first + many)
        ]

    return cache.change(work)


def steps(cache: Cache, pushes: list[str]) -> int:
    """How often SQLite went a hundred steps to take these back."""
    many = [0]

    def walked() -> int:
        many[0] += 1
        return 0

    def watch(connection: Connection) -> None:
        assert isinstance(connection, Bare)
        connection.raw.set_progress_handler(walked, 100)

    cache.change(watch)
    assert cache.drop_all(pushes) == len(pushes)
    return many[0]


def test_taking_back_reads_what_else_waits_only_once(company: Cache) -> None:
    few = steps(company, moved(company, 0, 20))
    moved(company, 1000, 500)
    assert few < steps(company, moved(company, 2000, 20)) < 3 * few


def test_what_needs_two_taken_back_waits_for_neither(company: Cache) -> None:
    first, second = moved(company, 0, 2)
    edit = Edit("application", "b", "applicants:c", {"stage": "final"})
    last = company.edit([edit], deed="stage", needs=[first, second, NEED])
    assert company.drop_all([first, second]) == 2
    left = company.change(outbox.rows)
    assert [(row.id, row.needs) for row in left] == [(last, (NEED,))]
