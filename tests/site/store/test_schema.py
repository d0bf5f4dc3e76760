"""The migrations make the tables that the code believes in."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from izanau_desktop.cache import schema as cache
from izanau_protocol import ambient, canonical
from izanau_site.store import Store, access, engine, sealing
from izanau_site.store.migrations import migrate, pending
from izanau_site.store.schema import metadata


def test_migrated_tables_equal_the_schema(store: Store) -> None:
    with store.transaction() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert not pending(connection)


def test_every_column_of_both_ends_is_classified() -> None:
    tables = [*metadata.tables.values(), *cache.metadata.tables.values()]
    columns = [(table.name, column.name, column.info) for table in tables for column in table.columns]
    assert [one for one in columns if type(one[2].get("personal")) is not bool] == []


def test_migrating_twice_changes_nothing(database: str) -> None:
    before, after = migrate(database)
    assert before == after != ""


def test_names_of_before_become_members_or_go(empty_database: str) -> None:
    migrate(empty_database, "0002")
    connected = engine.connect(empty_database, threads=1)
    place = "c6a66b96-42a8-5802-a986-f2cb20c7ed0f"
    row = text("INSERT INTO documents (id, kind, company, body, created, written) VALUES (:i, :k, 'umi', :b, '', '')")
    held = text(
        "INSERT INTO feed (scope, id, kind, seq, since, views) VALUES ('applicants:umi', 'n1', 'note', 1, 1, 'v')"
    )
    bodies: list[tuple[str, str, dict[str, object]]] = [
        (place, "membership", {"name": "Hana Sato"}),
        ("n1", "note", {"author": "Hana Sato", "text": "x"}),
        ("n2", "note", {"author": "Who Left", "text": "x"}),
        ("a1", "application", {"trail": {"t1": {"by": "Hana Sato"}, "t2": {"by": "Who Left"}, "t3": {"by": place}}}),
    ]
    try:
        with engine.transaction(connected, write=True) as connection:
            for identity, kind, body in bodies:
                connection.execute(row, {"i": identity, "k": kind, "b": canonical.encode(body)})
            connection.execute(held)
        migrate(empty_database)
        with engine.transaction(connected) as connection:
            found = {row.id: row.body for row in connection.execute(text("SELECT id, body FROM documents"))}
            assert canonical.decode(bytes(found["n1"])) == {"author": place, "text": "x"}
            assert canonical.decode(bytes(found["n2"])) == {"text": "x"}
            trail = {"t1": {"by": place}, "t2": {}, "t3": {"by": place}}
            assert canonical.decode(bytes(found["a1"]))["trail"] == trail
            assert connection.execute(text("SELECT views FROM feed")).scalar_one() == "", "published anew behind"
    finally:
        connected.dispose()


def test_log_of_before_is_hidden_and_sealed_again(empty_database: str) -> None:
    migrate(empty_database, "0001")
    connected = engine.connect(empty_database, threads=1)
    row = (
        "INSERT INTO access (at, actor, deed, subject, path, text, seal) VALUES ('2026', 'a', 'mend', :s, :p, :t, 'x')"
    )
    try:
        with engine.transaction(connected, write=True) as connection:
            connection.execute(text("INSERT INTO pseudonyms (subject, pseudonym) VALUES ('mai', 'one')"))
            connection.execute(text(row), {"s": "one", "p": "birthday", "t": "Canary words"})
            connection.execute(text(row), {"s": "of an erased one", "p": "name", "t": "Other canary"})
        migrate(empty_database)
        with engine.transaction(connected, write=True) as connection:
            kept = str(connection.execute(text("SELECT path, text FROM access")).all())
            assert "anary" not in kept
            assert "birthday" not in kept
            assert [(one["path"], one["text"]) for one in access.trail(connection, "mai")] == [
                ("birthday", "Canary words")
            ]
            with ambient.ruled() as rule:
                rule.advance(sealing.SETTLED_SECONDS + 1)
                assert sealing.seal(connection).rows == 2
            assert sealing.broken(connection) == []
    finally:
        connected.dispose()


def test_what_is_shown_already_is_noted_and_seals_of_before_hold(empty_database: str) -> None:
    migrate(empty_database, "0006")
    connected = engine.connect(empty_database, threads=1)
    held = text(
        "INSERT INTO feed (scope, id, kind, seq, since, views, view) VALUES (:s, 'n1', 'profile', 7, 4, 'v', :b)"
    )
    row: dict[str, object] = dict.fromkeys(("device", "subject", "path", "reason", "text"), "")
    row |= {"number": 1, "at": "2026", "actor": "a", "deed": "page", "scope": "staff", "low": 1, "high": 2}
    names = ", ".join(row)
    kept = text(f"INSERT INTO access ({names}, seal) VALUES (:{names.replace(', ', ', :')}, :seal)")
    try:
        with engine.transaction(connected, write=True) as connection:
            for scope in ("applicants:umi", "jobs", "account:mai"):
                connection.execute(held, {"s": scope, "b": b"{}"})
            connection.execute(kept, row | {"seal": sealing.seal_of(row, "")})
        migrate(empty_database)
        with engine.transaction(connected) as connection:
            found = connection.execute(text("SELECT scope, id, seq, paths, event FROM changed")).all()
            assert [tuple(one) for one in found] == [("applicants:umi", "n1", 4, "", "")]
            assert sealing.broken(connection) == []
    finally:
        connected.dispose()
