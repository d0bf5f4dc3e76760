"""Undo goes back and forth through every kind of edit, to equal bytes, after a restart too."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

from izanau_desktop.cache import DRAFT, Cache, Edit
from izanau_protocol import canonical, position

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
