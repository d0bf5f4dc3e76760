"""Somebody of a company whose right becomes wider: what they did and had not sent goes on in what they see now (R15)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from izanau_desktop.cache import Choice, Edit
from izanau_desktop.cache.reads import common
from izanau_desktop.sync.site import SiteTrouble
from izanau_protocol import ambient, wire
from izanau_protocol.problems import problem
from izanau_site.accounts import people, team
from izanau_site.store import erasure, tombstones
from tests.desktop.sync.inprocess import Device
from tests.site.sync.test_taking import joins
from tests.site.world import Story


class Promotion(NamedTuple):
    """A hiring manager's device, and one application for each of two jobs of theirs by the same person."""

    story: Story
    device: Device
    jobs: tuple[str, str]
    applications: tuple[str, str]

    def scope(self, number: int = 0) -> str:
        return f"job:{self.jobs[number]}"

    def promoted(self, role: str = "recruiter") -> None:
        """The manager is given a role that sees all applicants."""
        store, account = self.story.world.store, self.device.caller.account
        with store.transaction(write=True) as connection:
            unnamed = team.managing(connection, self.story.company, account, (), beside=())
            people.rewrite(store, connection, account, unnamed, role=role)
        self.device.door._caller = replace(self.device.door._caller, role=role, jobs=())

    def edit(self, patch: dict[str, Any], number: int = 0, deed: str = "") -> str:
        scope, application = self.scope(number), self.applications[number]
        return self.device.cache.edit([Edit("application", application, scope, patch)], deed=deed)

    def number(self) -> int:
        """The seq of the first application in the narrow scope, as it is known here."""
        found = self.device.cache.get("application", self.applications[0])
        return found.seq if found is not None else 0

    def at_site(self, number: int = 0) -> dict[str, Any]:
        self.story.hr.pull()
        return dict(self.story.hr.view(self.story.applicants, self.applications[number]) or {})


@pytest.fixture
def promotion(story: Story) -> Iterator[Promotion]:
    for member in (story.hr, story.reviewer):
        joins(story, member)
    manager = story.world.person("hiring_manager", story.company)
    account = manager.caller.account
    jobs = (story.world.job(story.hr, managers=[account]), story.world.job(story.hr, managers=[account]))
    applied = [story.mai.apply_to(job, story.company) for job in jobs]
    assert [answer.result for _, answer in applied] == ["applied"] * 2
    device = Device(lambda: story.world.store, replace(manager.caller, jobs=jobs), "here")
    assert device.sync().problem is None
    yield Promotion(story, device, jobs, (applied[0][0], applied[1][0]))
    device.cache.close()


def settled(made: Promotion) -> None:
    """All goes in one sync, and nothing of the narrow scopes is left."""
    assert made.device.sync().problem is None
    assert common.outbox_rows(made.device.cache) == ()
    scopes = made.device.cache.look(
        lambda c: c.exec_driver_sql("SELECT scope FROM document UNION SELECT scope FROM part").all()
    )
    assert not [scope for (scope,) in scopes if scope.startswith("job:")]
    for application in made.applications:
        found = made.device.cache.get("application", application)
        assert found is not None
        assert found.scope == made.story.applicants
        assert found.seq > 0


@pytest.mark.parametrize("role", ["recruiter", "reviewer"])
def test_unsent_edits_of_a_hiring_manager_outlive_the_promotion(promotion: Promotion, role: str) -> None:
    note = ambient.new_id()
    body: dict[str, Any] = {"application": promotion.applications[0], "text": "Canary note"}
    promotion.device.cache.edit([Edit("note", note, promotion.scope(), body)], deed="note")
    promotion.edit({"stage": "interview"}, deed="stage")
    promotion.edit({"stage": "offer"}, 1, deed="stage")
    promotion.promoted(role)
    settled(promotion)
    assert [promotion.at_site(number)["stage"] for number in (0, 1)] == ["interview", "offer"]
    assert (promotion.story.hr.view(promotion.story.applicants, note) or {})["text"] == "Canary note"


@pytest.mark.parametrize("arrived", [True, False])
def test_what_was_on_its_way_at_the_promotion_is_made_once(promotion: Promotion, arrived: bool) -> None:
    promotion.edit({"stage": "interview"}, deed="stage")
    if arrived:
        assert promotion.device.sync(cut=2).problem is not None
    else:
        lose(promotion)
    assert [row.state for row in common.outbox_rows(promotion.device.cache)] == ["sent"]
    assert ("stage" in promotion.at_site() and promotion.at_site()["stage"] == "interview") is arrived
    promotion.edit({"stage": "offer"}, deed="stage")
    promotion.promoted()
    settled(promotion)
    assert promotion.at_site()["stage"] == "offer"
    assert common.open_conflicts(promotion.device.cache) == ()


def cut_off(path: str) -> None:
    if path == "/v1/push":
        raise SiteTrouble(0, problem("offline"))


def test_edit_that_clashes_after_the_promotion_is_asked_about(promotion: Promotion) -> None:
    promotion.edit({"stage": "interview"}, deed="stage")
    moved(promotion, {"stage": "offer"})
    promotion.promoted()
    settled(promotion)
    [asked] = common.open_conflicts(promotion.device.cache)
    assert (asked.path, asked.mine, asked.theirs) == ("stage", "interview", "offer")


def test_choice_that_waits_at_the_promotion_can_be_taken_back(promotion: Promotion) -> None:
    cache = promotion.device.cache
    promotion.edit({"stage": "interview"}, deed="stage")
    promotion.edit({"stage": "interview"}, 1, deed="stage")
    for number in (0, 1):
        moved(promotion, {"stage": "offer"}, number)
    assert promotion.device.sync().problem is None
    one, two = common.open_conflicts(cache)
    [push] = cache.settle([Choice(one.id, "theirs")], wire.HOLD_SECONDS)
    promotion.promoted()
    assert promotion.device.sync(at_once=False).problem is None
    assert cache.drop(push)
    assert {asked.id for asked in common.open_conflicts(cache)} == {one.id, two.id}
    for application in promotion.applications:
        assert (found := cache.get("application", application)) is not None
        assert (found.scope, found.body["stage"]) == (promotion.story.applicants, "interview")


def test_numbers_of_the_narrow_scope_hide_no_change_in_the_wider_one(promotion: Promotion) -> None:
    story, company = promotion.story, f"company:{promotion.story.company}"
    while promotion.number() <= story.hr.scopes().scopes[story.applicants].head:
        for managers in (
            None,
            [promotion.device.caller.account],
        ):  # all of the job is published anew to who is named again
            story.hr.pull()
            part = story.hr.part("job", promotion.jobs[0], {"managers": managers}, company)
            assert story.hr.push(part).result == "applied"
        assert promotion.device.sync().problem is None
    promotion.edit({"stage": "interview"}, deed="stage")
    lose(promotion)
    while story.hr.scopes().scopes[story.applicants].head < promotion.number() - 1:
        moved(promotion, {"owner": None if "owner" in promotion.at_site(1) else joins(story, story.hr)}, 1)
    moved(promotion, {"stage": "offer"})
    assert story.hr.seq(story.applicants, promotion.applications[0]) == promotion.number()
    promotion.promoted()
    settled(promotion)
    assert promotion.at_site()["stage"] == "offer"
    assert [asked.mine for asked in common.open_conflicts(promotion.device.cache)] == ["interview"]


def moved(made: Promotion, patch: dict[str, Any], number: int = 0) -> None:
    """A colleague changes an application."""
    made.story.hr.pull()
    part = made.story.hr.part("application", made.applications[number], patch, made.story.applicants)
    assert made.story.hr.push(part).result == "applied"
    made.story.hr.pull()


def lose(made: Promotion) -> None:
    """What is sent does not arrive."""
    with pytest.MonkeyPatch.context() as lost:
        lost.setattr(made.device.door, "before", cut_off)
        assert made.device.sync().problem is not None


@pytest.mark.parametrize("told", [True, False])
def test_promotion_keeps_nothing_of_who_was_erased_before_it(promotion: Promotion, told: bool) -> None:
    promotion.edit({"stage": "interview"}, deed="stage")
    body: dict[str, Any] = {"application": promotion.applications[0], "text": "Canary note"}
    promotion.device.cache.edit([Edit("note", ambient.new_id(), promotion.scope(), body)], deed="note")
    erasure.erase(promotion.story.world.store, promotion.story.mai.caller.account)
    if not told:  # all others let go of it, so nothing tells any more
        head = promotion.story.hr.scopes().scopes[promotion.story.applicants].head
        with promotion.story.world.store.transaction(write=True) as connection:
            assert tombstones.collect(connection, {}, {promotion.story.applicants: head})
    promotion.promoted()
    for _ in range(2):
        assert promotion.device.sync().problem is None
    cache = promotion.device.cache
    assert (cache.list("application"), cache.list("note"), common.outbox_rows(cache)) == ((), (), ())
    held = cache.look(
        lambda c: [*c.exec_driver_sql("SELECT base FROM part"), *c.exec_driver_sql("SELECT back FROM undo")]
    )
    assert held == []


def test_role_that_ends_takes_all_that_was_unsent(promotion: Promotion) -> None:
    promotion.edit({"stage": "interview"}, deed="stage")
    promotion.device.door._caller = replace(promotion.device.door._caller, role="", jobs=())
    assert promotion.device.sync().problem is None
    assert common.outbox_rows(promotion.device.cache) == ()
