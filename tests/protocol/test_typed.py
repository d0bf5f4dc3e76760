"""What is typed becomes the canonical value, or is refused with its path; nothing typed makes it fail."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol import documents, rules
from izanau_protocol.canonical import encode
from izanau_protocol.problems import Refused
from tests.protocol.bad_values import TODAY, concrete

FIELDS = [concrete(field) for field in documents.fields("profile").values()]


def refused(kind: str, path: str, text: str) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        rules.parse(kind, path, text, today=TODAY)
    return [(one.code, one.field) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("birthday", " 1990-04-02 ", "1990-04-02"),
        ("birthday", "１９９０−０４−０２", "1990-04-02"),
        ("citizenship", "ES", ["ES"]),
        ("citizenship", "es, jp", ["ES", "JP"]),
        ("citizenship", '["ES", "JP"]', ["ES", "JP"]),
        ("citizenship", "スペイン", ["ES"]),
        ("residence", "Japan", "JP"),
        ("residence", "ｊｐ", "JP"),
        ("languages.a1.level", "n2", "JLPT N2"),
        ("languages.a1.level", "b1", "B1"),
        ("languages.a1.native", "はい", True),
        ("visa.needs_sponsorship", "NO", False),
        ("skills.a1.years", "１２", 12),
        ("name.reading", "ぐえん・ゔぁん", "グエン・ヴァン"),
        ("name.reading", "ｸﾞｴﾝ ｳﾞｧﾝ", "グエン ヴァン"),
        ("name.native", "  Nguye\u0302\u0303n ", "Nguyễn"),
        ("work.a1.description@ja", "一行目\r\n二行目", "一行目\n二行目"),
        ("hobbies", "Go", "Go"),
    ],
)
def test_typed_text_becomes_the_canonical_value(path: str, text: str, value: object) -> None:
    assert rules.parse("profile", path, text, today=TODAY) == value


def test_list_that_is_no_json_is_one_word_that_the_rules_refuse() -> None:
    assert refused("profile", "citizenship", '["ES"') == [("unknown_code", "citizenship")]
    assert refused("profile", "citizenship", '["ES", 5]') == [("wrong_type", "citizenship")]


def test_words_without_a_table_stay_as_typed() -> None:
    assert rules.parse("job", "skills", "Python, C++") == ["Python", "C++"]


def test_codes_within_an_item_are_a_list_of_words() -> None:
    item = '{"name": "Name", "paths": [" profile.name "], "audience": ["public"]}'
    assert rules.parse("policy", "items", item) == {"name": "Name", "paths": ["profile.name"], "audience": ["public"]}
    assert refused("policy", "items", item.replace('"public"', "5")) == [("wrong_type", "items.*.audience")]


def test_what_is_no_item_within_an_item_is_refused() -> None:
    (problem,) = refused("profile", "languages", '{"language": "ja", "certificates": [5]}')
    assert problem[0] == "wrong_type"
    assert problem[1].startswith("languages.*.certificates.")


def test_unknown_kind_is_refused() -> None:
    assert refused("nothing", "name", "x") == [("unknown_kind", "")]


def test_typed_numbers_with_commas_are_read() -> None:
    assert rules.parse("job", "pay.least", "250,000") == 250_000
    assert rules.parse("company", "website", "www.example.com") == "https://www.example.com"
    assert rules.parse("account", "email", " Taro@Example.CO.JP") == "Taro@example.co.jp"


def test_item_is_read_from_json_without_nulls() -> None:
    text = '{"company": " Kumo ", "start": "2015-04", "end": null, "current": true, "description": "Tests"}'
    expected = {"company": "Kumo", "start": "2015-04", "current": True, "description": {"ja": "Tests"}}
    assert rules.parse("profile", "work", text, "ja", TODAY) == expected
    assert rules.parse("profile", "work.a1", text, "ja", TODAY) == expected


def test_items_within_an_item_get_ids_and_positions() -> None:
    text = '{"language": "ja", "certificates": [{"name": "JLPT", "level": "N2"}, {"name": "BJT"}]}'
    item: Any = rules.parse("profile", "languages", text, today=TODAY)
    body = {"name": {"full": "A"}, "languages": {"a1": {**item, "position": "V"}}}
    assert rules.problems("profile", body, TODAY) == ()
    assert sorted(inner["name"] for inner in item["certificates"].values()) == ["BJT", "JLPT"]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("work", "{", [("not_json", "work")]),
        ("work", '{"company": "A", "company": "B"}', [("not_json", "work")]),
        ("work", "[" * 100_000, [("not_json", "work")]),
        ("work", "[]", [("wrong_type", "work")]),
        ("work", "{}", [("required", "work.*.company")]),
        ("work.a1", '{"company": "A", "start": "2015-13"}', [("not_a_month", "work.a1.start")]),
        ("work", '{"company": "A", "pay": 1}', [("unknown_field", "work.*.pay")]),
        ("skills.a1.years", "1.5", [("wrong_type", "skills.a1.years")]),
        ("skills.a1.years", "9" * 4001, [("wrong_type", "skills.a1.years")]),
        ("birthday@ja", "1990-04-02", [("unknown_field", "birthday@ja")]),
        ("hobbies@xx", "Go", [("bad_language_tag", "hobbies@xx")]),
        ("email", "a@example.com", [("unknown_field", "email")]),
        ("citizenship", "[1]", [("wrong_type", "citizenship")]),
    ],
)
def test_typed_nonsense_is_refused_with_its_path(path: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert refused("profile", path, text) == expected


@given(path=st.sampled_from([*sorted(FIELDS), "work.a1", "a.b", "", "@en"]), text=st.text(st.characters(), max_size=30))
def test_any_typed_text_is_canonical_or_refused(path: str, text: str) -> None:
    try:
        value = rules.parse("profile", path, text, today=TODAY)
    except Refused:
        return
    encode({"value": value})
    if isinstance(value, str):
        assert rules.parse("profile", path, value, today=TODAY) == value
