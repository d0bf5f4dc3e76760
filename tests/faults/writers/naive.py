"""The control: a feed as one would first write it, beside the real one, in the very transactions of the site.

Its numbers are taken before the commit, so a reader that asks for what is above the highest steps over what commits late.
"""

from __future__ import annotations

import threading
from typing import Final

import psycopg

_MADE: Final = """
CREATE TABLE naive (number bigserial PRIMARY KEY);
CREATE SEQUENCE failed;
CREATE FUNCTION into_naive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO naive DEFAULT VALUES;
    IF random() < 0.03 THEN
        PERFORM nextval('failed');
        RAISE EXCEPTION 'by chance' USING ERRCODE = (ARRAY['40001', '40P01'])[1 + floor(random() * 2)::int];
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER into_naive AFTER INSERT OR UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION into_naive();
"""
"""Each write of a document has a number here. Now and then it fails as a transaction does that met another one; a
sequence counts that, since it alone outlives what is rolled back."""


class Naive:
    """The control and its reader."""

    def __init__(self, admin: psycopg.Connection) -> None:
        self._admin = admin
        admin.execute(_MADE)
        self.seen: set[int] = set()
        self._highest = 0

    def read(self, ended: threading.Event) -> None:
        """Follow it until the end."""
        while not ended.wait(0.005):
            self.look()

    def look(self) -> None:
        """Read what is above the highest number."""
        rows = self._admin.execute(
            "SELECT number FROM naive WHERE number > %s ORDER BY number", (self._highest,)
        ).fetchall()
        self.seen |= {row[0] for row in rows}
        self._highest = max((row[0] for row in rows), default=self._highest)

    def failed(self) -> int:
        """How many transactions of the site failed here as one does that met another."""
        return sum(row[0] for row in self._admin.execute("SELECT last_value FROM failed WHERE is_called"))

    def lost(self) -> int:
        """How many changes its reader never saw, though it read to the end."""
        self.look()
        return len({row[0] for row in self._admin.execute("SELECT number FROM naive")} - self.seen)
