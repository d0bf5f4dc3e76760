"""Staff find people by what they say of themselves, look with a reason, and mend what is wrong; all of it is on record."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from izanau_protocol import ambient, text, wire
from izanau_protocol.problems import Refused
from izanau_site.store import Store, access, records
from izanau_site.store.schema import access as log
from izanau_site.store.schema import accounts
from tests.site.world import Member, Story


@pytest.fixture
def story(store: Store) -> Story:
    """A company with a recruiter and a job, a seeker, a company next door."""
    return Story(store)


@pytest.fixture
def agent(story: Story) -> Member:
    """A member of support staff."""
    return story.world.person("agent")


def look(story: Story, agent: Member, member: Member) -> wire.Record:
    """Open a profile for a reason."""
    asked = wire.Look("profile", member.caller.profile, "ticket", "Ticket 1")
    return records.show(story.world.store, agent.caller, asked)


def mend(agent: Member, member: Member, path: str, old: str, new: str) -> wire.Part:
    """A part that mends a profile."""
    body = {"document": "profile", "about": member.caller.profile, "path": path, "old": old, "new": new}
    return agent.part("mend", ambient.new_id(), {**body, "reason": "owner_asked", "text": "As you asked"})


def test_search_finds_by_address_id_and_folded_name(story: Story, agent: Member) -> None:
    store, profile = story.world.store, story.mai.caller.profile
    with store.transaction(write=True) as connection:
        row = accounts.c.id == story.mai.caller.account
        named = {"name": "Nguyễn Thị Mai", "name_key": text.name_key("Nguyễn Thị Mai")}
        connection.execute(update(accounts).where(row).values(**named))
    for query in (story.mai.email.upper(), profile, "nguyen thi", "Mai"):
        assert [one.id for one in records.find(store, agent.caller, query)] == [profile], query
    with pytest.raises(Refused, match="forbidden"):
        records.find(store, story.hr.caller, story.mai.email)


def test_look_without_reason_is_refused_and_a_look_is_kept(story: Story, agent: Member) -> None:
    store, profile = story.world.store, story.mai.caller.profile
    for reason, words in (("curious", "x"), ("ticket", " ")):
        with pytest.raises(Refused):
            records.show(store, agent.caller, wire.Look("profile", profile, reason, words))
    record = look(story, agent, story.mai)
    assert record.view["birthday"] == "1996-04-02"
    assert record.owner["email"] == story.mai.email
    assert record.seq == story.mai.seq(story.mai.own, profile)
    assert [(one["deed"], one["reason"], one["text"]) for one in record.trail] == [("look", "ticket", "Ticket 1")]


def test_mend_changes_the_record_and_tells_its_owner(story: Story, agent: Member) -> None:
    story.apply()
    part = mend(agent, story.mai, "birthday", '"1996-04-02"', '"1996-04-20"')
    blind = agent.push(part)
    assert blind.problem is not None
    assert blind.problem["code"] == "forbidden"  # no look before
    look(story, agent, story.mai)
    assert agent.push(part).result == "applied"
    story.everyone_pulls()
    agent.pull()
    for member, scope in ((story.mai, story.mai.own), (story.hr, story.applicants)):
        view = member.view(scope, story.mai.caller.profile)
        assert view is not None
        assert view["birthday"] == "1996-04-20"
    told = story.mai.view(story.mai.own, part.id)
    assert told is not None
    assert (told["old"], told["new"], told["reason"]) == ('"1996-04-02"', '"1996-04-20"', "owner_asked")
    kept = agent.view(agent.own, part.id)
    assert kept is not None
    assert "new" not in kept
    assert [one["deed"] for one in look(story, agent, story.mai).trail] == ["look", "mend", "look"]
    reply = story.mai.part("mend", part.id, {"reply": "Thank you"})
    assert story.mai.push(reply).result == "applied"


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        ("birthday", '"1990-01-01"', '"1996-04-20"', "stale"),
        ("birthday", '"1996-04-02"', '"2199-04-20"', "in_the_future"),
        ("registered", "", "true", "read_only_field"),
        ("gender", "", '"x"', "read_only_field"),
        ("birthday", '"1996-04-02"', "1.5", "not_canonical"),
    ],
)
def test_mend_obeys_rules_and_owner(story: Story, agent: Member, path: str, old: str, new: str, code: str) -> None:
    look(story, agent, story.mai)
    answer = agent.push(mend(agent, story.mai, path, old, new))
    assert answer.problem is not None
    assert answer.problem["code"] == code


def test_ticket_gets_number_answer_and_mail(story: Story, agent: Member) -> None:
    asked = story.mai.part("ticket", ambient.new_id(), {"topic": "profile", "text": "My birthday is wrong"})
    assert story.mai.push(asked).result == "applied"
    agent.pull()
    seen = agent.view("staff", asked.id)
    assert seen is not None
    assert (seen["number"], seen["state"], seen["email"]) == (1, "open", story.mai.email)
    assert [one.id for one in records.find(story.world.store, agent.caller, "#1")] == [asked.id]
    answer = {"answers": {"a1": {"text": "Mended", "position": "1"}}}
    assert agent.push(agent.part("ticket", asked.id, answer, "staff")).result == "applied"
    story.mai.pull()
    view = story.mai.view(story.mai.own, asked.id)
    assert view is not None
    assert view["state"] == "answered"
    assert view["answers"]["a1"]["text"] == "Mended"


def test_what_is_delivered_together_is_logged_by_scope(story: Story) -> None:
    ranges = [(story.applicants, 2, 5), (f"contacts:{story.company}", 3, 3)]
    with story.world.store.transaction(write=True) as connection:
        access.log_pages(connection, story.hr.caller.account, story.hr.caller.device, ranges)
        query = select(log.c.scope, log.c.low, log.c.high).where(log.c.deed == "page").order_by(log.c.number)
        assert [tuple(row) for row in connection.execute(query)][-2:] == ranges
