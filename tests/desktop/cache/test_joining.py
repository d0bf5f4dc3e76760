"""The index of words in order: rows that lost words are found by them no more at once, and soon nothing of these is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_desktop.cache import Cache, joining, meta, search
from izanau_desktop.cache.connection import Connection
from izanau_protocol import ambient, wire
from tests.desktop.cache.applied import come, names, person
from tests.desktop.cache.test_gone import CANARY, PROFILE, SCOPE, plain, take

FOUND, LOST = ["Person 1"], b"quetzalina"


def is_due(cache: Cache) -> bool:
    return cache.look(joining.is_due)


def told(cache: Cache, skill: str) -> None:
    """Twenty people, the first of whom has this skill."""
    come(
        cache,
        person(1, skills={"s": {"name": skill, "position": "1"}}),
        *(person(n, hobbies={"en": "Quilts"}) for n in range(2, 22)),
    )


def test_word_taken_out_of_a_profile_is_soon_in_no_byte(cache: Cache, folder: Path) -> None:
    told(cache, CANARY)
    assert names(cache, CANARY) == FOUND
    assert LOST in plain(cache, folder)
    told(cache, "Cooking")
    assert names(cache, CANARY) == []
    assert is_due(cache)
    joining.order(cache.file)
    assert LOST not in plain(cache, folder)
    assert (names(cache, "cooking"), len(names(cache, "quilts")), is_due(cache)) == (FOUND, 20, False)


def test_large_index_is_joined_in_steps_to_its_end(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "_PAGES", 1)
    words = " ".join(f"{number:x}" for number in range(10_000, 20_000, 7))
    come(cache, *(person(n, hobbies={"en": words}) for n in range(22, 26)))
    told(cache, CANARY)
    told(cache, "Cooking")
    assert is_held(cache)
    joining.order(cache.file)
    assert not is_held(cache)
    assert (names(cache, "cooking"), len(names(cache, "quilts")), is_due(cache)) == (FOUND, 20, False)


def is_held(cache: Cache) -> bool:
    """Whether a piece of the index holds the word yet."""
    pieces = cache.look(lambda connection: connection.exec_driver_sql("SELECT block FROM search_applicant_data").all())
    return any(LOST in block for (block,) in pieces)


def test_words_that_only_come_have_nothing_joined(cache: Cache) -> None:
    told(cache, "Cooking")
    told(cache, "Cooking with gas")
    assert names(cache, "gas") == FOUND
    assert not is_due(cache)


def test_long_joining_is_followed_by_a_long_rest(cache: Cache) -> None:
    told(cache, CANARY)
    told(cache, "Cooking")
    with ambient.ruled(now=ambient.now()) as time:
        note(cache, took="20", ended=ambient.timestamp())
        time.advance(20 * 299)
        assert not is_due(cache)
        time.advance(20 * 2)
        assert is_due(cache)
        note(cache, took="20", ended=ambient.timestamp(hours=1))  # the clock was put back since
        assert is_due(cache)
        note(cache, took="90000", ended=ambient.timestamp())  # as on a machine that was busy
        time.advance(6 * 3600 + 1)
        assert is_due(cache)


def note(cache: Cache, *, took: str, ended: str) -> None:
    """It was joined up to a moment, for so many seconds."""
    with cache.file.write(counted=False) as connection:
        meta.put(connection, "joining_took", took)
        meta.put(connection, "joining_ended", ended)


class Killed(BaseException):
    """The process ended."""


@pytest.mark.parametrize("after", [1, 2, 3])
def test_joining_that_was_cut_off_goes_on_and_is_not_begun_again(
    cache: Cache, folder: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    told(cache, CANARY)
    told(cache, "Cooking")
    begun, merge = list[int](), joining._merge

    def cut(connection: Connection, table: str, pages: int) -> None:
        begun.append(pages)
        if len(begun) == after + 1:
            raise Killed
        merge(connection, table, pages)

    monkeypatch.setattr(joining, "_merge", cut)
    with pytest.raises(Killed):
        joining.order(cache.file)
    note(cache, took="20", ended=ambient.timestamp())
    assert is_due(cache), "it rests only once it is done"
    joining.order(cache.file)
    assert sum(pages < 0 for pages in begun) <= len(search.TABLES) + (begun[after] < 0)
    assert LOST not in plain(cache, folder)
    assert not is_due(cache)


def test_what_is_lost_while_the_index_is_joined_is_due_again(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    told(cache, CANARY)
    told(cache, "Cooking")
    tidy = cache.file.tidy

    def busy() -> None:
        tidy()
        told(cache, "Sewing")

    monkeypatch.setattr(cache.file, "tidy", busy)
    joining.order(cache.file)
    assert is_due(cache)


def test_text_of_a_message_that_went_is_soon_in_no_byte(cache: Cache, folder: Path) -> None:
    said = [wire.Entry(SCOPE, "message", f"m{n}", n, {"text": "Quilts", "about": PROFILE}) for n in range(2, 22)]
    take(cache, *said, wire.Entry(SCOPE, "message", "m1", 1, {"text": CANARY, "about": PROFILE}))
    assert LOST in plain(cache, folder)
    take(cache, wire.Entry(SCOPE, "message", "m1", 22, gone="erased"))
    joining.order(cache.file)
    assert LOST not in plain(cache, folder)


WORDS = st.lists(st.sampled_from(["ab", "abc", "b", "bc", "東京", "東", "京都"]), max_size=5).map(" ".join)
DEEDS = st.lists(st.tuples(st.integers(1, 4), WORDS) | st.just(None), max_size=12)


@given(DEEDS)
def test_joined_or_not_each_row_is_found_by_its_words_alone(deeds: list[tuple[int, str] | None]) -> None:
    cache = Cache(None)
    held: dict[int, str] = {}
    for deed in deeds:
        if deed is None:
            joining.join(cache.file)
            continue
        held[deed[0]] = deed[1]
        with cache.file.write() as connection:
            search.put(connection, deed[0], "job", deed[1])
        for word in ("ab", "b", "東京", "東"):
            with cache.file.read() as connection:
                rows = connection.exec_driver_sql("SELECT rowid FROM search WHERE search MATCH ?", (f'text:"{word}"',))
                assert {row[0] for row in rows} == {number for number, words in held.items() if word in words.split()}
