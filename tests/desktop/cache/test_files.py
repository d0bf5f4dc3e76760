"""The files that documents name: kept with them, fetched for them, gone with them in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from izanau_desktop import mending
from izanau_desktop.cache import Cache, Choice, Edit, apply, cursors, file, files, rescue
from izanau_desktop.cache.connection import Bare, Connection, Found
from izanau_desktop.cache.reads import common
from izanau_protocol import ids, pictures, wire
from izanau_protocol.problems import Refused
from tests.pictures import png

COMPANY = ids.natural_id("test", "company")
SCOPE = f"company:{COMPANY}"
OLD, NEW = png(4, 4), png(6, 6)


def told(cache: Cache, scope: str, seq: int, view: dict[str, Any] | None) -> None:
    """An entry of the company's page, as a page of the feed brings it."""
    entry = wire.Entry(scope, "company", COMPANY, seq, view=view, gone="" if view else "deleted")
    cache.change(lambda connection: apply.every(connection, [entry], {}))


def held(cache: Cache) -> list[str]:
    """The hashes of what is kept or wanted."""
    with cache.file.read() as connection:
        return sorted(row[0] for row in connection.exec_driver_sql("SELECT hash FROM file"))


def set_logo(cache: Cache, data: bytes) -> None:
    """The owner's deed."""
    cache.edit(
        [Edit("company", COMPANY, SCOPE, {"logo": pictures.name(data) if data else None})], named=[data] * bool(data)
    )


@pytest.fixture
def owner(cache: Cache) -> Cache:
    """A company's cache with its page."""
    cache.set_note(account=ids.natural_id("test", "me"), group="company", role="owner", company=COMPANY)
    told(cache, SCOPE, 1, {"name": "Umi"})
    return cache


def test_logo_that_a_page_names_is_wanted_until_it_came(cache: Cache) -> None:
    name = pictures.name(NEW)
    told(cache, "jobs", 1, {"name": "Umi", "logo": name})
    assert cache.change(lambda connection: files.wanted(connection, 9)) == [name]
    cache.change(lambda connection: files.fetched(name, NEW, connection))
    assert cache.change(lambda connection: files.wanted(connection, 9)) == []
    assert cache.file_of(name) == NEW


def test_logo_goes_with_what_named_it(cache: Cache) -> None:
    told(cache, "jobs", 1, {"name": "Umi", "logo": pictures.name(OLD)})
    told(cache, "jobs", 2, {"name": "Umi", "logo": pictures.name(NEW)})
    assert held(cache) == [pictures.name(NEW)]
    told(cache, "jobs", 3, None)
    assert held(cache) == []


def test_logo_goes_with_a_scope_that_is_lost(owner: Cache) -> None:
    from izanau_desktop.cache import gone

    told(owner, SCOPE, 2, {"name": "Umi", "logo": pictures.name(OLD)})
    owner.change(lambda connection: cursors.begin(connection, SCOPE, 2))
    owner.change(lambda connection: gone.remove_scope(connection, SCOPE))
    assert held(owner) == []


def test_logo_goes_where_a_walk_anew_no_longer_lists_its_company(cache: Cache) -> None:
    told(cache, "jobs", 1, {"name": "Umi", "logo": pictures.name(OLD)})
    cache.change(lambda connection: cursors.begin(connection, "jobs", 1))
    cursor = cache.change(lambda connection: cursors.begin(connection, "jobs", 0))
    end = wire.PageEnd(0, "", 0, more=False, epoch="e", views={})
    cache.change(lambda connection: apply.page(connection, cursor, [], end, "down"))
    cache.change(lambda connection: connection.exec_driver_sql("UPDATE document SET seq = 0"))
    assert cache.change(lambda connection: apply.unlisted("jobs", connection)).gone == 1
    assert held(cache) == []


def test_logo_that_was_taken_back_can_be_made_again(owner: Cache) -> None:
    set_logo(owner, NEW)
    owner.undo(f"company:{COMPANY}")
    told(owner, SCOPE, 2, {"name": "Umi Games"})
    assert owner.file_of(pictures.name(NEW)) == NEW
    owner.redo(f"company:{COMPANY}")
    found = owner.get("company", COMPANY)
    assert found is not None
    assert found.body["logo"] == pictures.name(NEW)


def test_what_is_no_picture_is_refused_with_the_edit(owner: Cache) -> None:
    with pytest.raises(Refused) as refused:
        set_logo(owner, b"no picture")
    assert refused.value.problems[0].code == "not_a_picture"
    found = owner.get("company", COMPANY)
    assert found is not None
    assert (found.body, held(owner)) == ({"name": "Umi"}, [])


def statements(cache: Cache, work: Callable[[Connection], object]) -> list[str]:
    """The statements of some work, each with the plan of its reading."""
    found: list[tuple[str, Any]] = []

    class Watched(Bare):
        def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Found:
            found.append((statement, parameters))
            return super().exec_driver_sql(statement, parameters)

    def watched(connection: Connection) -> list[str]:
        assert isinstance(connection, Bare)
        work(Watched(connection.raw))
        once = [(one, given[0] if isinstance(given, list) and given else given or ()) for one, given in found]
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", given).all() for one, given in once]
        return [f"{one} {plan}" for (one, _given), plan in zip(found, plans, strict=True)]

    return cache.change(watched)


def test_page_that_takes_no_name_away_looks_for_no_file_to_let_go(cache: Cache) -> None:
    view = {"name": "Umi", "logo": pictures.name(NEW)}
    for seq, one in enumerate(({"name": "Umi"}, view, {**view, "name": "Umi Games"}), 1):
        entry = wire.Entry("jobs", "company", COMPANY, seq, one)
        done = statements(cache, lambda connection, entry=entry: apply.every(connection, [entry], {}))  # type: ignore[misc]  # a loop's
        assert [text for text in done if "DELETE FROM file" in text] == []


def test_letting_go_of_files_reads_no_document_of_another_kind(cache: Cache) -> None:
    told(cache, "jobs", 1, {"name": "Umi", "logo": pictures.name(NEW)})
    [done] = statements(cache, files.collect)
    assert "SCAN document" not in done
    assert "(scope=? AND kind=?)" in done


def rescued(folder: Path, *, spoiled: bool) -> tuple[bool, list[bytes]]:
    """A cache whose logo stands in a conflict breaks and is mended: whether anything is told to be lost; mine and theirs."""
    key = b"k" * 32
    before = Cache(folder, key)
    before.set_note(account=ids.natural_id("test", "me"), group="company", role="owner", company=COMPANY)
    told(before, SCOPE, 1, {"name": "Umi"})
    set_logo(before, NEW)
    told(before, SCOPE, 2, {"name": "Umi", "logo": pictures.name(OLD)})
    before.change(lambda connection: files.fetched(pictures.name(OLD), OLD, connection))
    [clash] = common.open_conflicts(before)
    assert clash.mine == pictures.name(NEW)
    if spoiled:
        before.change(lambda connection: connection.exec_driver_sql("DELETE FROM file"))
    before.close()
    (folder / file.DAMAGED).touch()
    mended = mending.opened(folder, key)
    found = mended.look(rescue.told)
    data = [mended.file_of(pictures.name(one)) for one in (NEW, OLD)]
    mended.close()
    assert found is not None
    return found.lost, data


def test_logo_that_only_a_conflict_holds_is_rescued_with_it(tmp_path: Path) -> None:
    assert rescued(tmp_path, spoiled=False) == (False, [NEW, OLD])


def test_logo_of_a_conflict_that_cannot_be_read_is_said_to_be_lost(tmp_path: Path) -> None:
    assert rescued(tmp_path, spoiled=True) == (True, [b"", b""])


def test_logo_that_another_device_alone_holds_is_not_chosen_here(owner: Cache) -> None:
    told(owner, SCOPE, 2, {"name": "Umi", "logo": pictures.name(OLD)})
    account = ids.natural_id("test", "me")
    scope, identity = f"account:{account}", ids.conflict_id(COMPANY, "logo", account)
    view = {
        "document": "company",
        "about": COMPANY,
        "path": "logo",
        "mine": f'"{pictures.name(NEW)}"',
        "device": "there",
    }
    entries = [wire.Entry(scope, "conflict", identity, 1, view=view)]
    owner.change(lambda connection: apply.every(connection, entries, {}))
    with pytest.raises(Refused) as refused:
        owner.settle([Choice(identity, "mine")])
    assert [one.code for one in refused.value.problems] == ["picture_not_here"]
    assert len(common.open_conflicts(owner)) == 1
    assert pictures.name(NEW) in owner.change(lambda connection: files.wanted(connection, 9))
    owner.change(lambda connection: files.fetched(pictures.name(NEW), NEW, connection))
    owner.change(files.collect)
    owner.settle([Choice(identity, "mine")])
    assert owner.file_of(pictures.name(NEW)) == NEW
    entries = [wire.Entry(scope, "conflict", identity, 2, gone="erased")]
    owner.change(lambda connection: apply.every(connection, entries, {}))
    assert common.open_conflicts(owner) == ()
