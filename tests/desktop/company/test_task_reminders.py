"""Reminders of tasks: once each on its day, of what comes late for it, and of what fell due while the program was off."""

from __future__ import annotations

from datetime import timedelta

from izanau_desktop.cache import Edit, noticing
from izanau_desktop.cache.reads.arrivals import arrivals, remember
from izanau_protocol import ambient
from tests.desktop.company.scene import Scene, ago, identity, member
from tests.desktop.company.test_notices import choose
from tests.desktop.company.test_tasks import SCOPE, mine, on, put  # noqa: F401 - one is a fixture


def test_reminder_comes_once_on_the_day_of_a_task(scene: Scene, mine: str) -> None:  # noqa: F811 - the fixture
    scene.desk.cache.set_note(last_sync=ago(0.1))
    put(scene, "Today", mine, due=on(0))
    put(scene, "Tomorrow", mine, due=on(-2), snoozed=on(1))
    put(scene, "Hers", member(scene, identity("colleague"), "Aki Sato", "recruiter"), due=on(0))
    cache = scene.desk.cache
    assert arrivals(cache, None).told == {}, "nobody chose it"
    choose(scene, noticing.TRAY, noticing.DUE)
    first = arrivals(cache, None)
    assert first.told == {noticing.DUE: 1}
    assert arrivals(cache, first.mark).told == {}
    with ambient.ruled(now=ambient.now() + timedelta(days=1)):
        next_day = arrivals(cache, first.mark)
        assert next_day.told[noticing.DUE] == 1
        assert noticing.DUE not in arrivals(cache, next_day.mark).told


def test_task_that_comes_late_for_its_day_is_told_of_once(scene: Scene, mine: str) -> None:  # noqa: F811 - the fixture
    scene.desk.cache.set_note(last_sync=ago(0.1))
    choose(scene, noticing.TRAY, noticing.DUE)
    put(scene, "Today", mine, due=on(0))
    cache = scene.desk.cache
    first = arrivals(cache, None)
    for text, days in (("Given today", 0), ("Given too late", -2)):
        put(scene, text, mine, due=on(days))
    second = arrivals(cache, first.mark)
    assert (first.told, second.told) == ({noticing.DUE: 1}, {noticing.DUE: 2})
    body = cache.get("task", identity("Today"))
    assert body is not None
    for done in (True, False):
        scene.put(SCOPE, "task", identity("Today"), {**body.body, "done": done})
        second = arrivals(cache, second.mark)
        assert second.told == {}


def test_program_that_was_off_tells_of_what_fell_due_meanwhile(scene: Scene, mine: str) -> None:  # noqa: F811 - the fixture
    scene.desk.cache.set_note(last_sync=ago(0.1))
    choose(scene, noticing.TRAY, noticing.DUE)
    for text, days in (("Before", 0), ("Meanwhile", 2)):
        put(scene, text, mine, due=on(days))
    cache = scene.desk.cache
    found = arrivals(cache, None)
    remember(cache, found.mark)
    assert arrivals(cache, None).told == {}, "it was told before the program ended"
    with ambient.ruled(now=ambient.now() + timedelta(days=2)):
        assert arrivals(cache, None).told == {noticing.DUE: 1}


def test_task_that_came_while_the_program_was_off_is_told_of_once(scene: Scene, mine: str) -> None:  # noqa: F811 - the fixture
    cache = scene.desk.cache
    cache.set_note(last_sync=ago(0.1))
    choose(scene, noticing.TRAY, noticing.DUE)
    told = put(scene, "Told", mine, due=on(0))
    remember(cache, arrivals(cache, None).mark)
    for text, days in (("By izanau sync", 0), ("Overdue already", -3), ("Later", 1)):  # the window is closed
        put(scene, text, mine, due=on(days))
    found = arrivals(cache, None)
    assert found.told == {noticing.DUE: 2}
    remember(cache, found.mark)
    assert arrivals(cache, None).told == {}
    cache.edit([Edit("task", told, SCOPE, None)])
    remember(cache, found.mark)
    with cache.file.read() as connection:
        assert told not in noticing.reminded(connection), "what was deleted leaves no trace"
