"""Undo goes back and forth through every kind of edit, to equal bytes, after a restart too."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

from izanau_desktop.cache import DRAFT, Cache, Edit, outbox
from izanau_desktop.cache import apply as applying
from izanau_protocol import canonical, position, wire
from izanau_protocol.problems import problem

KEY = bytes(range(32))
GROUP = "profile:p"


def look(cache: Cache) -> bytes:
    found = cache.get("profile", "p")
    return canonical.encode(found.body) if found else b""


def edit(cache: Cache, patch: dict[str, Any], scope: str = DRAFT) -> None:
    cache.edit([Edit("profile", "p", scope, patch)])


def step(cache: Cache, word: str, number: int, scope: str = DRAFT) -> None:
    """One thing a person does to their work experience."""
    found = cache.get("profile", "p")
    work: Any = found.body.get("work", {}) if found else {}
    names = sorted(work)
    if word == "add" or not names:
        last = work[position.ordered(work)[-1]]["position"] if names else None
        edit(
            cache,
            {"work": {f"item{number}": {"company": f"C{number}", "position": position.between(last, None)}}},
            scope,
        )
    elif word == "edit":
        edit(cache, {"work": {names[number % len(names)]: {"title": f"T{number}"}}}, scope)
    elif word == "remove":
        edit(cache, {"work": {names[number % len(names)]: None}}, scope)
    else:
        edit(cache, {"work": position.moved(work, names[number % len(names)], names[0])}, scope)


@hypothesis.given(st.lists(st.sampled_from(["add", "edit", "remove", "move"]), min_size=1, max_size=25))
@hypothesis.settings(max_examples=25)
def test_undo_and_redo_reach_equal_bytes(words: list[str]) -> None:
    cache = Cache(None)
    seen = [look(cache)]
    for number, word in enumerate(words):
        step(cache, word, number)
        if look(cache) != seen[-1]:
            seen.append(look(cache))
    back = [look(cache)]
    while cache.steps(GROUP)[0]:
        cache.undo(GROUP)
        back.append(look(cache))
    assert back == seen[::-1]
    forth = [look(cache)]
    while cache.steps(GROUP)[1]:
        cache.redo(GROUP)
        forth.append(look(cache))
    cache.close()
    assert forth == seen


def taken(cache: Cache, forwards: bool) -> list[bytes]:
    """What the profile is at each step back, or forth, as far as it goes."""
    seen = [look(cache)]
    while cache.steps(GROUP)[forwards]:
        (cache.redo if forwards else cache.undo)(GROUP)
        seen.append(look(cache))
    return seen


@pytest.mark.parametrize(("scope", "seed"), [(DRAFT, 1), ("account:acc", 2)])
def test_fifty_mixed_steps_go_back_and_forth_after_restarts(tmp_path: Path, scope: str, seed: int) -> None:
    words = random.Random(seed).choices(["add", "edit", "remove", "move"], [3, 3, 2, 3], k=80)
    folder = tmp_path / "cache"
    cache = Cache(folder, KEY)
    cache.set_note(account="acc", group="seeker", role="seeker")
    seen = [look(cache)]
    for number, word in enumerate(["add", "add", *words]):
        step(cache, word, number, scope)
        if look(cache) != seen[-1]:
            seen.append(look(cache))
    last = seen[-51:]
    assert len(last) == 51
    for forwards in (False, True, False):
        cache.close()
        cache = Cache(folder, KEY)
        assert taken(cache, forwards) == (last if forwards else last[::-1])
    cache.close()


def test_fifty_steps_outlive_a_restart(cache: Cache, folder: Path) -> None:
    seen = []
    for number in range(60):
        edit(cache, {"name": {"full": f"Name {number}"}})
        seen.append(look(cache))
    cache.close()
    again = Cache(folder, KEY)
    assert again.steps(GROUP) == (50, 0)
    for _ in range(50):
        again.undo(GROUP)
    assert look(again) == seen[9]
    assert again.undo(GROUP) is None
    for _ in range(50):
        again.redo(GROUP)
    assert look(again) == seen[-1]
    again.close()


def test_new_edit_ends_what_could_be_redone(cache: Cache) -> None:
    edit(cache, {"name": {"full": "A"}})
    edit(cache, {"name": {"full": "B"}})
    cache.undo(GROUP)
    edit(cache, {"name": {"full": "C"}})
    assert cache.redo(GROUP) is None
    cache.undo(GROUP)
    assert look(cache) == b'{"name":{"full":"A"}}'


def test_undone_edit_that_was_never_sent_leaves_the_outbox(cache: Cache) -> None:
    scope = "account:acc"
    cache.edit([Edit("profile", "q", scope, {"name": {"full": "A"}})])
    cache.undo("profile:q")
    with cache.file.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM part").scalar() == 0
    assert cache.get("profile", "q") is None


# --- taken back ---

OWN = "account:acc"
UMI = {"company": "Umi", "position": "V1abc"}
ADDED: dict[str, Any] = {"work": {"umi": UMI}}


@pytest.fixture
def work(cache: Cache) -> tuple[str, str]:
    """A profile that the site has, to which an entry was added; a deed; the entry changed since. The first and last pushes."""
    entry = wire.Entry(
        OWN, "profile", "p", 1, {"name": {"full": "Anna"}, "work": {"kawa": {**UMI, "position": "V2abc"}}}
    )
    cache.change(lambda connection: applying.entry(connection, entry, 0))
    added = cache.edit([Edit("profile", "p", OWN, {"residence": "JP", **ADDED})])
    cache.edit([Edit("profile", "p", OWN, {"registered": True})], 10, deed="register")
    later = cache.edit([Edit("profile", "p", OWN, {"hobbies": {"en": "Go"}, "work": {"umi": {"title": "Tester"}}})])
    assert len({added, later}) == 2
    return added, later


def worked(cache: Cache) -> Any:
    found = cache.get("profile", "p")
    assert found is not None
    return found.body["work"]


@pytest.mark.parametrize("refused", [False, True])
def test_entry_that_is_taken_back_takes_its_later_edits_along(
    cache: Cache, work: tuple[str, str], refused: bool
) -> None:
    added, later = work
    if refused:
        cache.change(lambda c: outbox.set_state(c, outbox.get(c, added).number, "refused", problem("too_many")))  # type: ignore[union-attr]  # it waits above
    whole = look(cache)
    cache.edit([Edit("profile", "p", OWN, {"work": {"umi": {"end": "2020-01"}, "kawa": {"title": "Cook"}}})])
    changed = look(cache)
    assert [row.id for row in cache.drop(added)] == [added]
    assert worked(cache) == {"kawa": {**UMI, "position": "V2abc", "title": "Cook"}}
    [patch] = [row.parts[0].patch for row in cache.look(outbox.rows) if row.id == later]
    assert patch == {"hobbies": {"en": "Go"}, "work": {"kawa": {"title": "Cook"}}}, "no fragment is sent"
    cache.undo(GROUP)
    assert look(cache) == changed, "one step brings all of it back"
    cache.redo(GROUP)
    assert sorted(worked(cache)) == ["kawa"]
    assert look(cache) != whole


def test_push_of_which_nothing_is_left_goes_with_the_entry(cache: Cache, work: tuple[str, str]) -> None:
    added, later = work
    cache.edit([Edit("profile", "p", OWN, {"hobbies": None})])
    assert [row.id for row in cache.drop(added)] == [added, later]
    assert [row.deed for row in cache.look(outbox.rows)] == ["register"]


def test_entry_that_was_removed_and_added_anew_since_stays(cache: Cache, work: tuple[str, str]) -> None:
    added, _ = work
    cache.edit([Edit("profile", "p", OWN, {"work": {"umi": None}})], deed="test")
    cache.edit([Edit("profile", "p", OWN, ADDED)], deed="test")
    cache.drop(added)
    assert worked(cache)["umi"] == UMI


def test_undo_of_an_entry_is_redone_with_what_a_deed_changed_in_it_since(cache: Cache, work: tuple[str, str]) -> None:
    cache.edit([Edit("profile", "p", OWN, {"work": {"umi": {"end": "2020-01"}}})], deed="test")
    whole = look(cache)
    for _ in range(2):
        cache.undo(GROUP)
    assert sorted(worked(cache)) == ["kawa"]
    for _ in range(2):
        cache.redo(GROUP)
    assert look(cache) == whole
