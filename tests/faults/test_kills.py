"""Killed at any call that changes a file, a desk opens again: whole, with all that was acknowledged, and in the end as the site is."""

from __future__ import annotations

import sys

import pytest

from tests.faults import proofs
from tests.faults.runs import nursery
from tests.faults.stories import STORIES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(sys.platform != "linux", reason="the shim is loaded by the linker of Linux"),
]


def test_killed_at_any_call_a_desk_opens_whole() -> None:
    proofs.reach("kills")


@pytest.mark.parametrize("story", STORIES)
def test_shim_counts_what_the_story_does(story: str) -> None:
    assert nursery().template(story)[1] > 50
