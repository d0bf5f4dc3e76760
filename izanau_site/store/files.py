"""The files that documents name by their hash: a company's logo; kept once for each owner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from izanau_protocol import ambient, pictures
from izanau_protocol.problems import Refused, problem
from izanau_site.store import documents
from izanau_site.store.schema import accounts, feed, files
from izanau_site.store.schema import documents as bodies

WAIT_HOURS: Final = 24
"""How long a file that nothing names stays: what names it may come later, or be taken back."""
MOST_OF_OWNER: Final = 20
"""Files that a company has here at once: those that nothing names make room within a day."""
_LATER_SECONDS: Final = 3_600


class File(NamedTuple):
    """A file as it is served."""

    media_type: str
    data: bytes
    is_public: bool


def put(connection: Connection, owner: str, data: bytes) -> str:
    """Keep a picture of a company; its hash. The same one again stays, and is waited for anew to be named.

    Raises Refused where it is no picture that may be kept, or too many wait to be named (`too_many_requests`).
    """
    picture, name = pictures.check(data), pictures.name(data)
    known = (files.c.owner == owner, files.c.hash == name)
    stored = ambient.timestamp()
    documents.get_all(connection, [owner], lock=True)  # one after another: two at once would count past each other
    if not connection.execute(update(files).where(*known).values(stored=stored)).rowcount:
        held = select(func.count()).select_from(files).where(files.c.owner == owner)
        if connection.execute(held).scalar_one() >= MOST_OF_OWNER:
            raise Refused(problem("too_many_requests", seconds=_LATER_SECONDS))
        row = {"owner": owner, "hash": name, "media_type": picture.media_type, "data": data, "stored": stored}
        connection.execute(insert(files), row)
    return name


def get(connection: Connection, name: str, company: str = "") -> File | None:
    """A file that this company owns, or that everyone sees, since the public page of its owner names it."""
    rows = connection.execute(select(files).where(files.c.hash == name)).all()
    shown = next((row for row in rows if name in _public(connection, row.owner)), None)
    found = shown or next((row for row in rows if row.owner == company), None)
    return File(found.media_type, bytes(found.data), shown is not None) if found is not None else None


def holds(connection: Connection, owner: str, name: str) -> bool:
    """Whether a company's file is here, so that its page may name it."""
    mine = select(files.c.hash).where(files.c.owner == owner, files.c.hash == name)
    return connection.execute(mine.with_for_update()).first() is not None  # `collect` waits, and sees that it is named


def collect(connection: Connection) -> None:
    """Let go of the files that nothing names, once they had their time to be named."""
    old = select(files.c.owner, files.c.hash).where(files.c.stored < ambient.timestamp(hours=-WAIT_HOURS))
    rows = connection.execute(old.order_by(files.c.owner, files.c.hash).with_for_update()).all()
    companies = documents.get_all(connection, {row.owner for row in rows})  # after the lock: as `holds` left them
    for row in rows:
        company = companies.get(row.owner)
        if company is not None and row.hash == pictures.named("company", company.body):
            continue  # as most are: who disputes that need not be asked
        if company is None or row.hash not in _disputed(connection, row.owner):
            connection.execute(delete(files).where(files.c.owner == row.owner, files.c.hash == row.hash))


def _disputed(connection: Connection, company: str) -> set[str]:
    """What members have as theirs in open conflicts about the company's page: they may choose it on another device."""
    query = select(bodies.c.body).join(accounts, accounts.c.id == bodies.c.account)
    query = query.where(bodies.c.kind == "conflict", bodies.c.about == company, accounts.c.company == company)
    return {pictures.named("conflict", msgspec.json.decode(body)) for body in connection.scalars(query)}


def broken(connection: Connection) -> Iterator[str]:
    """What is wrong with the files, a line each: bytes that are not what their name says, and names without a file."""
    held = set()
    for row in connection.execute(select(files.c.owner, files.c.hash, files.c.data)):
        held.add((row.owner, row.hash))
        if pictures.name(bytes(row.data)) != row.hash:
            yield f"file {row.hash} of company {row.owner}: its bytes are others"
    for company, body in connection.execute(select(bodies.c.id, bodies.c.body).where(bodies.c.kind == "company")):
        logo = pictures.named("company", msgspec.json.decode(body))
        if logo and (company, logo) not in held:
            yield f"company {company}: its logo {logo} is not here"


def _public(connection: Connection, company: str) -> tuple[str, ...]:
    """The files that the public page of a company names."""
    query = select(feed.c.view).where(feed.c.scope == "jobs", feed.c.id == company, feed.c.view.is_not(None))
    view = connection.execute(query).scalar_one_or_none()
    return (pictures.named("company", msgspec.json.decode(view)),) if view is not None else ()
