"""The site over HTTP: one host, our own authorisation, a total deadline, no redirects, sizes capped (R21)."""

from __future__ import annotations

import contextlib
import platform
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final, NamedTuple, TypeVar

import msgspec
import requests

import izanau_protocol
from izanau_desktop.address import site_address
from izanau_desktop.sync import pauses, trust
from izanau_desktop.sync.line import Adapter, Deadline, unpacked
from izanau_desktop.sync.tokens import Tokens
from izanau_protocol import ambient, digest, wire
from izanau_protocol.problems import Problem, Refused, problem

T = TypeVar("T")

AGENT: Final = f"izanau/{izanau_protocol.__version__} ({platform.system() or 'unknown'})"
"""Version and system, nothing else (PRV-38)."""
DEADLINE: Final = 60.0
"""Seconds that a request may take altogether."""
MOST: Final = 2 * wire.MAX_PAGE
"""Bytes of an answer that are taken, unless more are asked for."""
_CONNECT: Final = 10.0
_CHUNK: Final = 65_536
_BY_STATUS: Final = {
    413: "too_large",
    429: "too_many_requests",
    502: "site_down",
    503: "site_down",
    504: "site_down",
}
"""What a status alone says, whoever answered by it: nothing that is believed of rights, of sessions or of what is there."""
FOREIGN: Final = "foreign_answer"
_TOO_LONG: Final = "size"


class SiteTrouble(Refused):
    """The site refused, or did not answer itself (`offline`, `foreign_answer`; status 0)."""

    def __init__(self, status: int, *problems: Problem, retry_after: float = 0.0, own: bool = False) -> None:
        super().__init__(*problems)
        self.status, self.retry_after = status, retry_after
        self.own = own
        """Whether it is the site's own word, and not of somebody between who answered with the same status."""

    @property
    def is_too_long(self) -> bool:
        """Whether the answer was longer than is taken."""
        return self.problems[0].value("id") == _TOO_LONG


class Answer(NamedTuple):
    """What the site answered: decoded bytes, whole as far as HTTP can tell."""

    status: int
    body: bytes
    etag: str
    retry_after: float = 0.0
    """Seconds that the site asks to be left alone for."""
    is_page: bool = False
    """Whether it is a page for people (HTML), by which the site answers no program."""


class _Bearer(requests.auth.AuthBase):
    """Our own authorisation; with an auth object of its own, requests never looks into ~/.netrc."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Site:
    """One site, asked by one account (or, without tokens, by a guest). Not for two threads at once."""

    def __init__(self, url: str, tokens: Tokens | None = None, language: str = "en") -> None:
        self.url = site_address(url)
        self.requests = self.bytes_in = self.bytes_out = 0
        self.time: datetime | None = None
        """The site's own time, as its last answer told it; that of this machine may be wrong (R16)."""
        self._tokens, self._language = tokens, language
        self._line: requests.Response | None = None
        self._hung_up = False
        self._deadline = Deadline()
        self._session = requests.Session()
        ways = Adapter(self._deadline)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, ways)

    def get(
        self, path: str, parameters: Mapping[str, str | int] | None = None, etag: str = "", most: int = MOST
    ) -> Answer:
        """GET; 304 only where an etag was given; `most` bytes are taken. Tried twice when the line broke, not when it took too long."""
        headers, began = {"If-None-Match": etag} if etag else {}, ambient.monotonic()
        try:
            return self._signed("GET", path, None, parameters, headers, most)
        except SiteTrouble as trouble:
            is_told = bool(trouble.status) or trouble.problems[0].code == FOREIGN
            if is_told or ambient.monotonic() - began >= DEADLINE:
                raise
            return self._signed("GET", path, None, parameters, headers, most)

    def post(self, path: str, message: msgspec.Struct | None = None) -> Answer:
        """POST a message as JSON; never repeated by itself."""
        return self._signed("POST", path, msgspec.json.encode(message if message is not None else {}), None, {})

    def beside(self, work: Callable[[], T]) -> Callable[[], T]:
        """Ask the site by `work` while the caller goes on, who asks it nothing else meanwhile; waits for what came of it."""
        done: Future[T] = Future()

        def run() -> None:
            try:
                done.set_result(work())
            except BaseException as fault:  # noqa: BLE001 - raised where it is waited for
                done.set_exception(fault)

        threading.Thread(target=run, name="beside", daemon=True).start()
        return done.result

    def put(self, path: str, data: bytes) -> Answer:
        """PUT bytes; the same ones again do no harm."""
        return self._signed("PUT", path, data, None, {"Content-Type": "application/octet-stream"})

    def delete(self, path: str) -> Answer:
        """DELETE."""
        return self._signed("DELETE", path, None, None, {})

    def ask(self, kind: type[T], path: str, message: msgspec.Struct | None = None) -> T:
        """POST a message, or GET where there is none; the answer as a struct."""
        return decoded((self.get(path) if message is None else self.post(path, message)).body, kind)

    def events(self, stop_after: float) -> Iterator[str]:
        """The data of server-sent events, until the site ends the line or nothing comes for so many seconds."""
        token = self._tokens.access() if self._tokens else ""
        with self._reach("GET", "/v1/events", None, None, {"Accept": "text/event-stream"}, token, stop_after) as answer:
            if answer.status_code != 200 or _is_page(answer):
                status, body = answer.status_code, _read(answer.iter_content(_CHUNK), answer.status_code, MOST)
                raise _trouble(status, body, _asked_for(answer))
            self._line = answer
            if self._hung_up:
                self.hang_up()
            try:
                for line in answer.iter_lines(chunk_size=1):
                    yield line.decode("utf-8", "replace").removeprefix("data:").strip() if line[:5] == b"data:" else ""
            except (requests.RequestException, OSError) as error:
                raise SiteTrouble(0, problem("offline")) from error
            finally:
                self._line = None

    def hang_up(self) -> None:
        """End the line of events, from another thread than the one that waits on it."""
        self._hung_up, line = True, self._line
        if line is not None:
            with contextlib.suppress(RuntimeError, ValueError, OSError):  # rule: the line ended by itself meanwhile
                line.raw.shutdown()

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _signed(
        self,
        method: str,
        path: str,
        body: bytes | None,
        parameters: Mapping[str, str | int] | None,
        headers: Mapping[str, str],
        most: int = MOST,
    ) -> Answer:
        """Ask with the access token; once more with a fresh one where the site no longer knows it."""
        token = self._tokens.access() if self._tokens else ""
        answer = self._whole(method, path, body, parameters, headers, token, most)
        if answer.status == 401 and self._tokens is not None and token:
            fresh = self._tokens.renew(token, self._refresh)
            answer = self._whole(method, path, body, parameters, headers, fresh, most)
        if answer.status == 304 or (200 <= answer.status < 300 and not answer.is_page):
            return answer
        raise _trouble(answer.status, answer.body, answer.retry_after)

    def _refresh(self, token: str) -> wire.Session:
        body = msgspec.json.encode(wire.Refresh(token))
        answer = self._whole("POST", "/v1/refresh", body, None, {}, "")
        if answer.status != 200:
            raise _trouble(answer.status, answer.body, answer.retry_after)
        return decoded(answer.body, wire.Session)

    def _whole(
        self,
        method: str,
        path: str,
        body: bytes | None,
        parameters: Mapping[str, str | int] | None,
        headers: Mapping[str, str],
        token: str,
        most: int = MOST,
    ) -> Answer:
        with self._deadline.within(DEADLINE):
            with self._reach(method, path, body, parameters, headers, token, _CONNECT * 3) as answer:
                coding = answer.raw.headers.pop("Content-Encoding", "")  # so that it is read as it came
                came = _read(answer.iter_content(_CHUNK), answer.status_code, most)
            if self._deadline.passed:  # ended by us, which may look like the end of the answer
                raise SiteTrouble(0, problem("offline"))
        found = _read(unpacked(came, coding, _CHUNK), answer.status_code, most) if coding and came else came
        self.bytes_in += len(found)
        told = answer.headers.get(digest.HEADER, "")
        if not any(digest.fits(told, one) for one in (came, found)):  # it may have been compressed after it was told of
            raise SiteTrouble(0, problem("altered"))
        is_page = _is_page(answer)
        if answer.ok and not is_page:
            self.time = _moment(answer.headers.get("Date", ""))
        return Answer(answer.status_code, found, answer.headers.get("ETag", ""), _asked_for(answer), is_page)

    def _reach(
        self,
        method: str,
        path: str,
        body: bytes | None,
        parameters: Mapping[str, str | int] | None,
        headers: Mapping[str, str],
        token: str,
        patience: float,
    ) -> requests.Response:
        self.requests += 1
        self.bytes_out += len(body or b"")
        ours = {"User-Agent": AGENT, "Accept-Language": self._language, "Accept-Encoding": "zstd, gzip"}
        if body is not None:
            ours |= {"Content-Type": "application/json", digest.HEADER: digest.of(body)}
        try:
            return self._session.request(
                method,
                f"{self.url}{path}",
                params=parameters,
                data=body,
                headers={**ours, **headers},
                auth=_Bearer(token),
                timeout=(_CONNECT, patience),
                allow_redirects=False,
                stream=True,
            )
        except requests.exceptions.SSLError as error:
            raise SiteTrouble(0, problem(trust.code_of(error))) from error
        except (requests.RequestException, OSError) as error:
            raise SiteTrouble(0, problem("offline")) from error


def _is_page(answer: requests.Response) -> bool:
    return answer.headers.get("Content-Type", "").lower().startswith("text/html")


def _asked_for(answer: requests.Response) -> float:
    return pauses.asked_for(answer.headers.get("Retry-After", ""), answer.headers.get("Date", ""))


def _trouble(status: int, body: bytes, wait: float = 0.0) -> SiteTrouble:
    """What the site refused, in its own words. What does not bear them is of somebody between us and the site, such as a
    proxy, a firewall or a network that asks for a sign-in: it says nothing about the session, nor about what is there."""
    found = _told(status, body)
    if found:
        return SiteTrouble(status, *found, retry_after=wait, own=True)
    if status in _BY_STATUS or status >= 500:
        return SiteTrouble(status, problem(_BY_STATUS.get(status, "site_error"), id=str(status)), retry_after=wait)
    return SiteTrouble(0, problem("foreign_answer", status=status), retry_after=wait)


def _told(status: int, body: bytes) -> list[Problem]:
    """The problems of a body of RFC 9457 as the site writes it: of a type of ours, of this code and with this status."""
    try:
        told = msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError):  # rule: not our site speaks
        return []
    code = told.get("code")
    if not code or (told.get("type"), told.get("status")) != (f"/problems/{code}", status):
        return []
    every = told.get("problems") or [told]
    return [Problem.from_rfc9457(one) for one in every if isinstance(one, dict)]


def _read(chunks: Iterator[bytes], status: int, most: int) -> bytes:
    """All that comes. Raises SiteTrouble where it is more than `most`, breaks off, or cannot be unpacked."""
    found = bytearray()
    try:
        for chunk in chunks:
            found += chunk
            if len(found) > most:
                raise SiteTrouble(status, problem("site_error", id=_TOO_LONG))
    except (requests.RequestException, OSError) as error:
        raise SiteTrouble(0, problem("offline")) from error
    return bytes(found)


def told_time(site: Site) -> str:
    """The site's own time as the cache writes times; empty where it told none."""
    return ambient.spelled(site.time) if site.time else ""


def backups_since(site: Site) -> str:
    """Since when backups of the site may be put back still (R12); before everything where it tells no time."""
    return ambient.spelled(site.time - timedelta(days=wire.BACKUP_WINDOW_DAYS)) if site.time else ""


def _moment(date: str) -> datetime | None:
    """What a `Date` says; None where it is none."""
    try:
        return parsedate_to_datetime(date).astimezone(UTC)
    except (ValueError, OverflowError):  # rule: that the site told no time is an answer too
        return None


def decoded(body: bytes, kind: type[T]) -> T:
    """A message of the site. Raises SiteTrouble where it is none, as when an answer was cut."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise SiteTrouble(200, problem("site_error", id="answer")) from error
