"""Prepared messages at the site: the company's own, and sent by itself once to whoever applies."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from izanau_protocol import ambient
from izanau_protocol.canonical import Body
from izanau_site.store import Change
from izanau_site.store.schema import accounts, mails
from tests.site.sync.test_push import code_of
from tests.site.world import Member, Story

TEXT = {"en": "Dear {name}, we have your application for {job} ({stage}). {company}", "ja": "{name} 様 {job} {company}"}


def prepare(story: Story, member: Member, identity: str = "", **other: Any) -> tuple[str, str]:
    """A prepared message; its id and how it ended."""
    identity, scope = identity or ambient.new_id(), f"company:{member.caller.company}"
    body = {"company": member.caller.company, "use": "acknowledge", "name": "Thanks", "text": TEXT, "on": True, **other}
    return identity, member.push(member.part("template", identity, body, scope)).result


def writes_in(story: Story, language: str) -> None:
    """The applicant reads this language."""
    with story.world.store.transaction(write=True) as connection:
        mine = accounts.c.id == story.mai.caller.account
        connection.execute(update(accounts).where(mine).values(language=language))


def received(story: Story) -> list[dict[str, Any]]:
    """The messages that the applicant has."""
    return [entry.view for entry in story.mai.held.values() if entry.kind == "message" and entry.view is not None]


@pytest.mark.parametrize(("language", "begin"), [("en", "Dear Nguyễn Thị Mai, we have"), ("ja", "Nguyễn Thị Mai 様")])
def test_whoever_applies_is_written_to_once_in_their_language(story: Story, language: str, begin: str) -> None:
    assert prepare(story, story.hr)[1] == "applied"
    writes_in(story, language)
    application = story.apply()
    [one] = received(story)
    assert one["text"].startswith(begin)
    assert not {"{", "}"} & set(one["text"])
    assert (one["sender"], one["application"], one["name"]) == ("company", application, "Umi Games")
    assert "Umi Games" in one["text"]
    with story.world.store.transaction() as connection:
        queued = connection.execute(select(mails.c.to, mails.c.language)).all()
    assert [tuple(row) for row in queued] == [(story.mai.email, language)]
    identity = next(entry.id for entry in story.mai.held.values() if entry.kind == "message")
    assert story.hr.view(story.applicants, identity) == one


@pytest.mark.parametrize(("language", "name"), [("en", "Umi Games"), ("ja", "海ゲームズ")])
def test_mails_to_an_applicant_name_the_company_in_their_language(story: Story, language: str, name: str) -> None:
    with story.world.store.transaction(write=True) as connection:
        body: Body = {"name": "Umi Games", "name_ja": "海ゲームズ"}
        story.world.store.write(connection, [Change(kind="company", id=story.company, body=body)])
    writes_in(story, language)
    application = story.apply()
    moved = story.hr.part("application", application, {"stage": "interview"}, story.applicants)
    said = {"company": story.company, "seeker": story.mai.caller.profile, "application": application, "text": "Hi"}
    written = story.hr.part("message", ambient.new_id(), {**said, "sender": "company"}, story.applicants)
    for part in (moved, written):
        answer = story.hr.push(part)
        assert answer.result == "applied", answer
    with story.world.store.transaction() as connection:
        told = connection.execute(select(mails.c.subject, mails.c.text)).all()
    assert len(told) == 2
    assert all(name in one.subject + one.text for one in told)


@pytest.mark.parametrize(("language", "begin"), [("en", "Dear applicant, we have"), ("ja", "応募者 様")])
def test_acknowledgement_names_nobody_under_blind_review(story: Story, language: str, begin: str) -> None:
    assert prepare(story, story.hr)[1] == "applied"
    story.hr.pull()
    hide = story.hr.part("job", story.job, {"blind": True}, f"company:{story.company}")
    assert story.hr.push(hide).result == "applied"
    writes_in(story, language)
    story.apply()
    [one] = received(story)
    assert one["text"].startswith(begin)
    assert "Mai" not in one["text"]


@pytest.mark.parametrize("other", [{"on": False}, {"use": "reject"}, {"on": None}])
def test_nothing_is_sent_that_is_not_switched_on(story: Story, other: dict[str, Any]) -> None:
    asked = {name: value for name, value in other.items() if value is not None}
    if "on" in other and other["on"] is None:
        identity, _ = prepare(story, story.hr)
        story.hr.pull()
        gone = story.hr.part("template", identity, None, f"company:{story.company}")
        assert story.hr.push(gone).result == "applied"
    else:
        assert prepare(story, story.hr, **asked)[1] == "applied"
    story.apply()
    assert received(story) == []


def test_of_two_acknowledgements_the_one_that_windows_name_is_sent(story: Story) -> None:
    said = {one: f"Letter {one}" for one in sorted((ambient.new_id() for _ in range(3)), reverse=True)}
    with ambient.ruled() as rule:
        for identity, text in said.items():
            rule.advance(2)
            assert prepare(story, story.hr, identity, text={"en": text})[1] == "applied"
        story.apply()
    assert [one["text"] for one in received(story)] == [said[min(said)]]


def test_prepared_message_of_another_company_is_sent_by_nobody(story: Story) -> None:
    assert prepare(story, story.other)[1] == "applied"
    story.apply()
    assert received(story) == []
    assert not any(entry.kind == "template" for entry in story.hr.held.values())


def test_only_recruiters_prepare_and_only_for_their_own_company(story: Story) -> None:
    assert prepare(story, story.reviewer)[1] == "refused"
    body = {"company": story.next_door, "use": "reject", "name": "X", "text": TEXT}
    part = story.hr.part("template", ambient.new_id(), body, f"company:{story.company}")
    assert code_of(story.hr.push(part)) == "read_only_field"
    wrong = story.hr.part("template", ambient.new_id(), body | {"text": {"en": "{nome}"}}, f"company:{story.company}")
    assert story.hr.push(wrong).result == "refused"
