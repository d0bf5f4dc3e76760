"""Dates are read as people write them, and never guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol import dates


@pytest.mark.parametrize(
    "text",
    [
        "2019-4",
        "2019-04",
        "2019/4",
        "2019.04",
        "Apr 2019",
        "april 2019",
        "2019 Apr",
        "4/2019",
        "2019年4月",
        "平成31年4月",
        "H31.4",
        "２０１９－４",
    ],
)
def test_april_of_2019_is_read_however_written(text: str) -> None:
    assert dates.month(text) == "2019-04"


@pytest.mark.parametrize(
    "text",
    [
        "1990-04-25",
        "1990/4/25",
        "25 Apr 1990",
        "April 25, 1990",
        "25th April 1990",
        "平成2年4月25日",
        "19900425",
        "H2.4.25",
    ],
)
def test_a_birthday_is_read_however_written(text: str) -> None:
    assert dates.day(text) == "1990-04-25"


@pytest.mark.parametrize("text", ["4/5/1990", "31 Feb 2020", "2019", "Smarch 2020", "", "平成元年1月7日", "1989-13"])
def test_what_is_no_day_is_refused(text: str) -> None:
    assert dates.day(text) is None


def test_first_years_of_eras_are_read_as_gannen() -> None:
    assert dates.month("令和元年5月") == "2019-05"
    assert dates.era_month("2019-05") == "令和元年5月"
    assert dates.era_month("1989-01") == "昭和64年1月"


def test_month_before_the_eras_has_none() -> None:
    assert dates.era_month("1500-01") == ""


@given(st.dates(dt.date(1873, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_survives_its_own_spelling(day: dt.date) -> None:
    assert dates.day(day.isoformat()) == day.isoformat()
    assert dates.day(f"{day.day} {day:%B} {day.year}") == day.isoformat()
    assert dates.month(f"{day.year}年{day.month}月") == day.isoformat()[:7]


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    assert dates.month(text) is None or dates.month(text) == dates.month(dates.month(text) or "")
    dates.day(text)
