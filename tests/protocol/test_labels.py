"""Labels of an application: each word once, and nothing lost where two people label at the same time."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol import patch, rules
from izanau_protocol.merge import merge
from izanau_protocol.rules import labels
from izanau_protocol.text import fold

WHOLE = {"job": "j", "seeker": "s", "consent": "c"}
words = st.lists(st.text("ABab 東京", min_size=1, max_size=4).filter(str.strip), max_size=6)


def labelled(body: dict[str, Any], add: list[str], remove: list[str]) -> dict[str, Any]:
    """An application after somebody labelled it."""
    return patch.apply(body, {"labels": labels.changed(body, add, remove)}) or {}


def folded(body: dict[str, Any]) -> set[str]:
    """The labels, however they are spelled."""
    return {fold(text) for text in labels.texts(body)}


@given(words, words, words, words)
def test_labels_of_two_people_are_all_kept(base: list[str], mine: list[str], theirs: list[str], off: list[str]) -> None:
    begun = labelled({}, base, [])
    one, two = labelled(begun, mine, off), labelled(begun, theirs, [])
    merged = merge(begun, one, two)
    assert merged.conflicts == ()
    assert folded(merged.body) >= (folded(one) | folded(two)) - folded(begun)


@given(words, words)
def test_word_that_differs_in_case_or_width_stands_once(some: list[str], more: list[str]) -> None:
    body = labelled(labelled({}, some, []), more, [])
    assert len(labels.texts(body)) == len(folded(body))
    assert list(labels.label_problems(body)) == []


@pytest.mark.parametrize(("mine", "theirs"), [("VIP", "vip"), ("ｱﾆﾒ", "アニメ"), ("night  shift", "Night shift")])
def test_two_who_add_one_word_offline_get_it_once(mine: str, theirs: str) -> None:
    one, two = labelled({}, [mine], []), labelled({}, [theirs], [])
    merged = merge({}, one, two)
    assert (merged.conflicts, labels.texts(merged.body)) == ((), labels.texts(two))


def test_labels_stand_in_the_order_of_their_adding() -> None:
    body = labelled(labelled({}, ["Python", " ｱﾆﾒ "], []), ["night  shift"], [])
    assert labels.texts(body) == ("Python", "ｱﾆﾒ", "night shift")
    assert labels.texts(labelled(body, ["アニメ"], ["PYTHON"])) == ("ｱﾆﾒ", "night shift")


@pytest.mark.parametrize(
    ("words", "code"),
    [(["x" * 41], "too_long"), ([str(number) for number in range(21)], "too_many"), (["a\u202eb"], "bidi_characters")],
)
def test_label_that_no_chip_could_show_is_refused(words: list[str], code: str) -> None:
    found = rules.problems("application", labelled({}, words, []))
    assert code in {one.code for one in found}
