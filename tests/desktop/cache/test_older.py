"""A cache that an older program made: brought up to date with all that it holds, or told to be unsound each time."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from izanau_desktop.cache import Cache, CacheTrouble, about, file, indexing, meta
from izanau_desktop.cache.meta import REVISION
from izanau_desktop.cache.reads import tasks
from izanau_protocol import ambient, wire
from tests.desktop.cache.applied import application, come, listed, person
from tests.desktop.cache.test_file import KEY, write
from tests.desktop.cache.test_gone import SCOPE


def test_migrations_end_at_the_tables_of_today(cache: Cache, tmp_path: Path) -> None:
    old = tmp_path / "old"
    made = Cache(old, KEY)
    with made.file.write() as connection:
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all()
        for (name,) in found:
            if name in ("search", "search_applicant") or not name.startswith(("sqlite_", "search")):
                connection.exec_driver_sql(f'DROP TABLE "{name}"')
        connection.exec_driver_sql("PRAGMA user_version = 0")
        connection.exec_driver_sql("CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT)")
    with made.file.write() as connection:
        connection.exec_driver_sql("ALTER TABLE meta RENAME TO older")
        connection.exec_driver_sql("CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT)")
    made.close()
    with contextlib.closing(driver.connect(old / file.DATABASE)) as raw:
        raw.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        raw.execute("DROP TABLE meta")
        raw.execute("DROP TABLE older")
        raw.commit()
    (old / file.COMMITS).unlink()
    risen = Cache(old, KEY)
    assert tables(risen) == tables(cache)
    assert list(old.glob("*.before-*")) == []
    risen.close()


def tables(cache: Cache) -> list[tuple[str, str]]:
    with cache.file.read() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        return [(row[0], row[1]) for row in rows]


def older(folder: Path) -> Cache:
    """A cache with an own profile and an applicant, as the version before made it; still open."""
    made = Cache(folder, KEY)
    write(made)
    come(made, person(1, name={"full": "Umeko"}))
    with made.file.write() as connection:
        for name in ("applicant", "labelled", "standing", "search_applicant"):
            connection.exec_driver_sql(f"DROP TABLE {name}")
        number = connection.exec_driver_sql("SELECT number FROM shown WHERE kind = 'application'").scalar_one()
        connection.exec_driver_sql(
            "INSERT INTO search(rowid, text, kind) VALUES(?, 'umeko', 'kind_application')", (number,)
        )
        connection.exec_driver_sql(f"PRAGMA user_version = {REVISION - 1}")
    return made


def test_cache_of_the_version_before_is_brought_up_with_all_that_it_holds(cache: Cache, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    older(folder).close()
    for _ in range(2):
        with contextlib.closing(Cache(folder, KEY)) as risen:
            assert tables(risen) == tables(cache)
            assert len(risen.list("profile")) == 2
            assert not indexing.work_off(risen.file)
            assert [row.name for row in listed(risen, query="umeko")] == ["Umeko"]
            with risen.file.read() as connection:
                assert connection.exec_driver_sql("SELECT count(*) FROM search").scalar_one() == 1, "its own profile"
        assert list(folder.glob("*.before-*")) == []
        (folder / f"{file.DATABASE}.before-{REVISION}").touch()  # of a program that was killed once it had worked


@pytest.mark.parametrize("noted", [True, False])
def test_what_came_before_its_kind_was_known_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, noted: bool
) -> None:
    of, task = application(1), ambient.new_id()
    with monkeypatch.context() as before:
        before.delitem(about.COLUMNS, "task")
        with contextlib.closing(Cache(tmp_path, KEY)) as made:
            come(made, person(1), [wire.Entry(SCOPE, "task", task, 3, {"application": of, "text": "Call"})])
            if not noted:
                made.change(lambda connection: meta.put(connection, "columned", ""))
    with contextlib.closing(Cache(tmp_path, KEY)) as risen:
        assert [row.id for row in tasks.about(risen, of)] == [task]
        written = risen.data_version()
    with contextlib.closing(Cache(tmp_path, KEY)) as again:
        assert again.data_version() == written, "nothing is new"


def test_cache_that_is_unsound_is_not_brought_up_but_told_each_time(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    with contextlib.closing(older(folder)) as made, made.file.write() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        connection.exec_driver_sql(  # an index that holds something else than it says
            "UPDATE sqlite_master SET sql = replace(sql, 'scope, kind', 'kind, scope') WHERE name = 'document_by_scope'"
        )
    for _ in range(2):
        with pytest.raises(CacheTrouble) as caught:
            Cache(folder, KEY)
        assert caught.value.problems[0].code == "cache_damaged"
