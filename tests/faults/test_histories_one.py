"""Simulated histories, the first half."""

from __future__ import annotations

import pytest

from tests.faults import proofs

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]  # minutes, told by `proofs.toml`


def test_histories_keep_every_invariant() -> None:
    proofs.reach("histories", part=1, of=2)
