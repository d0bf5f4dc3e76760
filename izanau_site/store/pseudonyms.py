"""The random names of subjects in the access log, each with the key of what the log says of it; erasure deletes both."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from typing import Final, NamedTuple

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from izanau_protocol import ambient
from izanau_site.store.documents import chunks
from izanau_site.store.schema import pseudonyms

_KEY_BYTES: Final = 32
_AT_ONCE: Final = 1000


class Pseudonym(NamedTuple):
    """How the log names a subject, and the key that reads what stands there of it."""

    name: str
    key: str

    def hidden(self, text: str) -> str:
        """A text as it may stand in the log: nothing of it is left once this key is gone."""
        return Fernet(self.key).encrypt(text.encode()).decode() if text else ""

    def shown(self, kept: str) -> str:
        """The text that was hidden; empty where another key hid it."""
        try:
            return Fernet(self.key).decrypt(kept).decode() if kept else ""
        except InvalidToken:
            return ""

    def mark(self, content: bytes) -> str:
        """What tells this content from any other, for who has the key; to anyone else, and once it is gone, it tells
        nothing."""
        return hmac.new(self.key.encode(), content, "sha256").hexdigest()


def of(connection: Connection, subjects: Iterable[str]) -> dict[str, Pseudonym]:
    """The pseudonym of each subject; made with its first entry, also where another transaction makes it at that moment."""
    found: dict[str, Pseudonym] = {}
    for some in chunks(sorted(set(subjects)), _AT_ONCE):
        query = select(pseudonyms).where(pseudonyms.c.subject.in_(some))
        found |= {row.subject: Pseudonym(row.pseudonym, row.key) for row in connection.execute(query)}
        fresh = [one for one in some if one not in found]
        if fresh:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            rows = [{"subject": one, "pseudonym": ambient.new_id(), "key": new_key()} for one in fresh]
            connection.execute(dialect.insert(pseudonyms).on_conflict_do_nothing(), rows)
            found |= {row.subject: Pseudonym(row.pseudonym, row.key) for row in connection.execute(query)}
    return found


def new_key() -> str:
    """A key as Fernet writes it."""
    return base64.urlsafe_b64encode(ambient.secret_bytes(_KEY_BYTES)).decode()


def forget(connection: Connection, subjects: Iterable[str]) -> int:
    """Cut the log's thread to these subjects: what it says of them names nobody, and no one reads it any more."""
    gone = 0
    for some in chunks(sorted(set(subjects)), _AT_ONCE):
        gone += connection.execute(delete(pseudonyms).where(pseudonyms.c.subject.in_(some))).rowcount
    return gone
