"""What is kept no longer: used codes, ended devices, sent mails, all after the days of the settings (PRV-34)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, and_, delete, or_

from izanau_protocol import ambient
from izanau_site.accounts import erasing
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import erasure, sealing, tombstones
from izanau_site.store.schema import codes, devices, mails


def tidy(site: Site) -> None:
    """Drop what is past its days or applied everywhere, erase the accounts whose grace is over, seal the log."""
    moment = ambient.now() - timedelta(days=site.settings.log_days)
    before = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def write(connection: Connection) -> None:
        connection.execute(delete(codes).where(codes.c.expires < before))
        over = and_(devices.c.ended != "", devices.c.ended < before)
        lapsed = and_(devices.c.refresh_expires != "", devices.c.refresh_expires < before)
        connection.execute(delete(devices).where(or_(over, lapsed)))
        connection.execute(delete(mails).where(mails.c.sent != "", mails.c.sent < before))

    attempt(site.store, write)
    attempt(site.store, _collect)
    erasing.erase_due(site)
    erasure.forget_conflicts(site.store)
    while site.store.renew():  # what a new version of the policy, or of the program, shows narrower (R5)
        continue
    site.store.settle()  # once more: a reader may have kept it from being emptied at an erasure
    while attempt(site.store, sealing.seal):
        continue


def _collect(connection: Connection) -> None:
    """The tombstones that waited for a device which is no more."""
    tombstones.collect(connection, {}, tombstones.applied(connection, tombstones.scopes_with_some(connection)))
