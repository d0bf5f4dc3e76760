"""Where a company's person is told of what happened, by kind of event: chosen per account on this machine; but by mail in the
account's own document, since the site sends these, whichever machines are on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from izanau_desktop.cache import local
from izanau_desktop.cache.connection import Connection
from izanau_protocol.canonical import Body
from izanau_protocol.documents import Notices

APPLIED, WRITTEN, LATE, DUE = "applied", "written", "late", "due"
MENTIONED, GIVEN, CONFLICT, REFUSED, OWED = "mentioned", "given", "conflict", "refused", "owed"
KINDS: Final = (APPLIED, WRITTEN, LATE, DUE, MENTIONED, GIVEN, CONFLICT, REFUSED, OWED)
"""A new application, a message of an applicant, a new applicant who became late, a task whose day has come; a note that mentions
one, an applicant whom a colleague gave to one, a conflict, a change that the site refused, a file that holds somebody who left."""
WINDOW, TRAY, NOWHERE = "window", "tray", "nowhere"
PLACES: Final = (WINDOW, TRAY, NOWHERE)
"""In My day; there and as a message of the system; neither, but for tasks, which stand nowhere else."""
MAILED: Final = Notices.__struct_fields__
"""The kinds that the site knows, and mails of to who chose it."""
_OF_ALL: Final = frozenset({WRITTEN, OWED})
"""Those of them that hiring managers are shown nothing of."""


def read(connection: Connection) -> dict[str, str]:
    """The place of each kind; My day where nothing was chosen, or something that this program does not know."""
    kept = {kind: local.get(connection, local.SETTINGS, f"notice_{kind}") for kind in KINDS}
    return {kind: str(place) if place in PLACES else WINDOW for kind, place in kept.items()}


def mailed(body: Body) -> frozenset[str]:
    """The kinds of which mails are sent, by the body of an account."""
    held = body.get("notices")
    return frozenset(name for name, on in held.items() if on is True) if isinstance(held, dict) else frozenset()


def is_mailed(kind: str, role: str) -> bool:
    """Whether the site mails somebody of this role of such a thing."""
    return kind in MAILED and not (role == "hiring_manager" and kind in _OF_ALL)


def reminded(connection: Connection) -> dict[str, str]:
    """The tasks that were told of, each with the day for which it was."""
    return {task: str(day) for task, day in local.values(connection, local.REMINDED).items()}


def remind(connection: Connection, told: Mapping[str, str]) -> None:
    """Tell of none of these tasks for its day anew, when the program begins again."""
    before = reminded(connection)
    for task, day in told.items():
        if before.get(task) != day:
            local.put(connection, local.REMINDED, task, day)
    connection.exec_driver_sql(  # what was deleted leaves no trace
        "DELETE FROM local WHERE shelf = ? AND NOT EXISTS (SELECT 1 FROM shown WHERE kind = 'task' AND id = local.key)",
        (local.REMINDED,),
    )


def choose(connection: Connection, kind: str, place: str) -> None:
    """Tell of a kind there from now on."""
    local.put(connection, local.SETTINGS, f"notice_{kind}", None if place == WINDOW else place)
