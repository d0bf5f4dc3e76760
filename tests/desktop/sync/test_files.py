"""Pictures as they are sent and fetched one by one: which counts, which is tried again and when, and what waits for it."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
import pytest

from izanau_desktop.cache import Cache, Edit, files
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import engine
from izanau_desktop.sync import files as sending
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, pictures
from izanau_protocol.problems import Problem, problem
from tests.pictures import jpeg, png

LOGO, OTHER = png(64, 32), jpeg(48, 48)
NAME = pictures.name(LOGO)
SENT = f"PUT /v1/files/{NAME}"


@pytest.fixture
def page(double: Any, site: Site, company: tuple[Cache, str]) -> tuple[Cache, str, str]:
    """A company whose page was read: its cache, its id, its scope."""
    cache, identity = company
    scope, own = f"company:{identity}", f"account:{cache.note('account')}"
    double.feeds[own], double.heads[own] = {}, 0
    double.put(scope, "company", identity, {"name": "Acme"})
    assert engine.sync(cache, site).problem is None
    return cache, identity, scope


def bar(double: Any, told: Problem) -> None:
    """From now on the site itself answers so to each picture that is sent."""
    double.puts, double.barred = told.status, msgspec.json.encode(told.as_rfc9457("en", told.status))


def asked(double: Any, cache: Cache, site: Site) -> list[str]:
    """The pictures that one sync asks for, by the beginning of their names."""
    double.asked.clear()
    assert engine.sync(cache, site).problem is None
    return [path.rpartition("/")[2][:2] for path in double.asked if path.startswith("/v1/files/")]


def want(cache: Cache, *names: str) -> None:
    for name in names:
        cache.change(partial(files.want, kind="company", view={"logo": name}))


def test_picture_that_came_is_kept_and_pages_are_told(double: Any, site: Site, cache: Cache) -> None:
    want(cache, NAME)
    double.pictures[NAME] = LOGO
    double.asked.clear()
    assert engine.sync(cache, site).kinds == {"company"}
    assert double.asked.count("/v1/scopes") == 1, "what sent nothing looks no second time"
    assert (cache.file_of(NAME), asked(double, cache, site)) == (LOGO, [])


@pytest.mark.parametrize("given", [OTHER, b"no picture"], ids=["of another name", "none"])
def test_what_is_not_the_picture_of_that_name_counts_for_none(
    double: Any, site: Site, cache: Cache, given: bytes
) -> None:
    name = NAME if given == OTHER else pictures.name(given)
    want(cache, name)
    double.pictures[name] = given
    assert engine.sync(cache, site).kinds == frozenset()
    assert (cache.file_of(name), asked(double, cache, site)) == (b"", [])


def test_picture_that_is_kept_from_one_keeps_no_other_back(double: Any, site: Site, cache: Cache) -> None:
    want(cache, "a" * 64, "b" * 64, NAME)
    double.files, double.pictures[NAME] = 403, LOGO
    assert len(asked(double, cache, site)) == 3
    assert cache.file_of(NAME) == LOGO


def test_one_sync_asks_for_some_pictures_beginning_anywhere(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_AT_ONCE", 3)
    monkeypatch.setattr(ambient, "fraction", lambda: 0.05)  # a twentieth of all names lies before 0c…
    want(cache, *(name * 32 for name in ("00", "01", "0b", "0d", "1f", "ff")))
    assert asked(double, cache, site) == ["0d", "1f", "ff"]
    assert asked(double, cache, site) == ["00", "01", "0b"]


def test_page_whose_picture_the_site_stumbles_over_waits(double: Any, site: Site, page: tuple[Cache, str, str]) -> None:
    cache, identity, scope = page
    bar(double, problem("site_error", id="4F2K"))
    cache.edit([Edit("company", identity, scope, {"logo": NAME})], named=[LOGO])
    double.asked.clear()
    report = engine.sync(cache, site)
    assert double.asked.count("/v1/scopes") == 1, "nor what sent nothing that was taken"
    assert (report.problem, report.refused, common.status(cache).waiting) == (problem("file_held_up"), 0, 1)


@pytest.mark.parametrize(("seconds", "left_alone"), [(3_600, 3_600), (90_000, 3_600), (0, 0)])
def test_picture_is_left_alone_for_as_long_as_the_site_asks_for_an_hour_at_most(
    double: Any, site: Site, page: tuple[Cache, str, str], seconds: int, left_alone: int
) -> None:
    cache, identity, scope = page
    told = problem("too_many_requests", seconds=seconds) if seconds else problem("too_many_requests")
    bar(double, told)
    cache.edit([Edit("company", identity, scope, {"logo": NAME})], named=[LOGO])
    with ambient.ruled(now=ambient.now()) as clock:
        assert engine.sync(cache, site).problem == told
        for passed, left in ((0, left_alone), (1, left_alone - 1), (left_alone - 2, 1)) if left_alone else ():
            clock.advance(passed)
            assert engine.sync(cache, site).problem == problem("too_many_requests", seconds=left)
        assert double.asked.count(SENT) == 1
        clock.advance(1)
        engine.sync(cache, site)
    assert double.asked.count(SENT) == 2


def ask(cache: Cache, company: str, *edits: Edit) -> None:
    """A question about a clash whose own side names the picture, with edits beside it in one push."""
    mine, theirs = (f'"{pictures.name(picture)}"' for picture in (LOGO, OTHER))
    body: dict[str, object] = {"document": "company", "about": company, "path": "logo", "mine": mine, "theirs": theirs}
    own = f"account:{cache.note('account')}"
    cache.edit([Edit("conflict", ambient.new_id(), own, body), *edits], named=[LOGO], deed="ask")


def test_question_about_a_picture_waits_for_none_but_the_page_beside_it_does(
    double: Any, site: Site, page: tuple[Cache, str, str]
) -> None:
    cache, identity, scope = page
    bar(double, problem("too_large", most=1_000))
    ask(cache, identity)
    assert engine.sync(cache, site).pushed == 1
    ask(cache, identity, Edit("company", identity, scope, {"logo": NAME}))
    report = engine.sync(cache, site)
    assert (report.pushed, report.refused) == (0, 1)
    [row] = [row for row in common.outbox_rows(cache) if row.state == "refused"]
    assert row.problem == problem("too_large", "logo", most=1_000)
