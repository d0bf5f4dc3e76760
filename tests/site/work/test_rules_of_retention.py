"""The rules of retention: told before, dry on their first day, undone by use, and complete in what they erase."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from izanau_protocol import ambient, ids, wire
from izanau_site.accounts import roles, signin
from izanau_site.retention import carrying, finding, rules, showing
from izanau_site.site import Site
from izanau_site.store import Change, Store, documents, ended, notices
from izanau_site.store.restoring import apply_ledger
from izanau_site.store.schema import accounts, devices, feed, mails
from izanau_site.store.verify import verify
from izanau_site.work import retention
from tests.site.sync.test_conflicts import disputed
from tests.site.sync.test_tasks import change, put
from tests.site.work.test_retention import mai
from tests.site.world import Member, Story

DAY = 24 * 3600


@pytest.fixture
def story(site: Site) -> Story:
    """A company, a job and seekers on the site."""
    return Story(site.store)


def reject(story: Story, member: Member) -> str:
    """An application of a seeker that was not selected."""
    identity, answer = member.apply_to(story.job, story.company, message="canary words")
    assert answer.result == "applied", answer
    note = story.hr.part("note", ambient.new_id(), {"application": identity, "text": "canary note"}, story.applicants)
    story.hr.pull()
    assert story.hr.push(note).result == "applied"
    move = story.hr.part("application", identity, {"stage": "rejected"}, story.applicants)
    assert story.hr.push(move).result == "applied"
    return identity


def body(store: Store, identity: str) -> dict[str, Any]:
    """A document's body; empty where it is gone."""
    with store.transaction() as connection:
        found = documents.get(connection, identity)
    return found.body if found else {}


def told(site: Site, kind: str) -> int:
    """How many mails of a kind were queued."""
    with site.store.transaction() as connection:
        rows = connection.execute(select(mails.c.headers)).scalars().all()
    return sum(kind in row for row in rows)


def live(site: Site, rule: Any, days: int) -> None:
    """Let days pass, with the background work at the end of each of the last ones."""
    for some in (days - 2, 1, 1) if days > 2 else (1,) * days:
        rule.advance(some * DAY)
        retention.tidy(site)


def test_ended_application_goes_after_its_days_with_all_about_it(site: Site, story: Story) -> None:
    with ambient.ruled() as rule:
        retention.tidy(site)
        identity = reject(story, story.mai)
        live(site, rule, 165)
        assert told(site, "application_ends") == 0
        live(site, rule, 2)
        assert told(site, "application_ends") == 1
        due = datetime.fromisoformat(body(site.store, identity)["erases"])
        assert 12 <= (due - ambient.now()).days <= 14
        story.hr.pull()
        seen = story.hr.view(story.applicants, identity)
        assert seen is not None
        assert seen["erases"] == body(site.store, identity)["erases"]
        live(site, rule, 15)
        assert body(site.store, identity) == {}
        with site.store.transaction() as connection:
            views = connection.execute(select(feed.c.view).where(feed.c.view.is_not(None))).scalars().all()
            assert not any(b"canary words" in bytes(view) or b"canary note" in bytes(view) for view in views)
            assert not notices.of_rule(connection, "applications")
        story.hr.pull()
        assert story.hr.view(story.applicants, identity) is None
        assert story.hr.view(story.applicants, story.mai.caller.profile) is None
        assert [one for one in story.mai.store.ledger.lines() if one.id == identity]


def test_done_task_about_nobody_goes_after_the_days_of_its_company(site: Site, story: Story) -> None:
    with ambient.ruled() as rule:
        retention.tidy(site)
        asked: tuple[dict[str, Any], ...] = ({"job": story.job}, {}, {}, {"application": story.apply()})
        done, opened, never, about = (put(story, story.hr, **more) for more in asked)
        kept = disputed(story.hr, "task", done, "text")
        assert story.hr.push(kept).result == "applied"
        for task in (done, opened, about):
            assert change(story, story.hr, task, done=True).result == "applied"
        live(site, rule, 178)
        assert change(story, story.hr, opened, done=None).result == "applied"
        assert body(site.store, done)
        live(site, rule, 3)
        assert (body(site.store, done), body(site.store, kept.id)) == ({}, {})
        assert body(site.store, opened)
        assert body(site.store, never)
        assert body(site.store, about), "it goes with the application"
        story.hr.pull()
        assert story.hr.held[story.applicants, done].gone == "erased"
        assert verify(site.store) == []


def test_company_may_keep_for_longer_but_never_over_a_year(site: Site, story: Story) -> None:
    with ambient.ruled() as rule:
        identity = reject(story, story.mai)
        change = Change(kind="company", id=story.company, body={"name": "Umi Games", "keep_days": 365})
        with site.store.transaction(write=True) as connection:
            site.store.write(connection, [change])
        live(site, rule, 200)
        assert "erases" not in body(site.store, identity)
        owner = story.world.person("owner", story.company)
        owner.pull()
        for days, result in ((366, "refused"), (29, "refused"), (31, "applied")):
            part = owner.part("company", story.company, {"keep_days": days}, f"company:{story.company}")
            assert owner.push(part).result == result
        live(site, rule, 1)
        live(site, rule, 13)
        assert body(site.store, identity), "told only now: it has its fourteen days"
        live(site, rule, 2)
        assert body(site.store, identity) == {}


def test_application_that_goes_on_is_not_erased(site: Site, story: Story) -> None:
    with ambient.ruled() as rule:
        retention.tidy(site)
        identity = reject(story, story.mai)
        live(site, rule, 170)
        assert body(site.store, identity)["erases"]
        story.hr.pull()
        move = story.hr.part("application", identity, {"stage": "interview"}, story.applicants)
        assert story.hr.push(move).result == "applied"
        assert "erases" not in body(site.store, identity)
        live(site, rule, 30)
        assert body(site.store, identity)["status"] == "interview"


def test_next_attempt_has_a_number_of_its_own_after_an_erasure(site: Site, story: Story) -> None:
    first = reject(story, story.mai)
    second, answer = story.mai.apply_to(story.job, story.company, 2)
    assert answer.result == "applied", answer
    story.mai.pull()
    assert story.mai.push(story.mai.part("application", second, {"withdrawn": True})).result == "applied"
    with site.store.transaction(write=True) as connection:
        assert ended.erase(site.store, connection, first)
    story.mai.pull()
    third, answer = story.mai.apply_to(story.job, story.company, 3)
    assert answer.result == "applied", answer
    assert third == ids.application_id(story.job, story.mai.caller.profile, 3)


def test_restored_backup_erases_the_application_again(site: Site, story: Story) -> None:
    with ambient.ruled() as rule:
        identity = reject(story, story.mai)
        held = body(site.store, identity)
        rule.advance(60)
        with site.store.transaction(write=True) as connection:
            ended.erase(site.store, connection, identity)
        with site.store.transaction(write=True) as connection:  # what a backup of before would hold
            before = "2020-01-01T00:00:00.000Z"
            change = Change(kind="application", id=identity, body=held, account=story.mai.caller.account, at=before)
            site.store.write(connection, [change])
            connection.exec_driver_sql("UPDATE site SET value = '0' WHERE name = 'applied'")
        assert apply_ledger(site.store) >= 1
        assert body(site.store, identity) == {}


def msgspec_at(change: Change) -> Change:
    """The change as of a minute ago."""
    return Change(
        kind=change.kind, id=change.id, body=change.body, account=change.account, at="2020-01-01T00:00:00.000Z"
    )


def test_unconfirmed_account_goes_after_a_week_and_nobody_is_mailed(site: Site) -> None:
    with ambient.ruled() as rule:
        caller = mai(site)
        live(site, rule, 6)
        assert body(site.store, caller.account)
        before = told(site, "")
        live(site, rule, 2)
        assert body(site.store, caller.account) == {}
        assert told(site, "") <= before


def test_unused_account_is_warned_twice_and_then_erased(site: Site) -> None:
    with ambient.ruled() as rule:
        retention.tidy(site)
        caller = mai(site)
        with site.store.transaction(write=True) as connection:
            connection.execute(update(accounts).values(confirmed=True))
        for days, mailed in ((401, 0), (268, 0), (3, 1), (43, 1), (3, 2)):
            live(site, rule, days)
            assert told(site, "account_ends") == mailed, days
        with site.store.transaction() as connection:
            assert connection.execute(select(devices.c.id)).first() is None, "its device is long forgotten"
        live(site, rule, 15)
        assert body(site.store, caller.account) == {}


def test_unused_member_goes_but_one_owner_and_one_administrator_stay(site: Site, story: Story) -> None:
    with ambient.ruled() as rule:
        retention.tidy(site)
        first = story.world.person("owner", story.company)
        rule.advance(60)
        second = story.world.person("owner", story.company)
        roles.add_staff(site, name="Ren", email="ren@example.com", password="vermilion-otter-39")
        job = body(site.store, story.job)
        for days in (401, 268, 3, 43, 3):
            live(site, rule, days)
        assert told(site, "member_ends") == 2 * len((first, story.hr, story.reviewer, story.other))
        live(site, rule, 15)
        assert body(site.store, story.hr.caller.account) == {}
        assert body(site.store, first.caller.account) == {}, "the company keeps the owner who was here last"
        assert body(site.store, second.caller.account)
        assert body(site.store, story.job) == job, "what was written for the company stays"
        with site.store.transaction() as connection:
            left = connection.execute(select(accounts.c.role).where(accounts.c.group != "seeker")).scalars().all()
        assert sorted(left) == ["administrator", "owner"]
        kept = {one.rule: one for one in showing.shown(site, second.caller)}
        assert (kept["members"].about, kept["members"].due) == ("", ""), "nothing of the one who stays goes"


def test_using_an_account_takes_the_warning_back(site: Site) -> None:
    with ambient.ruled() as rule:
        retention.tidy(site)
        caller = mai(site)
        with site.store.transaction(write=True) as connection:
            connection.execute(update(accounts).values(confirmed=True))
        live(site, rule, 672)
        session = signin.sign_in(site, wire.SignIn("mai@example.com", "vermilion-otter-39"), "")
        again = signin.caller_of(site, session.access)
        live(site, rule, 60)
        assert body(site.store, caller.account)
        assert told(site, "account_ends") == 1
        kept = {one.rule: one for one in showing.shown(site, again)}
        assert kept["accounts"].due > ambient.timestamp()


def test_new_rule_runs_dry_for_its_first_day(site: Site) -> None:
    with ambient.ruled() as rule:
        caller = mai(site)
        rule.advance(30 * DAY)
        (dry,) = [one for one in carrying.carry_out(site, dry=True) if one.rule == "signups"]
        assert (dry.dry, dry.gone) == (True, {"signups": [caller.account]})
        retention.tidy(site)
        assert body(site.store, caller.account), "its first day"
        rule.advance(DAY + 1)
        assert carrying.carry_out(site, dry=True)[1].gone == {"signups": [caller.account]}
        assert body(site.store, caller.account), "a dry run leaves everything as it is"
        retention.tidy(site)
        assert body(site.store, caller.account) == {}


def test_two_that_tidy_at_once_let_an_application_go_once(
    site: Site, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    find, inside = finding.items, list[bool]()

    def meanwhile(connection: Connection, rule: rules.Rule, account: str = "") -> Iterator[finding.Item]:
        found = list(find(connection, rule, account))
        if rule.name == "applications" and not inside:
            inside.append(True)
            carrying.carry_out(site)
            inside.clear()
        return iter(found)

    monkeypatch.setattr(finding, "items", meanwhile)
    with ambient.ruled() as rule:
        retention.tidy(site)
        identity = reject(story, story.mai)
        for days in (165, 2, 15):
            live(site, rule, days)
    assert body(site.store, identity) == {}
    assert told(site, "application_ends") == 1
    noted = [line.id for line in site.store.ledger.lines() if line.kind == "application"]
    assert noted == [identity]


def test_rules_are_told_in_both_languages_with_their_days(site: Site) -> None:
    for one in rules.every(site.settings):
        for words in (one.words.en, one.words.ja):
            assert str(one.days) in words, one.name
        assert one.what.ja
        assert list(one.notice) == sorted(one.notice, reverse=True)
    caller = mai(site)
    found = {one.rule: one for one in showing.shown(site, caller)}
    assert set(found) == {"applications", "signups", "accounts", "logs"}
    assert found["signups"].about == caller.account
    assert not found["logs"].due


def test_device_that_is_forgotten_leaves_when_it_was_seen(site: Site) -> None:
    with ambient.ruled() as rule:
        caller = mai(site)
        with site.store.transaction(write=True) as connection:
            connection.execute(update(accounts).values(confirmed=True))
            seen = connection.execute(select(devices.c.seen)).scalar_one()
        signin.sign_out(site, caller)
        retention.tidy(site)
        live(site, rule, 100)
        rule.advance(site.settings.refresh_days * DAY)
        live(site, rule, 2)
        with site.store.transaction() as connection:
            assert connection.execute(select(devices.c.id)).first() is None
            assert connection.execute(select(accounts.c.seen)).scalar_one() == seen
