"""Rules: every bad value is named at its field, good ones pass, and nothing makes the rules fail."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol import documents, rules
from izanau_protocol.canonical import Body, encode
from izanau_protocol.problems import Refused
from izanau_protocol.rules.trees import at, planted
from tests.protocol.bad_values import BAD, PROFILE, TODAY, body_with, cells, concrete

CELLS = list(cells())
FIELDS = {concrete(field): field for field in documents.fields("profile").values()}


def found(kind: str, body: object) -> set[tuple[str, str]]:
    return {(one.code, one.field) for one in rules.problems(kind, body, TODAY)}


def changed(path: str, value: object, body: Body = PROFILE) -> set[tuple[str, str]]:
    return found("profile", planted(body, path, value))


# One bad value at a time


def test_sample_profile_has_nothing_wrong() -> None:
    assert found("profile", PROFILE) == set()
    assert all(at(PROFILE, path) is not None for path in FIELDS), "every field stands in the sample"
    encode(PROFILE)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.id)
def test_bad_value_is_named_at_its_field(bad: Any) -> None:
    mine = [(path, code) for path, other, code in CELLS if other is bad]
    assert mine, "bad for no field at all"
    for path, code in mine:
        named = found("profile", body_with("profile", path, bad.value))
        assert any(c == code and (f == path or f.startswith(f"{path}.")) for c, f in named), (path, code, named)


@pytest.mark.parametrize("bad", [bad for bad in BAD if bad.raw_text is not None], ids=lambda bad: bad.id)
def test_typed_bad_value_is_named_at_its_field(bad: Any) -> None:
    for path, other, code in CELLS:
        text = bad.raw_for(FIELDS[path])
        if other is not bad or text is None:
            continue
        try:
            value = rules.parse("profile", path, text, today=TODAY)
            named = found("profile", body_with("profile", path, value))
        except Refused as refusal:
            named = {(one.code, one.field) for one in refusal.problems}
        assert (code, path) in named, (path, code, named)


def test_table_covers_every_field_and_prints_its_size(record_property: Any, capsys: Any) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{len(CELLS)} cells: {len(FIELDS)} fields, {len(BAD)} bad values\n")
    record_property("cells", len(CELLS))
    assert len(BAD) >= 25
    assert {path for path, _, _ in CELLS} == set(FIELDS)
    assert all(len([1 for p, _, _ in CELLS if p == path]) >= 8 for path in FIELDS)


# Bounds


@pytest.mark.parametrize("path", [path for path, field in FIELDS.items() if field.spec.type in ("line", "text")])
def test_longest_text_passes_and_one_more_fails(path: str) -> None:
    letter, most = "ア", FIELDS[path].spec.most
    assert not {one for one in changed(path, letter * most) if one[0] == "too_long"}
    assert ("too_long", path) in changed(path, letter * (most + 1))


def test_tomorrow_elsewhere_is_no_future_yet() -> None:
    birthday: Body = {"name": {"full": "A"}}
    assert ("in_the_future", "birthday") not in changed("birthday", str(TODAY + timedelta(days=1)), birthday)
    assert ("in_the_future", "birthday") in changed("birthday", str(TODAY + timedelta(days=2)), birthday)


@pytest.mark.parametrize("count", [0, 1, 3, 4])
def test_number_of_items_is_bounded(count: int) -> None:
    tests = {f"c{n}": {"name": "Own test", "position": "V"} for n in range(count + 8)}
    expected = count + 8 > 10
    assert (("too_many", "languages.a1.certificates") in changed("languages.a1.certificates", tests)) is expected


@pytest.mark.parametrize("key", ["", "A1", "a-1", "x" * 11, "ア", "a\x00"])
def test_foreign_id_of_an_item_is_refused(key: str) -> None:
    body = {"name": {"full": "A"}, "work": {key: {"company": "K", "position": "V"}}}
    assert "bad_item_id" in {code for code, _ in found("profile", body)}


def test_item_that_is_null_is_refused_at_its_place() -> None:
    assert changed("work.a1", None) == {("null_value", "work.a1")}


@pytest.mark.parametrize("position", ["", "a0", "a!", "V" * 65, 7, None])
def test_position_out_of_form_is_refused(position: object) -> None:
    assert changed("work.a1.position", position) == {("bad_position", "work.a1.position")}


def test_item_without_position_is_refused() -> None:
    body = {"name": {"full": "A"}, "skills": {"a1": {"name": "Go"}}}
    assert found("profile", body) == {("bad_position", "skills.a1.position")}


@pytest.mark.parametrize("tag", ["", "english", "EN", "ja-jp", "xx", "en_GB", "e"])
def test_foreign_language_tag_is_refused(tag: str) -> None:
    assert "bad_language_tag" in {code for code, _ in changed("hobbies", {tag: "Go"})}


@pytest.mark.parametrize(
    ("title", "code"),
    [("Tester", "wrong_type"), ({}, "required"), ({f"en-{n:03}": "Tester" for n in range(21)}, "too_many")],
)
def test_text_is_held_by_language_in_a_few_languages(title: object, code: str) -> None:
    job: Body = {"company": "11111111-1111-4111-8111-111111111111", "title": title, "state": "draft"}
    assert found("job", job) == {(code, "title")}


@pytest.mark.parametrize("tag", ["en", "ja", "pt-BR", "zh-Hans", "zh-Hant-TW", "yue", "es-419"])
def test_language_tags_of_people_pass(tag: str) -> None:
    assert changed("hobbies", {tag: "Go"}) == set()


@pytest.mark.parametrize(
    "name", ["phone", "visa.card", "work.a1.salary", "name.full.x", "position", "work.a1.certificates"]
)
def test_unknown_field_is_refused_anywhere(name: str) -> None:
    assert {code for code, _ in changed(name, "x")} & {"unknown_field", "wrong_type"}


def test_full_name_is_needed_once_anything_stands() -> None:
    assert found("profile", {}) == set()
    assert found("profile", {"birthday": "1990-04-02"}) == {("required", "name.full")}
    assert found("profile", {"name": {"family": "X"}}) == {("required", "name.full")}


def test_required_field_of_an_item_is_named() -> None:
    body = {"name": {"full": "A"}, "work": {"a1": {"title": "Cook", "position": "V"}}}
    assert found("profile", body) == {("required", "work.a1.company")}


def test_unknown_kind_and_no_tree_are_problems() -> None:
    assert found("resume", {"a": 1}) == {("unknown_kind", "")}
    assert found("profile", [1]) == {("wrong_type", "")}


@pytest.mark.parametrize(
    "url",
    ["https://example.com", "http://例え.jp/a?b=c#d", "https://sub.example.co.jp:8443/x", "https://xn--r8jz45g.jp"],
)
def test_web_addresses_of_people_pass(url: str) -> None:
    assert found("company", {"name": "K", "website": url}) == set()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "example",
        "ftp://example.com",
        "https://",
        "https://a@b.com",
        "data:text/html,x",
        "https://[::1",
        "https://x.com:99999",
        "https://a_b",
        "file:///etc/passwd",
        "http://x.com/<b>",
    ],
)
def test_what_a_click_must_not_open_is_refused(url: str) -> None:
    assert found("company", {"name": "K", "website": url}) == {("not_a_url", "website")}


@pytest.mark.parametrize(
    "email", ["a@@b", "a@b", "a b@example.com", "a..b@example.com", "ｔａｒｏ@example.co.jp", "@x.jp"]
)
def test_what_is_no_email_address_is_refused(email: str) -> None:
    assert found("account", {"email": email}) == {("not_an_email", "email")}


# What must fit together


@pytest.mark.parametrize(
    ("path", "value", "problem", "where"),
    [
        ("work.a1.end", "2014-03", "end_before_start", "work.a1.end"),
        ("education.a1.end", "2008-08", "end_before_start", "education.a1.end"),
        ("work.a1.current", True, "end_while_current", "work.a1.end"),
        ("work.a1.start", "2005-03", "worked_before_15", "work.a1.start"),
        ("education.a1.start", "1990-03", "studied_before_birth", "education.a1.start"),
        ("skills.a1.date", "1990-03", "before_birth", "skills.a1.date"),
        ("languages.a1.certificates.a1.date", "1989-12", "before_birth", "languages.a1.certificates.a1.date"),
        ("languages.a1.language", "ko", "test_not_for_language", "languages.a1.level"),
        ("languages.a1.language", "vi", "test_not_for_language", "languages.a1.certificates.a1.name"),
        ("languages.a1.certificates.a1.name", "TOPIK", "test_not_for_language", "languages.a1.certificates.a1.name"),
        ("languages.a1.certificates.a1.score", "181", "out_of_range", "languages.a1.certificates.a1.score"),
        ("languages.b1", {"language": "ja", "position": "W"}, "duplicate", "languages.b1.language"),
        ("citizenship", ["VN", "JP"], "status_not_for_citizen", "visa.status"),
        ("visa.status", "japanese_national", "status_only_for_japanese", "visa.status"),
    ],
)
def test_what_does_not_fit_together_is_named(path: str, value: object, problem: str, where: str) -> None:
    assert (problem, where) in changed(path, value)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("work.a1.start", "2005-04"),  # the month in which one turns 15
        ("work.a1.end", "2015-04"),  # a job of one month
        ("education.a1.end", "2031-03"),  # expected graduation
        ("work.b1", {"company": "Side", "start": "2016-01", "current": True, "position": "W"}),  # overlap
        ("languages.a1.certificates.a1.name", "Our school's test"),
        ("languages.a1.certificates.a1.score", "A, with distinction"),
        ("visa.status", "undisclosed"),
        ("name.reading", "アナ マリア"),
        ("name.full", "Suharto"),
        ("hobbies", {}),  # the last text was removed
        ("work", {}),
    ],
)
def test_what_real_lives_hold_passes(path: str, value: object) -> None:
    assert changed(path, value) == set()


def test_japanese_citizen_without_status_passes() -> None:
    body = {"name": {"full": "A"}, "citizenship": ["JP", "BR"], "visa": {"status": "japanese_national"}}
    assert found("profile", body) == set()


def test_problem_of_a_value_hides_its_consequences() -> None:
    assert changed("work.a1.end", "1950-13") == {("not_a_month", "work.a1.end")}


# Nothing makes the rules fail

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=12)
NAMES = st.sampled_from(sorted({part for path in FIELDS for part in path.replace("@", ".").split(".")} | {"position"}))
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(st.characters(), max_size=4), inner),
    max_leaves=20,
)


@given(kind=st.sampled_from(sorted(documents.KINDS)), body=TREES)
def test_no_tree_makes_the_rules_fail(kind: str, body: object) -> None:
    for one in rules.problems(kind, body, TODAY):
        msgspec.json.encode(one.as_rfc9457("ja", 422))


@given(path=st.sampled_from(sorted(FIELDS)), value=TREES)
def test_no_value_in_a_profile_makes_the_rules_fail(path: str, value: object) -> None:
    body = planted(PROFILE, path, value)
    rules.problems("profile", body, TODAY)
    assert set(rules.completeness(body, TODAY)) == set(documents.ORDERED)
    rules.missing(body)
    rules.display_name(body["name"] if isinstance(body["name"], dict) else {}, "ja")


# How far a profile has come


def test_graduate_without_work_may_register() -> None:
    body = {key: value for key, value in PROFILE.items() if key not in ("work", "education", "skills", "hobbies")}
    assert rules.missing(body) == ()
    assert rules.missing({}) == ("name.full", "birthday", "citizenship", "residence", "visa.status", "languages")
    assert rules.missing({**body, "languages": {}}) == ("languages",)


def test_sections_tell_how_far_they_have_come() -> None:
    assert set(rules.completeness(PROFILE, TODAY).values()) == {"done"}
    assert set(rules.completeness({}, TODAY).values()) == {"missing"}
    body = planted(planted(PROFILE, "work.a1.end", "2014-01"), "visa", {"status": "student"})
    states = rules.completeness({**body, "hobbies": {}}, TODAY)
    assert (states["work"], states["visa"], states["hobbies"], states["name"]) == ("problem", "part", "missing", "done")


def test_permanent_resident_needs_no_expiry() -> None:
    for status, state in (("permanent_resident", "done"), ("student", "part")):
        body = planted(PROFILE, "visa", {"status": status})
        assert rules.completeness(body, TODAY)["visa"] == state


@pytest.mark.parametrize(
    ("today", "years"),
    [(date(2023, 2, 28), 22), (date(2023, 3, 1), 23), (date(2024, 2, 29), 24), (date(2000, 3, 1), 0)],
)
def test_leap_day_birthday_turns_in_march(today: date, years: int) -> None:
    assert rules.age("2000-02-29", today) == years


def test_age_of_no_birthday_is_unknown() -> None:
    assert [rules.age(text, TODAY) for text in ("", "1990-04", "1990-02-30")] == [None] * 3


@pytest.mark.parametrize(
    ("name", "language", "shown"),
    [
        ({"full": "SATO HANA", "native": "佐藤 花"}, "ja", "佐藤 花"),
        ({"full": "SATO HANA", "native": "佐藤 花"}, "en", "SATO HANA"),
        ({"full": "KIM MINJI", "native": "김민지"}, "ja", "KIM MINJI"),
        (
            {"full": "X", "family": "Nguyen", "given": "Anh", "middle": "Van", "order": "given-first"},
            "en",
            "Anh Van Nguyen",
        ),
        ({"full": "X", "family": "Nguyen", "given": "Anh", "order": "family-first"}, "en", "Nguyen Anh"),
        ({"full": "Suharto", "family": "Suharto", "order": "family-first"}, "en", "Suharto"),
        ({}, "en", ""),
    ],
)
def test_name_is_shown_as_its_owner_wants(name: dict[str, str], language: str, shown: str) -> None:
    assert rules.display_name(name, language) == shown
