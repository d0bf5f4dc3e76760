"""Settling conflicts on two real caches against the real site: whatever is chosen where, and taken back, both end alike."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import insert

from izanau_desktop.cache import Choice, Edit
from izanau_desktop.cache.reads import common
from izanau_desktop.cache.reads import conflicts as reads
from izanau_protocol import ambient, canonical, ids, merge, patch, wire
from izanau_protocol.patch import value_at
from izanau_protocol.problems import Refused
from izanau_site.store import Store, records
from izanau_site.store.schema import devices
from tests.desktop.sync.inprocess import Device
from tests.desktop.sync.test_together import draft, synced, waiting
from tests.site.world import Story

ITEM = {"company": "Umi Games", "title": "Tester", "start": "2018-01", "position": "V1abc"}
BASE = {
    "residence": "VN",
    "birthday": "1996-04-02",
    "citizenship": ["VN"],
    "hobbies": {"en": "one\ntwo\nthree", "ja": "one"},
    "work": {
        "aaaaaaaaaa": ITEM,
        "bbbbbbbbbb": {**ITEM, "position": "V2abc"},
        "cccccccccc": {**ITEM, "position": "V3abc"},
    },
}


class Clash(NamedTuple):
    """A field, what each end makes of it, and a value that is neither."""

    path: str
    mine: Any
    theirs: Any
    other: Any


LINE = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)


def text(number: int) -> st.SearchStrategy[str]:
    """Two lines, no two texts alike."""
    return st.tuples(LINE, LINE).map(lambda lines: str(canonical.clean("\n".join((f"{number} {lines[0]}", lines[1])))))


CLASHES = (
    st.just(Clash("residence", "JP", "KR", "TH")),
    st.just(Clash("birthday", "1996-04-20", "1996-02-04", "1996-04-04")),
    st.just(Clash("citizenship", ["PH", "VN"], ["KR"], ["TH"])),
    st.builds(Clash, st.just("hobbies.en"), text(1), text(2), text(3)),
    st.builds(
        Clash, st.just("work.aaaaaaaaaa.title"), LINE.map("m {}".format), LINE.map("t {}".format), st.just("Lead")
    ),
    st.just(Clash("work.bbbbbbbbbb", {**ITEM, "title": "Lead", "position": "V2abc"}, None, None)),
    st.just(Clash("work.cccccccccc", None, {**ITEM, "title": "Lead", "position": "V3abc"}, None)),
    st.builds(Clash, st.just("hobbies.ja"), st.none(), text(2), text(3)),
)
Taken = tuple[merge.Take, str, bool]
"""What is taken, on which device, and whether it is first taken back."""
TAKES: tuple[merge.Take, ...] = ("mine", "theirs", "both", "value")
TAKEN: st.SearchStrategy[Taken] = st.tuples(st.sampled_from(TAKES), st.sampled_from(["here", "there"]), st.booleans())


class Scene:
    """One person with two devices."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.open(f"sqlite:///{folder}/site.db", folder / "ledger")
        self.story = Story(self.store)
        self.mai = self.story.mai.caller
        self.devices = {name: Device(lambda: self.store, self.mai, name) for name in ("here", "there")}
        self.here, self.there = self.devices["here"], self.devices["there"]
        known(self.store, *self.devices.values())
        synced(*self.devices.values())

    def edit(self, device: Device, path: str, value: Any) -> None:
        body = device.cache.get("profile", self.mai.profile)
        assert body is not None
        changed = patch.changes(body.body, patch.with_value(body.body, tuple(path.split(".")), value))
        device.cache.edit([Edit("profile", self.mai.profile, self.story.mai.own, changed)])

    def body(self, device: Device) -> dict[str, Any]:
        found = device.cache.get("profile", self.mai.profile)
        assert found is not None
        return dict(found.body)

    def close(self) -> None:
        for one in self.devices.values():
            one.cache.close()
        self.store.close()


def known(store: Store, *some: Device) -> None:
    """The site knows these devices by their names."""
    now = ambient.timestamp()
    rows = [
        {"id": one.caller.device, "account": one.caller.account, "name": one.name, "created": now, "seen": now}
        for one in some
    ]
    with store.transaction(write=True) as connection:
        connection.execute(insert(devices), rows)


@pytest.fixture
def scene(template: Path, tmp_path: Path) -> Iterator[Scene]:
    shutil.copy(template, tmp_path / "site.db")
    made = Scene(tmp_path)
    yield made
    made.close()


def clash(scene: Scene, *clashes: Clash) -> None:
    """Both devices hold the base; each makes its own of these fields, and the other one was faster."""
    for path, value in BASE.items():
        scene.edit(scene.here, path, value)
    synced(scene.here, scene.there)
    for one in clashes:
        scene.edit(scene.here, one.path, one.mine)
        scene.edit(scene.there, one.path, one.theirs)
    synced(scene.there, scene.here, scene.there)


def settle(device: Device, row: common.ConflictRow, take: merge.Take, value: Any, *, back: bool) -> None:
    """Settle one, the first time in vain where it is taken back."""
    choice = Choice(row.id, take, value)
    if back:
        before = [canonical.encode(one.body) for kind in ("profile", "conflict") for one in device.cache.list(kind)]
        (push,) = device.cache.settle([choice], wire.HOLD_SECONDS)
        assert row.id not in {one.id for one in common.open_conflicts(device.cache)}
        assert device.cache.drop(push)
        after = [canonical.encode(one.body) for kind in ("profile", "conflict") for one in device.cache.list(kind)]
        assert after == before
    device.cache.settle([choice], wire.HOLD_SECONDS)


def wanted(row: common.ConflictRow, take: merge.Take, value: Any) -> Any:
    return merge.resolve(merge.Conflict((), row.base, row.mine, row.theirs), take, value)


@settings(
    max_examples=20, phases=(Phase.explicit, Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck)
)
@given(data=st.data(), clashes=st.lists(st.sampled_from(range(len(CLASHES))), min_size=1, max_size=4, unique=True))
def test_any_choice_on_any_device_converges(
    template: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, clashes: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("settling")
    shutil.copy(template, folder / "site.db")
    scene = Scene(folder)
    try:
        found = {one.path: one for one in (data.draw(CLASHES[number]) for number in clashes)}
        clash(scene, *found.values())
        rows = {row.path: row for row in common.open_conflicts(scene.here.cache)}
        assert rows.keys() == found.keys()
        assert {row.path for row in common.open_conflicts(scene.there.cache)} == found.keys()
        expected = {}
        for path, row in rows.items():
            drawn, where, back = data.draw(TAKEN, label=path)
            take: merge.Take = "mine" if drawn == "both" and not row.can_keep_both else drawn
            settle(scene.devices[where], row, take, found[path].other, back=back)
            expected[path] = wanted(row, take, found[path].other)
        for one in [*scene.devices.values()] * 3:
            assert one.sync().problem is None
        bodies = [scene.body(one) for one in scene.devices.values()]
        assert bodies[0] == bodies[1]
        assert {path: value_at(bodies[0], tuple(path.split("."))) for path in found} == expected
        for one in scene.devices.values():
            assert (common.open_conflicts(one.cache), waiting(one)) == ((), [])
    finally:
        scene.close()
        shutil.rmtree(folder)


RESIDENCE = Clash("residence", "JP", "KR", "TH")
BIRTHDAY = Clash("birthday", "1996-04-20", "1996-02-04", "1996-04-04")


def test_settled_on_one_device_is_settled_on_the_other(scene: Scene) -> None:
    clash(scene, RESIDENCE, BIRTHDAY)
    assert scene.body(scene.here)["residence"] == "JP"
    rows = common.open_conflicts(scene.there.cache)
    assert len(rows) == 2
    scene.there.cache.settle([Choice(row.id, "theirs") for row in rows])
    synced(scene.there, scene.here)
    assert common.open_conflicts(scene.here.cache) == ()
    assert scene.body(scene.here)["residence"] == "KR"


def test_conflict_that_was_settled_in_another_window_is_not_settled_twice(scene: Scene) -> None:
    clash(scene, RESIDENCE)
    (row,) = common.open_conflicts(scene.here.cache)
    scene.here.cache.settle([Choice(row.id, "mine")])
    with pytest.raises(Refused) as refused:
        scene.here.cache.settle([Choice(row.id, "theirs")])
    assert refused.value.problems[0].code == "not_yours"
    synced(scene.here)
    assert scene.body(scene.here)["residence"] == "JP"


def test_theirs_that_moves_on_while_a_choice_is_held_is_asked_about_again(scene: Scene) -> None:
    clash(scene, RESIDENCE)
    (row,) = common.open_conflicts(scene.here.cache)
    scene.here.cache.settle([Choice(row.id, "mine")], wire.HOLD_SECONDS)
    scene.edit(scene.there, "residence", "TH")
    assert scene.there.sync().problem is None
    assert scene.here.sync(at_once=False).problem is None
    (again,) = common.open_conflicts(scene.here.cache)
    assert (again.mine, again.theirs) == ("JP", "TH")


def test_one_wrong_answer_settles_none_of_them(scene: Scene) -> None:
    clash(scene, RESIDENCE, BIRTHDAY)
    rows = {row.path: row for row in common.open_conflicts(scene.here.cache)}
    choices = [Choice(rows["birthday"].id, "mine"), Choice(rows["residence"].id, "value", "Atlantis")]
    with pytest.raises(Refused):
        scene.here.cache.settle(choices)
    assert len(common.open_conflicts(scene.here.cache)) == 2


def test_field_of_an_entry_that_is_gone_is_not_torn_off(scene: Scene) -> None:
    clash(scene, Clash("work.aaaaaaaaaa.title", "Mine", "Theirs", "Lead"))
    (row,) = common.open_conflicts(scene.there.cache)
    scene.edit(scene.there, "work.aaaaaaaaaa", None)
    with pytest.raises(Refused) as refused:
        scene.there.cache.resolve(row.id, "mine")
    assert refused.value.problems[0].field == "work.aaaaaaaaaa.title"
    scene.there.cache.resolve(row.id, "theirs")
    assert common.open_conflicts(scene.there.cache) == ()


def test_text_that_others_read_is_not_merged_unseen(scene: Scene) -> None:
    merged = Clash("hobbies.en", "ONE\ntwo\nthree", "one\ntwo\nTHREE", "")
    clash(scene, merged)
    assert common.open_conflicts(scene.here.cache) == ()  # nobody else reads it: its lines are merged
    assert scene.body(scene.there)["hobbies"]["en"] == "ONE\ntwo\nTHREE"
    mai = scene.story.mai
    mai.pull()
    assert mai.apply_to(scene.story.job, scene.story.company)[1].result == "applied"
    synced(scene.here, scene.there)
    scene.edit(scene.here, "hobbies.en", "one\ntwo\nTHREE")
    scene.edit(scene.there, "hobbies.en", "ONE\ntwo\nthree")
    synced(scene.there, scene.here)
    (dispute,) = reads.disputes(scene.here.cache, "en")
    assert dispute.read_by_others
    assert dispute.cases[0].both == "one\ntwo\nthree"


@pytest.fixture
def recruiters(scene: Scene) -> Iterator[tuple[Device, Device]]:
    """Two devices of a company's recruiter."""
    both = (
        Device(lambda: scene.store, scene.story.hr.caller, "here"),
        Device(lambda: scene.store, scene.story.hr.caller, "there"),
    )
    synced(*both)
    yield both
    for one in both:
        one.cache.close()


@pytest.mark.parametrize("take", ["mine", "theirs"])
def test_deleted_draft_that_was_edited_is_made_again_by_mine_alone(
    scene: Scene, recruiters: tuple[Device, Device], take: merge.Take
) -> None:
    here, there = recruiters
    scope, job = draft(scene.story, here, there)
    here.cache.edit([Edit("job", job, scope, {"title": {"en": "Leader"}})])
    there.cache.edit([Edit("job", job, scope, None)])
    synced(there, here)
    (row,) = common.open_conflicts(here.cache)
    assert (row.path, row.theirs) == (".", None)
    here.cache.resolve(row.id, take)
    synced(here, there, here)
    found = there.cache.get("job", job)
    assert (found.body["title"] if found else None) == ({"en": "Leader"} if take == "mine" else None)
    assert (waiting(here), common.open_conflicts(here.cache)) == ([], ())


def test_answer_about_a_field_of_what_went_as_a_whole_makes_nothing_of_it(
    scene: Scene, recruiters: tuple[Device, Device]
) -> None:
    here, there = recruiters
    scope, job = draft(scene.story, here, there)
    for device, title in ((there, "Theirs"), (here, "Mine")):
        device.cache.edit([Edit("job", job, scope, {"title": {"en": title}})])
    synced(there, here, there)
    (row,) = common.open_conflicts(here.cache)
    there.cache.edit([Edit("job", job, scope, None)])
    synced(there, here)
    here.cache.resolve(row.id, "mine")
    synced(here, there)
    assert (here.cache.get("job", job), there.cache.get("job", job)) == (None, None)
    assert (waiting(here), common.open_conflicts(here.cache), common.open_conflicts(there.cache)) == ([], (), ())


# --- who wrote theirs ---


def test_own_other_device_is_named(scene: Scene) -> None:
    clash(scene, RESIDENCE)
    (found,) = reads.disputes(scene.here.cache, "en")
    assert reads.wrote(found.cases[0], "en") == "You, on another device: there"
    assert found.cases[0].row.when


def test_colleague_is_named_to_a_colleague(scene: Scene) -> None:
    story, company = scene.story, scene.story.company
    other = story.world.person("recruiter", company)
    here = Device(lambda: scene.store, story.hr.caller, "here")
    there = Device(lambda: scene.store, other.caller, "there")
    known(scene.store, here, there)
    synced(here, there)
    for device, number in ((there, 3), (here, 4)):
        device.cache.edit([Edit("job", story.job, f"company:{company}", {"positions": number})])
    synced(there, here, here)
    (row,) = common.open_conflicts(here.cache)
    assert (row.side, row.who) == ("colleague", "")
    assert row.member == ids.membership_id(company, other.caller.account)
    for one in (here, there):
        one.cache.close()


def test_support_staff_are_said_by_the_name_in_their_notice_where_it_is_ones_own_record(scene: Scene) -> None:
    staff = Device(lambda: scene.store, scene.story.world.person("agent").caller, "desk of staff")
    known(scene.store, staff)
    synced(staff)
    records.show(scene.store, staff.caller, wire.Look("profile", scene.mai.profile, "ticket", "Ticket 1"))
    mend: dict[str, Any] = {"document": "profile", "about": scene.mai.profile, "path": "residence"}
    mend |= {"old": '"JP"', "new": '"KR"', "reason": "owner_asked", "text": "as you asked"}
    staff.cache.edit([Edit("mend", ambient.new_id(), f"account:{staff.caller.account}", mend)], deed="mend")
    scene.edit(scene.here, "residence", "TH")
    synced(staff, scene.here, scene.here)
    (found,) = reads.disputes(scene.here.cache, "en")
    row = found.cases[0].row
    (notice,) = common.mends(scene.here.cache).items
    assert (row.side, row.theirs, row.member, row.other) == ("support", "KR", "", "")
    assert reads.wrote(found.cases[0], "en") == notice.author
    told = found.cases[0]
    assert reads.wrote(replace(told, row=replace(row, who="")), "en") == "Support staff"  # where the notice is not here
    staff.cache.close()


def test_nobody_is_named_beyond_the_view(scene: Scene) -> None:
    story, profile, company = scene.story, scene.mai.profile, scene.story.company
    story.mai.pull()
    application, answer = story.mai.apply_to(story.job, company)
    assert answer.result == "applied"
    hr = Device(lambda: scene.store, story.hr.caller, "hr")
    known(scene.store, hr)
    synced(hr, scene.here)
    scene.edit(scene.here, "residence", "JP")
    hr.cache.edit([Edit("job", story.job, f"company:{company}", {"positions": 3})])
    hr.cache.edit([Edit("application", application, f"applicants:{company}", {"stage": "interview"})], deed="stage")
    synced(hr, scene.here)
    hr.cache.close()
    asked = (
        (story.mai, "job", story.job, "positions"),  # an applicant, of who wrote a public job
        (story.hr, "profile", profile, "residence"),  # a company, of when and where an applicant wrote
        (story.world.person("interviewer", company), "application", application, "stage"),  # a scope that is not theirs
        (story.world.person("recruiter", story.world.company("Other")), "job", story.job, "positions"),
    )
    for who, kind, about, path in asked:
        identity = ids.conflict_id(about, path, who.caller.account)
        body: dict[str, Any] = {"document": kind, "about": about, "path": path, "mine": '"x"'}
        assert who.push(who.part("conflict", identity, body)).result == "applied"
        who.pull()
        view = who.view(who.own, identity)
        assert view is not None
        assert not view.keys() & {"side", "member", "other", "when"}, kind
