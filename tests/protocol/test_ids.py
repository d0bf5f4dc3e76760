"""Natural ids: the same on both ends, never the same for two keys."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol import ids

parts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), min_size=1, max_size=6)
keys = st.tuples(parts, st.lists(parts, min_size=1, max_size=3))


@given(keys, keys)
def test_two_keys_never_share_an_id(one: tuple[str, list[str]], two: tuple[str, list[str]]) -> None:
    assert (ids.natural_id(one[0], *one[1]) == ids.natural_id(two[0], *two[1])) == (one == two)


@given(keys)
def test_natural_ids_are_ids_of_version_five(key: tuple[str, list[str]]) -> None:
    made = ids.natural_id(key[0], *key[1])
    assert ids.is_id(made)
    assert uuid.UUID(made).version == 5


@pytest.mark.parametrize("key", [("profile",), ("profile", ""), ("profile", "a/b"), ("pro/file", "a")])
def test_keys_that_could_meet_are_refused(key: tuple[str, ...]) -> None:
    with pytest.raises(ValueError):
        ids.natural_id(*key)


def test_kinds_never_share_an_id() -> None:
    one = "11111111-1111-4111-8111-111111111111"
    made = [
        ids.profile_id(one),
        ids.contact_id(one),
        ids.membership_id(one, one),
        ids.application_id(one, one, 1),
        ids.application_id(one, one, 2),
        ids.conflict_id(one, ("work", "i1", "title"), one),
        ids.conflict_id(one, (), one),
    ]
    assert len(set(made)) == len(made)


def test_a_conflict_path_is_one_however_written() -> None:
    assert ids.conflict_id("d", ("work", "i1", "title"), "a") == ids.conflict_id("d", "work.i1.title", "a")


def test_the_namespace_never_changes() -> None:
    assert ids.profile_id("11111111-1111-4111-8111-111111111111") == "77496059-fd49-591b-aabd-1ac53bc99c7b"


def test_attempts_count_from_one() -> None:
    with pytest.raises(ValueError):
        ids.application_id("j", "s", 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "11111111-1111-1111-8111-111111111111",
        "11111111-1111-4111-1111-111111111111",
        "11111111-1111-4111-8111-11111111111A",
        "{11111111-1111-4111-8111-111111111111}",
        "11111111-1111-4111-8111-111111111111\n",
        "11111111111141118111111111111111",
    ],
)
def test_other_spellings_are_no_ids(text: str) -> None:
    assert not ids.is_id(text)
