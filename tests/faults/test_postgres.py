"""Many writers on PostgreSQL, whose lines are ended under them."""

from __future__ import annotations

import pytest

from tests.faults import proofs

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.timeout(600)]


def test_no_reader_steps_over_a_change_and_no_writer_meets_a_fault() -> None:
    proofs.reach("postgres")
