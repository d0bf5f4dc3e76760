"""How the desktop speaks with a site: one host, its own authorisation, tokens renewed once."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from izanau_desktop.cache import Cache
from izanau_desktop.sync import elect, engine, pauses
from izanau_desktop.sync.site import Site, SiteTrouble
from izanau_desktop.sync.tokens import Tokens
from izanau_desktop.vault import SessionVault
from izanau_protocol import ambient, digest, wire
from izanau_protocol.problems import Refused, problem
from tests.desktop.sync.conftest import make_cache


def signed(vault: SessionVault, folder: Path | None = None) -> Tokens:
    vault.put("me", "access", "old")
    vault.put("me", "refresh", "r0")
    return Tokens(vault, "me", folder)


def test_redirects_are_never_followed(site: Site) -> None:
    with pytest.raises(SiteTrouble) as caught:
        site.get("/v1/elsewhere")
    assert caught.value.problems == (problem("foreign_answer", status=302),)


def test_answer_that_unpacks_to_too_much_is_refused(site: Site, double: Any) -> None:
    double.put("jobs", "job", ambient.new_id(), {"duties": {"en": "x" * 300_000}})
    asked: dict[str, str | int] = {"scope": "jobs", "after": 0}
    assert len(site.get("/v1/feed", asked).body) > 300_000
    with pytest.raises(SiteTrouble) as caught:
        site.get("/v1/feed", asked, most=200_000)
    assert caught.value.problems[0].code == "site_error"


def test_post_whose_answer_was_lost_is_not_repeated_by_itself(site: Site, double: Any) -> None:
    double.lose_answer = 1
    with pytest.raises(SiteTrouble) as caught:
        site.post("/v1/push", wire.Batch([]))
    assert caught.value.problems[0].code == "offline"
    assert double.asked == ["/v1/push"]


def test_site_out_of_reach_is_a_problem() -> None:
    away = Site("http://127.0.0.1:1")
    with pytest.raises(SiteTrouble) as caught:
        away.get("/v1/scopes")
    away.close()
    assert caught.value.problems[0].code == "offline"


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Long: "],
    ids=["answer", "headers"],
)
def test_what_drips_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch, head: bytes) -> None:
    monkeypatch.setattr("izanau_desktop.sync.site.DEADLINE", 0.3)
    dripped, left = 0, threading.Event()

    def drip() -> None:
        nonlocal dripped
        line, _ = server.accept()
        with line, contextlib.suppress(OSError):
            line.recv(65_536)
            line.sendall(head)
            while dripped < 100 and not left.wait(0.05):
                line.sendall(b"x")
                dripped += 1

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=drip)
        thread.start()
        slow = Site(f"http://127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(SiteTrouble) as caught:
            slow.get("/v1/scopes")
        left.set()
        slow.close()
        thread.join()
    assert caught.value.problems[0].code == "offline"
    assert dripped < 100


def test_request_whose_time_is_over_before_it_is_sent_is_not_sent(
    site: Site, double: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a name takes long to be looked up: what arrives after it was given up would be a surprise."""
    look_up = socket.getaddrinfo
    with ambient.ruled() as rule:

        def slowly(*arguments: Any, **named: Any) -> Any:
            rule.advance(60.0)
            return look_up(*arguments, **named)

        monkeypatch.setattr(socket, "getaddrinfo", slowly)
        with pytest.raises(SiteTrouble) as caught:
            site.post("/v1/ack", wire.Gone({"jobs": 3}))
    assert (caught.value.problems[0].code, double.asked) == ("offline", [])


def test_answer_that_was_altered_on_its_way_counts_for_nothing(site: Site, double: Any) -> None:
    double.digest, cache = digest.of(b"something else"), make_cache()
    report = engine.sync(cache, site)
    cache.close()
    assert report.problem is not None
    assert report.problem.code == "altered"


FEED: dict[str, str | int] = {"scope": "jobs", "after": 0}


def test_compressed_answer_that_was_altered_counts_for_nothing(site: Site, double: Any) -> None:
    double.digest = digest.of(b"something else")
    with pytest.raises(SiteTrouble) as caught:
        site.get("/v1/feed", FEED)
    assert caught.value.problems[0].code == "altered"


def test_answer_that_cannot_be_unpacked_is_asked_for_again(
    site: Site, double: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.desktop.sync.conftest.gzip.compress", lambda body, **_: body)
    with pytest.raises(SiteTrouble) as caught:
        site.get("/v1/feed", FEED)
    assert caught.value.problems[0].code == "offline"
    assert len(double.asked) == 2


@pytest.mark.parametrize("told_of", [bytes, partial(gzip.compress, mtime=0)], ids=["plain", "compressed"])
def test_digest_of_a_compressed_answer_may_tell_of_either_bytes(site: Site, double: Any, told_of: Any) -> None:
    """RFC 9530 has it tell of the compressed ones; a proxy that compresses leaves the header as it was."""
    double.digest = digest.of(told_of(double.feed({"scope": "jobs", "after": "0"})))
    assert site.get("/v1/feed", FEED).status == 200


def test_what_is_sent_says_what_it_holds(site: Site, double: Any) -> None:
    with contextlib.suppress(SiteTrouble):
        site.post("/v1/ack", wire.Gone({"jobs": 3}))
    assert double.digested == [digest.of(b'{"applied":{"jobs":3}}')]


def test_line_is_used_again_after_a_deadline_that_was_kept(site: Site, double: Any) -> None:
    for _ in range(3):
        assert site.get("/v1/scopes").status == 200


@pytest.mark.parametrize(
    ("header", "date", "seconds"),
    [
        ("", "", 0.0),
        ("17", "", 17.0),
        ("0", "", 1.0),
        ("86400", "", 300.0),
        ("Sun, 29 Nov 2026 10:00:30 GMT", "Sun, 29 Nov 2026 10:00:00 GMT", 30.0),
        ("Sun, 29 Nov 2026 09:00:00 GMT", "Sun, 29 Nov 2026 10:00:00 GMT", 1.0),
        ("tomorrow", "", 0.0),
        ("-5", "", 0.0),
    ],
)
def test_site_is_left_alone_for_as_long_as_it_asks_within_bounds(header: str, date: str, seconds: float) -> None:
    assert pauses.asked_for(header, date) == seconds


def test_site_that_is_busy_says_for_how_long(site: Site, double: Any) -> None:
    double.busy, cache = "17", make_cache()
    report = engine.sync(cache, site)
    cache.close()
    assert report.problem is not None
    assert (report.problem.code, report.retry_after) == ("site_down", 17.0)


def test_line_of_events_that_something_keeps_back_is_cut_by_its_silence() -> None:
    left = threading.Event()

    def keep_back() -> None:
        line, _ = server.accept()
        with line:
            line.recv(65_536)
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
            left.wait(30)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=keep_back)
        thread.start()
        deaf = Site(f"http://127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(SiteTrouble) as caught:
            list(deaf.events(0.2))
        left.set()
        deaf.close()
        thread.join()
    assert caught.value.problems[0].code == "offline"


def test_pauses_grow_to_a_minute_and_no_two_machines_have_the_same() -> None:
    with ambient.ruled(seed=1):
        one = [pauses.Pauses(5.0, 60.0) for _ in range(2)]
        waits = [[each.next() for _ in range(12)] for each in one]
    assert waits[0] != waits[1]
    assert all(2.5 <= wait <= 60.0 for each in waits for wait in each)
    assert min(waits[0][4:]) >= 30.0
    with ambient.ruled(seed=1):
        assert [pauses.Pauses(5.0, 60.0).next()] == waits[0][:1]


def test_netrc_never_overrides_the_token(
    url: str, double: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    double.access = "old"
    site = Site(url, signed(SessionVault()))
    assert site.get("/v1/scopes").status == 200
    site.close()
    assert double.refreshes == 0


def test_stale_access_token_is_renewed_and_kept(url: str, double: Any) -> None:
    double.access, vault = "newer", SessionVault()
    site = Site(url, signed(vault))
    assert site.get("/v1/scopes").status == 200
    site.close()
    assert (vault.get("me", "access"), vault.get("me", "refresh")) == ("fresh-1", "r1")


def test_two_processes_use_a_refresh_token_once(url: str, double: Any, tmp_path: Path) -> None:
    double.access, vault = "newer", SessionVault()
    sites = [Site(url, signed(vault, tmp_path)), Site(url, Tokens(vault, "me", tmp_path))]
    for site in sites:
        assert site._tokens is not None
        site._tokens.access()
    threads = [threading.Thread(target=site.get, args=("/v1/scopes",)) for site in sites]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for site in sites:
        site.close()
    assert double.refreshes == 1


def test_session_is_not_over_while_another_process_renews_it(url: str, double: Any, tmp_path: Path) -> None:
    double.access, vault = "newer", SessionVault()
    signed(vault)
    site = Site(url, Tokens(vault, "me", tmp_path, patience=0.0))
    with elect.holding(tmp_path / elect.TOKENS), pytest.raises(Refused) as refused:
        site.get("/v1/scopes")
    site.close()
    assert refused.value.problems[0].code == "offline"


def test_one_engine_of_a_folder_at_a_time(tmp_path: Path) -> None:
    one, other = elect.Lock(tmp_path / elect.ENGINE), elect.Lock(tmp_path / elect.ENGINE)
    try:
        assert one.take()
        assert not other.take()
        one.free()
        assert other.take()
    finally:
        one.free()
        other.free()


def test_session_whose_keychain_lost_its_refresh_token_is_over(url: str, double: Any) -> None:
    double.access, vault = "newer", SessionVault()
    vault.put("me", "access", "old")
    site = Site(url, Tokens(vault, "me", None))
    with pytest.raises(Refused) as refused:
        site.get("/v1/scopes")
    site.close()
    assert (refused.value.problems[0].code, double.refreshes) == ("not_signed_in", 0)


def test_site_is_reached_through_the_proxy_of_the_system(
    url: str, double: Any, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", url)
    away = Site("http://127.0.0.1:1")
    assert engine.sync(cache, away).problem is None
    away.close()
    assert double.asked[0] == "http://127.0.0.1:1/v1/scopes"


def test_site_that_never_ends_its_greeting_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where something between takes the line and says nothing: no request is under way yet that could be ended."""
    monkeypatch.setattr("izanau_desktop.sync.site.DEADLINE", 0.1)
    monkeypatch.setattr("izanau_desktop.sync.site._CONNECT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        silent = Site(f"https://127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(SiteTrouble) as caught:
            silent.get("/v1/scopes")
        silent.close()
    assert caught.value.problems[0].code == "offline"


def test_answer_that_is_none_of_a_site_is_a_problem_of_the_site(site: Site) -> None:
    with pytest.raises(SiteTrouble) as caught:
        site.ask(wire.Session, "/v1/scopes")
    assert caught.value.problems[0].code == "site_error"


def test_line_of_events_says_what_moved_until_the_site_ends_it(site: Site, double: Any) -> None:
    double.news = ["jobs", "staff"]
    assert [told for told in site.events(5.0) if told] == ["jobs", "staff"]


def test_line_of_events_that_the_site_refuses_says_why(site: Site, double: Any) -> None:
    double.busy = "17"
    with pytest.raises(SiteTrouble) as caught:
        list(site.events(5.0))
    assert (caught.value.problems[0].code, caught.value.status) == ("site_down", 503)


def test_line_that_is_hung_up_before_it_stands_ends_at_once() -> None:
    ended = list[bytes]()

    def silent() -> None:
        """A line that stands, and on which nothing is said until the other end has enough."""
        line, _ = server.accept()
        with line, contextlib.suppress(OSError):
            line.recv(65_536)
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
            line.settimeout(10)
            ended.append(line.recv(1))

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=silent)
        thread.start()
        deaf = Site(f"http://127.0.0.1:{server.getsockname()[1]}")
        deaf.hang_up()
        with contextlib.suppress(SiteTrouble):
            assert list(deaf.events(60.0)) == []
        deaf.close()
        thread.join()
    assert ended == [b""]


def test_what_is_asked_beside_is_waited_for_only_where_it_is_wanted(site: Site) -> None:
    goes_on = threading.Event()

    def asked() -> str:
        assert goes_on.wait(10)
        return "answer"

    wait = site.beside(asked)
    goes_on.set()
    assert wait() == "answer"


def test_what_goes_wrong_beside_is_raised_where_it_is_waited_for(site: Site) -> None:
    wait = site.beside(lambda: site.get("/v1/elsewhere"))
    with pytest.raises(SiteTrouble):
        wait()
