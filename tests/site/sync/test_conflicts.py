"""Conflicts as documents of the site: whose they are, and when they were found."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from izanau_protocol import ambient, ids, wire
from izanau_site.accounts import people
from izanau_site.store import ended, erasure, facts, feeds, verify
from izanau_site.store.documents import Document
from izanau_site.store.schema import feed, remains
from tests.site.sync.test_push import code_of
from tests.site.world import Member, Story


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


def test_conflict_that_is_asked_by_a_device_that_knew_no_answer_is_open_again(story: Story) -> None:
    mai, other = story.mai, Member(story.mai.store, story.mai.caller, "")
    body = {"document": "profile", "about": mai.caller.profile, "path": "birthday", "mine": '"1996-04-02"'}
    identity = ids.conflict_id(mai.caller.profile, "birthday", mai.caller.account)
    assert mai.push(mai.part("conflict", identity, body)).result == "applied"
    mai.pull()
    other.pull()
    assert mai.push(mai.part("conflict", identity, {"settled": "mine"})).result == "applied"
    assert other.push(other.part("conflict", identity, {"mine": '"1996-04-03"'})).result == "applied"
    mai.pull()
    seen = mai.view(mai.own, identity)
    assert seen is not None
    assert (seen["mine"], "settled" in seen) == ('"1996-04-03"', False)


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


def disputed(member: Member, kind: str, about: str, path: str) -> wire.Part:
    """What a person keeps of a field that clashed."""
    body = {"document": kind, "about": about, "path": path, "theirs": '"Canary value"'}
    return member.part("conflict", ids.conflict_id(about, path, member.caller.account), body)


def hide(story: Story, how: str, *, on: bool) -> None:
    """Mai pauses, or begins the grace of an erasure; or takes it back."""
    mai, store = story.mai, story.world.store
    if how == "paused":
        mai.pull()
        assert mai.push(mai.part("account", mai.caller.account, {"paused": True if on else None})).result == "applied"
    elif on:
        erasure.begin(store, mai.caller.account, "2099-01-01T00:00:00.000Z")
    else:
        erasure.keep(store, mai.caller.account)


def test_two_devices_ask_about_one_thing_of_somebody_who_hides(story: Story) -> None:
    hr, late = story.hr, disputed(story.hr, "application", story.apply(), "stage")
    hide(story, "paused", on=True)
    second = Member(story.world.store, hr.caller, hr.email)
    first = hr.part("conflict", late.id, {**(late.patch or {}), "mine": '"interview"'})
    assert [one.push(part).result for one, part in ((hr, first), (second, late))] == ["applied", "applied"]
    another = story.other.part("conflict", late.id, late.patch)
    assert code_of(story.other.push(another)) == "not_yours"
    hide(story, "paused", on=False)
    for one in (hr, second):
        one.pull()
        shown = one.view(one.own, late.id)
        assert shown is not None
        assert "mine" not in shown  # what was asked last, and no half of what another device asked


@pytest.mark.parametrize("how", ["paused", "erasing"])
def test_who_hides_is_in_no_conflict_of_a_company_until_they_are_back(story: Story, how: str) -> None:
    application, hr = story.apply(), story.hr
    note = hr.part("note", ambient.new_id(), {"application": application, "text": "Call back"}, story.applicants)
    kept = [disputed(hr, "application", application, "stage"), disputed(hr, "note", note.id, "text")]
    for part in (note, *kept):
        assert hr.push(part).result == "applied"
    hr.pull()
    hide(story, how, on=True)
    hr.pull()
    assert [hr.held[hr.own, part.id].gone for part in kept] == ["revoked", "revoked"]
    late = disputed(hr, "application", application, "reason")  # found before the device heard of it
    assert hr.push(late).result == "applied"
    settled = hr.part("conflict", kept[0].id, {"settled": "mine"})
    assert hr.push(settled).result == "stale"
    another = Member(story.world.store, hr.caller, hr.email)
    another.pull()
    assert b"Canary value" not in another.raw
    hide(story, how, on=False)
    hr.pull()
    assert all(hr.view(hr.own, part.id) for part in (*kept, late))


def test_who_moves_to_another_company_keeps_no_conflict_of_the_one_before(story: Story) -> None:
    kept, hr, store = disputed(story.hr, "application", story.apply(), "stage"), story.hr, story.world.store
    assert hr.push(kept).result == "applied"
    hide(story, "paused", on=True)
    with store.transaction(write=True) as connection:
        people.rewrite(store, connection, hr.caller.account, company=story.next_door)
    hide(story, "paused", on=False)
    with store.transaction() as connection:
        assert [one.view for one in feeds.held(connection, [kept.id]).values()] == [None]
        assert store.get(connection, "conflict", kept.id) is None
    assert verify.verify(store) == []


def test_hiring_manager_who_is_named_no_more_keeps_no_conflict_about_the_applicants(story: Story) -> None:
    application, company, hr = story.apply(), f"company:{story.company}", story.hr
    old, kept = (story.world.person("hiring_manager", story.company, jobs=(story.job,)) for _ in range(2))
    named = [one.caller.account for one in (old, kept)]
    hr.pull()
    assert hr.push(hr.part("job", story.job, {"managers": named}, company)).result == "applied"
    note = hr.part("note", ambient.new_id(), {"application": application, "text": "Call back"}, story.applicants)
    assert hr.push(note).result == "applied"
    asked = {
        one: [disputed(one, "application", application, "stage"), disputed(one, "note", note.id, "text")]
        for one in (old, kept)
    }
    about_the_job = disputed(old, "job", story.job, "title")
    for one, parts in asked.items():
        assert {one.push(part).result for part in (*parts, *([about_the_job] if one is old else []))} == {"applied"}
        one.pull()
    hr.pull()
    assert hr.push(hr.part("job", story.job, {"managers": named[1:]}, company)).result == "applied"
    for one in (old, kept):
        one.pull()
    assert [old.held[old.own, part.id].gone for part in asked[old]] == ["revoked", "revoked"]
    assert all(kept.view(kept.own, part.id) for part in asked[kept])
    assert old.view(old.own, about_the_job.id)
    with story.world.store.transaction() as connection:
        assert [story.world.store.get(connection, "conflict", part.id) for part in asked[old]] == [None, None]
    assert verify.verify(story.world.store) == []


def test_who_hides_while_views_are_made_anew_stays_hidden(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, store, read = disputed(story.hr, "application", story.apply(), "stage"), story.world.store, facts.read
    assert story.hr.push(kept).result == "applied"
    with store.transaction(write=True) as connection:  # only it, so that nothing else locks whom it is about
        connection.execute(update(feed).where(feed.c.id == kept.id).values(views="older"))
    hiding = threading.Thread(target=lambda: hide(story, "paused", on=True))

    def meanwhile(connection: Connection, rows: Sequence[Document], *more: Any) -> dict[str, Any]:
        monkeypatch.undo()
        found = read(connection, rows, *more)
        hiding.start()
        hiding.join(0.3)  # to its end, where nothing holds it
        return found

    monkeypatch.setattr(facts, "read", meanwhile)
    store.renew()
    hiding.join()
    with store.transaction() as connection:
        assert [one.view for one in feeds.held(connection, [kept.id]).values()] == [None]
    assert verify.verify(store) == []


def test_who_made_up_a_conflict_about_an_id_is_not_told_by_it_what_becomes_of_that(story: Story) -> None:
    application, other = story.apply(), story.other
    made_up = disputed(other, "application", application, "stage")
    assert other.push(made_up).result == "applied"
    other.pull()
    before = other.held[other.own, made_up.id]
    hide(story, "paused", on=True)
    hide(story, "paused", on=False)
    story.mai.pull()
    assert story.mai.push(story.mai.part("application", application, {"withdrawn": True})).result == "applied"
    erasure.forget_conflicts(story.world.store)
    other.pull()
    assert other.held[other.own, made_up.id] == before


def deleted(story: Story, kind: str, keeper: Member, application: str) -> wire.Part:
    """What somebody keeps in a conflict about a note or task of an application that a colleague deleted before they told of it."""
    hr = story.hr
    made = hr.part(kind, ambient.new_id(), {"application": application, "text": "Canary value"}, story.applicants)
    assert hr.push(made).result == "applied"
    hr.pull()
    assert hr.push(hr.part(kind, made.id, None, story.applicants)).result == "applied"
    kept = disputed(keeper, kind, made.id, ".")
    assert keeper.push(kept).result == "applied"
    keeper.pull()
    assert keeper.view(keeper.own, kept.id)
    return kept


def gone_for(member: Member, conflict: wire.Part) -> str:
    """The cause by which a conflict went from its owner's devices; all that another new one reads tells nothing of it."""
    member.pull()
    another = Member(member.store, member.caller, member.email)
    another.pull()
    assert b"Canary value" not in another.raw
    assert verify.verify(member.store) == []
    return member.held[member.own, conflict.id].gone


@pytest.mark.parametrize("kind", ["note", "task"])
@pytest.mark.parametrize("what", ["account", "application"])
def test_conflict_about_what_was_deleted_goes_with_an_erasure(story: Story, kind: str, what: str) -> None:
    application, store = story.apply(), story.world.store
    kept = deleted(story, kind, story.hr, application)
    if what == "account":
        erasure.erase(store, story.mai.caller.account)
    else:
        with store.transaction(write=True) as connection:
            assert ended.erase(store, connection, application)
    assert gone_for(story.hr, kept) == "erased"
    with store.transaction() as connection:
        assert store.get(connection, "conflict", kept.id) is None
        assert connection.execute(select(remains)).all() == []


@pytest.mark.parametrize("how", ["paused", "erasing"])
def test_conflict_about_what_was_deleted_hides_with_whom_it_was_about(story: Story, how: str) -> None:
    kept = deleted(story, "task", story.hr, story.apply())
    hide(story, how, on=True)
    assert gone_for(story.hr, kept) == "revoked"
    hide(story, how, on=False)
    story.hr.pull()
    assert story.hr.view(story.hr.own, kept.id)


def test_conflict_about_what_was_deleted_stays_with_no_manager_of_before(story: Story) -> None:
    company, manager = f"company:{story.company}", story.world.person("hiring_manager", story.company)
    story.hr.pull()
    named = story.hr.part("job", story.job, {"managers": [manager.caller.account]}, company)
    assert story.hr.push(named).result == "applied"
    kept = deleted(story, "task", manager, story.apply())
    assert story.hr.push(story.hr.part("job", story.job, {"managers": None}, company)).result == "applied"
    assert gone_for(manager, kept) == "revoked"


def test_conflict_about_what_was_deleted_moves_to_no_other_company(story: Story) -> None:
    kept, store = deleted(story, "task", story.hr, story.apply()), story.world.store
    with store.transaction(write=True) as connection:
        people.rewrite(store, connection, story.hr.caller.account, company=story.next_door)
    assert gone_for(story.hr, kept) == "revoked"
