"""When disk, handles or memory fail a desk says so in words, writes nothing by halves, and goes on once there is room again."""

from __future__ import annotations

import sys

import pytest

from tests.faults import proofs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(sys.platform != "linux", reason="the shim is loaded by the linker of Linux"),
]


def test_when_something_fails_a_desk_says_so_and_goes_on_after() -> None:
    proofs.reach("fails")
