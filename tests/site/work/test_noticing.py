"""Mails of what came to a company's people: what they chose and may know at that moment, in counts, once an hour at most."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from izanau_protocol import ambient
from izanau_site.accounts import people, unsubscribe
from izanau_site.site import Site
from izanau_site.store.schema import accounts, mailed, mails
from izanau_site.work import noticing
from tests.site.sync.test_push import code_of
from tests.site.sync.test_taking import joins
from tests.site.work.noticed import HOUR, choose, gathered, mention, say, sent, words
from tests.site.work.smtp import Sink
from tests.site.world import Story


def test_new_applicants_are_told_in_one_mail_that_names_nobody(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    choose(story.hr, "applied")
    story.apply()
    story.second.apply_to(story.job, story.company)
    assert gathered(mailing, clock) == 1
    [mail] = sent(mailing, sink)
    assert (mail["To"], mail["Subject"]) == (story.hr.email, "Umi Games: 2 new applicants")
    assert (mail["X-Izanau-Purpose"], mail["List-Unsubscribe-Post"]) == ("notices", "List-Unsubscribe=One-Click")
    for hidden in ("Nguyễn", "Mai", story.mai.email, story.job, "vi"):
        assert not re.search(rf"\b{re.escape(hidden)}\b", words(mail)), hidden
    for _ in range(3):
        assert gathered(mailing, clock) == 0, "nobody is told twice"


def test_mails_of_one_hour_are_gathered(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    choose(story.hr, "applied")
    story.apply()
    assert gathered(mailing, clock) == 1
    assert len(sent(mailing, sink)) == 1
    story.second.apply_to(story.job, story.company)
    assert gathered(mailing, clock, 0.5) == 0
    assert gathered(mailing, clock, 0.6) == 1


def test_what_comes_while_a_mail_waits_is_in_the_next(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    choose(story.hr, "applied")
    story.apply()
    assert gathered(mailing, clock) == 1
    story.second.apply_to(story.job, story.company)
    assert gathered(mailing, clock, 2) == 0
    assert [mail["Subject"] for mail in sent(mailing, sink)] == ["Umi Games: 1 new applicant"]
    assert noticing.gather(mailing) == 1
    assert [mail["Subject"] for mail in sent(mailing, sink)] == ["Umi Games: 1 new applicant"]


def test_mail_is_in_the_language_of_its_reader(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    choose(story.hr, "applied", "written")
    story.hr.pull()
    assert story.hr.push(story.hr.part("account", story.hr.caller.account, {"language": "ja"})).result == "applied"
    story.apply()
    say(story, story.mai)
    gathered(mailing, clock)
    [mail] = sent(mailing, sink)
    assert mail["Subject"] == "Umi Games：新着応募者1名、応募者からのメッセージ1件"
    assert mail["Content-Language"] == "ja"
    assert "会社での出来事をメールで受け取る" in words(mail)


def test_each_kind_is_told_only_to_who_chose_it(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    choose(story.hr, "written")
    choose(story.reviewer, "mentioned")
    choose(story.other, "applied", "written", "mentioned")
    mine, own = joins(story, story.reviewer), joins(story, story.hr)
    application = story.apply()
    say(story, story.mai)
    mention(story, story.hr, application, mine, own)
    gathered(mailing, clock)
    told = {str(mail["To"]): mail["Subject"] for mail in sent(mailing, sink)}
    assert told == {
        story.hr.email: "Umi Games: 1 message of an applicant",
        story.reviewer.email: "Umi Games: 1 note that mentions you",
    }


def test_nobody_is_mailed_of_their_own_doing(mailing: Site, story: Story, clock: ambient.Rule) -> None:
    choose(story.hr, "mentioned", "written")
    application, own = story.apply(), joins(story, story.hr)
    mention(story, story.hr, application, own)
    body = {"company": story.company, "seeker": story.mai.caller.profile, "sender": "company", "text": "Hello"}
    body |= {"application": application}
    assert story.hr.push(story.hr.part("message", ambient.new_id(), body, story.applicants)).result == "applied"
    assert gathered(mailing, clock) == 0


def test_hiring_manager_hears_of_their_own_jobs_only(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    manager = story.world.person("hiring_manager", story.company)
    theirs = story.world.job(story.hr, managers=[manager.caller.account])
    choose(manager, "applied", "written")
    story.apply()
    say(story, story.mai)
    assert gathered(mailing, clock) == 0
    story.second.apply_to(theirs, story.company)
    assert gathered(mailing, clock) == 1
    [mail] = sent(mailing, sink)
    assert mail["Subject"] == "Umi Games: 1 new applicant"


@pytest.mark.parametrize("event", ["withdrawn", "paused", "erased", "advanced"])
def test_who_is_not_to_be_seen_to_any_more_is_not_told(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str], event: str
) -> None:
    choose(story.hr, "applied", "written", *(() if event == "advanced" else ("mentioned",)))
    application = story.apply()
    if event != "advanced":
        say(story, story.mai, application=application)
        mention(story, story.reviewer, application, joins(story, story.hr))
    clock.advance(1.1 * HOUR)
    if event != "advanced":
        assert noticing.gather(mailing) == 1
    if event == "withdrawn":
        story.mai.pull()
        assert story.mai.push(story.mai.part("application", application, {"withdrawn": True})).result == "applied"
    elif event == "advanced":
        part = story.hr.part("application", application, {"stage": "screening"}, story.applicants)
        assert story.hr.push(part).result == "applied"
        assert noticing.gather(mailing) == 0
    else:
        columns: dict[str, Any] = {"paused": True} if event == "paused" else {"erases": "2099-01-01"}
        with mailing.store.transaction(write=True) as connection:
            connection.execute(update(accounts).where(accounts.c.id == story.mai.caller.account).values(**columns))
    assert sent(mailing, sink) == []


STATES = ["left", "of none", "paused", "erasing", "bounced", "moved", "switched off", "other role", "other address"]


@pytest.mark.parametrize("state", STATES)
def test_queued_mail_reaches_nobody_who_may_not_know(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str], state: str
) -> None:
    choose(story.hr, "applied")
    story.apply()
    assert gathered(mailing, clock) == 1
    columns: dict[str, dict[str, Any]] = {
        "paused": {"paused": True},
        "erasing": {"erases": "2099"},
        "bounced": {"bounced": "2026"},
    }
    columns |= {"moved": {"company": story.next_door}, "other role": {"role": "hiring_manager"}}
    columns |= {"of none": {"company": ""}, "other address": {"email": "new@example.com"}}
    account = story.hr.caller.account
    if state == "switched off":
        choose(story.hr, "applied", on=False)
    with mailing.store.transaction(write=True) as connection:
        if state == "left":
            people.rewrite(mailing.store, connection, account, company="")
        elif state in columns:
            connection.execute(update(accounts).where(accounts.c.id == account).values(**columns[state]))
    assert sent(mailing, sink) == []
    with mailing.store.transaction() as connection:
        assert connection.execute(select(mails.c.id).where(mails.c.purpose == "notices")).all() == []


def test_choice_ends_with_the_membership(mailing: Site, story: Story) -> None:
    choose(story.hr, "applied")
    with mailing.store.transaction(write=True) as connection:
        people.rewrite(mailing.store, connection, story.hr.caller.account, company="")
        known = mailing.store.get(connection, "account", story.hr.caller.account)
    assert known is not None
    assert ("notices" in known.body, known.state) == (False, "")


def test_link_in_the_mail_ends_all_kinds_and_what_waits(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    choose(story.hr, "applied", "written")
    story.apply()
    gathered(mailing, clock)
    [mail] = sent(mailing, sink)
    say(story, story.mai)
    assert gathered(mailing, clock) == 1
    token = mail["List-Unsubscribe"].removeprefix("<https://site.test/unsubscribe/").removesuffix(">")
    assert [unsubscribe.end(mailing, token) for _ in range(2)] == ["notices", "notices"]
    with mailing.store.transaction() as connection:
        waiting = select(mails.c.id).where(mails.c.purpose == "notices", mails.c.sent == "")
        assert connection.execute(waiting).all() == []
    story.hr.pull()
    view = story.hr.view(story.hr.own, story.hr.caller.account)
    assert view is not None
    assert "notices" not in view
    story.second.apply_to(story.job, story.company)
    assert gathered(mailing, clock) == 0


def test_refused_mail_is_counted_anew_when_it_leaves(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    choose(story.hr, "applied")
    first = story.apply()
    story.second.apply_to(story.job, story.company)
    gathered(mailing, clock)
    sink[0].refusals = 1
    assert sent(mailing, sink) == []
    story.mai.pull()
    assert story.mai.push(story.mai.part("application", first, {"withdrawn": True})).result == "applied"
    clock.advance(HOUR)
    [mail] = sent(mailing, sink)
    assert mail["Subject"] == "Umi Games: 1 new applicant"


def test_old_things_are_no_news_to_who_chooses_anew(mailing: Site, story: Story, clock: ambient.Rule) -> None:
    choose(story.hr, "applied")
    assert gathered(mailing, clock) == 0
    choose(story.hr, "applied", on=False)
    story.apply()
    clock.advance(5 * HOUR)
    choose(story.hr, "applied")
    assert noticing.gather(mailing) == 0


@pytest.mark.parametrize("before", [(), ("mentioned",)], ids=["first", "further"])
def test_what_came_before_the_choice_is_no_news(
    mailing: Site, story: Story, clock: ambient.Rule, before: tuple[str, ...]
) -> None:
    choose(story.hr, *before)
    story.apply()
    clock.advance(0.5 * HOUR)
    choose(story.hr, "applied")
    assert [gathered(mailing, clock, hours) for hours in (0.1, 1.1)] == [0, 0]
    story.second.apply_to(story.job, story.company)
    assert gathered(mailing, clock) == 1


def test_mail_that_waits_tells_of_no_kind_chosen_since(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    choose(story.hr, "written")
    story.apply()
    say(story, story.mai)
    assert gathered(mailing, clock) == 1
    choose(story.hr, "applied")
    assert [mail["Subject"] for mail in sent(mailing, sink)] == ["Umi Games: 1 message of an applicant"]


def test_choice_is_of_a_companys_people_alone_and_seen_by_nobody_else(mailing: Site, story: Story) -> None:
    story.mai.pull()
    part = story.mai.part("account", story.mai.caller.account, {"notices": {"applied": True}})
    assert code_of(story.mai.push(part)) == "read_only_field"
    choose(story.hr, "applied")
    story.everyone_pulls()
    assert b"notices" not in story.reviewer.raw


def test_site_without_an_address_says_where_to_end_them(
    site: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    bare = msgspec.structs.replace(site, settings=msgspec.structs.replace(site.settings, smtp=sink[1]))
    choose(story.hr, "applied")
    story.apply()
    gathered(bare, clock)
    [mail] = sent(bare, sink)
    assert mail["List-Unsubscribe"] is None
    assert "in the settings of the program" in words(mail)


def test_nothing_of_a_mail_is_kept_but_that_it_was_sent(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    choose(story.hr, "applied")
    story.apply()
    gathered(mailing, clock)
    with mailing.store.transaction() as connection:
        row = connection.execute(select(mails).where(mails.c.purpose == "notices")).one()
        assert (row.subject, row.text) == ("", "")
        assert connection.execute(select(mailed.c.purpose)).scalar_one() == "notices"
    assert len(sent(mailing, sink)) == 1
