"""A logo between desks over a started site: sent before its page, fetched after, shown to everyone, gone with its page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests

from izanau_desktop.cache import Cache, Choice, Edit, files
from izanau_desktop.cache.reads import common, seeker
from izanau_desktop.desk import Desk
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site, SiteTrouble
from izanau_protocol import ambient, digest, pictures
from izanau_protocol.problems import Refused, problem
from tests.desktop.sync.conftest import OWN, PROFILE
from tests.desktop.sync.test_real_site import PASSWORD, Running, job_body, running, synced
from tests.journeys.network import Network
from tests.keychain import Kept
from tests.pictures import jpeg, png

pytestmark = pytest.mark.slow  # starts programs
__all__ = ["running"]

LOGO, OTHER = png(64, 32), jpeg(48, 48)
FOR_LONG = "UPDATE outbox SET not_before = '2099-01-01T00:00:00.000Z' WHERE state = 'waiting'"


@pytest.fixture
def owner(tmp_path: Path, running: Running) -> Iterator[Desk]:
    """The owner of a company with a published job."""
    words = ("--owner-email", "hr@example.com", "--owner-name", "Hana", "--password-stdin")
    running.do("company", "add", "Acme", *words)
    desk = Desk.sign_in(tmp_path / "hr", running.url, "hr@example.com", PASSWORD, Kept())
    desk.agree(desk.policy(), "en")
    synced(desk)
    desk.publish(desk.create_job(job_body()))
    synced(desk)
    yield desk
    desk.shut()


@pytest.fixture
def guest(tmp_path: Path, running: Running) -> Iterator[Desk]:
    """Somebody who only reads."""
    desk = Desk.guest(tmp_path / "guest", running.url, Kept())
    yield desk
    desk.shut()


def seen(desk: Desk) -> bytes:
    """The logo beside the one job."""
    assert desk.sync().problem is None
    [row] = seeker.jobs(desk.cache).items
    detail = seeker.job(desk.cache, row.id)
    assert detail is not None
    return detail.logo


def test_logo_comes_to_everyone_and_goes_again(owner: Desk, guest: Desk, running: Running) -> None:
    assert seen(guest) == b""
    owner.set_logo(LOGO)
    synced(owner)
    assert seen(guest) == LOGO
    owner.set_logo(OTHER)
    synced(owner)
    assert seen(guest) == OTHER
    assert guest.cache.file_of(pictures.name(LOGO)) == b""
    owner.set_logo(b"")
    synced(owner)
    assert seen(guest) == b""
    assert requests.get(f"{running.url}/v1/files/{pictures.name(OTHER)}", timeout=10).status_code == 404


@pytest.mark.parametrize("held", [True, False])
def test_logo_that_clashed_is_chosen_on_another_device(
    tmp_path: Path, owner: Desk, guest: Desk, running: Running, *, held: bool
) -> None:
    second = Desk.sign_in(tmp_path / "second", running.url, "hr@example.com", PASSWORD, Kept())
    synced(second)
    owner.set_logo(LOGO)
    second.set_logo(OTHER)
    synced(second)
    if held:  # the clash is found before the logo would have been sent
        owner.cache.change(lambda connection: connection.exec_driver_sql(FOR_LONG))
        assert owner.sync(at_once=False).problem is None
    else:
        synced(owner)
    assert seen(guest) == OTHER
    synced(second)
    assert second.cache.file_of(pictures.name(LOGO)) == LOGO
    [clash] = common.open_conflicts(second.cache)
    second.cache.settle([Choice(clash.id, "mine")])
    synced(second)
    assert seen(guest) == LOGO
    second.shut()


def test_idle_sync_asks_for_no_file(owner: Desk, guest: Desk) -> None:
    owner.set_logo(LOGO)
    synced(owner)
    assert seen(guest) == LOGO
    assert guest.sync().requests == 1


@pytest.mark.parametrize(("status", "asked_again"), [(403, 1), (500, 1), (404, 0), (200, 0), (0, 2)])
def test_picture_that_does_not_come_holds_up_nothing(
    double: Any, site: Site, cache: Cache, status: int, asked_again: int
) -> None:
    cache.change(lambda connection: files.want(connection, "company", {"logo": "a" * 64}))
    double.files = status
    assert engine.sync(cache, site).problem is None
    double.asked.clear()
    assert engine.sync(cache, site).problem is None
    assert double.asked == ["/v1/scopes", *["/v1/files/" + "a" * 64] * asked_again]


def test_picture_that_somebody_between_bars_keeps_no_other_back(double: Any, site: Site, cache: Cache) -> None:
    """And is asked for again: the site itself did not say that there is none."""
    names = [letter * 64 for letter in "abcdef"]
    for name in names:
        cache.change(partial(files.want, kind="company", view={"logo": name}))
    double.files, double.files_page = 404, b"<html><body>Blocked by policy</body></html>"
    for _ in range(2):
        double.asked.clear()
        assert engine.sync(cache, site).problem is None
        assert set(double.asked) >= {f"/v1/files/{name}" for name in names}


@pytest.mark.parametrize("altered", [False, True], ids=["cut", "altered"])
def test_pictures_that_are_cut_or_altered_on_their_way_hold_up_nothing(
    double: Any, site: Site, cache: Cache, *, altered: bool
) -> None:
    """As by a proxy that makes them smaller. Few are tried in one sync, and not the same ones for ever."""
    for letter in "abcdef":
        cache.change(partial(files.want, kind="company", view={"logo": letter * 64}))
    double.files, double.files_digest = (404, digest.of(b"something else")) if altered else (0, "")
    tried = set[str]()
    with ambient.ruled(seed=1):
        for _ in range(8):
            double.asked.clear()
            assert engine.sync(cache, site).problem is None
            assert len(set(double.asked)) == 4
            tried |= set(double.asked)
    assert len(tried) == 7


def test_picture_on_a_line_that_hangs_is_the_last_of_its_sync(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    for letter in "abcdef":
        cache.change(partial(files.want, kind="company", view={"logo": letter * 64}))
    get, asked = site.get, list[str]()
    with ambient.ruled(seed=1) as clock:

        def hung(path: str, *rest: Any, **how: Any) -> Any:
            if not path.startswith("/v1/files/"):
                return get(path, *rest, **how)
            asked.append(path)
            clock.advance(60)
            raise SiteTrouble(0, problem("offline"))

        monkeypatch.setattr(site, "get", hung)
        assert engine.sync(cache, site).problem is None
    assert len(asked) == 1


def test_looking_for_pictures_begins_anywhere_and_goes_round(cache: Cache) -> None:
    names = [f"{number:02x}" * 32 for number in range(16)]
    for name in names:
        cache.change(partial(files.want, kind="company", view={"logo": name}))
    with cache.file.read() as connection:
        for place in (0, 5, 15):
            assert files.wanted(connection, 3, names[place]) == [*names, *names][place : place + 3]
        assert files.wanted(connection, 20, names[5]) == [*names[5:], *names[:5]]


def test_keychain_that_locks_at_a_picture_does_not_say_that_there_is_none(
    double: Any, site: Site, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.change(lambda connection: files.want(connection, "company", {"logo": "a" * 64}))
    get = site.get

    def locked(path: str, *rest: Any, **how: Any) -> Any:
        if path.startswith("/v1/files/"):
            raise Refused(problem("keychain_locked"))
        return get(path, *rest, **how)

    monkeypatch.setattr(site, "get", locked)
    assert engine.sync(cache, site).problem == problem("keychain_locked")
    monkeypatch.undo()
    assert engine.sync(cache, site).problem is None
    assert double.asked[-1] == "/v1/files/" + "a" * 64


def test_sync_is_done_before_pictures_are_asked_for(double: Any, site: Site, cache: Cache) -> None:
    cache.change(lambda connection: files.want(connection, "company", {"logo": "a" * 64}))
    double.files = 503
    cache.edit([Edit("profile", PROFILE, OWN, {"name": {"full": "Anna"}})])
    assert engine.sync(cache, site).problem.code == "site_down"  # type: ignore[union-attr]  # the test orders the fault
    assert (common.status(cache).waiting, bool(cache.note("etag"))) == (0, True)


def test_picture_is_sent_once_though_its_batch_is_halved(
    double: Any, site: Site, company: tuple[Cache, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, identity = company
    scope, post, refused = f"company:{identity}", site.post, list[int]()
    double.put(scope, "company", identity, {"name": "Acme"})
    assert engine.sync(cache, site).problem is None

    def busy(path: str, message: Any = None) -> Any:
        """As a site that finds no way through with more than one push at a time."""
        if path == "/v1/push" and len(message.pushes) > 1:
            refused.append(len(message.pushes))
            raise SiteTrouble(503, problem("site_down"))
        return post(path, message)

    monkeypatch.setattr(site, "post", busy)
    cache.edit([Edit("company", identity, scope, {"logo": pictures.name(LOGO)})], named=[LOGO], deed="logo")
    for city in ("Kobe", "Nara", "Ise"):
        cache.edit([Edit("company", identity, scope, {"city": city})], deed="city")
    assert engine.sync(cache, site).pushed == 4
    assert refused == [4, 2]
    assert double.asked.count(f"PUT /v1/files/{pictures.name(LOGO)}") == 1


def test_page_whose_picture_is_not_here_is_refused_and_says_why(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, identity = company
    scope = f"company:{identity}"
    double.put(scope, "company", identity, {"name": "Acme"})
    engine.sync(cache, site)
    double.refuse = problem("file_missing").as_rfc9457("en")
    cache.edit([Edit("company", identity, scope, {"logo": pictures.name(LOGO)})])
    report = engine.sync(cache, site)
    assert (report.refused, report.problem) == (1, None)
    assert not [path for path in double.asked if path.startswith("PUT")]


@pytest.mark.parametrize("code", ["not_a_picture", "too_large", "not_yours", "wrong_method"])
def test_picture_that_the_site_refused_is_sent_no_second_time(
    double: Any, site: Site, company: tuple[Cache, str], code: str
) -> None:
    cache, identity = company
    scope, told = f"company:{identity}", problem(code, most=1_000)
    double.put(scope, "company", identity, {"name": "Acme"})
    assert engine.sync(cache, site).problem is None
    double.puts, double.barred = told.status, msgspec.json.encode(told.as_rfc9457("en", told.status))
    cache.edit([Edit("company", identity, scope, {"logo": pictures.name(LOGO)})], named=[LOGO], deed="logo")
    cache.edit([Edit("company", identity, scope, {"city": "Kobe"})], deed="city")
    reports = [engine.sync(cache, site) for _ in range(3)]
    assert [(one.problem, one.refused) for one in reports] == [(None, 1), (None, 0), (None, 0)]
    assert double.asked.count(f"PUT /v1/files/{pictures.name(LOGO)}") == 1
    [row] = [row for row in common.outbox_rows(cache) if row.state == "refused"]
    assert row.problem == problem(code, "logo", most=1_000)
    assert double.view(scope, "company", identity) == {"name": "Acme", "city": "Kobe"}
    double.puts, double.barred = 200, b""
    cache.edit([Edit("company", identity, scope, {"logo": pictures.name(OTHER)})], named=[OTHER], deed="logo")
    assert engine.sync(cache, site).pushed == 1


def test_session_that_ends_at_a_picture_has_nothing_refused(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, identity = company
    scope, told = f"company:{identity}", problem("not_signed_in")
    double.put(scope, "company", identity, {"name": "Acme"})
    assert engine.sync(cache, site).problem is None
    double.puts = told.status
    cache.edit([Edit("company", identity, scope, {"logo": pictures.name(LOGO)})], named=[LOGO])
    report = engine.sync(cache, site)
    assert (report.problem, report.refused, common.status(cache).waiting) == (told, 0, 1)
    double.puts = 200
    assert engine.sync(cache, site).pushed == 1


def test_picture_that_the_site_refuses_for_now_is_sent_again_when_it_said(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, identity = company
    scope, told = f"company:{identity}", problem("too_many_requests", seconds=3_600)
    double.put(scope, "company", identity, {"name": "Acme"})
    assert engine.sync(cache, site).problem is None
    double.puts, double.barred = 429, msgspec.json.encode(told.as_rfc9457("en", 429))
    cache.edit([Edit("company", identity, scope, {"logo": pictures.name(LOGO)})], named=[LOGO])
    sent = f"PUT /v1/files/{pictures.name(LOGO)}"
    with ambient.ruled() as clock:
        reports = [engine.sync(cache, site) for _ in range(2)]
        codes = [one.problem.code if one.problem else "" for one in reports]
        assert (codes, [one.refused for one in reports]) == (["too_many_requests"] * 2, [0, 0])
        assert double.asked.count(sent) == 1
        double.puts, double.barred = 200, b""
        clock.advance(3_601)
        assert engine.sync(cache, site).pushed == 1
    assert double.asked.count(sent) == 2


@pytest.mark.parametrize("status", [0, 413, 429, 500, 502, 504])
def test_picture_that_does_not_get_through_holds_only_its_page(
    double: Any, site: Site, company: tuple[Cache, str], status: int
) -> None:
    cache, identity = company
    scope, job, told = f"company:{identity}", ambient.new_id(), problem("file_held_up")
    double.put(scope, "company", identity, {"name": "Acme"})
    double.put(scope, "job", job, {**job_body(), "company": identity})
    assert engine.sync(cache, site).problem is None
    double.puts, double.barred = status, b"{}"
    double.put(scope, "job", ambient.new_id(), {**job_body(), "company": identity})
    cache.edit([Edit("company", identity, scope, {"logo": pictures.name(LOGO)})], named=[LOGO], deed="logo")
    cache.edit([Edit("job", job, scope, {"title": {"en": "Head nurse"}})])
    first, again = engine.sync(cache, site), engine.sync(cache, site)
    assert (first.problem, first.pushed, first.refused, len(cache.list("job"))) == (told, 1, 0, 2)
    assert (again.problem, again.pushed, common.status(cache).waiting) == (told, 0, 1)
    double.puts, double.barred = 200, b""
    last = engine.sync(cache, site)
    assert (last.problem, last.pushed) == (None, 1)


def test_sync_goes_on_where_the_line_is_reset_at_each_picture(
    tmp_path: Path, running: Running, owner: Desk, guest: Desk
) -> None:
    with Network(running.url) as network:
        desk = Desk.sign_in(tmp_path / "away", network.url, "hr@example.com", PASSWORD, Kept())
        desk.agree(desk.policy(), "en")
        synced(desk)
        network.bars = b"PUT /v1/files/"
        desk.set_logo(LOGO)
        desk.publish(desk.create_job({**job_body(), "title": {"en": "Head nurse"}}))
        report = desk.sync()
        assert (report.problem, report.pushed > 0, report.refused) == (problem("file_held_up"), True, 0)
        guest.sync()
        assert len(seeker.jobs(guest.cache).items) == 2
        network.bars = b""
        synced(desk)
        desk.shut()
    guest.sync()
    assert guest.cache.file_of(pictures.name(LOGO)) == LOGO


def test_picture_that_somebody_between_bars_holds_only_its_page(
    double: Any, site: Site, company: tuple[Cache, str]
) -> None:
    cache, identity = company
    scope, job, told = f"company:{identity}", ambient.new_id(), problem("foreign_answer", status=403)
    double.put(scope, "company", identity, {"name": "Acme"})
    double.put(scope, "job", job, {**job_body(), "company": identity})
    assert engine.sync(cache, site).problem is None
    double.barred = b"<html><body>Blocked by policy</body></html>"
    double.put(scope, "job", ambient.new_id(), {**job_body(), "company": identity})
    cache.edit([Edit("company", identity, scope, {"logo": pictures.name(LOGO)})], named=[LOGO], deed="logo")
    cache.edit([Edit("company", identity, scope, {"city": "Kobe"})], deed="city")
    cache.edit([Edit("job", job, scope, {"title": {"en": "Head nurse"}})])
    cache.set_note(etag="")
    first, again = engine.sync(cache, site), engine.sync(cache, site)
    assert (first.problem, first.pushed, first.refused, len(cache.list("job"))) == (told, 1, 0, 2)
    assert (again.problem, again.pushed, common.status(cache).waiting) == (told, 0, 2)
    assert [push.parts[0].id for push in double.pushed] == [job]
    assert bool(cache.note("etag")), "all was read, so the lease began anew"
    double.barred = b""
    last = engine.sync(cache, site)
    assert (last.problem, last.pushed) == (None, 2)
    assert double.view(scope, "company", identity) == {"name": "Acme", "city": "Kobe", "logo": pictures.name(LOGO)}
