"""What a push may do, and what it answers."""

from __future__ import annotations

from izanau_site.store import Store
from tests.site.world import WHOLE, World


def test_pushed_profile_comes_back_by_pull(store: Store) -> None:
    mai = World(store).person("seeker")
    answer = mai.push(mai.part("profile", mai.caller.profile, WHOLE))
    mai.pull()
    assert answer.result == "applied"
    assert mai.view(mai.own, mai.caller.profile) == WHOLE
