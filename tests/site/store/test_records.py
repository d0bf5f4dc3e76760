"""Staff find people by what they say of themselves, look with a reason, and mend what is wrong; all of it is on record."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, select, update

from izanau_protocol import ambient, ids, text, wire
from izanau_protocol.problems import Refused
from izanau_site.store import Change, Store, access, erasure, pseudonyms, records, sealing
from izanau_site.store.pseudonyms import Pseudonym
from izanau_site.store.schema import access as log
from izanau_site.store.schema import accounts
from izanau_site.store.schema import pseudonyms as named_in_the_log
from izanau_site.store.verify import verify
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


def test_search_for_nothing_finds_nobody_and_is_on_no_record(story: Story, agent: Member) -> None:
    assert records.find(story.world.store, agent.caller, "  ") == []
    with story.world.store.transaction() as connection:
        assert connection.execute(select(log.c.number).where(log.c.deed == "find")).all() == []


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


@pytest.mark.parametrize(
    ("kind", "words", "code"),
    [
        ("profile", "x" * (records.MOST_TEXT + 1), "too_long"),
        ("application", "x", "not_yours"),
        ("job", "x", "not_yours"),
    ],
)
def test_look_that_is_refused_opens_nothing(story: Story, agent: Member, kind: str, words: str, code: str) -> None:
    """For a reason that nobody would read, of a kind that staff do not open, by an id of another kind."""
    identity = story.apply() if kind == "application" else story.mai.caller.profile
    with pytest.raises(Refused, match=code):
        records.show(story.world.store, agent.caller, wire.Look(kind, identity, "ticket", words))
    assert [one["deed"] for one in look(story, agent, story.mai).trail] == ["look"]


def test_record_of_a_company_belongs_to_nobody_and_its_looks_are_kept(story: Story, agent: Member) -> None:
    asked = wire.Look("company", story.company, "ticket", "Ticket 3")
    record = records.show(story.world.store, agent.caller, asked)
    assert (record.view["name"], record.owner) == ("Umi Games", {})
    assert [one["text"] for one in record.trail] == ["Ticket 3"]


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


def test_mended_name_of_a_member_is_found_and_seen_by_colleagues(story: Story, agent: Member) -> None:
    store, person = story.world.store, story.hr.caller.account
    place, old = ids.membership_id(story.company, person), f"Person {person[:4]}"
    member: dict[str, object] = {"company": story.company, "member": person, "name": old, "role": "recruiter"}
    with store.transaction(write=True) as connection:
        company = Change(kind="membership", id=place, body=member, account=person)
        account = store.get(connection, "account", person)
        assert account is not None
        own = {**account.body, "company": story.company}
        store.write(connection, [company, Change(kind="account", id=person, body=own)])
    records.show(store, agent.caller, wire.Look("account", person, "ticket", "Ticket 2"))
    body = {"document": "account", "about": person, "path": "name", "old": f'"{old}"', "new": '"Hanako Sato"'}
    sent = agent.part("mend", ambient.new_id(), {**body, "reason": "owner_asked", "text": "Married"})
    assert agent.push(sent).result == "applied"
    assert [one.id for one in records.find(store, agent.caller, "hanako")] == [person]
    story.reviewer.pull()
    seen = story.reviewer.view(f"company:{story.company}", place)
    assert seen is not None
    assert seen["name"] == "Hanako Sato"


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
    ranges = [access.Span(story.applicants, 2, 5, 9), access.Span(f"contacts:{story.company}", 3, 3, 4)]
    with story.world.store.transaction(write=True) as connection:
        access.log_pages(connection, story.hr.caller.account, story.hr.caller.device, ranges)
        query = (
            select(log.c.scope, log.c.low, log.c.high, log.c.head).where(log.c.deed == "page").order_by(log.c.number)
        )
        assert [tuple(row) for row in connection.execute(query)][-2:] == ranges


def entries(store: Store, deed: str) -> list[Any]:
    """The rows of the log of a deed, oldest first."""
    with store.transaction() as connection:
        return list(connection.execute(select(log).where(log.c.deed == deed).order_by(log.c.number)))


def test_search_is_logged_under_whom_it_found_without_the_address(story: Story, agent: Member) -> None:
    store = story.world.store
    records.find(store, agent.caller, story.mai.email)
    records.find(store, agent.caller, "nobody@example.com")
    hit, miss = entries(store, "find")
    with store.transaction(write=True) as connection:
        mine = pseudonyms.of(connection, [story.mai.caller.profile])[story.mai.caller.profile]
    assert (hit.reason, hit.subject, mine.shown(hit.text)) == ("address", mine.name, story.mai.email)
    assert (miss.reason, miss.subject, miss.text) == ("name", "", "")
    assert story.mai.email not in str(hit)
    assert "nobody@example.com" not in str(miss)
    assert {hit.device, miss.device} == {agent.caller.device}


@pytest.mark.parametrize("query", ["\u00b2", "#", "9" * 5000, "#\u0665", "%", "-1"])
def test_search_for_what_is_no_number_finds_nothing(story: Story, agent: Member, query: str) -> None:
    assert records.find(story.world.store, agent.caller, query) == []


def test_erased_subject_leaves_an_unreadable_log_whose_seal_holds(story: Story, agent: Member) -> None:
    store = story.world.store
    asked = wire.Look("profile", story.mai.caller.profile, "ticket", "Canary words")
    assert [one["text"] for one in records.show(store, agent.caller, asked).trail] == ["Canary words"]
    assert agent.push(mend(agent, story.mai, "birthday", '"1996-04-02"', '"1996-04-20"')).result == "applied"
    records.find(store, agent.caller, story.mai.email)
    kept = [*entries(store, "look"), *entries(store, "mend"), *entries(store, "find")]
    assert not [row for row in kept if {"Canary words", "birthday", "As you asked"} & set(map(str, row))]
    with ambient.ruled() as rule:
        rule.advance(sealing.SETTLED_SECONDS + 1)
        with store.transaction(write=True) as connection:
            every = [*kept, *entries(store, "page"), *entries(store, "write")]
            assert sealing.seal(connection).rows == len(every)
    with store.transaction() as connection:
        keys = connection.execute(select(named_in_the_log.c.key)).scalars().all()
    erasure.erase(store, story.mai.caller.account)
    assert verify(store) == []
    with store.transaction() as connection:
        left = connection.execute(select(named_in_the_log.c.key)).scalars().all()
    old = [Pseudonym("", key) for key in keys]
    now = [Pseudonym("", key) for key in left]
    for row in kept:
        assert any(one.shown(row.text) for one in old)
        assert not any(one.shown(row.text) for one in now)


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_pseudonym_that_another_request_makes_meanwhile_is_taken(store: Store) -> None:
    """Two devices read their first page at once: both make the pseudonym of their account, and neither fails."""
    first: list[str] = []

    def overtaken(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO pseudonyms") and not first:
            first.append("")
            with store.transaction(write=True) as other:
                first[0] = pseudonyms.of(other, ["mai"])["mai"].name

    event.listen(store.engine, "before_cursor_execute", overtaken)
    try:
        with store.transaction(write=True) as connection:
            assert [pseudonyms.of(connection, ["mai"])["mai"].name] == first
    finally:
        event.remove(store.engine, "before_cursor_execute", overtaken)
