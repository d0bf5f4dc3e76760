"""A machine that was left for longer than the site waits for it: what went meanwhile is gone there too (R7, R8)."""

from __future__ import annotations

import pytest

from izanau_desktop.cache import cursors
from izanau_site.store import feeds
from tests.faults.changing import synced
from tests.faults.simulation import checks
from tests.faults.simulation.happenings import Happenings
from tests.faults.simulation.settling import settle
from tests.faults.simulation.world import lived

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


def test_what_went_while_a_machine_was_left_is_gone_there() -> None:
    with lived(1, ("mai1", "mai2", "hr1")) as world:
        world.begin()
        here, left, owner = world.seats.values()
        application = here.apply(world.cast.job, "I agree", "en", "quartzmessage")
        synced(here, owner)
        here.withdraw(application)
        synced(here, owner, left)
        assert "quartzmessage" in checks.dump(left.cache)
        scope = f"account:{world.cast.mai}"
        read = left.cache.look(cursors.every)[scope].high
        left.end_session(keep_cache=True)
        Happenings(world).left(left)
        with world.server.site.store.transaction() as connection:
            assert feeds.heads(connection, [scope])[scope].floor > read, "its tombstones are still kept"
        assert "quartzmessage" in checks.dump(left.cache)
        synced(left)
        assert "quartzmessage" not in checks.dump(left.cache)
        settle(world)
        checks.everything(world)
