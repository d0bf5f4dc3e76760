"""A conversation in which the site refused one answer and another one waits."""

from __future__ import annotations

from izanau_desktop.app import App
from izanau_desktop.cache import outbox
from izanau_desktop.cache.connection import Connection
from izanau_desktop.company.messages import MessagesPage
from izanau_desktop.shared.unsent import Unsent
from izanau_protocol.problems import problem
from tests.screenshots.loop import until
from tests.screenshots.windows import the

_REFUSED = "We would like to meet you on Monday at ten. Would that suit you?"
_WAITS = "Or on Tuesday, at any time."
_made: list[str] = []
"""The messages that were written for it."""


def answered(app: App) -> None:
    """Two answers in the conversation that is open, of which the first was refused."""
    page, desk = the(app, MessagesPage), app.desk
    until(lambda: page.talk is not None and page.talk.can_be_answered)
    assert desk is not None
    talk = page.talk
    assert talk is not None
    _made.extend(desk.send_message(one, application=talk.application, seeker=talk.seeker) for one in (_REFUSED, _WAITS))

    def refuse(connection: Connection) -> None:
        (row,) = outbox.making(connection, "message", _made[:1]).values()
        outbox.set_state(connection, row.number, "refused", problem("not_yours"))

    desk.cache.change(refuse)
    app.background.changed.emit(frozenset({"message"}), None)
    until(lambda: len([one for one in page.findChildren(Unsent) if one.isVisible()]) == len(_made))


def away(app: App) -> None:
    """They were never written."""
    page, desk = the(app, MessagesPage), app.desk
    assert desk is not None
    with desk.cache.file.read() as connection:
        rows = outbox.making(connection, "message", _made)
    desk.cache.drop_all([row.id for row in rows.values()])
    _made.clear()
    app.background.changed.emit(frozenset({"message"}), None)
    until(lambda: not any(one.isVisible() for one in page.findChildren(Unsent)))
