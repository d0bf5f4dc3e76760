"""Where a company's person is told of what happened, by kind of event: chosen per account on this machine."""

from __future__ import annotations

from typing import Final

from izanau_desktop.cache import local
from izanau_desktop.cache.connection import Connection

APPLIED, WRITTEN, LATE, DUE = "applied", "written", "late", "due"
KINDS: Final = (APPLIED, WRITTEN, LATE, DUE)
"""A new application, a message of an applicant, a new applicant who became late, a task whose day has come."""
WINDOW, TRAY, NOWHERE = "window", "tray", "nowhere"
_REMINDED: Final = "reminded"
PLACES: Final = (WINDOW, TRAY, NOWHERE)
"""In My day; there and as a message of the system; neither, but for tasks, which stand nowhere else. No mail: the site sends companies none of these."""


def read(connection: Connection) -> dict[str, str]:
    """The place of each kind; My day where nothing was chosen, or something that this program does not know."""
    kept = {kind: local.get(connection, local.SETTINGS, f"notice_{kind}") for kind in KINDS}
    return {kind: str(place) if place in PLACES else WINDOW for kind, place in kept.items()}


def reminded(connection: Connection) -> str:
    """Up to which day tasks were told of; empty while none were."""
    return str(local.get(connection, local.SETTINGS, _REMINDED) or "")


def remind(connection: Connection, day: str) -> None:
    """Tell of no task of this day or an earlier one anew, when the program begins again."""
    local.put(connection, local.SETTINGS, _REMINDED, day)


def choose(connection: Connection, kind: str, place: str) -> None:
    """Tell of a kind there from now on."""
    local.put(connection, local.SETTINGS, f"notice_{kind}", None if place == WINDOW else place)
