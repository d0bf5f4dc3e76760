"""Names as people type them who have another keyboard, or know how somebody is called and not how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from izanau_desktop.cache import Cache
from izanau_protocol.rules import labels
from tests.desktop.cache.applied import come, names, person

SOUNDS: Final = {
    "タ": ("ta", "ta"), "ナカ": ("naka", "naka"), "シ": ("shi", "si"), "チ": ("chi", "ti"), "ツ": ("tsu", "tu"), "フ": ("fu", "hu"),
    "ジ": ("ji", "zi"), "シャ": ("sha", "sya"), "チュ": ("chu", "tyu"), "ジョ": ("jo", "zyo"), "ロウ": ("ro:", "ro:"),
    "コウ": ("ko:", "ko:"), "ショウ": ("sho:", "syo:"), "リョー": ("ryo~", "ryo~"), "ユウ": ("yu;", "yu;"), "ジュウ": ("ju;", "zyu;"),
    "シン": ("shin", "sin"), "ッペイ": ("ppei", "ppei"), "ペイ": ("pei", "pei"), "マ": ("ma", "ma"), "ッタ": ("tta", "tta"), "ヅ": ("zu", "zu"),
}  # fmt: skip
"""Sounds by hand after Hepburn and Kunrei, with a sign where a vowel is long: `:` of おう, `=` of おお, `~` of おー, `;` of うう."""
FIRST: Final = {**SOUNDS, "オオ": ("o=", "o="), "ウエ": ("ue", "ue"), "イ": ("i", "i")}
_WORD: Final = st.tuples(
    st.sampled_from([one for one in FIRST if one[0] != "ッ"]), st.lists(st.sampled_from([*SOUNDS]), max_size=2)
).map(lambda found: (found[0], *found[1]))
WORDS: Final = _WORD.filter(lambda word: sum(FIRST[one][0][-1] in ":=~;" for one in word) < 3)
"""Words of up to three sounds, of which two may be long."""


def typed(word: tuple[str, ...]) -> Iterator[str]:
    """All ways to type a word, as they were written down by hand."""
    for way in (0, 1):
        told = "".join(FIRST[one][way] for one in word)
        for nasal in ("n", "m") if way == 0 else ("n",):
            spoken = told
            for lip in "bmp":
                spoken = spoken.replace(f"n{lip}", f"{nasal}{lip}")
            yield from _long(spoken)


def _long(told: str) -> Iterator[str]:
    """The same with each long vowel in each way."""
    doubles = {":": ("", "u", "h"), "=": ("", "o", "h"), "~": ("", "o", "u", "h"), ";": ("", "u")}
    pieces = re.split("([:=~;])", told)
    yield from map("".join, product(*(doubles.get(one, (one,)) for one in pieces)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=1, max_size=4, unique=True), data=st.data())
def test_reading_is_found_by_all_ways_to_type_it_and_by_no_other(
    words: list[tuple[str, ...]], data: st.DataObject
) -> None:
    ways = [set(typed(word)) for word in words]
    query = data.draw(st.sampled_from(sorted(set().union(*ways)))) if data.draw(st.booleans()) else data.draw(
        st.text(alphabet="aiueokstnhmrzjcyp", min_size=1, max_size=5)
    )  # fmt: skip
    cache = Cache(None)
    come(cache, *(person(n, name={"full": f"{n}", "reading": "".join(one)}) for n, one in enumerate(words)))
    expected = {str(n) for n, found in enumerate(ways) if any(one.startswith(query) for one in found)}
    assert set(names(cache, query)) == expected
    cache.close()


@pytest.mark.parametrize(
    ("written", "queries"),
    [
        ("Jürgen Müller-Weiß", "mueller juergen muller müller MUELLER weiss muellerweiss"),
        ("Søren Kjær", "soeren soren kjaer kjær"),
        ("Åsa Björk", "aasa asa bjoerk bjo\u0308rk"),
        ("Ólafur Þórsson", "thorsson olafur"),
        ("賴 淸德", "頼 賴 清德 清徳 頼清徳"),
        ("齋藤 舊一", "斎藤 斉藤 旧一"),
        ("タナカ タロウ", "tanaka tarou taro tarō tarô taroh"),
        ("ﾀﾅｶ ﾀﾛｳ", "tanaka taro"),
        ("大原 ようこ", "yoko youko yohko"),
        ("김 민준", "민준 김"),
        ("タナカ マリア タロウ", "タナカマリアタロウ maria"),
        ("ジュンイチ", "junichi jun'ichi zyuniti"),
        ("ハッチョウボリ", "hatchobori hacchobori hattyobori"),
        ("イノウエ", "inoue"),
        ("ティファニー・ヴァン・クァク", "tifani tifanii van kwaku"),
        ("ヴァン デル サール", "ヴァンデルサール"),
        ("ソウイチロウコウタロウ", "souichiroukoutarou soichirokotaro"),
    ],
)
def test_name_is_found_as_it_is_typed(company: Cache, written: str, queries: str) -> None:
    come(company, person(1, name={"full": written}), person(2, name={"full": "Zoë"}))
    for query in queries.split():
        assert names(company, query) == [written], query
        assert names(company, f"name:{query}") == [written], query


@pytest.mark.parametrize("query", ["given", "名", "name", "inohe", "井上明"])
def test_name_is_not_found_by_what_it_is_not(company: Cache, query: str) -> None:
    come(company, person(1, name={"full": "Aki Inoue", "reading": "イノウエ アキ", "order": "given-first"}))
    assert names(company, query) == []


@pytest.mark.parametrize(("one", "other"), [("賴", "頼"), ("Müller", "Mueller"), ("たなか", "tanaka")])
def test_labels_that_a_search_takes_for_one_stay_apart(one: str, other: str) -> None:
    assert labels.key(one) != labels.key(other)
