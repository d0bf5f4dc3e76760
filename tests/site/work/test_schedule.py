"""Nothing goes before its days are over and before each notice was given its whole time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from izanau_site.retention.schedule import Told, step

DAY = timedelta(days=1)
DUE = datetime(2027, 1, 1, tzinfo=UTC)


def lived(days: list[int], notice: tuple[int, ...]) -> tuple[list[tuple[datetime, datetime]], datetime | None]:
    """The notices that were given with the day that they named, and when it went, where work ran on these days."""
    told, given_at, gone = None, [], None
    for day in days:
        now = DUE + day * DAY
        for _ in range(9):
            found = step(now, DUE, notice, told)
            if found.deed != "tell":
                break
            given_at.append((now, found.due))
            told = Told(DUE, found.due, found.before)
        if found.deed == "erase":
            gone = now
            break
    return given_at, gone


def test_notices_come_in_their_days_and_the_end_when_it_was_said() -> None:
    notices, gone = lived([*range(-100, 3)], (60, 14))
    assert notices == [(DUE - 60 * DAY, DUE), (DUE - 14 * DAY, DUE)]
    assert gone == DUE


def test_what_needs_no_notice_goes_when_it_is_due() -> None:
    assert lived([-1, 0, 1], ()) == ([], DUE)


def test_use_in_the_meantime_forgets_the_notice() -> None:
    told = Told(DUE, DUE, 60)
    assert step(DUE - 30 * DAY, DUE + 400 * DAY, (60, 14), told).deed == "forget"
    assert step(DUE - 30 * DAY, DUE + 400 * DAY, (60, 14), None).deed == "wait"


@given(st.lists(st.integers(-100, 400), min_size=1, max_size=60, unique=True).map(sorted))
def test_each_notice_has_its_whole_time_however_late_work_ran(days: list[int]) -> None:
    notice = (60, 14)
    given_at, gone = lived(days, notice)
    for (at, due), before in zip(given_at, notice, strict=False):
        assert due >= DUE
        assert due - at >= before * DAY
    if gone is not None:
        assert len(given_at) == len(notice)
        assert gone >= given_at[-1][1], "not before the day that was named last"
