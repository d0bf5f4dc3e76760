"""Text: what search finds, what counts as one name or address, what hides in a text."""

from __future__ import annotations

import sqlite3
import sys
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol import text

TOKENIZE = "unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '+#.'"


@given(st.text() | st.text(st.sampled_from(text._OLDER + text._VARIANTS)))
def test_folding_twice_changes_nothing(written: str) -> None:
    assert text.fold(text.fold(written)) == text.fold(written)
    assert text.sought(text.sought(written)) == text.sought(text.fold(written)) == text.sought(written)


def test_folding_each_character_twice_changes_nothing() -> None:
    every = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    assert [letter for letter in every if text.fold(text.fold(letter)) != text.fold(letter)] == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("髙﨑", "高崎"),
        ("渡邉 渡邊", "渡辺 渡辺"),
        ("𠮷野", "吉野"),
        ("Résumé", "resume"),
        ("ĐẶNG Thị", "dang thi"),
        ("ｱｸﾃｨﾌﾞ", "あくてぃぶ"),
        ("アオキ", "あおき"),
        ("ヴァン", "ゔぁん"),
        ("ヷ", "わ\u3099"),
        ("ＡＢＣ１２", "abc12"),
        ("㈱", "(株)"),
        ("葛\U000e0100城", "葛城"),
        ("Straße", "STRASSE"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_folding_brings_together(one: str, two: str) -> None:
    assert text.fold(one) == text.fold(two)


@pytest.mark.parametrize(("one", "two"), [("が", "か"), ("ぱ", "ば"), ("カーナ", "ガーナ"), ("東", "西"), ("й", "к")])
def test_folding_keeps_apart(one: str, two: str) -> None:
    assert text.fold(one) != text.fold(two)


@pytest.mark.parametrize(("older", "newer"), [("賴", "頼"), ("龜", "亀"), ("靑", "青"), ("藝", "芸"), ("彥", "彦")])
def test_only_a_search_brings_older_and_newer_kanji_together(older: str, newer: str) -> None:
    assert text.sought(older) == text.sought(newer)
    assert text.fold(older) != text.fold(newer), "ids hang on it"
    assert text.name_key(older) != text.name_key(newer), "accounts are stored by it"


def test_variants_are_each_in_one_family() -> None:
    families = text._VARIANTS.split()
    shapes = [shape for family in families for shape in family]
    assert len(shapes) == len(set(shapes))
    older = [shape for family in text._OLDER.split() for shape in family[1:]]
    assert len(older) == len(set(older))
    assert not set(older) & {*shapes, *(family[0] for family in text._OLDER.split())}
    assert all(unicodedata.normalize("NFKC", family) == family for family in families)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("東京都", ["東京", "京都", "都"]),
        ("学", ["学"]),
        ("C++, C# and .NET.", ["c++", "c#", "and", ".net"]),
        ("Node.js…end.", ["node.js", "end"]),
        ("Java開発", ["java", "開発", "発"]),
        ("foo_bar-baz", ["foo", "bar", "baz"]),
        ("ที่", ["ที่"]),
        ("हिन्दी", ["हिन्दी"]),
        ("、。!?", []),
    ],
)
def test_texts_fall_into_tokens(written: str, found: list[str]) -> None:
    assert text.tokens(written) == found


@given(st.text(st.sampled_from("aZ09.+#_ -\n\t'")))
def test_text_in_ascii_is_cut_as_beside_other_letters(written: str) -> None:
    assert [*text.tokens(written), "あ"] == text.tokens(f"{written} あ")


@pytest.fixture
def finds() -> Iterator[Callable[[str, str], bool]]:
    """Whether a real full-text index over `tokens` finds a text by a query."""
    store = sqlite3.connect(":memory:")
    store.execute(f'create virtual table index_ using fts5(words, tokenize="{TOKENIZE}")')

    def answer(written: str, query: str) -> bool:
        store.execute("delete from index_")
        store.execute("insert into index_ values (?)", [" ".join(text.tokens(written))])
        match = " ".join(f'"{" ".join(term.tokens)}"{"*" * term.prefix}' for term in text.query_tokens(query))
        return bool(store.execute("select rowid from index_ where index_ match ?", [match]).fetchall())

    yield answer
    store.close()


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("東京で翻訳と通訳", "東京"),
        ("大学で学ぶ", "学"),
        ("大学", "学"),
        ("エンジニア", "えんじにあ"),
        ("C++ と C#", "c#"),
        ("C++ と C#", "C++"),
        ("Résumé", "resume"),
        ("engineering", "Engin"),
        (".NET で開発", ".net 開発"),
        ("งานที่ โตเกียว", "งานที่"),
        ("हिन्दी", "हिन्दी"),
        ("髙橋", "高橋"),
    ],
)
def test_an_index_finds_the_words(finds: Callable[[str, str], bool], written: str, query: str) -> None:
    assert finds(written, query)


@pytest.mark.parametrize(
    ("written", "query"), [("ガーナ", "カーナ"), ("東の京", "東京"), ("C", "C++"), ("京都", "東京都")]
)
def test_an_index_finds_nothing_else(finds: Callable[[str, str], bool], written: str, query: str) -> None:
    assert not finds(written, query)


@given(st.text(st.sampled_from("東京都あカーABc+#. 、"), min_size=1, max_size=12), st.data())
def test_a_run_is_found_by_any_part(written: str, data: st.DataObject) -> None:
    runs = [run for run, _word in text._runs().findall(text.fold(written)) if run]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, len(run)))
    (term,) = text.query_tokens(run[start:end])
    held = text.tokens(written)
    at = [held[i : i + len(term.tokens)] for i in range(len(held))]
    if term.prefix:
        assert any(token.startswith(term.tokens[0]) for token in held)
    else:
        assert list(term.tokens) in at


def test_names_are_compared_without_gaps_and_width() -> None:
    assert text.name_key("グエン・ヴァン") == text.name_key("ｸﾞｴﾝ  ｳﾞｧﾝ")
    assert text.name_key("山田　太郎") == text.name_key("山田太郎")
    assert text.name_key("O'Brien,  Ann") == "o brien ann"


@given(st.text())
def test_name_keys_are_settled(name: str) -> None:
    assert text.name_key(text.name_key(name)) == text.name_key(name)


def test_addresses_are_unique_without_case_and_width() -> None:
    assert text.email_key(" ｔａｒｏ@Example.JP ") == text.email_key("Taro@example.jp") == "taro@example.jp"


@given(st.text())
def test_address_keys_are_settled(email: str) -> None:
    assert text.email_key(text.email_key(email)) == text.email_key(email)


HIDDEN = ["\0", "\x1b", "\x7f", "\x85", "\r", "\u2028", "\u202e", "\u2066", "\u200b", "\ufeff", "\u2060", "\u200d"]
HIDDEN += ["\u200e", "\u3164", "\ufffe", "\U000e0041", "\ud800", "\u180e"]


@pytest.mark.parametrize("hidden", HIDDEN, ids=ascii)
def test_hidden_characters_are_seen(hidden: str) -> None:
    assert text.has_control_or_bidi(f"ab{hidden}cd")
    assert text.has_control_or_bidi(f"山{hidden}田")


@pytest.mark.parametrize(
    "honest",
    [
        "",
        "Ann Lee",
        "グエン・ヴァン",
        "👨‍👩‍👧",
        "🏳️‍🌈",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می‌خواهم",
        "क्‍ष",
        "שלום\u200f",
        "葛\U000e0100",
        "Đặng",
    ],
)
def test_honest_writing_is_left_alone(honest: str) -> None:
    assert not text.has_control_or_bidi(honest)


def test_line_feeds_and_tabs_hide_nothing() -> None:
    assert not text.has_control_or_bidi("one\ntwo\tthree")


def test_scripts_are_named() -> None:
    assert text.scripts("山田々ヤーやYａ김ไ1 ー。") == {"han", "katakana", "hiragana", "latin", "hangul", "thai"}
    assert text.scripts("Иван") == {"cyrillic"}
    assert text.scripts("123 -") == frozenset()
