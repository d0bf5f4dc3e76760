"""What a profile takes and what may be done with it (policy 1.1, 2.5)."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from tests.journeys.cachefile import Held
from tests.journeys.window import holding, starting
from tests.privacy.canaries import canary
from tests.privacy.stage import Stage

LETTERS = st.sampled_from("あぁいがガｶﾞ髙﨑齋辻󠄀葛ﾊﾟパプーヴ々〆ヶ・ 　ａＺ𠮷Ắệ́ña-'")
"""Of Japanese names what is often lost: half-width kana, rare forms of letters, marks that join, a letter beyond the BMP."""
WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({"birthday": "1991-02-30"}, "birthday"),
    ({"birthday": "30.2.1991"}, "birthday"),
    ({"birthday": "2191-02-03"}, "birthday"),
    ({"citizenship": ["XX"]}, "citizenship"),
    ({"citizenship": ["vn"]}, "citizenship"),
    ({"residence": "Japan"}, "residence"),
    ({"visa": {"status": "tourist who works"}}, "visa.status"),
    ({"visa": {"expires": "2031-13-01"}}, "visa.expires"),
    ({"languages": {"l1": {"language": "vi", "level": "Z9", "native": None}}}, "languages.l1.level"),
    ({"languages": {"l1": {"language": "xx"}}}, "languages.l1.language"),
    ({"work": {"w1": {"start": "2020-14"}}}, "work.w1.start"),
    ({"work": {"w1": {"start": "2021-01", "end": "2020-01", "current": None}}}, "work.w1.end"),
)
FORBIDDEN = ("birthday", "citizenship", "age", "nationality", "country")


@pytest.mark.prv("PRV-29")
def test_japanese_names_come_back_as_written(place: Stage) -> None:
    kei = place.seeker("kei")

    @hypothesis.settings(max_examples=15, database=None)
    @hypothesis.given(native=st.text(LETTERS, min_size=1, max_size=20), hobby=st.text(LETTERS, min_size=1, max_size=40))
    def round_trip(native: str, hobby: str) -> None:
        native, hobby = (unicodedata.normalize("NFC", one) for one in (native, hobby))  # as programs send it
        hypothesis.assume(native.strip() == native and hobby.strip() == hobby)
        kei.change("profile", kei.profile, {"name": {"native": native}, "hobbies": {"ja": hobby}})
        body = kei.view(kei.profile)
        assert body["name"]["native"] == native
        assert body["hobbies"]["ja"] == hobby

    round_trip()


@pytest.mark.prv("PRV-29")
def test_what_is_no_date_country_level_or_visa_is_refused_at_its_field(place: Stage) -> None:
    kei = place.seeker("kei")
    before = kei.view(kei.profile)
    for patch, field in WRONG:
        answer = kei.push(kei.part("profile", kei.profile, patch))
        assert answer["result"] == "refused", patch
        assert answer["problem"]["field"] == field, patch
    assert kei.view(kei.profile) == before


@pytest.mark.prv("PRV-28")
def test_hobbies_are_optional(place: Stage) -> None:
    lee = place.seeker("lee", whole=False)
    lee.fill_in(hobbies=None)
    lee.register()
    shown = place.guest("GET", f"/v1/profiles/{lee.profile}").json
    assert "hobbies" not in shown


@pytest.mark.prv("PRV-28")
def test_nothing_sorts_or_filters_by_birthday_or_citizenship(place: Stage) -> None:
    paths = place.guest("GET", "/v1/openapi.json").json["paths"]
    named = [one["name"] for item in paths.values() for route in item.values() for one in route.get("parameters", ())]
    assert {"limit", "query"} <= set(named)
    assert not {name for name in named if "sort" in name or "order" in name or any(one in name for one in FORBIDDEN)}


@pytest.mark.prv("PRV-28")
def test_company_finds_nobody_by_birthday_or_citizenship(office: Stage) -> None:
    mai, umi, job = office.seeker("mai"), office.company("umi"), office.job("umi")
    mai.change("profile", mai.profile, {"citizenship": ["IS"], "birthday": "1987-11-29"})
    mai.apply_to(job, umi.company)
    hr = office.device("umi")
    assert len(hr.done("applicant", "list", canary("mai/employer"))["items"]) == 1, "the search works"
    for asked in ("1987-11-29", "1987", "Iceland", "IS", "birthday:1987"):
        assert hr("applicant", "list", asked).json.get("items", []) == [], asked
    told = hr("applicant", "list", "--help").stdout
    assert not [word for word in FORBIDDEN if re.search(rf"\b{word}\b", told, re.IGNORECASE)]


@pytest.mark.prv("PRV-28")
def test_window_says_what_not_to_write_among_hobbies(office: Stage) -> None:
    office.seeker("mai")
    office.device("mai")
    with office.window("mai") as seat:
        seat.see("Places", "list")
        seat.go("Profile")
        seat.hands.pick("Sections of the profile", starting("Hobbies"), seat.window())
        seat.see("Optional. Leave out religion, politics, family and health.")


@pytest.mark.prv("PRV-13")
def test_change_of_a_profile_reaches_the_public_page_and_companies(office: Stage) -> None:
    tom, umi, job = office.seeker("tom"), office.company("umi"), office.job("umi")
    tom.register()
    tom.apply_to(job, umi.company)
    hr, old, new = office.device("umi"), canary("tom/hobby"), canary("tom/new hobby")
    assert Held(office.env, hr.data_dir).where(old), "the search finds what is there"
    tom.change("profile", tom.profile, {"hobbies": {"en": new}})
    for path in (f"/v1/profiles/{tom.profile}", f"/profiles/{tom.profile}"):
        shown = office.guest("GET", path).text
        assert new in shown
        assert old not in shown
    hr.done("sync")
    held = Held(office.env, hr.data_dir)
    assert held.where(new)
    assert held.where(old) == []


@pytest.mark.prv("PRV-13")
def test_person_confirms_the_profile_and_nobody_else_learns_when(office: Stage) -> None:
    tim, umi = office.seeker("tim"), office.company("umi")
    me = office.device("tim")
    assert "confirmed" not in me.done("profile", "show")
    me.done("profile", "confirm")
    me.done("sync")
    day = office.clock.now().date().isoformat()
    assert me.done("profile", "show")["confirmed"] == day
    assert tim.view(tim.profile)["confirmed"] == day
    tim.change("profile", tim.profile, {"confirmed": "2001-01-01"})
    assert tim.view(tim.profile)["confirmed"] == day, "the site names the day"
    tim.register()
    tim.apply_to(office.job("umi"), umi.company)
    assert "name" in umi.view(tim.profile, umi.applicants)
    assert "confirmed" not in umi.view(tim.profile, umi.applicants)
    assert "confirmed" not in office.guest("GET", f"/v1/profiles/{tim.profile}").text
    with office.window("tim") as seat:
        seat.see("Places", "list")
        seat.go("Profile")
        seat.see(holding("Last confirmed: "))
