"""Canonical bytes: one tree, one spelling; all else is refused by name."""

from __future__ import annotations

import json
import re
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol.canonical import (
    MOST_BYTES,
    MOST_DEPTH,
    MOST_INTEGER,
    Body,
    NotCanonical,
    clean,
    decode,
    decode_value,
    encode,
    encode_value,
    equal,
    is_too_deep,
)
from tests.protocol.bodies import scalars, trees, values

typed = st.recursive(
    st.one_of(st.none(), st.text(st.characters()), st.integers(), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)),
    max_leaves=6,
)


@given(trees)
def test_a_body_survives_its_bytes(body: Body) -> None:
    assert equal(decode(encode(body)), body)
    assert encode(decode(encode(body))) == encode(body)


@given(trees)
def test_order_of_insertion_leaves_no_trace(body: Body) -> None:
    assert encode(dict(reversed(body.items()))) == encode(body)


@given(trees)
def test_bytes_hold_no_needless_escape(body: Body) -> None:
    text = encode(body).decode()
    assert not re.search(r"\\(?:[^bfnrtu\"\\]|u(?!00[01][0-9a-f]))", text.replace("\\\\", ""))
    assert not re.search("[\x00-\x1f]", text)


@given(trees, trees)
def test_equality_is_equality_of_bytes(one: Body, two: Body) -> None:
    assert equal(one, two) == (encode(one) == encode(two))
    assert equal(one, decode(encode(one)))


def test_one_is_not_true() -> None:
    assert not equal({"a": 1}, {"a": True})
    assert not equal({"a": [0]}, {"a": [False]})
    assert not equal({"a": {"b": 1}}, {"a": {"b": True}})


@given(trees, st.sampled_from([{"indent": 1}, {"ensure_ascii": True}, {"separators": (", ", ": ")}]))
def test_another_spelling_is_refused_when_strict(body: Body, how: dict[str, object]) -> None:
    other = json.dumps(body, **{"ensure_ascii": False, **how}).encode()  # type: ignore[arg-type] # a table of options
    assert equal(decode(other, strict=False), body)
    if other != encode(body):
        with pytest.raises(NotCanonical, match="spelling"):
            decode(other)


REFUSED = [
    (b"\xff", "utf8"),
    (b'{"a":"\xed\xa0\x80"}', "utf8"),
    (b"", "json"),
    (b'{"a":1', "json"),
    (b"\xef\xbb\xbf{}", "json"),
    (b'{"a":"\n"}', "json"),
    (b"[]", "no_object"),
    (b"1", "no_object"),
    (b'{"a":null}', "null"),
    (b'{"a":[null]}', "null"),
    (b'{"a":1.0}', "float"),
    (b'{"a":1e2}', "float"),
    (b'{"a":NaN}', "float"),
    (b'{"a":9007199254740993}', "integer"),
    (b'{"a":' + b"1" * 5000 + b"}", "integer"),
    (b'{"a":1,"a":1}', "duplicate"),
    (b'{"a":{"b":1,"b":2}}', "duplicate"),
    (b'{"a":1,"\\u0061":1}', "duplicate"),
    (b'{"a":"\\ud800"}', "surrogate"),
    (b'{"\\udfff":1}', "surrogate"),
    (b'{"a":"\\u0000"}', "nul"),
    (b'{"\\u0000":1}', "nul"),
    ('{"a":"e\u0301"}'.encode(), "normal_form"),
    ('{"e\u0301":1}'.encode(), "normal_form"),
    ('{"a":[1,"e\u0301"]}'.encode(), "normal_form"),
    ('{"a":["x"],"b":"e\u0301"}'.encode(), "normal_form"),
    (b'{"a":["x","\\u0000"]}', "nul"),
    (b'{"a":[[1]]}', "list"),
    (b'{"a":[{}]}', "list"),
    (b'{"a":' * 40 + b"{}" + b"}" * 40, "too_deep"),
    (b'{"a":' * 100_000, "too_deep"),
    (b'{"a":"' + b"x" * MOST_BYTES + b'"}', "too_long"),
]


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(("data", "reason"), REFUSED, ids=[f"{reason}{n}" for n, (_, reason) in enumerate(REFUSED)])
def test_bytes_no_body_has_are_refused(data: bytes, reason: str, strict: bool) -> None:
    with pytest.raises(NotCanonical) as caught:
        decode(data, strict=strict)
    assert caught.value.reason == reason


@given(st.binary(max_size=40))
def test_any_bytes_give_a_body_or_a_reason(data: bytes) -> None:
    try:
        body = decode(data)
    except NotCanonical:
        return
    assert encode(body) == data


@pytest.mark.parametrize(
    ("value", "reason"),
    [(1.5, "float"), (None, "null"), (b"x", "type"), (("a",), "type"), (MOST_INTEGER + 1, "integer"), ([1.5], "float")],
)
def test_values_no_body_has_are_refused(value: object, reason: str) -> None:
    with pytest.raises(NotCanonical) as caught:
        encode({"a": value})
    assert caught.value.reason == reason


def test_names_are_text() -> None:
    with pytest.raises(NotCanonical, match="name"):
        encode(cast("Body", {1: "a"}))


def test_text_that_only_looks_composed_is_kept() -> None:
    body: Body = {"a": "\n\u0303", "b": "\\u0000"}
    assert decode(encode(body)) == body


def test_nulls_are_for_patches_only() -> None:
    assert decode(encode({"a": {"b": None}}, nulls=True), nulls=True) == {"a": {"b": None}}
    with pytest.raises(NotCanonical, match="null"):
        encode({"a": [None]}, nulls=True)


@given(st.dictionaries(st.sampled_from("abc"), typed.filter(lambda value: not _nested(value))))
def test_what_is_typed_can_be_kept(value: dict[str, object]) -> None:
    settled = clean(value)
    assert isinstance(settled, dict)
    assert clean(settled) == settled
    assert decode(encode(_within_bounds(settled))) is not None


def test_typed_text_is_settled() -> None:
    assert clean("e\u0301") == "é"
    assert clean("a\0b\ud800c\ud83d\ude00") == "ab\ufffdc😀"
    assert clean({"a": None, "b": ["x\0", None], "c": {"d": None}}) == {"b": ["x"], "c": {}}


@given(st.one_of(values, scalars))
def test_a_value_survives_its_text(value: object) -> None:
    assert equal(decode_value(encode_value(value)), value)


@pytest.mark.parametrize("text", ["", "null", "1,", '1,"a":2', "\ud800"])
def test_no_value_is_no_value(text: str) -> None:
    with pytest.raises(NotCanonical):
        decode_value(text)


def _nested(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_nested, value.values()))
    return isinstance(value, list) and any(isinstance(inner, list | dict) for inner in value)


def _within_bounds(value: Body) -> Body:
    return cast("Body", json.loads(json.dumps(value), parse_int=lambda digits: int(digits) % MOST_INTEGER))


def test_body_that_would_be_too_long_is_not_written() -> None:
    assert len(encode({"a": "x" * (MOST_BYTES - len('{"a":""}'))})) == MOST_BYTES
    with pytest.raises(NotCanonical, match="too_long"):
        encode({"a": "x" * (MOST_BYTES - len('{"a":""}') + 1)})


def test_depth_is_told_before_anything_else_is_looked_at() -> None:
    body: Body = {}
    for _ in range(MOST_DEPTH - 1):
        body = {"a": body}
    assert not is_too_deep(body)
    assert encode(body)
    assert is_too_deep({"a": body})
