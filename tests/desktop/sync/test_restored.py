"""A restored site: what it lost is offered again, what it has is believed, and nothing of the new epoch is overwritten (R12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from izanau_desktop.cache import Cache, Edit, outbox
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site, SiteTrouble
from izanau_protocol import ambient, wire
from izanau_protocol.canonical import Body
from izanau_protocol.problems import problem
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_batches import recruiter
from tests.desktop.sync.test_sync import ACCOUNT, NAMED, OWN, PROFILE, body, edit
from tests.site.backup import Backup
from tests.site.world import Story

__all__ = ["recruiter"]

NEW = "33333333-3333-4333-8333-333333333333"


def test_restored_site_gets_settled_pushes_again(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, NAMED)
    engine.sync(cache, site)
    double.epoch, double.applied = "e2", {}
    double.feeds[OWN], double.heads[OWN] = {}, 0
    assert engine.sync(cache, site).problem is None
    assert double.view(OWN, "profile", PROFILE) == NAMED
    assert body(cache) == NAMED


def test_what_is_gone_from_a_restored_site_goes_before_anything_is_pushed(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, identity = company
    own, scope = f"account:{cache.note('account')}", f"contacts:{identity}"
    double.put(own, "account", ACCOUNT, {"name": {"full": "Hana"}})
    double.put(scope, "contact", PROFILE, {"application": ACCOUNT, "company": identity, "email": "anna@example.com"})
    engine.sync(cache, site)
    double.epoch, double.lose_answer = "e2", 1
    double.put(scope, "contact", PROFILE, None, "erased")
    cache.edit([Edit("ticket", ambient.new_id(), own, {"text": "Hello", "topic": "other"})])
    assert engine.sync(cache, site).problem is not None
    assert cache.get("contact", PROFILE) is None


def restore(double: Any, view: dict[str, Any], **theirs: Any) -> None:
    """A backup of the own scope is put back, in which only the first push is; another device then edits."""
    double.epoch, double.applied = "e2", dict(list(double.applied.items())[:1])
    double.feeds[OWN], double.heads[OWN] = {}, 0
    double.put(OWN, "profile", PROFILE, view)
    if theirs:
        double.put(OWN, "profile", PROFILE, {**view, **theirs})


def test_removal_outlives_a_restore_without_conflict(double: Any, site: Site, cache: Cache) -> None:
    before = {**NAMED, "hobbies": {"en": "Go"}}
    for patch in (before, {"hobbies": None}):
        edit(cache, patch)
        engine.sync(cache, site)
    restore(double, before, birthday="1990-01-01")
    assert engine.sync(cache, site).problem is None
    assert double.view(OWN, "profile", PROFILE) == body(cache) == {**NAMED, "birthday": "1990-01-01"}
    assert cache.list("conflict") == ()


def test_only_what_was_settled_before_a_restore_is_offered_as_told_already(
    double: Any, site: Site, cache: Cache
) -> None:
    edit(cache, NAMED)
    engine.sync(cache, site)
    edit(cache, {"residence": "JP"})
    engine.sync(cache, site)
    assert [push.again for push in double.pushed] == [False, False]
    restore(double, NAMED, hobbies={"en": "Go"})
    double.pushed.clear()
    engine.sync(cache, site)
    assert double.view(OWN, "profile", PROFILE)["residence"] == "JP"
    assert {push.again for push in double.pushed} == {True}
    double.pushed.clear()
    edit(cache, {"residence": "VN"})
    engine.sync(cache, site)
    assert [push.again for push in double.pushed] == [False]


def test_edit_that_joins_what_is_offered_again_is_told_as_new(double: Any, site: Site, cache: Cache) -> None:
    for patch in (NAMED, {"residence": "JP"}):
        edit(cache, patch)
        engine.sync(cache, site)
    restore(double, NAMED, hobbies={"en": "Go"})
    double.refuse = {"code": "not_yours"}
    engine.sync(cache, site)
    assert double.pushed[-1].again
    double.refuse = None
    edit(cache, {"residence": "VN"})
    engine.sync(cache, site)
    assert double.view(OWN, "profile", PROFILE)["residence"] == "VN"
    assert not double.pushed[-1].again


def test_several_lost_edits_come_back_one_upon_the_other(double: Any, site: Site, cache: Cache) -> None:
    edits: list[dict[str, Any]] = [NAMED, {"residence": "JP"}, {"residence": "VN"}, {"hobbies": {"en": "Go"}}]
    for patch in edits:
        edit(cache, patch)
        engine.sync(cache, site)
    restore(double, NAMED)
    assert engine.sync(cache, site).problem is None
    wanted = {**NAMED, "residence": "VN", "hobbies": {"en": "Go"}}
    assert double.view(OWN, "profile", PROFILE) == body(cache) == wanted
    assert cache.list("conflict") == ()


def test_edit_of_the_new_epoch_is_never_overwritten(double: Any, site: Site, cache: Cache) -> None:
    for patch in (NAMED, {"birthday": "1990-01-01"}, {"residence": "JP"}):
        edit(cache, patch)
        engine.sync(cache, site)
    restore(double, NAMED)
    double.put(OWN, "profile", PROFILE, {**NAMED, "birthday": "1991-02-02"})
    double.put(OWN, "profile", PROFILE, {**NAMED, "birthday": "1991-02-02", "hobbies": {"en": "Go"}})
    engine.sync(cache, site)
    view = {**NAMED, "birthday": "1991-02-02", "hobbies": {"en": "Go"}, "residence": "JP"}
    assert double.view(OWN, "profile", PROFILE) == view
    assert body(cache) == {**view, "birthday": "1990-01-01"}
    assert [one.body["path"] for one in cache.list("conflict")] == ["birthday"]


def test_edit_that_waited_over_a_restore_is_merged(double: Any, site: Site, cache: Cache) -> None:
    double.put(OWN, "account", ACCOUNT, {"name": "Anna", "email": "a@example.com"})
    engine.sync(cache, site)
    cache.edit([Edit("account", ACCOUNT, OWN, {"language": "ja"})])
    double.epoch = "e2"
    offered: list[wire.Push] = []
    judge = double.judge

    def noted(push: wire.Push) -> wire.Answer:
        offered.append(push)
        answer: wire.Answer = judge(push)
        return answer

    double.judge = noted
    assert engine.sync(cache, site).refused == 0
    assert double.view(OWN, "account", ACCOUNT)["language"] == "ja"
    assert all(part.base_seq for push in offered for part in push.parts), "an edit never asks to create"


def test_what_a_push_made_is_made_again_with_the_rest_of_it(double: Any, site: Site, cache: Cache) -> None:
    double.put(OWN, "account", ACCOUNT, {"name": "Anna", "email": "a@example.com"})
    engine.sync(cache, site)
    consent = Edit("consent", NEW, OWN, {"deed": "purpose", "purpose": "updates", "words": "…"})
    cache.edit([Edit("account", ACCOUNT, OWN, {"purposes": {"updates": True}}), consent], deed="purpose")
    engine.sync(cache, site)
    double.epoch, double.applied = "e2", {}
    double.feeds[OWN], double.heads[OWN] = {}, 0
    double.put(OWN, "account", ACCOUNT, {"name": "Anna", "email": "a@example.com"})
    double.asked.clear()
    assert engine.sync(cache, site).problem is None
    assert double.view(OWN, "account", ACCOUNT)["purposes"] == {"updates": True}
    assert double.view(OWN, "consent", NEW) == consent.patch
    assert double.asked.count("/v1/push") <= 3, "it is not asked again and again what the site cannot know"


def test_edit_of_what_the_restored_site_lacks_is_kept_as_a_conflict(double: Any, site: Site, cache: Cache) -> None:
    double.put(OWN, "profile", PROFILE, NAMED)
    engine.sync(cache, site)
    edit(cache, {"residence": "JP"})
    double.epoch = "e2"
    double.feeds[OWN], double.heads[OWN] = {}, 0
    double.asked.clear()
    assert engine.sync(cache, site).conflicts == 1
    assert double.asked.count("/v1/push") <= 2
    (found,) = cache.list("conflict")
    assert double.view(OWN, "conflict", found.id) is not None, "what reading found is sent in the same sync"


def test_what_a_restored_site_refuses_stays_with_its_problem(double: Any, site: Site, cache: Cache) -> None:
    ticket = Edit("ticket", NEW, OWN, {"topic": "other", "text": "My birthday is wrong"})
    cache.edit([ticket])
    engine.sync(cache, site)
    double.epoch, double.applied = "e2", {}
    double.feeds[OWN], double.heads[OWN] = {}, 0
    double.judge = lambda push: wire.Answer(
        push.push_id, "refused", problem=problem("too_many_requests").as_rfc9457("en")
    )
    assert engine.sync(cache, site).refused == 1
    (row,) = common.outbox_rows(cache)
    assert (row.documents, row.problem is not None) == ((("ticket", NEW),), True)
    (shown,) = cache.list("ticket")
    assert shown.body["text"] == "My birthday is wrong"


def test_what_needs_what_a_restored_site_refused_is_not_offered_for_ever(double: Any, site: Site, cache: Cache) -> None:
    ticket = cache.edit([Edit("ticket", NEW, OWN, {"topic": "other", "text": "My birthday is wrong"})])
    more = ambient.new_id()
    cache.edit([Edit("ticket", more, OWN, {"topic": "other", "text": "It is in May"})], needs=(ticket,))
    engine.sync(cache, site)
    double.epoch, double.applied = "e2", {}
    double.feeds[OWN], double.heads[OWN] = {}, 0
    refusal = problem("too_many_requests").as_rfc9457("en")
    double.judge = lambda push: wire.Answer(
        push.push_id, "waiting" if push.needs else "refused", problem=None if push.needs else refusal
    )
    engine.sync(cache, site)
    double.pushed.clear()
    engine.sync(cache, site, full=True)
    assert double.pushed == []
    assert {one.id for one in cache.list("ticket")} == {NEW, more}


def test_edit_that_was_sent_at_once_is_not_held_again(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, NAMED)
    engine.sync(cache, site)
    edit(cache, {"residence": "JP"}, 60)
    double.lose_answer = 1
    engine.sync(cache, site, at_once=True)
    assert not any(row.not_before for row in cache.change(outbox.rows))


def test_restore_between_reading_and_pushing_is_noticed(double: Any, site: Site, cache: Cache) -> None:
    edit(cache, NAMED)
    engine.sync(cache, site)
    edit(cache, {"residence": "JP"})
    push = double.push

    def restored(batch: wire.Batch) -> bytes:
        double.push, double.epoch = push, "e2"
        answered: bytes = push(batch)
        return answered

    double.push = restored
    assert engine.sync(cache, site).problem is None
    assert cache.note("epoch") == "e2"
    assert double.view(OWN, "profile", PROFILE) == body(cache) == {**NAMED, "residence": "JP"}


def test_restored_site_is_believed_about_the_rest(double: Any, site: Site, cache: Cache) -> None:
    double.put("jobs", "job", ACCOUNT, {"company": PROFILE, "title": {"en": "New"}, "state": "published"})
    double.put("jobs", "job", ACCOUNT, {"company": PROFILE, "title": {"en": "Newer"}, "state": "published"})
    double.put("jobs", "job", PROFILE, {"company": PROFILE, "title": {"en": "Later"}, "state": "published"})
    engine.sync(cache, site)
    double.epoch, double.feeds["jobs"], double.heads["jobs"] = "e2", {}, 0
    double.put("jobs", "job", ACCOUNT, {"company": PROFILE, "title": {"en": "Old"}, "state": "published"})
    engine.sync(cache, site)
    assert [job.body["title"] for job in cache.list("job")] == [{"en": "Old"}]


@pytest.fixture
def device(story: Story) -> Iterator[Device]:
    """A machine of a person's at a real site."""
    found = Device(lambda: story.world.store, story.mai.caller, "here")
    assert found.sync().problem is None
    yield found
    found.cache.close()


def test_site_put_back_as_it_runs_is_told_by_whoever_only_reads(story: Story, device: Device) -> None:
    before, store, mai = Backup(story.world.store), story.world.store, story.mai
    device.cache.edit([Edit("profile", mai.caller.profile, mai.own, {"residence": "TH"})])
    assert device.sync().pushed == 1
    epoch = store.epoch
    before.put_back(store)
    report = device.sync()
    assert (report.problem, report.pushed) == (None, 1)
    assert store.epoch != epoch
    mai.pull()
    assert (mai.view(mai.own, mai.caller.profile) or {})["residence"] == "TH", "nothing that was taken is lost"
    assert device.sync().problem is None
    assert device.door.asked == ["/v1/scopes"], "it is told once"


def test_what_a_restored_site_lacks_is_seen_until_it_is_there_again(story: Story, recruiter: Device) -> None:
    """Else one would edit what stood there before, and replace one's own unseen. What lost a field is read before all is sent."""
    hr, job, scope = story.hr, ambient.new_id(), f"company:{story.company}"
    before: Body = {"company": story.company, "state": "draft", "title": {"en": "Old"}, "duties": {"en": "All"}}
    for patch in (before, {"duties": None}):
        hr.pull()
        assert hr.push(hr.part("job", job, patch, scope)).result == "applied"
    assert recruiter.sync().problem is None
    backup = Backup(story.world.store)
    recruiter.cache.edit([Edit("job", job, scope, {"title": {"en": "New"}})])
    assert recruiter.sync().pushed == 1
    backup.put_back(story.world.store)
    recruiter.door.before = unsent
    for _ in range(2):
        assert recruiter.sync().problem == problem("offline")
        assert title(recruiter, job) == {"en": "New"}
    recruiter.door.before = lambda _path: None
    assert recruiter.sync().problem is None
    assert title(recruiter, job) == {"en": "New"}


def title(device: Device, job: str) -> object:
    """The title of a job as it is seen there."""
    found = device.cache.get("job", job)
    return found and found.body["title"]


def unsent(path: str) -> None:
    """The line is cut where anything is sent."""
    if path == "/v1/push":
        raise SiteTrouble(0, problem("offline"))


def test_site_that_is_restored_again_and_again_is_no_sync(double: Any, site: Site, cache: Cache) -> None:
    double.put(OWN, "profile", PROFILE, NAMED)
    feed = double.feed

    def restored(asked: dict[str, str]) -> bytes:
        double.epoch += "x"
        answered: bytes = feed(asked)
        return answered

    double.feed = restored
    report = engine.sync(cache, site)
    assert report.problem is not None
    assert report.problem.code == cache.note("sync_problem") == "site_down"


def test_what_waits_to_be_agreed_to_is_not_forgotten_with_the_backup_window(
    double: Any, site: Site, cache: Cache
) -> None:
    """A machine that was off for longer meets a restored site and a new policy: what it has is offered once one agreed."""
    with ambient.ruled(now=ambient.now()) as clock:
        edit(cache, NAMED)
        engine.sync(cache, site)
        clock.advance((wire.BACKUP_WINDOW_DAYS + 1) * 86_400)
        double.epoch, double.applied, double.agreed = "e2", {}, False
        double.feeds[OWN], double.heads[OWN] = {}, 0
        engine.sync(cache, site)
        double.agreed = True
        engine.sync(cache, site)
        assert double.view(OWN, "profile", PROFILE) == body(cache) == NAMED
