"""A site that refuses what is offered to it."""

from __future__ import annotations

from izanau_desktop.cache import answers
from izanau_desktop.cache.connection import Connection
from izanau_protocol import wire
from izanau_protocol.problems import problem
from tests.desktop.company.scene import Scene


def refuse_all(scene: Scene, code: str = "application_ended") -> None:
    """Offer all that waits, and take in that the site refuses it; the pages hear of it as after a sync."""

    def work(connection: Connection) -> set[str]:
        kinds: set[str] = set()
        for push in answers.prepare(connection, at_once=True):
            told = problem(code).as_rfc9457("en")
            kinds |= answers.take(connection, wire.Answer(push.push_id, "refused", problem=told))[2]
        return kinds

    kinds = scene.desk.cache.change(work)
    assert kinds
    scene.background.changed.emit(frozenset(kinds), None)
