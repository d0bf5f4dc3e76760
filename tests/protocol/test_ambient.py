"""Time, chance and ids: real by default, ruled in tests, in every thread."""

from __future__ import annotations

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from izanau_protocol import ambient, ids

NOON = datetime(2026, 1, 31, 12, 0, 0, 5000, tzinfo=UTC)


def test_a_ruled_clock_stands_until_advanced() -> None:
    with ambient.ruled(now=NOON) as rule:
        assert ambient.now() == ambient.now() == NOON
        before = ambient.monotonic()
        rule.advance(86_400)
        assert ambient.now() == NOON + timedelta(days=1)
        assert ambient.today() == date(2026, 2, 1)
        assert ambient.monotonic() - before >= 86_400


def test_a_clock_left_alone_still_advances() -> None:
    with ambient.ruled(seed=1) as rule:
        real = datetime.now(UTC)
        rule.advance(3600)
        assert ambient.now() - real >= timedelta(hours=1)
    assert abs(ambient.now() - datetime.now(UTC)) < timedelta(minutes=30)


def test_timestamps_are_utc_with_milliseconds() -> None:
    tokyo = timezone(timedelta(hours=9))
    with ambient.ruled(now=NOON.astimezone(tokyo)):
        assert ambient.timestamp() == "2026-01-31T12:00:00.005Z"


def test_a_clock_without_zone_is_refused() -> None:
    with pytest.raises(ValueError), ambient.ruled(now=NOON.replace(tzinfo=None)):
        pass


def test_one_seed_gives_the_same_ids() -> None:
    def drawn() -> tuple[object, ...]:
        with ambient.ruled(seed=7):
            return (
                ambient.new_id(),
                ambient.item_id(),
                ambient.random_text(5, "ab"),
                ambient.secret(9),
                ambient.secret_bytes(5),
            )

    assert drawn() == drawn()
    assert len(set(drawn())) == 5


def test_a_rule_holds_in_other_threads() -> None:
    with ambient.ruled(now=NOON), ThreadPoolExecutor(1) as pool:
        assert pool.submit(ambient.now).result() == NOON


def test_the_innermost_rule_counts() -> None:
    with ambient.ruled(now=NOON, seed=1), ambient.ruled(now=NOON + timedelta(hours=1)):
        assert ambient.now() == NOON + timedelta(hours=1)
        inner = ambient.item_id()
    with ambient.ruled(seed=1):
        assert ambient.item_id() == inner


def test_secrets_never_repeat_after_a_rule() -> None:
    with ambient.ruled(seed=7):
        ruled = ambient.secret(24)
    free = {ambient.secret(24) for _ in range(50)}
    assert len(free) == 50
    assert ruled not in free
    assert len(ruled) == len(next(iter(free))) == 32


def test_ids_have_their_shape() -> None:
    assert ids.is_id(ambient.new_id())
    assert ambient.new_id()[14] == "4"
    assert re.fullmatch("[a-z0-9]{10}", ambient.item_id())


def test_file_of_a_test_moves_the_clock_while_it_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "clock"
    before = ambient.monotonic()
    monkeypatch.setenv("IZANAU_TEST_CLOCK", str(file))
    for days in (1, 90, -2):
        file.write_text(str(days * 86_400))
        assert abs(ambient.now() - datetime.now(UTC) - timedelta(days=days)) < timedelta(minutes=30)
    file.write_text("86400")
    assert ambient.monotonic() - before >= 86_400
    with ambient.ruled(now=NOON):
        assert ambient.now() == NOON


def test_installed_bundle_takes_no_notice_of_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("86400")
    monkeypatch.setenv("IZANAU_TEST_CLOCK", str(file))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert abs(ambient.now() - datetime.now(UTC)) < timedelta(minutes=30)


def test_rule_of_one_leaves_the_other_to_the_rule_around_it() -> None:
    with ambient.ruled(now=NOON, seed=1):
        stands, drawn = ambient.monotonic(), ambient.secret()
    with ambient.ruled(now=NOON, seed=1), ambient.ruled(now=NOON):
        assert ambient.secret() == drawn
    with ambient.ruled(now=NOON) as clock, ambient.ruled(seed=1):
        before = ambient.monotonic()
        assert before == ambient.monotonic() >= stands
        clock.advance(60)
        assert ambient.monotonic() == before + 60


def test_fraction_is_from_0_up_to_1_and_ruled_by_its_seed() -> None:
    with ambient.ruled(seed=1):
        drawn = [ambient.fraction() for _ in range(100)]
    assert all(0 <= one < 1 for one in drawn)
    assert len(set(drawn)) == 100
    with ambient.ruled(seed=1):
        assert ambient.fraction() == drawn[0]
