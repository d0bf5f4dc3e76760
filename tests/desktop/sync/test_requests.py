"""What a request carries, and what its answer is taken for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from izanau_desktop.sync import elect, pauses
from izanau_desktop.sync import site as sites
from izanau_desktop.sync.site import AGENT, Site, SiteTrouble
from izanau_desktop.sync.tokens import Tokens
from izanau_desktop.vault import SessionVault
from izanau_protocol import ambient, digest, wire
from izanau_protocol.problems import Problem, problem
from tests.desktop.sync.conftest import refusal

SAID = "/v1/said"
FOREIGN = (
    b"",
    b"\xff",
    b"[]",
    b"<html>login required</html>",
    b'{"code":"not_signed_in"}',
    b'{"code":"account_erased","status":200,"type":"/problems/account_erased","title":"of another answer"}',
    b'{"code":"not_yours","status":404,"type":"about:blank"}',
    b'{"code":401,"message":"Unauthorized"}',
)
"""What proxies, firewalls and networks that ask for a sign-in say."""
OURS = {"User-Agent": AGENT, "Accept-Language": "en", "Accept-Encoding": "zstd, gzip"}
OF_HTTP = {"Host", "Accept", "Connection", "Content-Length"}


@pytest.fixture
def signed(url: str) -> Iterator[Site]:
    """A site that is asked by an account, in Japanese."""
    vault = SessionVault()
    vault.put("me", "access", "a0")
    vault.put("me", "refresh", "r0")
    found = Site(url, Tokens(vault, "me", None), "ja")
    yield found
    found.close()


def carried(double: Any) -> tuple[str, dict[str, str], bytes]:
    method, headers, body = double.heard[-1]
    return method, {name: value for name, value in headers.items() if name not in OF_HTTP}, body


def test_request_carries_its_headers_and_no_others(double: Any, site: Site) -> None:
    site.get(SAID)
    assert carried(double) == ("GET", OURS, b"")
    site.get(SAID, etag='"e"')
    assert carried(double) == ("GET", {**OURS, "If-None-Match": '"e"'}, b"")
    site.delete(SAID)
    assert carried(double) == ("DELETE", OURS, b"")


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_body_is_told_of_by_kind_and_digest(double: Any, site: Site, method: str) -> None:
    if method == "POST":
        site.post(SAID, wire.Code("1"))
        body, kind = b'{"code":"1"}', "application/json"
    else:
        site.put(SAID, b"\x00\x01")
        body, kind = b"\x00\x01", "application/octet-stream"
    assert carried(double) == (method, {**OURS, "Content-Type": kind, digest.HEADER: digest.of(body)}, body)
    site.post(SAID)
    assert carried(double)[2] == b"{}"


def test_account_is_told_by_its_token_and_language(double: Any, signed: Site) -> None:
    ours = {**OURS, "Accept-Language": "ja", "Authorization": "Bearer a0"}
    signed.get(SAID)
    assert carried(double)[1] == ours
    signed.put(SAID, b"1")
    assert carried(double)[1]["Authorization"] == "Bearer a0"


def test_line_of_events_is_asked_for_as_one_and_by_the_account(double: Any, signed: Site, site: Site) -> None:
    double.news = ["jobs"]
    assert "jobs" in list(signed.events(5.0))
    method, headers, _ = double.heard[-1]
    wanted = {**OURS, "Accept-Language": "ja", "Accept": "text/event-stream", "Authorization": "Bearer a0"}
    assert (method, wanted.items() - headers.items()) == ("GET", set())
    assert "jobs" in list(site.events(5.0))
    assert "Authorization" not in double.heard[-1][1]


def test_page_for_people_in_the_place_of_a_line_is_of_somebody_between(double: Any, site: Site) -> None:
    double.news, double.kind = ["jobs"], "text/html; charset=utf-8"
    with pytest.raises(SiteTrouble) as caught:
        list(site.events(5.0))
    assert caught.value.problems == (problem("foreign_answer", status=200),)


def test_site_that_gives_no_line_says_for_how_long(double: Any, site: Site) -> None:
    double.busy = "120"
    with pytest.raises(SiteTrouble) as caught:
        list(site.events(5.0))
    assert (caught.value.status, caught.value.retry_after) == (503, 120.0)


def test_traffic_is_counted_by_requests_and_by_bytes_of_bodies_unpacked(double: Any, site: Site) -> None:
    double.said = (200, b"12345")
    site.get(SAID)
    site.put(SAID, b"123")
    site.put(SAID, b"4567")
    assert (site.requests, site.bytes_in, site.bytes_out) == (3, 15, 7)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (413, "too_large"),
        (429, "too_many_requests"),
        (500, "site_error"),
        (502, "site_down"),
        (503, "site_down"),
        (504, "site_down"),
    ],
)
@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b'{"code":""}', b'{"code":"device_ended"}'])
def test_answer_without_words_of_the_site_is_told_by_its_status(
    double: Any, site: Site, status: int, code: str, body: bytes
) -> None:
    double.said = (status, body)
    with pytest.raises(SiteTrouble) as caught:
        site.put(SAID, b"")
    assert (caught.value.status, caught.value.problems) == (status, (problem(code, id=str(status)),))
    assert caught.value.retry_after == 0.0


@pytest.mark.parametrize("status", [300, 302, 400, 401, 403, 404, 407, 410, 426, 451])
@pytest.mark.parametrize("body", FOREIGN)
def test_answer_of_somebody_between_is_none_of_the_site(double: Any, site: Site, status: int, body: bytes) -> None:
    double.said = (status, body)
    with pytest.raises(SiteTrouble) as caught:
        site.get(SAID)
    assert (caught.value.status, caught.value.problems) == (0, (problem("foreign_answer", status=status),))
    assert len(double.heard) == 1


@pytest.mark.parametrize("status", [200, 404])
def test_page_for_people_is_none_of_the_site_whatever_its_status(double: Any, site: Site, status: int) -> None:
    double.said, double.kind = (status, b"<html>Please sign in to this network"), "text/html; charset=utf-8"
    asks: tuple[Callable[[], object], ...] = (
        lambda: site.get(SAID),
        lambda: site.post(SAID),
        lambda: site.put(SAID, b"1"),
    )
    for ask in asks:
        with pytest.raises(SiteTrouble) as caught:
            ask()
        assert (caught.value.status, caught.value.problems) == (0, (problem("foreign_answer", status=status),))


def test_what_the_site_says_is_told_one_problem_or_several(double: Any, site: Site) -> None:
    one: dict[str, Any] = {"type": "/problems/required", "status": 422, "code": "required", "field": "name"}
    other = {"code": "too_long", "field": "text"}
    for told, known in (
        (one, [one]),
        ({**one, "problems": [one, other, "else"]}, [one, other]),
        ({**one, "problems": []}, [one]),
    ):
        double.said = (422, json.dumps(told).encode())
        with pytest.raises(SiteTrouble) as caught:
            site.post(SAID)
        assert caught.value.problems == tuple(Problem.from_rfc9457(each) for each in known)
        assert caught.value.status == 422


@pytest.mark.parametrize("status", [200, 201, 299])
def test_what_went_well_is_an_answer(double: Any, site: Site, status: int) -> None:
    double.said = (status, b"well")
    answer = site.post(SAID)
    assert (answer.status, answer.body, answer.etag, answer.retry_after) == (status, b"well", "", 0.0)


def test_what_did_not_change_is_an_answer_with_its_etag(double: Any, site: Site) -> None:
    etag = site.get("/v1/scopes").etag
    answer = site.get("/v1/scopes", etag=etag)
    assert (answer.status, answer.body, answer.etag) == (304, b"", etag)


def test_answer_is_taken_up_to_its_bound(double: Any, site: Site) -> None:
    double.said = (200, b"x" * 100)
    assert site.get(SAID, most=100).body == b"x" * 100
    with pytest.raises(SiteTrouble) as caught:
        site.get(SAID, most=99)
    assert (caught.value.status, caught.value.problems) == (200, (problem("site_error", id="size"),))
    assert len(double.heard) == 2, "it would be no smaller the next time"


def test_message_is_asked_for_by_get_and_sent_by_post(double: Any, site: Site) -> None:
    double.said = (200, b'{"code":"1","newer":1}')
    assert site.ask(wire.Loose, SAID) == wire.Loose()
    assert site.ask(wire.Loose, SAID, wire.Code("2")) == wire.Loose()
    assert [(method, body) for method, _, body in double.heard] == [("GET", b""), ("POST", b'{"code":"2"}')]


def test_answer_that_is_no_message_says_so(double: Any, site: Site) -> None:
    for body in (b"", b"\xff", b"{", b"[1]"):
        double.said = (200, body)
        with pytest.raises(SiteTrouble) as caught:
            site.ask(wire.Session, SAID)
        assert (caught.value.status, caught.value.problems) == (200, (problem("site_error", id="answer"),))


def test_guest_who_is_not_signed_in_is_asked_no_second_time(double: Any, site: Site) -> None:
    double.said = (401, refusal(401))
    with pytest.raises(SiteTrouble):
        site.get(SAID)
    assert (len(double.heard), double.refreshes) == (1, 0)


def test_token_that_is_renewed_goes_with_the_same_request(double: Any, signed: Site) -> None:
    double.access = "newer"
    with pytest.raises(SiteTrouble) as caught:
        signed.get("/v1/elsewhere", {"a": 1})
    assert (caught.value.problems, double.refreshes) == ((problem("foreign_answer", status=302),), 1)
    assert double.asked == ["/v1/elsewhere?a=1", "/v1/refresh", "/v1/elsewhere?a=1"]


def test_renewal_that_the_site_refuses_is_told_by_what_it_says(
    double: Any, signed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    double.access, double.busy = "newer", ""
    double.refresh = (401, refusal(401, "device_ended"))
    with pytest.raises(SiteTrouble) as caught:
        signed.get("/v1/scopes")
    assert (caught.value.status, caught.value.problems) == (401, (problem("device_ended"),))


def test_line_that_the_site_refuses_is_told_by_its_status(double: Any, signed: Site) -> None:
    double.busy = "9"
    with pytest.raises(SiteTrouble) as caught:
        list(signed.events(1.0))
    assert (caught.value.status, caught.value.problems) == (503, (problem("site_down", id="503"),))


def test_request_is_made_twice_where_the_line_broke_and_once_where_it_took_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries, takes = list[float](), list[float]()
    with ambient.ruled() as rule:

        def broken(*_: Any, **__: Any) -> Any:
            tries.append(ambient.monotonic())
            rule.advance(takes[-1])
            raise OSError

        away = Site("http://127.0.0.1:1")
        monkeypatch.setattr(away._session, "request", broken)
        for seconds, often in ((sites.DEADLINE - 1.0, 2), (sites.DEADLINE + 0.1, 1)):
            takes.append(seconds)
            tries.clear()
            with pytest.raises(SiteTrouble) as caught:
                away.get(SAID)
            assert (caught.value.status, caught.value.problems, len(tries)) == (0, (problem("offline"),), often)
        tries.clear()
        with pytest.raises(SiteTrouble):
            away.put(SAID, b"")
        assert len(tries) == 1
        away.close()


def test_pauses_double_up_to_their_bound_and_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ambient, "fraction", lambda: 1.0)
    one = pauses.Pauses(5.0, 58.0)
    assert [one.next() for _ in range(6)] == [5.0, 10.0, 20.0, 40.0, 58.0, 58.0]
    one.reached()
    assert (one.failures, one.next(), one.failures) == (0, 5.0, 1)


def test_session_is_renewed_by_the_token_that_was_kept_for_it() -> None:
    vault, asked = SessionVault(), list[str]()
    vault.put("me", "access", "a0")
    vault.put("me", "refresh", "r0")

    def renewed(refresh: str) -> wire.Session:
        asked.append(refresh)
        return wire.Session("a", "seeker", "seeker", "", "d", "a1", "r1", 60)

    tokens = Tokens(vault, "me", None)
    assert (tokens.renew("a0", renewed), tokens.access(), asked) == ("a1", "a1", ["r0"])
    assert (vault.get("me", "access"), vault.get("me", "refresh")) == ("a1", "r1")


def test_lock_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    one = elect.Lock(tmp_path / "a" / "b" / elect.SYNC)
    assert one.take()
    one.free()
