"""A cache put back as it was before, the whole folder of it, as a backup program of its person does: nothing in it contradicts.

What waited in it went since, and was answered or taken back; what the site told to let go of, and took for done, is there again.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import select

from izanau_desktop.cache.reads import common
from izanau_site.accounts import erasing
from izanau_site.store import Store
from izanau_site.store.schema import documents
from tests.faults.simulation import checks
from tests.faults.simulation.deeds import WORDS
from tests.faults.simulation.seat import Seat
from tests.faults.simulation.settling import settle
from tests.faults.simulation.world import World, lived
from tests.faults.working import work, works

BESIDE: Final = {"mai1": "mai2", "hr1": "rec"}
"""The machines that are put back, each with another that reads the same."""
STATES = ("quiet", "waiting", "sent")
"""How the outbox is when it is copied: empty, full, or sent without an answer."""
ENDS = ("going on", "withdrawn", "erased")
TOLD = ("before", "meanwhile", "after")
"""When the other machine tells that it let go too, so that the site keeps the tombstones no longer."""


class Story(NamedTuple):
    """What the number of a case says."""

    name: str
    state: str
    end: str
    told: str


def story(number: int) -> Story:
    """All of them come in turn; of 18 each two things meet once."""
    state, end = number // 2 % 3, number // 6 % 3
    return Story(list(BESIDE)[number % 2], STATES[state], ENDS[end], TOLD[(number // 18 + state + 2 * end) % 3])


def case(number: int) -> None:
    """All that waits in the copy is sent after it, and decided otherwise later: the copy changes nothing of that."""
    name, state, end, told = story(number)
    with lived(number, ("mai1", "mai2", "hr1", "rec")) as world:
        world.begin()
        seat, beside = world.seats[name], world.seats[BESIDE[name]]
        works(world, "mai1", ["write_text", "apply"] if name == "hr1" else ["write_text"])
        works(world, "hr1", ["write_note"])
        if state != "quiet":
            _decides(world, seat, first=True)
        if state == "sent":
            world.network.weather[name] = "in"
            seat.sync_once(at_once=True)
            world.network.weather.clear()
        copy = seat.copied()
        works(world, name, [])
        _decides(world, seat, first=False)
        works(world, name, [])
        work(world, 8)
        settle(world)
        _ends(world, end)
        _sync(world, beside if told != "before" else None)
        before = _decided(world.server.site.store)
        _put_back(world, seat, copy)
        if told == "meanwhile":
            _syncs_after_the_scopes(world, seat, beside)
        seat.sync_once(at_once=True)
        settle(world)
        checks.everything(world)
        after = _decided(world.server.site.store)
        assert after == before, f"{name} overturned {_difference(before, after)}"
        if end != "erased":
            stuck = common.outbox_rows(seat.cache)
            assert not stuck, f"{name} is left with {stuck}"


def worked_on(number: int) -> None:
    """A copy at any moment, work at all machines before and after it is put back: nothing is lost, twice, or kept."""
    with lived(number, ("mai1", "mai2", "hr1", "rec")) as world:
        world.begin()
        work(world, 12)
        seat = world.chance.choice(list(world.seats.values()))
        copy = seat.copied()
        work(world, 14)
        settle(world)
        if number % 3 == 2:
            _ends(world, "erased")
            _sync(world, None)
        _put_back(world, seat, copy)
        work(world, 8)
        settle(world)
        checks.everything(world)


def _put_back(world: World, seat: Seat, copy: Any) -> None:
    """The folder is the old one again. What stood in no document of the site, since it was refused or is asked about, may go
    with the newer one."""
    arrived = checks.arrived(world.server.site.store)
    here = checks.unsent(seat.cache)
    for word in [one for one in world.writes.live if one not in arrived and one in here]:
        del world.writes.live[word]
    seat.lay_back(copy)


def _decides(world: World, seat: Seat, *, first: bool) -> None:
    """What somebody does without the network; `first` one way, later the other."""
    with world.people[seat.name].writes.told(seat):
        (_seeks if seat.account.group == "seeker" else _hires)(world, seat, first=first)


def _seeks(world: World, seat: Seat, *, first: bool) -> None:
    """The seeker applies, agrees, shows a profile; and takes all of it back."""
    if first:
        seat.edit_profile({"residence": "VN"})
        application = seat.apply(world.cast.job, WORDS, "en", world.writes.word(seat.name))
        seat.send_message(world.writes.word(seat.name), application=application, words=WORDS)
        seat.purpose("statistics", WORDS, "en", chosen=True)
        seat.register(WORDS, "en")
        return
    for one in seat.cache.list("application"):
        seat.withdraw(one.id)
    seat.unregister()
    seat.purpose("statistics", WORDS, "en", chosen=False)
    seat.edit_profile({"residence": "JP"})


def _hires(world: World, seat: Seat, *, first: bool) -> None:
    """Somebody of the company moves, writes and closes; and does otherwise."""
    [application] = seat.cache.list("application")
    if first:
        seat.move(application.id, "interview")
        seat.note(application.id, world.writes.word(seat.name))
        seat.send_message(world.writes.word(seat.name), application=application.id)
        seat.label(application.id, ["early"])
        seat.edit("job", world.cast.job, {"title": {"en": world.writes.word(seat.name)}})
        seat.close(world.cast.job)
        return
    seat.move(application.id, "new")
    seat.label(application.id, [], ["early"])
    seat.edit("job", world.cast.job, {"title": {"en": "Tester"}})
    seat.publish(world.cast.job)
    for one in seat.cache.list("note"):
        seat.edit("note", one.id, None)


def _ends(world: World, end: str) -> None:
    """What becomes of the applicant."""
    if end == "withdrawn":
        works(world, "mai1", ["withdraw"])
    elif end == "erased":
        erasing.erase_now(world.server.site, world.cast.mai)
        world.look_for_erased()


def _sync(world: World, left_out: Seat | None) -> None:
    """All machines sync until they let go of what there is, but for one."""
    for seat in (*world.seats.values(), *world.seats.values()):
        if seat is not left_out:
            seat.sync_once(at_once=True)


def _syncs_after_the_scopes(world: World, seat: Seat, beside: Seat) -> None:
    """The other machine syncs as soon as this one was told where its scopes stand."""
    calls: list[str] = []

    def between(name: str) -> None:
        if name == seat.name:
            calls.append(name)
            if len(calls) == 2:  # the first request was answered
                beside.sync_once(at_once=True)

    world.network.between = between


def _decided(store: Store) -> dict[tuple[str, str], bytes]:
    """All documents of a site but what is only asked about."""
    with store.transaction() as connection:
        found = connection.execute(select(documents).where(documents.c.kind != "conflict"))
        return {(row.kind, row.id): bytes(row.body) for row in found}


def _difference(before: dict[tuple[str, str], bytes], after: dict[tuple[str, str], bytes]) -> str:
    places = [place for place in sorted(before.keys() | after.keys()) if before.get(place) != after.get(place)]
    return "; ".join(f"{place}: {before.get(place)!r} became {after.get(place)!r}" for place in places)
