"""A cache whose whole folder was put back as it was before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from izanau_site.accounts import erasing
from izanau_site.store import erasure
from tests.faults import proofs
from tests.faults.changing import synced
from tests.faults.place import Place
from tests.faults.simulation import checks
from tests.faults.simulation.happenings import HOUR
from tests.faults.simulation.settling import settle
from tests.faults.simulation.world import lived
from tests.faults.whole import converged
from tests.faults.working import works

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_older_copy_of_a_cache_overturns_nothing_decided_since() -> None:
    proofs.reach("older")


def test_older_copy_of_a_cache_that_is_worked_on_converges() -> None:
    proofs.reach("older_worked_on")


def test_locked_older_copy_opens_only_without_who_was_erased_since() -> None:
    with lived(1, ("mai1", "hr1")) as world:
        world.begin()
        works(world, "mai1", ["apply"])
        works(world, "hr1", ["export"])  # which names people and stays
        [word] = [one for one in world.writes.ever if one.startswith("mai")]
        seat, open_with = world.seats["hr1"], list[bool]()
        copy = seat.copied()
        erasing.erase_now(world.server.site, world.cast.mai)
        world.look_for_erased()
        synced(seat)
        world.clock.pass_(73 * HOUR)
        seat.lay_back(copy)
        assert seat.tick() == "locked"
        assert word in checks.dump(seat.cache)

        def look(_name: str) -> None:
            if seat.tick() == "held":
                open_with.append(word in checks.dump(seat.cache))

        world.network.between = look
        synced(seat)
        assert seat.tick() == "held"
        assert not any(open_with)
        settle(world)
        checks.everything(world)


def test_folder_put_back_whole_is_sound_and_lets_go_of_who_was_erased(tmp_path: Path) -> None:
    place, copy = Place(tmp_path / "place"), tmp_path / "copy"
    story = place.begin()
    application = story.apply()
    desk = place.sign_in(story.hr)
    assert desk.sync().problem is None
    desk.note(application, "Quetzalcoatl impressed")
    desk.shut()
    shutil.copytree(place.data, copy)

    desk = place.open()
    assert desk.sync().pushed == 1
    erasure.erase(place.store, story.mai.caller.account)
    assert desk.sync().gone > 0
    desk.edit("job", story.job, {"title": {"en": "Tester"}})
    converged(desk, place)
    desk.shut()
    shutil.rmtree(place.data)
    shutil.copytree(copy, place.data)

    desk = place.open()
    assert "Quetzalcoatl" in checks.dump(desk.cache)
    converged(desk, place)
    assert "Quetzalcoatl" not in checks.dump(desk.cache)
    assert not desk.cache.list("application")
    desk.shut()
    place.store.close()
