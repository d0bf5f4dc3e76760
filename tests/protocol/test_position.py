"""Positions: always room between two, few writes for a move, the same order on every device."""

from __future__ import annotations

import random
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol import ambient
from izanau_protocol.canonical import Body
from izanau_protocol.patch import applied
from izanau_protocol.position import DIGITS, LONGEST, REFUSED, between, is_position, moved, ordered

positions = st.text(st.sampled_from("0159AVZaz"), min_size=1, max_size=8).filter(is_position)
foreign = st.one_of(positions, st.sampled_from(["", "0", "V0", "é", "z" * 33, "z" * 70]))
names = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True)


@given(positions, positions)
def test_a_position_fits_between_any_two(one: str, two: str) -> None:
    low, high = sorted([one, two])
    if low != high:
        made = between(low, high)
        assert low.encode() < made.encode() < high.encode()
        assert is_position(made)


@given(positions)
def test_a_position_fits_before_and_after_any(one: str) -> None:
    assert between(None, one) < one < between(one, None)


@pytest.mark.parametrize(("low", "high"), [("V", "V"), ("k", "V"), ("V0", "k"), ("", "k"), ("V", "é")])
def test_no_position_fits_between_these(low: str, high: str) -> None:
    with pytest.raises(ValueError):
        between(low, high)


def test_two_devices_rarely_make_the_same_position() -> None:
    assert len({between("V", "k") for _ in range(300)}) > 290


def test_a_seed_rules_positions() -> None:
    with ambient.ruled(seed=3):
        first = between("V", "k")
    with ambient.ruled(seed=3):
        assert between("V", "k") == first


def test_long_lists_grow_by_short_positions() -> None:
    last = between(None, None)
    for _ in range(1000):
        last = between(last, None)
    assert len(last) <= 8


@st.composite
def maps(draw: st.DrawFn) -> Body:
    """Items as any device may have left them: equal, foreign, missing positions among them."""
    return {name: {"position": draw(foreign), "title": name} for name in draw(names)}


@given(maps(), st.data())
def test_a_move_puts_the_item_where_told(items: Body, data: st.DataObject) -> None:
    before = ordered(items)
    moving = data.draw(st.sampled_from([*before, "new"]))
    target = data.draw(st.one_of(st.none(), st.sampled_from(before)))
    after = applied(items, moved(items, moving, target))
    if moving == target:
        assert after == items
        return
    rest = [name for name in before if name != moving]
    at = len(rest) if target is None else rest.index(target)
    assert ordered(after) == [*rest[:at], moving, *rest[at:]]
    assert all(cast("Body", item).get("title", name) == name for name, item in after.items())


@given(names, st.data())
def test_a_move_writes_one_item_where_there_is_room(order: list[str], data: st.DataObject) -> None:
    items: Body = {}
    for name in order:
        items = applied(items, moved(items, name))
    moving, target = data.draw(st.sampled_from(order)), data.draw(st.sampled_from([None, *order]))
    assert len(moved(items, moving, target)) <= 1


def test_a_move_to_its_own_place_writes_nothing() -> None:
    items: Body = {"a": {"position": "V1"}, "b": {"position": "k1"}}
    assert moved(items, "b") == moved(items, "a", "b") == moved(items, "a", "a") == {}


def test_a_move_between_equals_renumbers_neighbours_only() -> None:
    items: Body = {"a": {"position": "11"}, "b": {"position": "V1"}, "c": {"position": "V1"}, "d": {"position": "k1"}}
    patch = moved(items, "d", "c")
    assert ordered(applied(items, patch)) == ["a", "b", "d", "c"]
    assert "a" not in patch


def test_a_thousand_moves_to_one_place_stay_short() -> None:
    items: Body = {"first": {"position": "V1"}, "last": {"position": "k1"}}
    chance = random.Random(1)
    for number in range(1000):
        items = applied(items, moved(items, f"i{number}", ordered(items)[1]))
    for _ in range(200):
        items = applied(items, moved(items, f"i{chance.randrange(1000)}", ordered(items)[1]))
    assert max(len(str(cast("Body", item)["position"])) for item in items.values()) <= LONGEST
    assert len({str(cast("Body", item)["position"]) for item in items.values()}) == len(items)


@given(st.lists(positions, max_size=6))
def test_order_is_by_position_then_id_in_bytes(held: list[str]) -> None:
    items: Body = {f"i{number}": {"position": held[number]} for number in reversed(range(len(held)))}
    pairs = [(held[int(name[1:])].encode(), name.encode()) for name in ordered(items)]
    assert pairs == sorted(pairs)


def test_digits_are_in_the_order_of_bytes() -> None:
    assert sorted(DIGITS) == list(DIGITS)


def test_a_position_over_the_limit_is_none() -> None:
    assert is_position("z" * REFUSED)
    assert not is_position("z" * (REFUSED + 1))
    assert not any(map(is_position, ["", "V0", "V-", "é", 5, None, "V\n"]))
