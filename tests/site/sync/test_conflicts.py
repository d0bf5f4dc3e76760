"""Conflicts as documents of the site: whose they are, and when they were found."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from izanau_protocol import ambient, ids
from izanau_site.store import Store
from tests.site.sync.test_push import code_of
from tests.site.world import Story


@pytest.fixture
def story(store: Store) -> Story:
    """A seeker, and a company with a job."""
    return Story(store)


def test_conflict_of_a_field_that_clashes_again_is_stamped_again(story: Story) -> None:
    mai = story.mai
    body = {"document": "profile", "about": mai.caller.profile, "path": "birthday", "mine": '"1996-04-02"'}
    identity = ids.conflict_id(mai.caller.profile, "birthday", mai.caller.account)

    def told(patch: dict[str, Any]) -> Any:
        assert mai.push(mai.part("conflict", identity, patch)).result == "applied"
        mai.pull()
        return mai.held[mai.own, identity].view

    first = told(body)["at"]
    with ambient.ruled(now=ambient.now() + timedelta(days=1)):
        assert told({"settled": "mine"})["at"] == first
        assert told({"settled": None, "mine": '"1996-04-03"'})["at"] > first


def test_conflict_id_has_to_follow_from_its_document(story: Story) -> None:
    mai = story.mai
    body = {"document": "profile", "about": mai.caller.profile, "path": "birthday", "mine": '"1996-04-02"'}
    assert code_of(mai.push(mai.part("conflict", ambient.new_id(), body))) == "not_yours"
    right = mai.part("conflict", ids.conflict_id(mai.caller.profile, "birthday", mai.caller.account), body)
    assert mai.push(right).result == "applied"
    mai.pull()
    assert mai.push(mai.part("conflict", right.id, None)).result == "applied"
    mai.pull()
    assert mai.held[mai.own, right.id].gone == "deleted"
