"""What is kept no longer: logfiles, used codes, ended devices, sent mails, all after the days of the settings (PRV-34)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, and_, delete, select

from izanau_protocol import ambient, wire
from izanau_site import logs
from izanau_site.accounts import erasing, tokens
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import erasure, erasures, sealing, tombstones
from izanau_site.store.erasures import CERTIFICATE_DAYS
from izanau_site.store.schema import accounts, bounces, codes, devices, letters, mailed, mails, unsubscribes
from izanau_site.work import mails as outbox

_LINK_DAYS: Final = 400
"""How long the link in a mail ends its purpose, and a letter is known as one that went out."""
_SILENCE: Final = ((("company", "staff"), wire.COMPANY_SILENCE_DAYS), (("seeker",), wire.SEEKER_SILENCE_DAYS))

_LAST_MAIL_DAYS: Final = 3


def tidy(site: Site) -> None:
    """Drop what is past its days or applied everywhere, erase the accounts whose grace is over, seal the log."""
    moment = ambient.now() - timedelta(days=site.settings.log_days)
    before = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def write(connection: Connection) -> None:
        connection.execute(delete(codes).where(codes.c.expires < before))
        # As long as one of its tokens may come, an ended device is known, told so, and wipes what it holds.
        over = and_(devices.c.ended != "", devices.c.ended < before, devices.c.refresh_expires < before)
        connection.execute(delete(devices).where(over))
        connection.execute(delete(mails).where(mails.c.sent != "", mails.c.sent < before))
        connection.execute(delete(mails).where(mails.c.failed != "", mails.c.failed < before))
        connection.execute(delete(bounces).where(bounces.c.at < before))
        old = outbox.earlier(days=_LINK_DAYS)
        connection.execute(delete(unsubscribes).where(unsubscribes.c.made < old))
        connection.execute(delete(mailed).where(mailed.c.at < old))
        connection.execute(delete(letters).where(letters.c.made < old))
        # The last mail to somebody who was erased is tried for some days; then their address is forgotten all the same.
        late = outbox.of_kind(outbox.LAST) & (mails.c.created < tokens.later(days=-_LAST_MAIL_DAYS))
        connection.execute(delete(mails).where(late))
        erasures.drop(connection, tokens.later(days=-CERTIFICATE_DAYS))

    attempt(site.store, write)
    for file in logs.over(site.settings.data_dir / logs.FOLDER, moment.date()):
        file.unlink(missing_ok=True)  # another process may tidy up too
    for groups, days in _SILENCE:
        _end_silent(site, groups, days)
    attempt(site.store, _collect)
    erasing.erase_due(site)
    erasure.forget_conflicts(site.store)
    while site.store.renew():  # what a new version of the policy, or of the program, shows narrower (R5)
        continue
    site.store.settle()  # once more: a reader may have kept it from being emptied at an erasure
    while attempt(site.store, sealing.seal):
        continue


def _end_silent(site: Site, groups: tuple[str, ...], days: int) -> None:
    """End the devices of these groups that were not seen for so long: nobody waits for them any more (R8)."""
    quiet = (devices.c.ended == "", devices.c.seen < tokens.later(days=-days), accounts.c.group.in_(groups))
    query = select(devices.c.id).join(accounts, accounts.c.id == devices.c.account).where(*quiet)

    def write(connection: Connection) -> None:
        tokens.end(site.store, connection, *connection.execute(query.limit(500)).scalars())

    attempt(site.store, write)


def _collect(connection: Connection) -> None:
    """The tombstones that waited for a device which is no more."""
    tombstones.collect(connection, {}, tombstones.applied(connection, tombstones.scopes_with_some(connection)))
