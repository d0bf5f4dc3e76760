"""What is tidied up again and again: what the rules of retention let go, devices that fell silent, graces that are over."""

from __future__ import annotations

import functools
import time
from typing import Final

from sqlalchemy import Connection, delete, select

from izanau_protocol import ambient, wire
from izanau_site.accounts import changing, erasing, tokens
from izanau_site.attempt import attempt
from izanau_site.retention import carrying
from izanau_site.site import Site
from izanau_site.store import erasure, erasures, files, ownerless, restoring, sealing, tombstones
from izanau_site.store.erasures import CERTIFICATE_DAYS
from izanau_site.store.schema import accounts, devices, letters, mailed, mails, unsubscribes
from izanau_site.work import closing
from izanau_site.work import mails as outbox

_LINK_DAYS: Final = 400
"""How long the link in a mail ends its purpose, and a letter is known as one that went out."""
_SILENCE: Final = ((("company", "staff"), wire.COMPANY_SILENCE_DAYS), (("seeker",), wire.SEEKER_SILENCE_DAYS))

_LAST_MAIL_DAYS: Final = 3
_TURN: Final = 0.05
"""Seconds between two slices of what may be long: on SQLite whoever waits to write looks now and then whether they can."""


def tidy(site: Site) -> None:
    """Let go of what is past its days or applied everywhere, close jobs whose last day is over, erase the accounts whose grace is over, seal the log."""

    def write(connection: Connection) -> None:
        old = ambient.timestamp(days=-_LINK_DAYS)
        connection.execute(delete(unsubscribes).where(unsubscribes.c.made < old))
        connection.execute(delete(mailed).where(mailed.c.at < old))
        connection.execute(delete(letters).where(letters.c.made < old))
        # The last mail to somebody who was erased is tried for some days; then their address is forgotten all the same.
        late = outbox.of_kind(outbox.LAST) & (mails.c.created < ambient.timestamp(days=-_LAST_MAIL_DAYS))
        connection.execute(delete(mails).where(late))
        files.collect(connection)
        erasures.drop(connection, ambient.timestamp(days=-CERTIFICATE_DAYS))

    restoring.take_up(site.store)
    attempt(site.store, write)
    closing.close_over(site)
    changing.forget_late(site)
    carrying.carry_out(site)
    for groups, days in _SILENCE:
        _end_silent(site, groups, days)
    _collect(site)
    erasing.erase_due(site)
    ownerless.ask(site.store)
    erasure.forget_conflicts(site.store)
    while site.store.renew():  # what a new version of the policy, or of the program, shows narrower (R5)
        time.sleep(_TURN)
    site.store.settle()  # once more: a reader may have kept it from being emptied at an erasure
    _seal(site)


def _seal(site: Site) -> None:
    """Seal what has settled, and note the end of the chain where who changes the database cannot reach."""
    done = attempt(site.store, sealing.seal)
    while done.rows:
        time.sleep(_TURN)
        done = attempt(site.store, functools.partial(sealing.seal, since=done.last))
    with site.store.transaction() as connection:
        end = sealing.newest(connection)
    if end > site.store.ledger.seal:
        site.store.ledger.note_seal(*end)


def _end_silent(site: Site, groups: tuple[str, ...], days: int) -> None:
    """End the devices of these groups that were not seen for so long: nobody waits for them any more (R8)."""
    quiet = (devices.c.ended == "", devices.c.seen < ambient.timestamp(days=-days), accounts.c.group.in_(groups))
    query = select(devices.c.id).join(accounts, accounts.c.id == devices.c.account).where(*quiet)

    def write(connection: Connection) -> None:
        tokens.end(site.store, connection, *connection.execute(query.limit(500)).scalars())

    attempt(site.store, write)


def _collect(site: Site) -> None:
    """The tombstones that waited for a device which is no more. Nobody who writes waits while they are looked for."""
    with site.store.transaction() as connection:
        names = tombstones.scopes_with_some(connection)

    def write(connection: Connection) -> None:
        tombstones.collect(connection, {}, tombstones.applied(connection, names))

    attempt(site.store, write)
