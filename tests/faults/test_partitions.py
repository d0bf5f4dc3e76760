"""A network that lets nothing out, nothing in, or neither."""

from __future__ import annotations

import pytest

from tests.faults import proofs

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_partitions_heal_soon_after_the_next_attempt() -> None:
    proofs.reach("partitions")


def test_machine_with_nothing_to_send_is_told_soon_after_a_partition() -> None:
    proofs.reach("partitions_idle")
