"""Merging and patching keep their laws over thousands of bodies (R10, R14)."""

from __future__ import annotations

import pytest

from tests.faults import proofs

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


def test_merging_and_patching_keep_their_laws() -> None:
    proofs.reach("laws")
