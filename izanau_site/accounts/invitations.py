"""Inviting somebody into a company: an account that waits for its owner's first password, by a code that is mailed.

An address that has an account already reads alike to who invites: its owner is told by mail what to do, with the same
work, and the code goes to nobody (decision 004)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from izanau_protocol import ambient, text, wire
from izanau_protocol import codes as words_of
from izanau_protocol.problems import Refused, problem
from izanau_protocol.reading.job import company_name
from izanau_protocol.reading.profile import day
from izanau_protocol.rules.trees import line
from izanau_site.accounts import codes, erasing, people, team, waiting
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import ownerless
from izanau_site.store.documents import lock_accounts
from izanau_site.store.schema import accounts, invitations
from izanau_site.store.schema import codes as given
from izanau_site.work import mails

MOST_OPEN: Final = 50
"""Invitations of one company that wait at once."""


def invite(site: Site, caller: Caller, asked: wire.Invite) -> str:
    """Invite somebody; the invitation's id. Raises Refused: `forbidden`, what is wrong with a field, `duplicate` where
    this company invited the address already, `too_many`, `too_many_requests`."""
    team.check_owner(caller)
    name, email = people.checked(asked.name, asked.email)
    team.check_role(asked.role)
    site.limits.hit("invite", caller.company)
    site.limits.hit("mail", text.email_key(email))
    language = mails.language_of(asked.language)

    def write(connection: Connection) -> str:
        lock_accounts(connection, [caller.account])
        team.check_still(connection, caller)
        _check_open(connection, caller.company, email)
        jobs = sorted(team.chosen(connection, caller.company, asked.role, asked.jobs))
        identity = people.create(
            connection, name=name, email=email, password_hash="", role=asked.role, language=language
        )
        wait(site, connection, identity, caller.company, caller.membership, jobs)
        _mail(site, connection, caller, identity)
        return identity

    return attempt(site.store, write)


def wait(
    site: Site, connection: Connection, identity: str, company: str, by: str = "", jobs: Sequence[str] = ()
) -> None:
    """Have a new account wait for whom it is for; invited by this member, or by support staff."""
    site.store.write(connection, people.documents_of(connection, identity))
    row = {"account": identity, "company": company, "by": by, "made": ambient.timestamp()}
    connection.execute(insert(invitations).values(**row, jobs=msgspec.json.encode(jobs).decode()))


def every(site: Site, caller: Caller) -> list[wire.Invitation]:
    """The invitations of the caller's company that wait, newest first. Raises Refused `forbidden`."""
    team.check_owner(caller)
    query = (
        select(accounts, invitations.c.jobs, invitations.c.by, invitations.c.made, given.c.expires)
        .join(invitations, invitations.c.account == accounts.c.id)
        .join(given, given.c.account == accounts.c.id)
        .where(invitations.c.company == caller.company, given.c.purpose == waiting.PURPOSE, given.c.used == "")
        .order_by(invitations.c.made.desc(), accounts.c.id)
    )
    with site.store.transaction() as connection:
        rows = connection.execute(query).all()
    return [
        wire.Invitation(
            id=row.id,
            email=row.email,
            name=row.name,
            role=row.role,
            jobs=msgspec.json.decode(row.jobs),
            by=row.by,
            made=row.made,
            expires=row.expires,
        )
        for row in rows
        if row.expires > ambient.timestamp()
    ]


def withdraw(site: Site, caller: Caller, identity: str) -> None:
    """Withdraw an invitation; all that is known of who was invited goes. Raises Refused `forbidden`, `not_yours`."""
    team.check_owner(caller)

    def write(connection: Connection) -> None:
        mine = waiting.named(connection, identity, company=caller.company)
        if mine is None or not waiting.take_back(connection, [identity]):
            raise Refused(problem("not_yours"))

    attempt(site.store, write)
    erasing.erase_now(site, identity)


def accept(site: Site, connection: Connection, identity: str, password_hash: str) -> None:
    """Let somebody in whose code was good: from now on the address is this account's alone. The account is locked.

    Raises Refused `wrong_code`, also where who invited is no owner any more, and `address_taken` where the address became
    another account's meanwhile."""
    row, account = waiting.named(connection, identity), people.named(connection, identity)
    if row is None or account.erased or not waiting.is_good(connection, row):
        raise Refused(problem("wrong_code", "code"))
    if people.confirmed_of(connection, account.email) is not None:
        raise Refused(problem("address_taken", "code"))
    connection.execute(delete(invitations).where(invitations.c.account == identity))
    people.rewrite(site.store, connection, identity, password_hash=password_hash)
    if not row.by:
        ownerless.note_owned(connection, row.company)
    team.join(site, connection, identity, row.company, row.by, msgspec.json.decode(row.jobs))


def _check_open(connection: Connection, company: str, email: str) -> None:
    """Raises Refused: the company invited this address already, or too many wait."""
    mine = select(func.count()).select_from(invitations.join(accounts)).where(invitations.c.company == company)
    same = mine.where(accounts.c.email_key == text.email_key(email))
    if connection.execute(same).scalar_one():
        raise Refused(problem("duplicate", "email", value=email))
    count = connection.execute(mine).scalar_one()
    if count >= MOST_OPEN:
        raise Refused(problem("too_many", count=count + 1, most=MOST_OPEN))


def _mail(site: Site, connection: Connection, caller: Caller, identity: str) -> None:
    """Mail the code, or tell the owner of the address that it cannot be used, with the same work."""
    hours = 24 * site.settings.invitation_days
    code, person = codes.give(connection, identity, waiting.PURPOSE, hours), people.named(connection, identity)
    owner = people.confirmed_of(connection, person.email)
    inviter = people.named(connection, caller.account).name
    to = person if owner is None else owner
    words = {"to": to.email, "language": to.language, "account": to.id, "name": to.name}
    said = said_of(site, connection, caller.company, person.role, to.language)
    if owner is not None:
        mails.queue(connection, "invited_known", **words, **said, by=inviter)
        return
    mails.queue(connection, "invited", **words, **said, by=inviter, code=code)


def said_of(site: Site, connection: Connection, company: str, role: str, language: str) -> Mapping[str, str]:
    """Company, role and last day in the reader's words."""
    known = site.store.get(connection, "company", company)
    body = known.body if known is not None else {}
    until = ambient.timestamp(days=site.settings.invitation_days)[:10]
    return {
        "company": company_name(line(body, "name"), line(body, "name_ja"), language),
        "role": words_of.words("role", role, language),
        "day": day(until, language),
    }
