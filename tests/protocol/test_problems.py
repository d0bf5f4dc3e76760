"""Problems: complete words and a cure in both languages, safe to show, whole after the wire."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol.fields import Words
from izanau_protocol.problems import EXPECTED, PROBLEMS, STATUS, Problem, Refused, problem, problem_of_bytes

PACKAGES = Path(__file__).parents[2]
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龯]")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def raised() -> list[tuple[str, set[str]]]:
    """Every `problem("code", …, name=…)` that stands in the packages, with the names of its values."""
    found = []
    for path in sorted(PACKAGES.glob("izanau_*/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("problem", "Problem")
            ):
                code = node.args[0] if len(node.args) in (1, 2) else None  # a third are the values themselves
                if isinstance(code, ast.Constant) and all(word.arg for word in node.keywords):
                    found.append((str(code.value), {str(word.arg) for word in node.keywords}))
    return found


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_has_words_and_cure_twice(code: str) -> None:
    wording = PROBLEMS[code]
    assert all(text.strip() == text and len(text) > 4 for text in wording)
    for english, japanese in ((wording.en, wording.ja), (wording.cure_en, wording.cure_ja)):
        assert english[0].isupper() or english[0] in "“{", english
        assert english[-1] in ".}", english
        assert not JAPANESE.search(english)
        assert JAPANESE.search(japanese), japanese
        assert japanese[-1] in "。}", japanese
        assert placeholders(english) == placeholders(japanese)


def test_every_code_that_is_raised_has_words() -> None:
    assert {code for code, _ in raised()} <= PROBLEMS.keys()


@pytest.mark.parametrize("code", PROBLEMS)
def test_words_with_all_their_values_are_whole_sentences(code: str) -> None:
    wording = PROBLEMS[code]
    filled = problem(code, "a.field", **dict.fromkeys(placeholders("".join(wording)), "1"))
    for language in ("en", "ja"):
        told = filled.words(language) + filled.cure(language)
        assert not [sign for sign in "{}…" if sign in told], told


def test_problems_that_are_raised_bring_all_values() -> None:
    short = []
    for code, given_values in raised():
        wording = PROBLEMS[code]
        wanted = placeholders(wording.en) | placeholders(wording.cure_en)
        if not wanted <= given_values:
            short.append((code, wanted - given_values))
    assert not short


def test_words_are_filled_in_the_readers_language() -> None:
    found = problem("too_long", "name.full", length=130, most=120)
    assert found.words("en") == "This is too long: 130 characters, and at most 120 fit."
    assert found.cure("ja") == "120文字以内に短くしてください。"
    assert problem("wrong_type", "x", expected=EXPECTED["yes"]).cure("ja").startswith("「はい」か「いいえ」を")


def test_missing_value_never_shows_a_placeholder() -> None:
    for code in PROBLEMS:
        for language in ("en", "ja"):
            bare = Problem(code)
            assert "{" not in bare.words(language) + bare.cure(language)


@given(st.text(st.characters(), max_size=300), st.sampled_from(["en", "ja"]))
def test_foreign_text_is_safe_to_send_and_show(text: str, language: str) -> None:
    found = problem("unknown_code", "residence", value=text)
    sent = msgspec.json.encode(found.as_rfc9457(language, 422))
    assert found.words(language).isprintable()
    assert len(sent) < 6000


@pytest.mark.parametrize(
    ("found", "part"),
    [
        (problem("missing_legal_item", "smoking", item=Words("smoking", "喫煙")), "喫煙"),
        (problem("too_long", "name.full", length=201, most=200), "201"),
    ],
)
def test_problem_comes_whole_through_the_wire(found: Problem, part: str) -> None:
    sent = msgspec.json.decode(msgspec.json.encode(found.as_rfc9457("en", 422)))
    assert (sent["code"], sent["field"], sent["status"]) == (found.code, found.field, 422)
    assert sent["detail"] == f"{found.words('en')} {found.cure('en')}"
    assert Problem.from_rfc9457(sent) == found
    assert part in Problem.from_rfc9457(sent).words("ja")


@pytest.mark.parametrize("code", ["required", "forbidden", "view_names_people"])
def test_japanese_sentences_follow_one_another_without_a_blank(code: str) -> None:
    found = problem(code, word="x")
    assert found.with_cure("ja") == f"{found.words('ja')}{found.cure('ja')}"
    assert found.with_cure("en") == f"{found.words('en')} {found.cure('en')}"
    assert found.as_rfc9457("ja")["detail"] == found.with_cure("ja")


def test_code_of_a_newer_site_keeps_its_words() -> None:
    sent = {"code": "moon_is_full", "field": "", "title": "The moon is full.", "cure": "Wait."}
    found = Problem.from_rfc9457(sent)
    assert (found.words("ja"), found.cure("ja")) == ("The moon is full.", "Wait.")
    assert found.with_cure("ja") == "The moon is full. Wait."
    assert Problem("moon_is_full").words("en") == PROBLEMS["site_error"].en


SENT = ("code", "field", "title", "cure", "values", "status", "problems")


@given(
    st.dictionaries(
        st.sampled_from(SENT) | st.text(max_size=8),
        st.recursive(st.none() | st.integers() | st.text(max_size=20), st.lists, max_leaves=4),
        max_size=8,
    )
)
def test_any_answer_of_a_site_is_readable(body: dict[str, object]) -> None:
    found = Problem.from_rfc9457(body)
    assert found.words("en")
    assert found.cure("ja")


def test_refusal_sends_all_of_its_problems() -> None:
    refused = Refused(problem("required", "name.full"), problem("empty", "hobbies"))
    sent = refused.as_rfc9457("en", 422)
    assert sent["field"] == "name.full"
    assert [one["code"] for one in sent["problems"]] == ["required", "empty"]
    assert str(refused) == "name.full: required, hobbies: empty"
    with pytest.raises(ValueError, match="needs"):
        Refused()


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("null", "null_value"),
        ("float", "wrong_type"),
        ("nul", "not_text"),
        ("utf8", "not_json"),
        ("too_long", "too_large"),
    ],
)
def test_bytes_that_are_no_body_name_the_fault(reason: str, code: str) -> None:
    assert problem_of_bytes(reason).code == code
    assert "{" not in problem_of_bytes(reason).words("en")


def test_every_status_belongs_to_a_known_code() -> None:
    assert STATUS.keys() <= PROBLEMS.keys()
    assert (Problem("offline").status, Problem("wrong_method").status, Problem("required").status) == (503, 405, 422)


def test_no_part_keeps_a_list_of_its_own() -> None:
    pattern = re.compile(r"\"(?:offline|wrong_method|lease_locked|email_not_confirmed)\": *\d{3}")
    files = [file for package in PACKAGES.glob("izanau_*") for file in package.rglob("*.py")]
    assert [file.name for file in files if pattern.search(file.read_text("utf-8"))] == ["problems.py"]
