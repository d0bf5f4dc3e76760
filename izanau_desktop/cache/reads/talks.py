"""Read model of a company's conversations: one with each person, and one of its own about each application under blind review.

What was written about an application that hides its person stands under the code alone, and everything else without it:
beside each other, the one would tell who the other is.
"""

from __future__ import annotations

from izanau_desktop.cache import Cache, Document, documents
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import veil
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.people import MessageRow, Messages, Thread, messages, threads
from izanau_protocol.visibility import blind


def conversations(cache: Cache) -> tuple[Thread, ...]:
    """Threads with applicants, newest first."""
    with cache.reading("message") as connection:
        found = threads(connection, "about", "seeker", veil.apart("s"))
        known = documents.many(connection, "profile", sorted({row[0] for row in found}))
        return tuple(_thread(connection, known, *row) for row in found)


def conversation(cache: Cache, seeker: str, application: str = "", limit: int = 200) -> tuple[MessageRow, ...]:
    """The newest messages with an applicant, oldest first; or those about one application that hides who it is of."""
    with cache.reading("message") as connection:
        return written(connection, seeker, application, limit)


def written(connection: Connection, seeker: str, application: str, limit: int = 200) -> tuple[MessageRow, ...]:
    """The same, in a look that is under way."""
    if application:
        about = Messages("about", seeker, "s.state = ?", (application,))
        return veil.unsigned(messages(connection, about, limit))
    return messages(connection, Messages("about", seeker, f"NOT {veil.hides('s')}"), limit)


def _thread(
    connection: Connection,
    known: dict[str, Document],
    seeker: str,
    application: str,
    at: str,
    total: int,
    unread: int,
) -> Thread:
    last = written(connection, seeker, application, 1)
    about = known[seeker].body if seeker in known and not application else {}
    named = "" if application else field(about, "name.full") or _signed(connection, seeker)
    text, sender = (last[-1].text, last[-1].sender) if last else ("", "")
    code = blind.code(application) if application else ""
    return Thread(seeker, named, field(about, "name.native"), text, at, total, unread, sender, code, application)


def _signed(connection: Connection, seeker: str) -> str:
    """The name under which somebody wrote whose profile is not seen: of one who asks without having applied."""
    found = written(connection, seeker, "")
    return next((one.name for one in reversed(found) if one.sender == "seeker" and one.name), "")
