"""Views that change: what may no longer be seen leaves every store of a cache at once, and nothing else does (R5, R15).

Real desks and the real site. Something ends; after each commit of the next sync a word that has to go is in all the
stores that it was in, or in none.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from msgspec.structs import replace

from izanau_desktop.cache.reads import common
from izanau_protocol import pictures
from izanau_protocol.visibility import manifest, table, versions
from izanau_site.accounts import devices
from izanau_site.store import erasure
from tests.faults.changing import FILES, GIVEN, LOGO, UNSENT_LOGO, WRITTEN, Scene, held, synced, watched
from tests.faults.simulation import checks
from tests.faults.simulation.cast import PASSWORD
from tests.faults.simulation.settling import settle
from tests.faults.simulation.world import World, lived

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ALL: Final = {*GIVEN, *WRITTEN}
LEFT_AT_FIRST: Final = {"topazmine": [{"undo"}], "topazsettled": [{"settled", "undo"}]}
"""What is left where the conflict about a note goes a page before the note itself: what is the note's own."""


@pytest.fixture(scope="module")
def made() -> Iterator[Scene]:
    with lived(1, Scene.seats) as world:
        scene = Scene(world)
        yield scene
        scene.close()


@pytest.fixture
def scene(made: Scene) -> Scene:
    made.lay_back()
    return made


@pytest.fixture(autouse=True)
def table_is_as_it_was() -> Iterator[None]:
    yield
    table._by_path.cache_clear()
    versions.cache_clear()
    manifest.may_see.cache_clear()


def narrow(world: World, patch: pytest.MonkeyPatch, *fields: tuple[str, str]) -> None:
    """A deploy after which only the person, or the company, sees these fields."""
    seen = frozenset({"self", "company"})
    rows = [replace(row, sees=row.sees & seen) if (row.kind, row.path) in fields else row for row in table.ROWS]
    patch.setattr(table, "ROWS", tuple(rows))
    table._by_path.cache_clear()
    versions.cache_clear()
    manifest.may_see.cache_clear()
    world.server.restart()


def withdrawn(scene: Scene, _patch: pytest.MonkeyPatch) -> None:
    scene.mai.withdraw(scene.application)
    synced(scene.mai)


def consent_revoked(scene: Scene, _patch: pytest.MonkeyPatch) -> None:
    [consent] = [one for one in scene.mai.cache.list("consent") if one.body.get("about") == scene.application]
    scene.mai.take_back(consent.id)
    synced(scene.mai)


def paused(scene: Scene, _patch: pytest.MonkeyPatch) -> None:
    scene.mai.pause()
    synced(scene.mai)


def to_be_erased(scene: Scene, _patch: pytest.MonkeyPatch) -> None:
    scene.mai.ask_erasure(PASSWORD)


def erased(scene: Scene, _patch: pytest.MonkeyPatch) -> None:
    scene.mai.ask_erasure(PASSWORD, now=True)


def moved(scene: Scene, _patch: pytest.MonkeyPatch) -> None:
    scene.set_role("recruiter", scene.world.cast.other_company)


def without_applicants(scene: Scene, _patch: pytest.MonkeyPatch) -> None:
    scene.set_role("interviewer")


def without_addresses(scene: Scene, _patch: pytest.MonkeyPatch) -> None:
    scene.set_role("reviewer")


def device_ended(scene: Scene, _patch: pytest.MonkeyPatch) -> None:
    caller = scene.world.caller(scene.hr)
    assert caller is not None
    devices.end(scene.world.server.site, caller, caller.device)


def table_narrowed(scene: Scene, patch: pytest.MonkeyPatch) -> None:
    narrow(scene.world, patch, ("application", "message"), ("profile", "hobbies"))


def job_closed(scene: Scene, _patch: pytest.MonkeyPatch) -> None:
    scene.hr.close(scene.world.cast.job)


@pytest.mark.parametrize(
    ("event", "goes"),
    [
        (withdrawn, {*GIVEN}),
        (consent_revoked, {*GIVEN}),
        (paused, ALL),
        (to_be_erased, ALL),
        (erased, ALL),
        (moved, {*ALL, pictures.name(UNSENT_LOGO)}),
        (without_applicants, ALL),
        (without_addresses, {"canary"}),
        (device_ended, ALL),
        (table_narrowed, {"quartzmessage", "quartzhobby"}),
        (job_closed, set()),
    ],
    ids=lambda value: value.__name__.replace("_", " ") if callable(value) else "",
)
def test_what_may_no_longer_be_seen_leaves_every_store_at_once(
    scene: Scene,
    monkeypatch: pytest.MonkeyPatch,
    event: Callable[[Scene, pytest.MonkeyPatch], None],
    goes: set[str],
) -> None:
    before = {**GIVEN, **WRITTEN, **FILES}
    assert held(scene.hr, *before) == before
    event(scene, monkeypatch)
    with watched(scene.hr, *before) as seen:
        problem = scene.hr.sync().problem
    assert (problem.code if problem else "") == ("device_ended" if event is device_ended else "")
    for word in goes:
        assert seen[-1][word] == set(), word
        halves = [stores[word] for stores in seen if stores[word] not in (before[word], set())]
        assert halves in ([], LEFT_AT_FIRST.get(word, [])), word
    assert [word for word in before.keys() - goes if not seen[-1][word]] == []
    assert "files" in seen[-1][pictures.name(LOGO)]


@contextlib.contextmanager
def acknowledgements_lost(world: World) -> Iterator[None]:
    """Nothing that a machine lets go of is heard of at the site meanwhile."""
    network: Any = world.network
    fate, network._fate = network._fate, lambda asked: "lost" if asked.path == "v1/ack" else "delivered"
    yield
    network._fate = fate


@pytest.mark.parametrize("how", ["pauses", "keeps the account after all"])
def test_who_comes_back_is_in_dispute_as_before(how: str) -> None:
    with lived(1, ("mai1", "hr1", "rec")) as world:
        world.begin()
        mai, owner, colleague = world.seats.values()
        application = mai.apply(world.cast.job, "I agree", "en", "quartzmessage")
        synced(mai, owner)
        note = owner.note(application, "first")
        synced(owner, colleague)
        for seat, word, stage in ((colleague, "theirs", "offer"), (owner, "topazmine", "interview")):
            seat.edit("note", note, {"text": word})
            seat.move(application, stage)
            synced(seat)
        before = {(one.id, one.mine, one.theirs) for one in common.open_conflicts(owner.cache)}
        assert len(before) == 2
        mai.pause() if how == "pauses" else mai.ask_erasure(PASSWORD)
        synced(mai)
        with acknowledgements_lost(world):  # so that the tombstones are there when the views come back
            owner.sync()
        assert not common.open_conflicts(owner.cache)
        mai.pause(paused=False) if how == "pauses" else erasure.keep(world.server.site.store, mai.account.id)
        synced(mai, owner)
        after = common.open_conflicts(owner.cache)
        assert {(one.id, one.mine, one.theirs) for one in after} == before
        for one in after:
            owner.cache.resolve(one.id, "mine")
        owner.cache.release()
        settle(world)
        checks.everything(world)
        assert not common.open_conflicts(owner.cache)
        bodies = checks.bodies(world.server.site.store)
        assert "topazmine" in bodies
        assert '"stage":"interview"' in bodies


def test_address_is_there_with_the_application_for_who_may_read_it() -> None:
    with lived(1, ("mai1", "hr1", "rev", "staff")) as world:
        world.begin()
        mai, owner, *others = world.seats.values()
        mai.apply(world.cast.job, "I agree", "en", "quartzmessage")
        synced(mai)
        with watched(owner, "canary", "quartzmessage") as seen:
            synced(owner, *others)
        assert seen[-1] == {"canary": {"body", "index"}, "quartzmessage": {"body", "index"}}
        assert [held(one, "canary", "quartzmessage") for one in others] == [
            {"canary": set(), "quartzmessage": {"body", "index"}},
            {"canary": set(), "quartzmessage": set()},
        ]


def test_job_that_closes_goes_from_who_did_not_apply_and_takes_nothing_that_they_wrote() -> None:
    with lived(1, ("mai1", "hr1")) as world:
        world.begin()
        mai, owner = world.seats.values()
        owner.edit("job", world.cast.job, {"title": {"en": "ambertitle"}})
        owner.set_logo(LOGO)
        synced(owner, mai)
        mai.cache.set_local("saved", world.cast.job, "yes")
        mai.apply(world.cast.job, "I agree", "en", "quartzmessage")
        owner.close(world.cast.job)
        synced(owner)
        words = ("ambertitle", "quartzmessage", pictures.name(LOGO))
        assert [*held(mai, *words).values()] == [{"body", "index"}, {"body", "index", "waiting"}, {"body", "files"}]
        with watched(mai, *words) as seen:
            synced(mai)
        assert [one["ambertitle"] for one in seen if one["ambertitle"] not in ({"body", "index"}, set())] == []
        assert [*seen[-1].values()] == [set(), {"body", "index", "refused"}, {"body", "files"}]
        [refused] = common.outbox_rows(mai.cache)
        assert refused.problem is not None
        assert refused.problem.code == "job_closed"
        assert mai.cache.local("saved", world.cast.job) == "yes"


def test_picture_that_a_narrower_table_shows_no_more_goes_with_its_name(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    logo = pictures.name(LOGO)
    assert held(scene.mai, logo) == {logo: {"body", "files"}}
    narrow(scene.world, monkeypatch, ("company", "logo"))
    with watched(scene.mai, logo) as seen:
        synced(scene.mai)
    assert seen[-1] == {logo: set()}
    assert [one for one in seen if one[logo] not in ({"body", "files"}, set())] == []
    synced(scene.hr)
    assert "files" in held(scene.hr, logo)[logo]
