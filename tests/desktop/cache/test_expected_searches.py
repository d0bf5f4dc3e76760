"""What a person expects of the search of applicants, by hand: names as they are typed, words of any script, filters as one
would write them, and what is said of those that are none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest

from izanau_desktop.cache import Cache, Edit
from izanau_desktop.cache.reads import ranking
from izanau_desktop.cache.reads.applicants import Listing, View
from izanau_protocol import ambient
from tests.desktop.cache.applied import application, come, person
from tests.desktop.cache.test_gone import SCOPE


def worked(company: str, title: str, start: str = "2024-11", **more: Any) -> dict[str, Any]:
    return {"w": {"company": company, "title": title, "start": start, "end": "2026-10", "position": "1", **more}}


def skills(*names: str) -> dict[str, Any]:
    return {f"s{place}": {"name": name, "position": str(place)} for place, name in enumerate(names, 1)}


def named(full: str, native: str = "", reading: str = "") -> dict[str, str]:
    return {"full": full} | ({"native": native} if native else {}) | ({"reading": reading} if reading else {})


PEOPLE: Final[dict[str, dict[str, Any]]] = {
    "takahashi": {
        "name": named("Taro Takahashi", "髙橋 太郎", "タカハシ タロウ"),
        "work": worked("海ゲームズ株式会社", "QAテスター", "2020-01"),
        "skills": skills("C++", "Python"),
    },
    "saito": {
        "name": named("Hanako Saito", "齋藤花子", "サイトウ ハナコ"),
        "work": worked("東京電力", "営業", "2022-10"),
        "education": {"e": {"school": "早稲田大学", "field": "法学", "start": "2010-04", "position": "1"}},
    },
    "watanabe": {
        "name": named("Jiro Watanabe", "渡邉 次郎", "ﾜﾀﾅﾍﾞ ｼﾞﾛｳ"),
        "work": worked("ｱﾆﾒｽﾀｼﾞｵ", "アニメーター"),
        "skills": skills("C#", ".NET", "Node.js"),
    },
    "garcia": {
        "name": named("María José García-López"),
        "work": worked("O'Reilly & Sons", "Sous-chef", description={"en": "Cooked for guests"}),
        "languages": {"l": {"language": "ja", "level": "JLPT N2", "position": "1"}},
    },
    "lin": {"name": named("Lin Wei", "林 偉"), "work": worked("Sony", "Game Designer"), "hobbies": {"en": "go"}},
    "nguyen": {
        "name": named("Nguyễn Thị Mai"),
        "work": worked("Đà Nẵng Hotels", "Front desk"),
        "visa": {"status": "student", "expires": "2027-01-31"},
    },
    "ohara": {"name": named("Yoko O’Hara", "大原 ようこ"), "work": worked("JR東日本", "駅係員")},
    "yoshida": {"name": named("Saburo Yoshida", "𠮷田 三郎"), "work": worked("㈱吉野家", "店長")},
    "petrov": {"name": named("Ivan Petrov", "Иван Петров"), "work": worked("Straße GmbH", "Übersetzer")},
    "kim": {"name": named("Kim Min-jun", "김민준"), "work": worked("삼성", "디자이너")},
    "cook": {"name": named("Somchai Jaidee", "สมชาย ใจดี"), "work": worked("Bangkok", "Cook")},
}


@pytest.fixture(scope="module")
def people() -> Iterator[Cache]:
    """They applied, the last of these first; one was written a note about."""
    cache = Cache(None)
    cache.set_note(account="hr", group="company", role="recruiter", company="c")
    with ambient.ruled(now=ambient.now().fromisoformat("2026-11-20T09:00:00+00:00")):
        come(cache, *(person(number, **one) for number, one in enumerate(PEOPLE.values())))
        cache.edit([Edit("note", "n", SCOPE, {"application": application(1), "text": "電話した。Call on Monday"})])
    yield cache
    cache.close()


def found(cache: Cache, query: str) -> list[str]:
    """Who is listed, the best match first."""
    known = {application(number): name for number, name in enumerate(PEOPLE)}
    now = ambient.now().fromisoformat("2026-11-20T09:00:00+00:00")
    with ambient.ruled(now=now), cache.reading("application") as connection:
        return [known[row.id] for row in ranking.listed(connection, View(query=query, sort="match")).rows(50)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("高橋", "takahashi"),
        ("takahasi tarou", "takahashi"),
        ("saitoh", "saito"),
        ("zirō watanabe", "watanabe"),
        ("uebersetzer", ""),
        ("髙橋太郎", "takahashi"),
        ("太郎 高橋", "takahashi"),
        ("太郎高橋", "takahashi"),
        ("タカハシタロウ", "takahashi"),
        ("ﾀｶﾊｼ", "takahashi"),
        ("taro takahashi", "takahashi"),
        ("斎藤", "saito"),
        ("齊藤花子", "saito"),
        ("渡辺", "watanabe"),
        ("渡邊", "watanabe"),
        ("わたなべ", "watanabe"),
        ("林", "lin"),
        ("林偉", "lin"),
        ("𠮷田", "yoshida"),
        ("吉田三郎", "yoshida"),
        ("lopez garcia", "garcia"),
        ("GARCÍA-LÓPEZ", "garcia"),
        ("garcialopez", "garcia"),
        ("ohara", "ohara"),
        ("o'hara", "ohara"),
        ("大原ようこ", "ohara"),
        ("minjun", "kim"),
        ("김민준", "kim"),
        ("민준", "kim"),
        ("иван ПЕТРОВ", "petrov"),
        ("สมชาย", "cook"),
        ("thi mai nguyen", "nguyen"),
        ("da nang", "nguyen"),
        ("strasse ubersetzer", "petrov"),
        ("営業", "saito"),
        ("東京", "saito"),
        ("アニメ", "watanabe"),
        ("(株)", "yoshida takahashi"),
        ("c++", "takahashi"),
        (".net", "watanabe"),
        ("node", "watanabe"),
        ('"sous chef"', "garcia"),
        ('"chef sous"', ""),
        ("call monday", "saito"),
        ("cook", "cook garcia"),
        ("cook -chef", "cook"),
        ("cook NOT chef", "cook"),
        ("name: 高橋", "takahashi"),
        ("段階： 新規 高橋", "takahashi"),
        ("skill: lang:ja", "garcia"),
        ("skill: -cook python", "takahashi"),
        ("years:3..5", "saito"),
        ("years:4..", "takahashi saito"),
        ("経験年数:5～", "takahashi"),
        ("ends:2027-01..2027-02", "nguyen"),
        ("在留期限:～2027-01", "nguyen"),
        ("applied:2026-11-01..2026-11 髙橋", "takahashi"),
        ("applied:..2026-10", ""),
    ],
)
def test_search_finds_whom_a_person_expects(people: Cache, query: str, expected: str) -> None:
    assert sorted(found(people, query)) == sorted(expected.split())


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("years >= 3", "“>=” names nothing that can be filtered by. Write it as in years>=3."),
        ("cook OR chef", "“OR” is looked for as a word here. Write what may be instead behind commas in one filter,"),
        ("foo: bar", "“foo: bar” is no filter here; it is looked for as a word."),
        ("years:5..3", "“years:5..3” names nothing that can be filtered by. Write it as in years>=3."),
        ("years>=3..5", "“years>=3..5” names nothing that can be filtered by."),
        ("applied:..", "“applied:..” names nothing that can be filtered by. Write it as in applied:7d."),
        ("ends:2027-02..2027-01", "“ends:2027-02..2027-01” names nothing that can be filtered by."),
        ("stage:intervew", "“stage:intervew” names nothing that can be filtered by. Write it as in stage:interview."),
        ("lang:ja=2", "“lang:ja=2” names nothing that can be filtered by. Write it as in lang:ja>=N2."),
    ],
)
def test_search_that_says_something_else_is_explained(people: Cache, query: str, told: str) -> None:
    with people.reading("application") as connection:
        (strange,) = Listing(connection, View(query=query)).asked.strange
    assert strange.problem.with_cure("en").startswith(told)


def test_best_match_comes_first_and_says_where_it_is(people: Cache) -> None:
    with people.reading("application") as connection:
        rows = ranking.listed(connection, View(query="cook", sort="match")).rows(5)
    assert [row.found_in for row in rows] == [("title",), ("work",)]
