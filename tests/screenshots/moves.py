"""Opens the activity of a company after one deed on many applicants."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from izanau_desktop.app import App
from izanau_desktop.cache import documents, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.company.team.activity import ActivityPage
from izanau_desktop.company.team.acts import ActLine
from izanau_protocol import ambient, ids
from tests.screenshots.loop import until
from tests.screenshots.windows import the

_MANY: Final = 24
_before: list[documents.Stored] = []
"""The applications as they were."""


def many(app: App) -> None:
    """So many of whom all are rejected in one go, as the site sent it."""
    page, desk = the(app, ActivityPage), app.desk
    assert desk is not None
    by = ids.membership_id(desk.account.company, desk.account.id)
    step = {"stage": "rejected", "at": ambient.timestamp(), "by": by, "reason": "filled", "position": "z"}
    found = [one for one in desk.cache.list("application") if not one.pending and not one.body.get("withdrawn")][:_MANY]

    def work(connection: Connection) -> None:
        for one in found:
            row = documents.stored(connection, one.scope, one.kind, one.id)
            _before.append(row)
            trail = one.body["trail"]
            assert isinstance(trail, dict)
            body = trees.spelled({**one.body, "stage": "rejected", "trail": {**trail, "t0": step}})
            documents.put(connection, replace(row, base=body, seq=row.seq + 1_000_000))

    desk.cache.change(work)
    app.background.changed.emit(frozenset({"application"}), None)
    told = str(_MANY)
    assert until(lambda: any(told in one.accessibleName().split(" · ")[0] for one in page.findChildren(ActLine)))


def none(app: App) -> None:
    """As it was."""
    desk = app.desk
    assert desk is not None

    def work(connection: Connection) -> None:
        while _before:
            documents.put(connection, _before.pop())

    desk.cache.change(work)
    app.background.changed.emit(frozenset({"application"}), None)
