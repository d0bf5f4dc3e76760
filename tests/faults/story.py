"""What a story is, and what several of them ask of a desk afterwards."""

from __future__ import annotations

from typing import Any, Protocol

from izanau_desktop.desk import Desk
from izanau_protocol.patch import value_at
from izanau_protocol.problems import Refused
from tests.faults.place import Place

Facts = dict[str, Any]


class Tell(Protocol):
    """Says, out of reach of every fault, what the program has acknowledged."""

    def __call__(self, **facts: Any) -> None: ...


class Story(Protocol):
    """One of them: prepares a folder, runs in it, and judges what is left."""

    def prepare(self, place: Place) -> None: ...
    def run(self, place: Place, tell: Tell) -> None: ...
    def check(self, place: Place, told: list[Facts]) -> None: ...


def synced(desk: Desk) -> None:
    """Sync once. Raises Refused with what a person would be told."""
    report = desk.sync()
    if report.problem is not None:
        raise Refused(report.problem)


def sync_once(place: Place, _tell: Tell) -> None:
    """What many stories do: open, sync, shut."""
    desk = place.open()
    synced(desk)
    desk.shut()


def texts(told: list[Facts]) -> list[str]:
    """What was acknowledged as saved."""
    return [str(one["saved"]) for one in told if "saved" in one]


def hobbies(desk: Desk) -> str:
    """The text that the stories write again and again."""
    found = desk.cache.get("profile", desk.account.profile)
    return str(value_at(found.body, ("hobbies", "en")) or "") if found else ""
