"""Telling the other processes of a site which scopes moved, by PostgreSQL's own messages; SQLite has none, and is looked at."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from typing import Final

import psycopg
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

CHANNEL: Final = "izanau_moved"
_SCOPES: Final = 120
"""Scopes of a message at most: PostgreSQL takes 8,000 bytes."""
_LOOK: Final = 1.0
"""Seconds after which it is asked whether to go on listening."""
_PAUSE: Final = 1.0
"""Seconds until a line that was lost is taken up again; meanwhile the heads are looked at."""
_CONNECT: Final = 5
"""Seconds that a database may take to answer, so that an end is not waited for longer."""
_log = logging.getLogger(__name__)


def is_spoken(engine: Engine) -> bool:
    """Whether the database carries messages."""
    return engine.dialect.name == "postgresql"


def tell(engine: Engine, scopes: frozenset[str], sender: str) -> None:
    """Say that these moved, after the commit: a message inside it would have all writers commit one after another.

    One that is lost is made up for by the look at the heads.
    """
    if not is_spoken(engine):
        return
    names = sorted(scopes)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for start in range(0, len(names), _SCOPES):
                told = json.dumps([sender, *names[start : start + _SCOPES]])
                connection.execute(text("SELECT pg_notify(:channel, :told)"), {"channel": CHANNEL, "told": told})
    except SQLAlchemyError:  # also where no connection came free in time
        _log.warning("other processes were not told what moved", exc_info=True)


class Hearing:
    """A thread that hears what other processes say, on a connection of its own."""

    def __init__(self, engine: Engine, own: str, moved: Callable[[frozenset[str]], object]) -> None:
        """`own` is the sender whose messages are passed over."""
        url = engine.url.set(drivername="postgresql")
        self._address, self._own, self._moved = url.render_as_string(hide_password=False), own, moved
        self._ended = threading.Event()
        self.stands = threading.Event()
        """Set while what is said is heard."""
        self._thread = threading.Thread(target=self._run, name="moves", daemon=True)

    def start(self) -> None:
        """Begin to hear."""
        self._thread.start()

    def stop(self) -> None:
        """Hear no longer."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        lost = False
        while not self._ended.is_set():
            try:
                self._hear()
            except Exception:  # noqa: BLE001 - whatever it was: the thread goes on, or nothing is heard ever again
                if self.stands.is_set() or not lost:  # told of once, however often it is not there yet
                    _log.warning("the line on which other processes tell what moved was lost", exc_info=True)
                lost = True
            finally:
                self.stands.clear()
            self._ended.wait(_PAUSE)

    def _hear(self) -> None:
        with psycopg.connect(self._address, autocommit=True, connect_timeout=_CONNECT) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            self.stands.set()
            while not self._ended.is_set():
                for note in connection.notifies(timeout=_LOOK):
                    sender, *scopes = json.loads(note.payload)
                    if sender != self._own:
                        self._moved(frozenset(scopes))
