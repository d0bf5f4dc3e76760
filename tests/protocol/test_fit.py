"""How an applicant fits a job: examples from the tables of the field, and the laws that hold for everybody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol import codes
from izanau_protocol.canonical import Body
from izanau_protocol.fit import VERDICTS, Item, asked, between, fit, listed, ordinal, overall, turns, verdict_of
from izanau_protocol.reading import fit as reading
from tests.protocol.bodies import values

TODAY = date(2026, 11, 30)


def told(profile: dict[str, Any], job: dict[str, Any], language: str = "en") -> list[tuple[str, str]]:
    """Verdict and words of each line."""
    return [(one.verdict, one.words) for one in reading.lines(fit(profile, job, TODAY), language)]


def known(level: str = "", *certificates: dict[str, str], **other: Any) -> Body:
    """A profile with Japanese."""
    held = {f"c{place}": one for place, one in enumerate(certificates)}
    return {"languages": {"a1": {"language": "ja", "level": level, "certificates": held, **other}}}


def wanted(level: str, **other: Any) -> Body:
    """A job that asks for Japanese."""
    return {"languages": {"b1": {"language": "ja", "level": level, **other}}}


def jlpt(level: str, score: str = "") -> dict[str, str]:
    return {"name": "JLPT", "level": level, "score": score}


def by_matter(profile: Body, job: Body, matter: str) -> list[Item]:
    return [one for one in fit(profile, job, TODAY) if one.matter == matter]


# --- languages ---


@pytest.mark.parametrize(
    ("profile", "job", "verdict", "words"),
    [
        (known("JLPT N2"), wanted("JLPT N2"), "fits", "asks N2, has N2"),
        (known("JLPT N1"), wanted("JLPT N2"), "fits", "asks N2, has N1"),
        (known("JLPT N3"), wanted("JLPT N2"), "lacks", "asks N2, has N3"),
        (known("JLPT N2"), wanted("B1"), "fits", "asks B1, has N2 (B1–B2)"),
        (known("JLPT N2"), wanted("B2"), "check", "asks B2, has N2 (B1–B2): check the level"),
        (known("JLPT N2", jlpt("N2", "120/180")), wanted("B2"), "fits", "asks B2, has N2 (B2; JLPT N2 120/180)"),
        (known("JLPT N2", jlpt("N2", "100")), wanted("B2"), "lacks", "asks B2, has N2 (B1; JLPT N2 100)"),
        (known("JLPT N2", jlpt("N2", "12")), wanted("B2"), "check", "asks B2, has N2 (B1–B2; JLPT N2 12): check the level"),
        (known("B1"), wanted("JLPT N2"), "check", "asks N2 (B1–B2), has B1: check the level"),
        (known("B2"), wanted("JLPT N2"), "fits", "asks N2 (B1–B2), has B2"),
        (known("A2"), wanted("JLPT N2"), "lacks", "asks N2 (B1–B2), has A2"),
        (known(native=True), wanted("JLPT N1"), "fits", "asks N1, has native level"),
        (known("C2"), wanted("native"), "lacks", "asks native level, has C2"),
        (known("B1"), wanted("B2", preferred=True), "check", "B2 preferred, has B1"),
        (known("B2"), wanted("B2", preferred=True), "fits", "B2 preferred, has B2"),
        (known("B1"), wanted(""), "fits", "asked for, has B1"),
        (known(), wanted("", preferred=True), "fits", "preferred, told without a level"),
        (known(), wanted("B1"), "check", "asks B1, told without a level"),
        (known("", {"name": "NAT-TEST", "level": "N2"}), wanted("B1"), "check", "asks B1, told without a level (NAT-TEST N2)"),
        (known("", {"name": "日本語能力試験", "level": "Ｎ２"}), wanted("JLPT N2"), "fits", "asks N2, has N2 (日本語能力試験 Ｎ２)"),
        (known("A1", {"name": "Some test", "level": "b2"}), wanted("B2"), "fits", "asks B2, has B2 (Some test b2)"),
        (known("", {"name": "JLPT", "level": "2"}), wanted("B2"), "check", "asks B2, told without a level (JLPT 2)"),
        (known("X9"), wanted("B2"), "check", "asks B2, told without a level"),
        (known("B2"), wanted("X9"), "check", "asks X9, has B2: check the level"),
        ({}, wanted("JLPT N2"), "check", "asks N2, no languages told"),
        ({"languages": {"a1": {"language": "vi"}}}, wanted("B2"), "lacks", "asks B2, not among the languages told"),
    ],
)  # fmt: skip
def test_level_told_answers_the_level_asked_for(profile: Body, job: Body, verdict: str, words: str) -> None:
    [item] = by_matter(profile, job, "languages")
    assert item.verdict == verdict
    assert told(cast("Any", profile), cast("Any", job))[0] == (verdict, f"Japanese: {words}")


def test_certificate_is_told_with_its_month_in_both_languages() -> None:
    profile = known("JLPT N2", {**jlpt("N2"), "date": "2024-07"})
    assert told(profile, wanted("JLPT N2"))[0][1] == "Japanese: asks N2, has N2 (JLPT N2, Jul 2024)"
    assert told(profile, wanted("B2"), "ja")[0][1] == (
        "日本語：B2が必要、記載はN2（B1–B2；JLPT N2、2024年7月）。レベルを要確認"
    )


def test_best_of_several_levels_counts_with_what_proves_it() -> None:
    profile = known("B1", jlpt("N3"), jlpt("N1", "150"))
    [item] = by_matter(profile, wanted("C1"), "languages")
    assert (item.verdict, item.had, item.span, item.certificate) == ("fits", "JLPT N1", ("C1", "C1"), "JLPT N1 150")


# --- status of residence ---


def status(code: str, support: str = "sponsors", contract: str = "permanent", **visa: Any) -> tuple[str, str]:
    """Verdict and words on a status."""
    job = {"visa_support": support, "contract": {"type": contract}}
    [(verdict, words)] = told({"visa": {"status": code, **visa}}, job)
    return verdict, words.removeprefix("Status of residence: ")


OFFERS = "needs sponsorship: this job sponsors visas, check what it takes"
OFFERS_NONE = "needs sponsorship: this job sponsors no visa"
SCOPE = "check the scope of activities"


@pytest.mark.parametrize(
    ("given", "verdict", "words"),
    [
        (status("permanent_resident"), "fits", "Permanent Resident, no limit on activities"),
        (status("nursing_care"), "check", f"Nursing Care: {SCOPE}"),
        (status("nursing_care", "none"), "check", f"Nursing Care: {SCOPE}"),
        (status("nursing_care", "none", needs_sponsorship=True), "lacks", f"Nursing Care, {OFFERS_NONE}"),
        (status("permanent_resident", "none", needs_sponsorship=True), "check", f"Permanent Resident, {OFFERS_NONE}"),
        (
            status("nursing_care", "transfers_only", needs_sponsorship=True),
            "check",
            "Nursing Care, needs sponsorship: this job takes over a valid status only",
        ),
        (
            status("designated_internship"),
            "check",
            "Designated Activities (internship): check the designation paper",
        ),
        (status("student"), "check", f"Student, {OFFERS}"),
        (status("student", "none"), "lacks", f"Student, {OFFERS_NONE}"),
        (
            status("student", "none", "part_time"),
            "check",
            "Student: check the permission for part-time work, at most 28 hours a week",
        ),
        (status("trainee", "none", "part_time"), "lacks", f"Trainee, {OFFERS_NONE}"),
        (
            status("none_overseas", "transfers_only"),
            "lacks",
            "None - living outside Japan, needs sponsorship: this job takes over a valid status only",
        ),
        (
            status("none_overseas", ""),
            "check",
            "None - living outside Japan, needs sponsorship: check whether this job sponsors visas",
        ),
        (status(""), "check", "not told"),
        (status("undisclosed"), "check", "Prefer not to say"),
        (status("", "none", needs_sponsorship=True), "lacks", f"not told, {OFFERS_NONE}"),
        (status("of_a_newer_table"), "check", f"of_a_newer_table: {SCOPE}"),
    ],
)
def test_status_is_read_by_the_table_and_the_job(given: tuple[str, str], verdict: str, words: str) -> None:
    assert given == (verdict, words)


@pytest.mark.parametrize(
    ("expires", "verdict", "words"),
    [
        ("2029-02-03", "fits", "until 3 Feb 2029, no limit on activities"),
        ("2027-05-30", "fits", "until 30 May 2027, no limit on activities"),
        ("2027-05-29", "check", "ends in 5 months (29 May 2027): check the renewal"),
        ("2026-12-31", "check", "ends in 1 month (31 Dec 2026): check the renewal"),
        ("2026-12-29", "check", "ends in 29 days (29 Dec 2026): check the renewal"),
        ("2026-12-01", "check", "ends in 1 day (1 Dec 2026): check the renewal"),
        ("2026-11-30", "check", "ends today: check the renewal"),
        ("2026-11-29", "check", "ended on 29 Nov 2026: check the renewal"),
    ],
)
def test_period_of_stay_that_ends_soon_is_to_be_checked(expires: str, verdict: str, words: str) -> None:
    assert status("long_term_resident", expires=expires) == (verdict, f"Long-Term Resident, {words}")


def test_end_of_a_limited_status_stands_beside_its_scope() -> None:
    visa = {"visa": {"status": "nursing_care", "expires": "2027-02-28"}}
    assert told(visa, {"category": "care"}, "ja") == [
        ("check", "在留資格：介護、残り2か月（2027年2月28日まで）。活動範囲を要確認")
    ]


# --- where one lives, skills, the whole ---


def test_applicant_abroad_is_welcome_or_to_be_checked() -> None:
    abroad: Body = {"residence": "VN"}
    assert told(abroad, {"overseas": True})[1] == ("fits", "Country of residence: Vietnam, Applicants abroad welcome")
    check = ("check", "Country of residence: Vietnam: check whether applicants abroad are welcome")
    assert told(abroad, {"overseas": False})[1] == told(abroad, {"visa_support": "none"})[1] == check
    assert not by_matter({"residence": "JP"}, {"visa_support": "none"}, "residence")


def test_skills_are_compared_folded_and_never_lacking() -> None:
    profile: Body = {
        "skills": {
            "a1": {"name": "ＰＹＴＨＯＮ", "years": 4},
            "a2": {"name": "Driving", "licence": "Ｌicence  B"},
        }
    }
    job: Body = {"skills": ["Python", "Jira", "licence b", "Go", "JIRA", " "]}
    assert told(cast("Any", profile), cast("Any", job))[1:] == [
        ("fits", "Skills: has Python (4 y), licence b"),
        ("check", "Skills: asks Jira, Go, not told"),
    ]
    assert told(cast("Any", profile), cast("Any", job), "ja")[1:] == [
        ("fits", "スキル：Python（4年）、licence bの記載あり"),
        ("check", "スキル：Jira、Goの記載なし"),
    ]


def test_job_that_is_not_there_asks_nothing() -> None:
    assert fit(known("C2"), {}, TODAY) == ()
    assert (overall(()), ordinal(())) == (None, 0)


def test_whole_is_the_worst_of_what_is_required() -> None:
    free: Body = {"visa": {"status": "permanent_resident"}}
    ask = wanted("B2", preferred=True)
    assert overall(fit(free | known("A1"), ask, TODAY)) == "fits"
    assert overall(fit(free | known("JLPT N2"), wanted("B2"), TODAY)) == "check"
    assert overall(fit(free | known("A1"), wanted("B2"), TODAY)) == "lacks"


def test_better_fit_sorts_higher_by_the_whole_first() -> None:
    free: Body = {"visa": {"status": "permanent_resident"}}
    several: Body = {**wanted("B2"), "skills": ["Go", "SQL"]}
    skilled = {"skills": {"a1": {"name": "Go"}}}
    order = [
        {},
        free | known("A1"),
        free | known("A1") | skilled,
        free | known("B2"),
        free | known("B2") | skilled,
        free | known("B2") | {"skills": {"a1": {"name": "Go"}, "a2": {"name": "SQL"}}},
    ]
    numbers = [ordinal(fit(cast("Any", one), several, TODAY)) for one in order]
    assert sorted(numbers[1:]) == numbers[1:]
    assert len(set(numbers)) == len(numbers)
    assert numbers[2] < numbers[0] < numbers[3]


def test_less_that_is_lacking_counts_more_than_less_to_be_checked() -> None:
    job: Body = {
        "languages": {"b1": {"language": "ja", "level": "B2"}, "b2": {"language": "ko"}},
        "skills": ["Go", "SQL"],
    }
    skilled: Body = {"skills": {"a1": {"name": "Go"}, "a2": {"name": "SQL"}}}
    both, one = known("A1") | skilled, known("B2")
    assert ordinal(fit(both, job, TODAY)) < ordinal(fit(one, job, TODAY))


# --- laws ---

CEFR = [known(level) for level in ("A1", "A2", "B1", "B2", "C1", "C2")] + [known(native=True)]
TEST = [
    known("", jlpt(level, score))
    for level, score in (
        *(("N5", ""), ("N4", ""), ("N3", "95"), ("N3", ""), ("N3", "104")),
        *(("N2", "90"), ("N2", ""), ("N2", "112"), ("N1", "100"), ("N1", ""), ("N1", "142")),
    )
]
LEVELS = ["", *codes.table("level")]
bodies = st.fixed_dictionaries(
    {},
    optional={
        "languages": st.one_of(values, st.sampled_from([*CEFR, *TEST]).map(lambda one: one["languages"])),
        "visa": st.one_of(
            values,
            st.fixed_dictionaries(
                {"status": st.sampled_from([*codes.residences(), "", "of_a_newer_table"])},
                optional={
                    "needs_sponsorship": st.booleans(),
                    "expires": st.dates(date(2026, 1, 1), date(2032, 1, 1)).map(date.isoformat),
                },
            ),
        ),
        "residence": st.one_of(values, st.sampled_from(["JP", "VN", "BR"])),
        "skills": st.one_of(values, st.just({"a1": {"name": "Go", "years": 3}})),
    },
)
jobs = st.fixed_dictionaries(
    {"title": st.just({"en": "Tester"})},
    optional={
        "languages": st.one_of(
            values,
            st.builds(wanted, st.sampled_from(LEVELS), preferred=st.booleans()).map(lambda one: one["languages"]),
        ),
        "visa_support": st.sampled_from([*codes.table("visa_support"), ""]),
        "contract": st.sampled_from(list(codes.table("contract"))).map(lambda code: {"type": code}),
        "overseas": st.booleans(),
        "skills": st.one_of(values, st.just(["go", "SQL"])),
    },
)


@given(st.sampled_from([CEFR, TEST]), st.data(), st.sampled_from(LEVELS), st.booleans())
def test_better_level_never_makes_it_worse(
    ladder: list[Body], data: st.DataObject, level: str, preferred: bool
) -> None:
    low = data.draw(st.integers(0, len(ladder) - 1))
    high = data.draw(st.integers(low, len(ladder) - 1))
    job = wanted(level, preferred=preferred)
    one, two = (fit(ladder[place], job, TODAY) for place in (low, high))
    assert VERDICTS.index(one[0].verdict) <= VERDICTS.index(two[0].verdict)
    assert ordinal(one) <= ordinal(two)


@given(bodies, jobs, st.sampled_from(["en", "ja"]))
def test_nobody_is_ever_told_that_they_may_work(profile: Body, job: Body, language: str) -> None:
    items = fit(profile, job, TODAY)
    words = " ".join(one.words for one in reading.lines(items, language)).lower()
    assert not [said for said in ("may work", "can work", "allowed", "permitted", "就労可", "働け") if said in words]
    for one in items:
        known_status = codes.residences().get(one.had)
        if one.matter == "visa" and (known_status is None or known_status.work != "any"):
            assert one.verdict != "fits"


@given(bodies, jobs)
def test_what_is_preferred_or_a_skill_is_never_lacking(profile: Body, job: Body) -> None:
    assert not [
        one
        for one in fit(profile, job, TODAY)
        if one.verdict == "lacks" and (not one.required or one.matter in ("skills", "residence"))
    ]


@given(
    bodies,
    jobs,
    st.fixed_dictionaries({"name": values, "birthday": values, "citizenship": st.one_of(values, st.just(["JP"]))}),
)
def test_citizenship_birthday_and_name_change_nothing(profile: Body, job: Body, person: Body) -> None:
    born = {"citizenship": ["AU"], "birthday": "2001-01-01", "name": {"full": "Someone"}}
    assert fit(profile, job, TODAY) == fit(profile | person, job, TODAY) == fit(profile | cast("Any", born), job, TODAY)


@given(bodies, jobs, st.sampled_from(["en", "ja"]))
def test_every_verdict_has_words_of_its_own(profile: Body, job: Body, language: str) -> None:
    items = fit(profile, job, TODAY)
    lines = reading.lines(items, language)
    assert {(one.matter, one.verdict) for one in lines} == {(one.matter, one.verdict) for one in items}
    assert all(one.words.strip() for one in lines)


@given(bodies, jobs)
def test_number_to_sort_by_tells_the_verdict_on_the_whole(profile: Body, job: Body) -> None:
    for items in (fit(profile, job, TODAY), listed(profile, job, TODAY), ()):
        verdict, number = overall(items), ordinal(items)
        assert verdict_of(number) == verdict
        assert [one for one in VERDICTS if between(one)[0] <= number <= between(one)[1]] == [verdict] * bool(items)


@given(bodies, st.one_of(jobs, st.just({})))
def test_fit_of_a_list_looks_at_nothing_of_a_job_but_what_is_named(profile: Body, job: Body) -> None:
    items = listed(profile, job, TODAY)
    assert items == listed(profile, asked(job), TODAY)
    assert items == tuple(one for one in fit(profile, job, TODAY) if one.matter in ("languages", "visa"))
    assert turns(profile, job) == turns(profile, asked(job))


@given(bodies, jobs, st.dates(date(2025, 1, 1), date(2033, 1, 1)))
def test_number_changes_on_no_day_but_the_one_that_is_told(profile: Body, job: Body, today: date) -> None:
    day = turns(profile, job)
    early, late = date(2025, 1, 1), date(2033, 1, 1)
    near = () if day is None else (day - timedelta(days=1), day)
    for one in (today, *near):
        same = early if day is not None and one < day else late
        assert ordinal(listed(profile, job, one)) == ordinal(listed(profile, job, same))
    assert day is None or ordinal(listed(profile, job, early)) > ordinal(listed(profile, job, late))


@pytest.mark.parametrize(
    ("expires", "day"),
    [
        ("2027-05-30", "2026-12-01"),
        ("2027-05-29", "2026-11-30"),
        ("2027-08-31", "2027-03-01"),
        ("2027-06", "2026-12-02"),
    ],
)
def test_stay_that_ends_is_checked_from_the_day_six_months_before(expires: str, day: str) -> None:
    visa: Body = {"visa": {"status": "permanent_resident", "expires": expires}}
    assert turns(visa, {"category": "care"}) == date.fromisoformat(day)
    assert turns({"visa": {"status": "student", "expires": expires}}, {"category": "care"}) is None
