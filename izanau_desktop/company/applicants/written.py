"""What was written into a message that is to go with a rejection or another move: a draft of the application until it goes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from izanau_desktop.background import Background
from izanau_desktop.cache import Draft, documents, local
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import veil
from izanau_desktop.cache.reads.templates import Prepared
from izanau_desktop.cache.reads.veil import Names
from izanau_desktop.desk import Desk
from izanau_desktop.shared.deeds import Done, deed
from izanau_desktop.translation import tr
from izanau_protocol import rules
from izanau_protocol.problems import Refused

REJECTION: Final = "rejection."
MOVE: Final = "move."
"""Where a message is kept that is to go with a rejection, or with another move."""
OWN: Final = "own"
"""Stands for the template of what nobody prepared."""
_PLACES: Final = (REJECTION, MOVE)
_NOTE: Final = "note"
"""The path of what goes to nobody, and was typed by oneself alone."""


def leading_to(stage: str) -> str:
    """Where a message is kept that goes with a move to this stage, which it may name."""
    return f"{MOVE}{stage}."


def path(place: str, letter: Prepared) -> str:
    """Where it is kept: each message has its own, in each of its languages; own words name no stage but what one wrote."""
    return f"{MOVE if letter.template == OWN else place}{letter.template}.{letter.language}"


def among(drafts: Mapping[str, str]) -> dict[str, str]:
    """Those of an application's drafts that were written so, by their paths."""
    return {one: text for one, text in drafts.items() if one.startswith(_PLACES) and text}


def kept(desk: Desk, application: str, place: str, text: str) -> Callable[[], Done]:
    """Keep a draft of an application; one of such a message stands wherever it is asked for next, on whichever page."""
    if place.startswith(_PLACES):
        desk.written.setdefault(application, {})[place] = text

    def work() -> None:
        if not desk.cache.keep_draft(Draft("application", application, place, text)):
            desk.written.pop(application, None)

    return deed(work)


def forget_gone(desk: Desk, background: Background, page: QObject, *kept: dict[str, dict[str, str]]) -> None:
    """What is held of texts to those who were erased goes with them, as it did from the cache."""
    held = (desk.written, *kept)
    places = [("application", one) for texts in held for one in texts]

    def forget(gone: tuple[tuple[str, str], ...]) -> None:
        for texts in held:
            for _, application in gone:
                texts.pop(application, None)

    background.ask(lambda: desk.cache.gone(places), page, forget, key="gone")


def newest(desk: Desk, application: str, drafts: Mapping[str, str], names: Names) -> dict[str, str]:
    """What was written for an application, of which the cache told these drafts; empty where it is as it was prepared.
    Without these names."""
    return shown(among(drafts) | desk.written.get(application, {}), names)


def shown(drafts: Mapping[str, str], names: Names) -> dict[str, str]:
    """Drafts of an application as they may be shown: what goes to a hidden person without their names."""
    return {path: names.out_of(text) if text and path != _NOTE else text for path, text in drafts.items()}


def orphans(place: str, written: Mapping[str, str], letters: Sequence[Prepared]) -> tuple[Prepared, ...]:
    """What stands for a message that was written into, and was deleted since."""
    gone = sorted(written.keys() - {path(place, one) for one in letters})
    parts = (one.removeprefix(place).rpartition(".") for one in gone if written[one])
    name = tr("Deleted message")
    return tuple(Prepared(template, name, language, "", is_theirs=True) for template, _, language in parts)


def back(desk: Desk, application: str, place: str, text: str) -> str:
    """Make what was taken back a draft again, above what was begun there since; all that stands there, as it may be shown."""

    def work(connection: Connection) -> str:
        whole = local.put_above(connection, Draft("application", application, place, text))
        names = veil.names(connection, documents.get(connection, "application", application))
        return shown({place: whole}, names)[place]

    return desk.cache.change(work)


class Move:
    """Moves an application, with a message or without. What was written of it is a draft no more, and one again where the
    move is taken back."""

    def __init__(self, desk: Desk, application: str, stage: str, reason: str, message: str, since: str) -> None:
        """`since`: the stage at which who decided saw them."""
        self._desk, self._application, self._stage = desk, application, stage
        self._reason, self._message, self._since = reason, message, since
        self._gone: tuple[Draft, ...] = ()

    def __call__(self) -> Done:
        """Do it."""
        desk, found = self._desk, self._desk.cache.drafts("application", self._application)
        with desk.cache.reading("application") as connection:
            names = veil.names(connection, documents.get(connection, "application", self._application))
        outbox = desk.move(self._application, self._stage, self._reason, self._message, self._since)
        if outbox and self._message:
            prepared = (one for one in found if one.path.startswith(_PLACES))
            self._gone = tuple(one for one in prepared if _said(names.out_of(one.text)) == self._message)
        held = desk.written.get(self._application, {})
        for one in self._gone:
            desk.cache.keep_draft(one._replace(text=""))
            if held.get(one.path) == one.text:
                del held[one.path]
        return Done(frozenset({"application", "message"}), outbox)

    def back(self, outbox: str) -> bool:
        """Take it back; says whether it was in time."""
        desk, taken = self._desk, bool(self._desk.cache.drop(outbox))
        held = desk.written.get(self._application, {})
        for one in self._gone if taken else ():
            whole = desk.cache.change(partial(local.put_above, draft=one))
            if one.path in held:
                held[one.path] = whole
        return taken


def _said(text: str) -> str:
    """What a text is once it goes out."""
    try:
        return str(rules.parse("message", "text", text)).strip()
    except Refused:
        return ""
