"""Three devices of one person and two of a company against the real site in process, in any order of deeds, syncs and
faults: nothing is lost, all end alike, and what is gone is gone."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import select

from izanau_desktop.cache import Edit, outbox, overlays
from izanau_desktop.cache.reads import common
from izanau_protocol import ambient, canonical, ids, merge
from izanau_protocol.patch import value_at
from izanau_protocol.problems import Refused
from izanau_site.store import Store
from izanau_site.store.schema import documents, feed
from tests.desktop.sync.inprocess import Device
from tests.site.world import Story

pytestmark = pytest.mark.slow  # long walks

ROUNDS = 4
"""Twice for all to send and to read; what a reading finds to be in dispute is sent and read by two more."""
ITEMS = ("aaaaaaaaaa", "bbbbbbbbbb")


class World(RuleBasedStateMachine):
    """What people do, and what happens to machines."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="walk"))
        shutil.copy(TEMPLATE, self.folder / "site.db")
        self.store = Store.open(f"sqlite:///{self.folder}/site.db", self.folder / "ledger")
        self.story = Story(self.store)
        mai, hr = self.story.mai, self.story.hr
        self.mai = [Device(lambda: self.store, mai.caller, f"mai{n}") for n in range(3)]
        self.hr = [Device(lambda: self.store, hr.caller, f"hr{n}") for n in range(2)]
        self.devices = [*self.mai, *self.hr]
        self.own, self.profile = mai.own, mai.caller.profile
        self.live: dict[str, str] = {}
        self.tokens = 0
        self.hidden = False

    @initialize()
    def begin(self) -> None:
        for device in self.devices:
            assert device.sync().problem is None

    # --- what people do ---

    def token(self) -> str:
        self.tokens += 1
        return f"tok{self.tokens:03}x"

    @contextlib.contextmanager
    def told(self, device: Device, *more: str) -> Any:
        """What a person changed with open eyes is no loss."""
        before, asked = self.seen(device), common.open_conflicts(device.cache)
        yield
        after, left = self.seen(device), {one.id for one in common.open_conflicts(device.cache)}
        decided = before + str([one for one in asked if one.id not in left])  # typing into a conflict settles it
        for token in [one for one in self.live if one in decided and one not in after]:
            del self.live[token]
        for number in range(1, self.tokens + 1):
            token = f"tok{number:03}x"
            if token in after and token not in before:
                self.live[token] = device.name

    def seen(self, device: Device) -> str:
        kinds = ("profile", "job", "note", "message", "application")
        shown = [canonical.encode(one.body).decode() for kind in kinds for one in device.cache.list(kind)]
        return "\n".join(shown)

    def do(self, device: Device, *edits: Edit, deed: str = "", needs: tuple[str, ...] = ()) -> None:
        with self.told(device), contextlib.suppress(Refused):
            device.cache.edit(edits, deed=deed, needs=needs)

    def edit(self, who: int, patch: dict[str, Any]) -> None:
        self.do(self.mai[who], Edit("profile", self.profile, self.own, patch))

    @rule(who=st.integers(0, 2), line=st.integers(0, 2))
    def write_text(self, who: int, line: int) -> None:
        found = self.mai[who].cache.get("profile", self.profile)
        text = str(value_at(found.body if found else {}, ("hobbies", "en")) or "one\ntwo\nthree")
        lines = text.split("\n")
        lines[min(line, len(lines) - 1)] = self.token()
        self.edit(who, {"hobbies": {"en": "\n".join(lines)}})

    @rule(who=st.integers(0, 2), item=st.sampled_from(ITEMS))
    def write_item(self, who: int, item: str) -> None:
        found = self.mai[who].cache.get("profile", self.profile)
        held = value_at(found.body if found else {}, ("work", item))
        whole = {"company": "Umi", "title": "T", "start": "2018-01", "position": "V1abc"}
        self.edit(who, {"work": {item: {**({} if held else whole), "title": self.token()}}})

    @rule(who=st.integers(0, 2), item=st.sampled_from(ITEMS), place=st.sampled_from(["V2abc", "V3abc"]))
    def move_item(self, who: int, item: str, place: str) -> None:
        found = self.mai[who].cache.get("profile", self.profile)
        if value_at(found.body if found else {}, ("work", item)):
            self.edit(who, {"work": {item: {"position": place}}})

    @rule(who=st.integers(0, 2), item=st.sampled_from(ITEMS))
    def remove_item(self, who: int, item: str) -> None:
        self.edit(who, {"work": {item: None}})

    @rule(who=st.integers(0, 2), country=st.sampled_from(["JP", "VN", "KR"]))
    def choose_country(self, who: int, country: str) -> None:
        self.edit(who, {"residence": country, "citizenship": [country]})

    @rule(who=st.integers(0, 4), steps=st.integers(1, 2))
    def undo(self, who: int, steps: int) -> None:
        device = self.devices[who]
        group = f"profile:{self.profile}" if who < 3 else f"job:{self.story.job}"
        with self.told(device):
            for _ in range(steps):
                device.cache.undo(group)

    @rule(who=st.integers(0, 4), which=st.integers(0, 3))
    def take_back(self, who: int, which: int) -> None:
        device = self.devices[who]
        rows = common.outbox_rows(device.cache)
        if rows:
            with self.told(device):
                device.cache.drop(rows[which % len(rows)].id)

    @rule(who=st.integers(0, 4), take=st.sampled_from(["mine", "theirs", "both"]))
    def answer(self, who: int, take: merge.Take) -> None:
        device = self.devices[who]
        for one in common.open_conflicts(device.cache)[:1]:
            offered = str((one.mine, one.theirs, one.base))
            before = self.seen(device)
            with contextlib.suppress(Refused, merge.CannotKeepBoth):
                device.cache.resolve(one.id, take)
                after = self.seen(device)
                for token in [t for t in self.live if (t in offered or t in before) and t not in after]:
                    del self.live[token]

    @rule(who=st.integers(0, 2))
    def apply(self, who: int) -> None:
        device, job = self.mai[who], self.story.job
        earlier = device.cache.list("application", job=job)
        if any(not one.body.get("withdrawn") for one in earlier):
            return
        attempt = len(earlier) + 1
        identity, consent = ids.application_id(job, self.profile, attempt), ambient.new_id()
        agreed: dict[str, Any] = {
            "deed": "apply",
            "version": "2019-04-10",
            "hash": "a" * 64,
            "words": "…",
            "language": "en",
        }
        agreed |= {"recipient": self.story.company, "about": identity}
        body = {"job": job, "seeker": self.profile, "attempt": attempt, "consent": consent, "message": self.token()}
        edits = [Edit("consent", consent, self.own, agreed), Edit("application", identity, self.own, body)]
        self.do(device, *edits, deed="apply")

    @rule(who=st.integers(0, 2))
    def withdraw(self, who: int) -> None:
        self.hidden = True
        for one in self.mai[who].cache.list("application", job=self.story.job):
            if not one.body.get("withdrawn"):
                self.do(self.mai[who], Edit("application", one.id, self.own, {"withdrawn": True}), deed="withdraw")

    @rule(who=st.integers(0, 2))
    def pause(self, who: int) -> None:
        self.hidden = True
        found = self.mai[who].cache.get("account", self.story.mai.caller.account)
        paused = None if found and found.body.get("paused") else True
        self.do(self.mai[who], Edit("account", self.story.mai.caller.account, self.own, {"paused": paused}))

    @rule(who=st.integers(0, 1), stage=st.sampled_from(["new", "interview", "offer"]))
    def move(self, who: int, stage: str) -> None:
        for one in self.hr[who].cache.list("application"):
            if not one.body.get("withdrawn"):
                self.do(self.hr[who], Edit("application", one.id, one.scope, {"stage": stage}), deed="stage")

    @rule(who=st.integers(0, 1))
    def note(self, who: int) -> None:
        for one in self.hr[who].cache.list("application"):
            body: dict[str, Any] = {"application": one.id, "text": self.token()}
            self.do(self.hr[who], Edit("note", ambient.new_id(), one.scope, body), deed="note")

    @rule(who=st.integers(0, 1))
    def edit_job(self, who: int) -> None:
        scope = f"company:{self.story.company}"
        self.do(self.hr[who], Edit("job", self.story.job, scope, {"title": {"en": self.token()}}))

    # --- what happens to machines ---

    @rule(who=st.integers(0, 4))
    def sync(self, who: int) -> None:
        assert self.devices[who].sync().problem is None

    @rule(who=st.integers(0, 4), cut=st.integers(1, 8))
    def sync_with_a_lost_answer(self, who: int, cut: int) -> None:
        report = self.devices[who].sync(cut)
        assert report.problem is None or report.problem.code == "offline"

    @rule()
    def back_up(self) -> None:
        self.store.settle()
        shutil.copy(self.folder / "site.db", self.folder / "backup.db")

    @rule()
    def restore(self) -> None:
        if not (self.folder / "backup.db").exists():
            return
        self.store.close()
        for left in self.folder.glob("site.db*"):
            left.unlink()
        shutil.copy(self.folder / "backup.db", self.folder / "site.db")
        self.store = Store.open(f"sqlite:///{self.folder}/site.db", self.folder / "ledger")

    # --- what must hold in the end ---

    def teardown(self) -> None:
        try:
            for _ in range(ROUNDS):
                for device in self.devices:
                    report = device.sync()
                    assert report.problem is None, report
            self.check()
        finally:
            self.store.close()
            for device in self.devices:
                device.cache.close()
            shutil.rmtree(self.folder)

    def check(self) -> None:
        with self.store.transaction() as connection:
            bodies = [bytes(row.body) for row in connection.execute(select(documents))]
            views = {
                (row.scope, row.kind, row.id): bytes(row.view)
                for row in connection.execute(select(feed))
                if row.view is not None
            }
        kept = b"\n".join(bodies).decode()
        for device in self.devices:
            with device.cache.file.read() as connection:
                rows = outbox.rows(connection)
                held = {
                    (row[0], row[1], row[2]): (row[3], row[4])
                    for row in connection.exec_driver_sql("SELECT scope, kind, id, base, mine FROM document")
                }
                laid = connection.exec_driver_sql("SELECT conflict, scope, kind, id FROM overlay").all()
                lying = [overlays.of(connection, scope, kind, one) for _, scope, kind, one in laid]
            assert all(row.problem is not None for row in rows), (device.name, rows)
            kept += "".join(str(part.patch) for row in rows for part in row.parts) + str(lying)
            base = {place: both[0] for place, both in held.items() if both[0] is not None}
            assert base == {place: view for place, view in views.items() if place[0] in device.caller.scopes}, (
                device.name
            )
            touched = {(part.scope, part.kind, part.id) for row in rows for part in row.parts}
            laid_on = {(row[1], row[2], row[3]) for row in laid}
            stray = {place for place, both in held.items() if both[1] is not None} - touched - laid_on
            assert not stray, (device.name, stray)
            open_ones = {one.id: one for one in common.open_conflicts(device.cache)}
            assert all(one.kind != "conflict" for one in open_ones.values())
            assert {row[0] for row in laid} <= set(open_ones), (device.name, lying)
        lost = {token: name for token, name in self.live.items() if token not in kept}
        if self.hidden:
            lost = {token: name for token, name in lost.items() if name.startswith("mai")}
        assert not lost, lost


TEMPLATE = Path()


def test_devices_converge_and_lose_nothing(template: Path) -> None:
    global TEMPLATE
    TEMPLATE = template
    run_state_machine_as_test(
        World,
        settings=settings(
            max_examples=40,
            stateful_step_count=20,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes longer than reading the walk
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
