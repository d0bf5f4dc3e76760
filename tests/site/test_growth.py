"""What a deed of few documents costs the database: no more where many people and jobs are, in steps of SQLite's machine."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import event, insert

from izanau_protocol import ambient, ids, wire
from izanau_protocol.documents.account import Notices
from izanau_site import public
from izanau_site.accounts import erasing, team
from izanau_site.accounts.limits import Limits
from izanau_site.retention import showing
from izanau_site.settings import Settings
from izanau_site.site import Site
from izanau_site.store import Change, Store, sealing
from izanau_site.store.schema import devices, shown
from izanau_site.sync import pull
from izanau_site.work import noticing
from izanau_site.work import retention as retention_of_site
from tests.offer import LEGAL
from tests.site.sync.test_taking import joins
from tests.site.work.noticed import choose
from tests.site.world import Story

FEW: Final = 10
MANY: Final = 200
MOST: Final = 1.25
"""Times as many steps at most, and fifty more, where there are twenty times as many people."""

Deed = Callable[[Story], Callable[[], object]]
"""Makes a deed ready."""


def crowd(story: Story, number: int) -> None:
    """So many more people who applied for the job, each with a device and taken by the reviewer, with a colleague's task
    about each, and as many jobs of another company, one of whose hiring managers was asked about something."""
    at, people, changes = ambient.timestamp(), list[dict[str, Any]](), list[Change]()
    taken = {"company": story.company, "job": story.job, "owner": story.reviewer.caller.membership}
    task = taken | {"text": "Call", "owner": ambient.new_id()}
    for _ in range(number):
        person = ambient.new_id()
        profile, email = ids.profile_id(person), f"{person[:8]}@mail.example"
        row = {"id": person, "email_key": email, "email": email, "name": "Anh", "password_hash": "", "created": at}
        people.append(row | {"group": "seeker", "role": "seeker", "profile": profile, "confirmed": True})
        application = ids.application_id(story.job, profile, 1)
        held: dict[str, object] = {"application": application, "company": story.company, "email": email}
        body = {**taken, "seeker": profile, "attempt": 1, "stage": "new"}
        changes += [
            Change(kind="account", id=person, body={"email": email, "name": "Anh", "role": "seeker"}, account=person),
            Change(kind="profile", id=profile, body={"name": {"full": "Anh"}}, account=person),
            Change(kind="application", id=application, body={**body, "status": "applied"}, account=person),
            Change(kind="contact", id=ids.contact_id(application), body=held, account=person),
            Change(kind="task", id=ambient.new_id(), body={**task, "application": application}, account=person),
            Change(kind="job", id=ambient.new_id(), body={"company": story.next_door, **LEGAL, "state": "published"}),
        ]
    asked = story.world.person("hiring_manager", story.next_door).caller.account
    question = {"document": "job", "about": story.job, "path": "category", "mine": '"x"'}
    changes.append(Change(kind="conflict", id=ambient.new_id(), body={**question}, account=asked))
    story.world.store.load(changes, people)
    with story.world.store.transaction(write=True) as connection:
        for one in (*people, {"id": story.hr.caller.account}):
            device = story.hr.caller.device if one["id"] == story.hr.caller.account else ambient.new_id()
            connection.execute(insert(devices).values(id=device, account=one["id"], created=at, seen=at))
            connection.execute(insert(shown).values(device=device, scope=f"account:{one['id']}", seq=1))


def page(story: Story) -> Callable[[], object]:
    """The newest entries of the company, with what goes beside them."""
    return lambda: pull.feed(story.world.store, story.hr.caller, story.applicants, before=0, limit=5)


def news(story: Story) -> Callable[[], object]:
    """What moved last."""
    head = story.hr.scopes().scopes[story.applicants].head
    return lambda: pull.feed(story.world.store, story.hr.caller, story.applicants, after=head - 3)


def acknowledge(story: Story) -> Callable[[], object]:
    """The company's device tells that it let go, where there was nothing to let go of since it told last."""
    _acknowledging(story)()
    note(story)()
    return _acknowledging(story)


def let_go(story: Story) -> Callable[[], object]:
    """The company's device tells that it let go of somebody who left."""
    leave(story)()
    return _acknowledging(story)


def _acknowledging(story: Story) -> Callable[[], object]:
    heads = {name: one.head for name, one in story.hr.scopes().scopes.items()}
    return lambda: pull.acknowledge(story.world.store, story.hr.caller, heads)


def note(story: Story) -> Callable[[], object]:
    """A push of one document."""
    application = ids.application_id(story.job, story.mai.caller.profile, 1)
    part = story.hr.part("note", ambient.new_id(), {"application": application, "text": "Good"}, story.applicants)
    return lambda: applied(story.hr.push(part))


def edit(story: Story) -> Callable[[], object]:
    """A push of a job that nobody applied for, by whose company many were."""
    job = story.world.job(story.hr)
    story.hr.pull()
    part = story.hr.part("job", job, {"managers": [story.hr.caller.account]}, f"company:{story.company}")
    return lambda: applied(story.hr.push(part))


def refused(story: Story) -> Callable[[], object]:
    """A push of the job for which all applied, which is looked at and refused."""
    part = story.hr.part("job", story.job, {"title": {"en": ""}}, f"company:{story.company}")
    return lambda: story.hr.push(part)


def leave(story: Story) -> Callable[[], object]:
    """A member leaves, who had taken nobody."""
    member = story.world.person("recruiter", story.company)
    place = joins(story, member)
    return lambda: team.end(site_of(story), member.caller, wire.EndMember(place))


def conflict(story: Story) -> Callable[[], object]:
    """A question about the job for which all applied."""
    body = {"document": "job", "about": story.job, "path": "category", "mine": '"x"'}
    part = story.hr.part("conflict", ids.conflict_id(story.job, "category", story.hr.caller.account), body)
    return lambda: applied(story.hr.push(part))


def retention(story: Story) -> Callable[[], object]:
    """What a person, and one of a company, read of how long what of theirs is kept."""
    site = site_of(story)
    return lambda: [showing.shown(site, one.caller) for one in (story.mai, story.hr)]


def company_page(story: Story) -> Callable[[], object]:
    """The jobs of a company that has one."""
    site = site_of(story)
    return lambda: public.jobs_of(site, story.company)


def seal(story: Story) -> Callable[[], object]:
    """One more row of the access log, sealed where all before it are."""
    store = story.world.store

    def sealed() -> None:
        with ambient.ruled(now=ambient.now() + timedelta(hours=1)), store.transaction(write=True) as connection:
            sealing.seal(connection)

    sealed()
    pull.feed(store, story.hr.caller, story.applicants, before=0, limit=1)
    return sealed


def renew(story: Story) -> Callable[[], object]:
    """A look for views of an older version, where there is none."""
    return story.world.store.renew


def collect(story: Story) -> Callable[[], object]:
    """A look for tombstones that nobody waits for, where there is none."""
    site = site_of(story)
    retention_of_site._collect(site)
    return lambda: retention_of_site._collect(site)


def erase(story: Story) -> Callable[[], object]:
    """A look for whose grace is over, where nobody's is."""
    return lambda: erasing.erase_due(site_of(story))


def notices(story: Story) -> Callable[[], object]:
    """A look for whom to mail of what, where nothing came within the hour to who is told of everything."""
    choose(story.reviewer, *Notices.__struct_fields__)

    def gathered() -> None:
        with ambient.ruled(now=ambient.now() + timedelta(hours=3)):
            noticing.gather(site_of(story))

    return gathered


def site_of(story: Story) -> Site:
    """The site of a story, as it is by itself."""
    settings = Settings(data_dir=Path())
    return Site(settings, story.world.store, Limits(settings))


def applied(answer: wire.Answer) -> None:
    """It was."""
    assert answer.result == "applied", answer


_PUSHES: Final[tuple[Deed, ...]] = (note, edit, leave, refused, conflict)
_READS: Final[tuple[Deed, ...]] = (page, news, acknowledge, let_go, retention, company_page)
_WORK: Final[tuple[Deed, ...]] = (seal, renew, collect, erase, notices)


def steps(story: Story, deed: Deed) -> int:
    """The steps of SQLite's machine that a deed takes, in tens, once it was made ready."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    def watch(bare: sqlite3.Connection, *_: object) -> None:
        bare.set_progress_handler(count, 10)

    engine, ready = story.world.store.engine, deed(story)
    event.listen(engine, "checkout", watch)
    ready()
    event.remove(engine, "checkout", watch)
    return taken


@pytest.fixture(scope="module")
def stories(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Story, Story]]:
    """One among few people, one among many."""
    found = []
    for number in (FEW, MANY):
        folder = tmp_path_factory.mktemp("growth")
        shutil.copy(template_file, folder / "site.db")
        story = Story(Store.open(f"sqlite:///{folder / 'site.db'}", folder / "ledger"))
        crowd(story, number)
        story.apply()
        found.append(story)
    yield found[0], found[1]
    for story in found:
        story.world.store.close()


@pytest.mark.parametrize("deed", [*_PUSHES, *_READS, *_WORK], ids=lambda one: one.__name__)
def test_deed_takes_no_more_steps_among_many(stories: tuple[Story, Story], deed: Deed) -> None:
    few, many = (steps(story, deed) for story in stories)
    assert few > 0
    assert many <= MOST * few + 5, (few, many)


@pytest.mark.parametrize("behind", [0, 1], ids=["level", "behind"])
def test_push_reads_no_change_that_its_base_knew(stories: tuple[Story, Story], behind: int) -> None:
    story, scope = stories[0], f"company:{stories[0].company}"
    job = story.world.job(story.hr)

    def part(name: str, said: str, known: int) -> wire.Part:
        return wire.Part("job", job, scope, known, {"title": {name: said}})

    def retitled(_: Story) -> Callable[[], object]:
        """A push of a title; the other one was changed since its base, or nothing was."""
        story.hr.pull()
        base = story.hr.seq(scope, job)
        for number in range(behind):
            applied(story.hr.push(part("ja", f"{base} {number}", base)))
        return lambda: applied(story.hr.push(part("en", f"Cook {base}", base)))

    few = steps(story, retitled)
    base = story.hr.seq(scope, job)
    for number in range(MANY):
        story.hr.pull()
        applied(story.hr.push(part("ja", str(number), story.hr.seq(scope, job))))
    assert base < story.hr.seq(scope, job)
    many = steps(story, retitled)
    assert many < MOST * few, (few, many)
