"""What is counted for a company's people of each kind: only what is theirs to know, once, and not what they did themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from izanau_protocol import ambient
from izanau_protocol.canonical import Body
from izanau_protocol.rules.filtered import LATE
from izanau_site.site import Site
from izanau_site.store import Change
from izanau_site.store.schema import accounts
from izanau_site.work import noticing
from tests.site.sync.test_exports import exported, record
from tests.site.sync.test_taking import taken
from tests.site.sync.test_tasks import manager_of, put
from tests.site.work.noticed import choose, gathered, mention, named, subjects
from tests.site.work.smtp import Sink
from tests.site.world import Story


def story_began(story: Story) -> datetime:
    """When the first applicant applied."""
    with story.world.store.transaction() as connection:
        [first, *_] = story.world.store.list(connection, "application")
    return datetime.fromisoformat(first.created)


def test_applicant_whom_a_colleague_gave_is_told_of(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    choose(story.hr, "given")
    choose(story.reviewer, "given")
    mine, theirs, application = named(story, story.hr), named(story, story.reviewer), story.apply()
    taken(story, application, mine)
    assert gathered(mailing, clock) == 0, "they took it themselves"
    taken(story, application, theirs)
    assert gathered(mailing, clock) == 1
    assert subjects(mailing, sink) == {story.reviewer.email: "1 applicant given to you"}
    labels = story.hr.part("application", application, {"labels": {}}, story.applicants)
    assert story.hr.push(labels).result == "applied"
    assert gathered(mailing, clock) == 0, "what else is done to them gives nobody anybody"


def test_task_is_told_of_on_its_day(mailing: Site, story: Story, sink: tuple[Sink, str], clock: ambient.Rule) -> None:
    choose(story.hr, "due")
    mine, application = named(story, story.hr), story.apply()
    tomorrow = (ambient.today() + timedelta(days=1)).isoformat()
    for more in ({}, {"application": application}, {"done": True}, {"snoozed": "2040-01-01"}):
        asked: dict[str, Any] = {"owner": mine, "due": tomorrow, **more}
        put(story, story.hr, **asked)
    put(story, story.hr, due=tomorrow)
    told: list[str] = []
    for _ in range(50):
        gathered(mailing, clock)
        told += subjects(mailing, sink).values()
    assert told == ["2 tasks on their day"]


def test_task_that_a_colleague_gives_for_today_is_told_of(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    choose(story.hr, "due")
    choose(story.reviewer, "due")
    mine, theirs = named(story, story.hr), named(story, story.reviewer)
    for owner in (mine, theirs):
        put(story, story.hr, owner=owner, due="2026-01-01")
    gathered(mailing, clock)
    assert subjects(mailing, sink) == {story.reviewer.email: "1 task on its day"}


def test_new_applicant_who_becomes_late_is_told_of_once(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    choose(story.hr, "late")
    story.apply()
    answered, _ = story.second.apply_to(story.job, story.company)
    story.everyone_pulls()
    part = story.hr.part("application", answered, {"stage": "screening"}, story.applicants)
    assert story.hr.push(part).result == "applied"
    told: list[str] = []
    for _ in range(20):
        gathered(mailing, clock, 12)
        told += subjects(mailing, sink).values()
        at = ambient.now()
        assert bool(told) == (at - LATE > story_began(story) + timedelta(minutes=1)), "on time"
    assert told == ["1 new applicant who became late"]


def test_file_is_told_of_when_somebody_left_it(
    mailing: Site, story: Story, clock: ambient.Rule, sink: tuple[Sink, str]
) -> None:
    choose(story.hr, "owed")
    manager = manager_of(story, story.job)
    choose(manager, "owed")
    application = story.apply()
    other, _ = story.second.apply_to(story.job, story.company)
    file, _ = exported(story, application, other)
    assert gathered(mailing, clock) == 0
    for member, left in ((story.mai, application), (story.second, other)):
        member.pull()
        assert member.push(member.part("application", left, {"withdrawn": True})).result == "applied"
    gathered(mailing, clock)
    assert subjects(mailing, sink) == {story.hr.email: "1 exported file that holds people who left"}
    story.hr.pull()
    [key, _] = record(story, file)["left"]
    assert story.hr.push(story.hr.part("export", file, {"left": {key: None}}, story.applicants)).result == "applied"
    assert gathered(mailing, clock) == 0, "nobody left since"


def test_what_a_hiring_manager_lost_sight_of_is_not_told(mailing: Site, story: Story, clock: ambient.Rule) -> None:
    manager = story.world.person("hiring_manager", story.company)
    choose(manager, "given", "due", "late")
    theirs, application = named(story, manager), story.apply()
    with mailing.store.transaction(write=True) as connection:
        known = mailing.store.get(connection, "application", application)
        assert known is not None
        body: Body = {**known.body, "owner": theirs}
        task: Body = {"company": story.company, "application": application, "job": story.job, "text": "Call"}
        task = task | {"owner": theirs, "due": "2026-01-01", "at": ambient.timestamp()}
        changes = [
            Change(kind="application", id=application, body=body),
            Change(kind="task", id=ambient.new_id(), body=task, account=known.account),
        ]
        mailing.store.write(connection, changes)
    assert gathered(mailing, clock) == 0


def test_what_is_about_somebody_who_pauses_is_not_told(mailing: Site, story: Story, clock: ambient.Rule) -> None:
    choose(story.reviewer, "given", "due", "late", "mentioned")
    theirs, application = named(story, story.reviewer), story.apply()
    clock.advance(LATE.total_seconds() - 60)
    noticing.gather(mailing)
    clock.advance(1)
    taken(story, application, theirs)
    put(story, story.hr, application=application, owner=theirs, due="2026-01-01")
    mention(story, story.hr, application, theirs)
    with mailing.store.transaction(write=True) as connection:
        connection.execute(update(accounts).where(accounts.c.id == story.mai.caller.account).values(paused=True))
    assert gathered(mailing, clock, 2) == 0
