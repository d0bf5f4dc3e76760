"""A restored site with three desktops."""

from __future__ import annotations

import pytest

from tests.faults import proofs

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_nothing_is_lost_with_a_restored_site() -> None:
    proofs.reach("restored")
