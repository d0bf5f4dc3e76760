"""The network between the machines and the site: each request is delivered, or not, as the number of the case decides."""

from __future__ import annotations

import contextlib
import io
import random
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import requests
import urllib3
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from tests.faults import foreign
from tests.faults.simulation.server import Answered, SiteDied

if TYPE_CHECKING:
    from tests.faults.simulation.world import World

WEATHERS = ("whole", "rough", "out", "in", "both", "keeping", "foreign")
"""Nothing is lost; anything may happen; requests are lost; answers are lost; both are; a proxy keeps pages, and gives
them again; somebody between answers in the site's place, to most of what is asked."""
_ROUGH = (
    "lost",
    "unanswered",
    "late",
    "twice",
    "cut",
    "cut whole",
    "proxy",
    "foreign",
    "dies",
    "dies late",
    "overtaken",
)
_ALWAYS_WHOLE = ("/v1/refresh",)
"""Never late and never twice: an old refresh token that comes back ends the session, as it must."""


class Request(NamedTuple):
    """What a machine asked."""

    name: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """Without the address."""
        return self.url.partition("://")[2].partition("/")[2].partition("?")[0]


class Network:
    """Carries requests; what was lost and is late lies here until it comes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.chance: random.Random = world.chance
        self.weather: dict[str, str] = {}
        self.late: list[Request] = []
        self.carried = 0
        self._kept: dict[tuple[str, str], Answered] = {}
        """Pages that a proxy keeps, by machine and address."""
        self.between: Callable[[str], None] = lambda _name: None
        """Called while a request of a machine is under way: others go on meanwhile."""

    def carry(self, asked: Request) -> Answered:
        """The answer. Raises requests.ConnectionError where none comes."""
        self.carried += 1
        self.world.clock.pass_(self.chance.choice((0.125, 0.125, 0.25, 1.0)))
        fate = self._fate(asked)
        self.world.note("asks", asked.name, asked.method, asked.url, len(asked.body), fate)
        self.world.asks(asked)
        self.between(asked.name)
        if fate == "kept":
            return self._kept[asked.name, asked.url]
        if fate == "overtaken":
            self.deliver_late()
        if fate in ("lost", "late"):
            if fate == "late":
                self.late.append(asked)
            raise requests.ConnectionError("lost on its way")
        if fate == "proxy":
            return Answered(502, {"content-type": "text/html"}, b"<html>bad gateway</html>")
        if fate == "foreign":
            status, kind, body = self.chance.choice(foreign.ANSWERS)
            return Answered(status, {"content-type": kind}, body)
        if fate in ("dies", "dies late"):
            self.world.server.dies = _dying(self.chance.randrange(1, 5), "write" if fate == "dies" else "")
        answer = self._reach(asked)
        if fate == "twice":
            again = self._reach(asked)
            answer = self.chance.choice((answer, again))
        self.between(asked.name)
        if asked.path == "v1/feed" and answer.status == 200:
            self._kept.setdefault((asked.name, asked.url), answer)
        if fate == "unanswered":
            raise requests.ConnectionError("lost on its way back")
        if fate.startswith("cut") and answer.body:
            return _cut(answer, self.chance.randrange(len(answer.body)), whole=fate == "cut whole")
        return answer

    def deliver_late(self) -> None:
        """What was late comes, in any order; nobody waits for its answers any more."""
        late, self.late = self.late, []
        self.chance.shuffle(late)
        for one in late:
            self.world.note("late", one.name, one.url)
            with contextlib.suppress(requests.ConnectionError):
                self._reach(one)

    def _reach(self, asked: Request) -> Answered:
        with self.world.clock.of(0.0):
            try:
                answer = self.world.server.call(asked.method, asked.url, asked.headers, asked.body)
            except SiteDied:
                self.world.note("site dies")
                self.world.server.dies = lambda _where: False
                self.world.server.restart()
                raise requests.ConnectionError("the site ended") from None
        self.world.server.dies = lambda _where: False
        self.world.looks(asked, answer)
        self.world.note("says", asked.name, answer.status, answer.body)
        return answer

    def _fate(self, asked: Request) -> str:
        weather = self.weather.get(asked.name, "whole")
        if weather == "whole":
            return "delivered"
        if weather == "keeping":
            return self._fate_at_proxy(asked)
        if weather == "foreign":
            return weather if self.chance.random() < 0.8 else "delivered"
        if weather != "rough":
            return "unanswered" if weather == "in" else "lost"
        if self.chance.random() < 0.7:
            return "delivered"
        fates = [one for one in _ROUGH if "/" + asked.path not in _ALWAYS_WHOLE or one not in ("late", "twice")]
        return self.chance.choice(fates)

    def _fate_at_proxy(self, asked: Request) -> str:
        """Pages are kept there and do not come through; later they are given as they were. All else is delivered."""
        if (asked.name, asked.url) in self._kept and self.chance.random() < 0.4:
            return "kept"
        return "unanswered" if asked.path == "v1/feed" and "gone=" not in asked.url else "delivered"


class Line(BaseAdapter):
    """What a machine's `requests` sends through instead of a socket."""

    def __init__(self, network: Network, name: str) -> None:
        super().__init__()
        self._network, self._name = network, name

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """One request and its answer."""
        body = request.body or b""
        sent = Request(
            self._name,
            str(request.method),
            str(request.url),
            {name: str(value) for name, value in request.headers.items()},
            body.encode() if isinstance(body, str) else bytes(body),
        )
        answer, world = self._network.carry(sent), self._network.world
        if sent.path == "v1/scopes" and answer.status in (200, 304):
            world.seats[self._name].heard = world.clock.time
        found = requests.Response()
        found.status_code, found.request, found.url = answer.status, request, sent.url
        found.headers = CaseInsensitiveDict(answer.headers)
        found.raw = urllib3.HTTPResponse(
            io.BytesIO(answer.body), headers=answer.headers, status=answer.status, preload_content=False
        )
        return found

    def close(self) -> None:
        """There is nothing to close."""


def _cut(answer: Answered, length: int, *, whole: bool) -> Answered:
    """An answer that ends early; a proxy that ends it properly counts its bytes anew."""
    headers = {name: value for name, value in answer.headers.items() if name.lower() != "content-length"}
    told = len(answer.body[:length] if whole else answer.body)
    return Answered(answer.status, {**headers, "content-length": str(told)}, answer.body[:length])


def _dying(turn: int, where: str) -> Callable[[str], bool]:
    """Says when the site's process ends: at the so-manieth commit or mark (of that kind) from now on."""
    left = [turn]

    def dies(at: str) -> bool:
        if where and at != where:
            return False
        left[0] -= 1
        return left[0] == 0

    return dies
