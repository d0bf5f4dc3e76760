"""Bytes of a page, a patch or a cursor that something altered count for nothing, or for what they say (R2, R6, R7)."""

from __future__ import annotations

import pytest

from tests.faults import proofs

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


def test_altered_bytes_do_no_harm() -> None:
    proofs.reach("bytes")
