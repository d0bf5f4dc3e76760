"""When the power goes, a desk opens again whole, with all that it had acknowledged, whatever the disk had not written yet."""

from __future__ import annotations

import sys

import pytest

from tests.faults import proofs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(sys.platform != "linux", reason="the shim is loaded by the linker of Linux"),
]


def test_after_the_power_went_a_desk_opens_whole() -> None:
    proofs.reach("power")
