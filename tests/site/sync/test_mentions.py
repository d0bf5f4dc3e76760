"""Mentions in notes at the site: colleagues of now stand, and the note whoever else is named in it."""

from __future__ import annotations

import pytest

from izanau_protocol import ambient
from izanau_site.store import erasure
from tests.site.sync.test_taking import joins
from tests.site.world import Story


def test_note_keeps_only_mentions_of_colleagues(story: Story) -> None:
    application = story.apply()
    colleague = joins(story, story.reviewer)
    left = joins(story, story.hr, ended=True)
    stranger = joins(story, story.other)
    body = {"application": application, "text": "@All", "mentions": [left, colleague, stranger, "nobody"]}
    note = story.hr.part("note", ambient.new_id(), body, story.applicants)
    assert story.hr.push(note).result == "applied"
    story.everyone_pulls()
    seen = story.reviewer.view(story.applicants, note.id)
    assert seen is not None
    assert seen["mentions"] == [colleague]
    assert note.id.encode() not in story.mai.raw


@pytest.mark.parametrize("erased", [False, True])
def test_note_keeps_its_words_when_who_it_names_goes(story: Story, erased: bool) -> None:
    application, colleague = story.apply(), joins(story, story.reviewer)
    body = {"application": application, "text": "@Aki, have a look", "mentions": [colleague]}
    note = story.hr.part("note", ambient.new_id(), body, story.applicants)
    assert story.hr.push(note).result == "applied"
    if erased:
        erasure.erase(story.world.store, story.reviewer.caller.account)
    else:
        joins(story, story.reviewer, ended=True)
    story.hr.pull()
    seen = story.hr.view(story.applicants, note.id)
    assert seen is not None
    assert seen["text"] == "@Aki, have a look"
