"""Real programs, a real site, a line that does what it wants, and `kill -9`."""

from __future__ import annotations

import pytest

from tests.faults import proofs

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_killed_programs_and_a_killed_site_agree_in_the_end() -> None:
    proofs.reach("processes")
