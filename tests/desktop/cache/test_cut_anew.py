"""A cache whose words another program cut: in use as it is, and behind that cut anew, wherever it is stopped."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from izanau_desktop.cache import Cache, Edit, anew, cutting, indexing, naming
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads.applicants import Listing, View
from izanau_desktop.sync.indexer import Indexer
from izanau_protocol import wire
from izanau_protocol.rules import languages
from tests.desktop.cache.applied import application, come, listed, names, person
from tests.desktop.cache.conftest import KEY
from tests.desktop.cache.test_gone import COMPANY, JOB, SCOPE, take

LEVELS = ("JLPT N4", "JLPT N3", "A2", "B1")


def known(level: str) -> dict[str, Any]:
    return {"j": {"language": "ja", "level": level, "position": "1"}}


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A company's cache, as a program left it that cut names as they are written, and knew no level of a test."""
    with monkeypatch.context() as before:
        before.setattr(cutting, "HERE", "")
        before.setattr(naming, "spellings", lambda _: ())
        before.setattr(languages, "jlpt", lambda _: 0)
        before.setattr(languages, "place", languages.rank)
        with contextlib.closing(Cache(tmp_path, KEY)) as made:
            made.set_note(account="hr", group="company", role="recruiter", company=COMPANY)
            take(made, wire.Entry(f"company:{COMPANY}", "job", JOB, 1, {"company": COMPANY, "title": {"en": "Cook"}}))
            of = [person(n, name={"full": f"O’Hara {n}"}, languages=known(one)) for n, one in enumerate(LEVELS)]
            come(made, *of)
    return tmp_path


@pytest.fixture
def risen(older: Path) -> Iterator[Cache]:
    with contextlib.closing(Cache(older, KEY)) as found:
        yield found


def reach(cache: Cache) -> indexing.Indexed | None:
    with cache.file.read() as connection:
        return Listing(connection, View(query="hara")).indexed


def waiting(cache: Cache) -> list[str]:
    with cache.file.read() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT kind FROM unindexed ORDER BY kind")]


def test_words_of_an_older_program_find_until_they_are_cut_anew(risen: Cache) -> None:
    assert waiting(risen) == [anew.RECUT] * 4 + ["job"]
    assert (len(names(risen)), len(names(risen, "hara")), names(risen, "ohara")) == (4, 4, [])
    assert reach(risen) == indexing.Indexed(0, 4)
    Indexer(risen.file).finish(lambda: None)
    assert reach(risen) is None
    assert len(names(risen, "ohara")) == 4
    assert names(risen, "lang:ja>=N3") == ["O’Hara 3", "O’Hara 2", "O’Hara 1"], "no N4"
    assert [row.level for row in listed(risen, sort="japanese")] == ["B1", "JLPT N3", "A2", "JLPT N4"]


def test_cutting_anew_goes_on_where_a_kill_left_it(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "SLICE", 2)
    for done in (0, 2):
        with contextlib.closing(Cache(older, KEY)) as cache:
            assert reach(cache) == indexing.Indexed(done, 4)
            indexing.work_off(cache.file)
    with contextlib.closing(Cache(older, KEY)) as cache:
        assert (reach(cache), len(names(cache, "ohara"))) == (None, 4)
        while indexing.work_off(cache.file):
            pass
        assert waiting(cache) == []
    with contextlib.closing(Cache(older, KEY)) as again:
        assert waiting(again) == [], "once is enough"


def test_what_changes_before_its_turn_is_found_as_it_is_now(risen: Cache) -> None:
    renamed = person(1)[0]
    take(risen, wire.Entry(SCOPE, "profile", renamed.id, 9, {"name": {"full": "D’Arc"}}))
    assert (names(risen, "darc"), len(names(risen, "hara"))) == (["D’Arc"], 3)
    risen.edit([Edit("application", application(2), SCOPE, {"stage": "interview"})])
    take(risen, wire.Entry(f"company:{COMPANY}", "job", JOB, 9, {"company": COMPANY, "blind": True}))
    assert names(risen, "hara") == names(risen, "darc") == [], "who is hidden at once"
    while indexing.work_off(risen.file):
        pass
    assert names(risen, "hara") == names(risen, "ohara") == names(risen, "darc") == []
    assert [row.level for row in listed(risen, sort="japanese")] == ["B1", "A2", "JLPT N4", ""]


def test_two_programs_that_open_it_at_once_have_it_cut_once(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    is_behind = cutting.is_behind
    with contextlib.ExitStack() as opened:

        def meanwhile(connection: Connection) -> bool:
            monkeypatch.setattr(cutting, "is_behind", is_behind)
            beside = opened.enter_context(contextlib.closing(Cache(older, KEY)))
            while indexing.work_off(beside.file):
                pass
            return is_behind(connection)

        monkeypatch.setattr(cutting, "is_behind", meanwhile)
        cache = opened.enter_context(contextlib.closing(Cache(older, KEY)))
        assert waiting(cache) == []
        assert len(names(cache, "ohara")) == 4


def test_job_that_asks_otherwise_takes_nobody_out_of_the_search(risen: Cache) -> None:
    asks = {"a": {"language": "ja", "level": "B2", "required": True, "position": "1"}}
    take(risen, wire.Entry(f"company:{COMPANY}", "job", JOB, 9, {"company": COMPANY, "languages": asks}))
    assert (waiting(risen), len(names(risen, "hara"))) == ([anew.ANEW] * 4, 4)


def test_who_waits_to_be_made_anew_waits_no_longer_for_it(older: Path) -> None:
    with contextlib.closing(Cache(older, KEY)) as cache, cache.file.write() as connection:
        connection.exec_driver_sql("UPDATE unindexed SET kind = ? WHERE kind = ?", (anew.VEILED, anew.RECUT))
        connection.exec_driver_sql("DELETE FROM meta WHERE name = 'cut'")
    with contextlib.closing(Cache(older, KEY)) as cache:
        assert waiting(cache) == [anew.VEILED] * 4 + ["job"]
        assert names(cache, "hara") == [], "they may be hidden"
