"""Simulated histories, the second half, for another worker."""

from __future__ import annotations

import pytest

from tests.faults import proofs

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]  # minutes, told by `proofs.toml`


def test_histories_keep_every_invariant() -> None:
    proofs.reach("histories", part=2, of=2)
