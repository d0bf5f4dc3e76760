"""Patches: a base and its patch give the body in bytes, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol.canonical import Body, encode, equal
from izanau_protocol.patch import applied, apply, changes, diff, touched, value_at, with_value, without
from tests.protocol.bodies import documents, trees, unchanged

either = st.one_of(trees, documents)


@given(either, either)
def test_a_base_and_its_patch_give_the_body(base: Body, body: Body) -> None:
    untouched = unchanged(base, body)
    assert encode(applied(base, changes(base, body))) == encode(body)
    assert untouched()


@given(st.none() | either, st.none() | either)
def test_deletion_and_creation_obey_the_same_law(base: Body | None, body: Body | None) -> None:
    assert equal(apply(base, diff(base, body)), body)


@given(either)
def test_equal_bodies_have_an_empty_patch(body: Body) -> None:
    assert changes(body, applied({}, body)) == {}
    assert touched({}) == []


@given(either, either)
def test_applying_twice_is_applying_once(base: Body, body: Body) -> None:
    patch = changes(base, body)
    assert equal(applied(applied(base, patch), patch), body)


@given(either, either)
def test_a_patch_leaves_what_it_does_not_touch(base: Body, body: Body) -> None:
    patch = changes(base, body)
    assert all(not equal(value_at(base, path), value_at(body, path)) for path in touched(patch))


@pytest.mark.parametrize(
    ("base", "body", "patch"),
    [
        ({"a": 1}, {"a": True}, {"a": True}),
        ({"a": {"b": 1}}, {"a": {}}, {"a": {"b": None}}),
        ({"a": {"b": 1}}, {}, {"a": None}),
        ({}, {"a": {}}, {"a": {}}),
        ({"a": 1}, {"a": {}}, {"a": {}}),
        ({"a": {}}, {"a": 1}, {"a": 1}),
        ({"a": ["x", "y"]}, {"a": ["y", "x"]}, {"a": ["y", "x"]}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, {"a": {"c": 3}}),
    ],
)
def test_a_patch_is_the_smallest(base: Body, body: Body, patch: Body) -> None:
    assert encode(changes(base, body), nulls=True) == encode(patch, nulls=True)
    assert equal(applied(base, patch), body)


# The examples of RFC 7396, appendix A, whose target and patch are objects.
RFC: list[tuple[Body, Body, Body]] = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [1]}, {"a": [2]}, {"a": [2]}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]


@pytest.mark.parametrize(("target", "patch", "result"), RFC)
def test_patches_do_as_the_rfc_says(target: Body, patch: Body, result: Body) -> None:
    assert equal(applied(target, patch), result)


def test_touched_names_leaves_only() -> None:
    patch: Body = {"z": 0, "a": {"b": 1, "c": None}, "d": {}, "e": [1]}
    assert touched(patch) == [("z",), ("a", "b"), ("a", "c"), ("d",), ("e",)]
    assert touched(None) == [()]


@given(trees, st.lists(st.sampled_from("abc"), min_size=1, max_size=3), st.sampled_from([1, "x", {}, {"b": 2}]))
def test_a_value_put_is_the_value_there(body: Body, path: list[str], value: object) -> None:
    untouched = unchanged(body)
    assert equal(value_at(with_value(body, tuple(path), value), tuple(path)), value)
    assert value_at(with_value(body, tuple(path), None), tuple(path)) is None
    assert untouched()


def test_nothing_put_below_what_is_no_object_leaves_that() -> None:
    assert with_value({"a": 1}, ("a", "b"), None) == {"a": 1}
    assert with_value({}, ("a", "b"), None) == {}


@given(trees, st.sampled_from([1, "x", None]))
def test_a_value_put_at_the_whole_is_the_whole(body: Body, value: object) -> None:
    assert with_value(body, (), {"b": 2}) == {"b": 2}
    assert with_value(body, (), value) == {}


@pytest.mark.parametrize(
    ("asked", "decided", "left"),
    [
        ({"a": 1, "b": 2}, {"a": 3}, {"b": 2}),
        ({"a": {"x": 1, "y": None}}, {"a": {"x": 2}}, {"a": {"y": None}}),
        ({"a": {"x": 1}}, {"a": {"x": 2}}, {}),
        ({"a": {"x": 1}}, {"a": None}, {}),
        ({"a": None, "b": {}}, {"a": {"x": 1}}, {"b": {}}),
        ({"a": {"x": {"p": 1}, "y": {"p": 1}}}, {"a": {"x": {"q": 1}}}, {"a": {"x": {"p": 1}, "y": {"p": 1}}}),
        ({"a": 1}, None, {}),
    ],
)
def test_patch_without_what_another_decided_asks_for_the_rest(asked: Body, decided: Body | None, left: Body) -> None:
    assert without(asked, touched(decided)) == left
