"""What must hold of a cache whatever happened to its process: whole, in step with itself and, after a sync, with the site."""

from __future__ import annotations

from typing import Any

from izanau_desktop.cache import Cache, applicants, cursors, documents, file, header, indexing
from izanau_desktop.cache.connection import Connection
from izanau_desktop.desk import Desk
from tests.faults.place import Place

_DERIVED = (
    "SELECT kind, id, scope, pending, about, other, state FROM shown ORDER BY kind, id",
    "SELECT s.kind, s.id, f.name, f.value FROM facet f LEFT JOIN shown s ON s.number = f.number ORDER BY 1, 2, 3, 4",
    "SELECT s.kind, s.id, i.kind, i.text FROM search i LEFT JOIN shown s ON s.number = i.rowid ORDER BY 1, 2, 3, 4",
    "SELECT * FROM applicant ORDER BY number",
    "SELECT job, stage, many FROM standing WHERE many <> 0 ORDER BY job, stage",
    "SELECT rowid, * FROM search_applicant ORDER BY rowid",
)
"""What pages read, made out of the documents."""


class _Undone(Exception):  # noqa: N818 - reads as what is done
    """Nothing of a look is kept."""


def cache_is_whole(cache: Cache, place: Place | None = None) -> None:
    """The file is sound, its commit number no lower than the one beside it, its index in step, its cursors honest."""
    with cache.file.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    cache.file.tidy()  # the check of the cipher reads the file alone, where a page may be torn that the log holds whole
    with cache.file.read() as connection:
        assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
    if cache.file.folder is not None:
        assert header.read_commits(cache.file.folder / file.COMMITS) <= cache.file.commits()
    while indexing.work_off(cache.file):
        pass  # what waits in the queue is as good as in the index, and nothing waits that is in it
    try:
        with cache.file.write() as connection:
            _index_is_in_step(connection)
            _outbox_is_whole(connection)
            raise _Undone
    except _Undone:
        pass
    if place is not None:
        _nothing_was_stepped_over(cache, place)


def _index_is_in_step(connection: Connection) -> None:
    for index in ("search", "search_applicant"):
        connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES('integrity-check')")
    before = [connection.exec_driver_sql(look).all() for look in _DERIVED]
    every = {(row[0], row[1]) for row in connection.exec_driver_sql("SELECT kind, id FROM document").all()}
    every |= {(row[0], row[1]) for row in connection.exec_driver_sql("SELECT kind, id FROM shown").all()}
    for kind, identity in sorted(every):
        documents.show(connection, kind, identity)
    applicants.write(connection)
    counted = "SELECT job, stage, count(*) FROM applicant WHERE withdrawn = 0 GROUP BY job, stage ORDER BY job, stage"
    assert connection.exec_driver_sql(counted).all() == connection.exec_driver_sql(_DERIVED[4]).all()
    after = [connection.exec_driver_sql(look).all() for look in _DERIVED]
    assert after == before, "what pages read is out of step with the documents"


def _outbox_is_whole(connection: Connection) -> None:
    torn = connection.exec_driver_sql("SELECT count(*) FROM part WHERE push NOT IN (SELECT number FROM outbox)")
    assert torn.scalar() == 0, "a part without its push"
    bare = connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE number NOT IN (SELECT push FROM part)")
    assert bare.scalar() == 0, "a push without parts"
    unfixed = "SELECT count(*) FROM outbox WHERE state = 'sent' AND push_id = ''"
    assert connection.exec_driver_sql(unfixed).scalar() == 0, "a push on its way without its push_id (R9)"


def _nothing_was_stepped_over(cache: Cache, place: Place) -> None:
    """All that the site shows of a scope between both ends of its cursor is here, or something newer (R7)."""
    fresh = place.read_anew()
    with cache.file.read() as connection, fresh.file.read() as other:
        for scope, cursor in cursors.every(connection).items():
            shown = other.exec_driver_sql("SELECT kind, id, seq FROM document WHERE scope = ? AND seq > 0", (scope,))
            for kind, identity, seq in shown.all():
                if cursor.low <= seq <= cursor.high:
                    held = documents.stored(connection, scope, kind, identity).seq
                    assert held >= seq, f"{scope}: the cursor stepped over {kind} at {seq}"
    fresh.close()


def converged(desk: Desk, place: Place) -> None:
    """After syncs on a whole network: nothing waits, and the cache holds what the site shows, byte by byte."""
    for _ in range(3):
        report = desk.sync()
        assert report.problem is None, report.problem
        assert report.refused == 0, _outbox(desk.cache)
    cache_is_whole(desk.cache, place)
    assert _outbox(desk.cache) == []
    fresh = place.read_anew()
    assert views(desk.cache) == views(fresh)
    fresh.close()


def views(cache: Cache) -> list[Any]:
    """What a cache knows of the site's views."""
    with cache.file.read() as connection:
        look = "SELECT scope, kind, id, seq, base, mine FROM document WHERE base IS NOT NULL ORDER BY scope, kind, id"
        return [tuple(row) for row in connection.exec_driver_sql(look).all()]


def _outbox(cache: Cache) -> list[Any]:
    with cache.file.read() as connection:
        look = "SELECT id, state, deed, problem FROM outbox WHERE state <> 'settled'"
        return [tuple(row) for row in connection.exec_driver_sql(look).all()]
