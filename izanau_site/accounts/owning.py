"""An owner for a company that has none any more: a member of it, or whoever is invited, as support staff or an operator found out.

Nobody else could let anyone in there. Why it is that person is on record, and the company's people are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from izanau_protocol import ids, text, wire
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts import codes, invitations, people, team, waiting
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import access, documents, ownerless
from izanau_site.store.records import checked_text
from izanau_site.store.schema import accounts
from izanau_site.work import mails


class _Deed(NamedTuple):
    """Who gives which company an owner, and why."""

    company: str
    actor: str
    device: str
    reason: str
    why: str


def give(site: Site, caller: Caller, asked: wire.GiveOwner) -> bool:
    """Support staff give the company that a ticket is about an owner; whether they were invited. Raises Refused: `forbidden`,
    `not_yours` (`ticket`: it is about no company without an owner), what is wrong with `name`, `email` and `text`,
    `has_owner` (a colleague was faster), `duplicate` (`email`: the address is somebody's who is no member there), `too_many_requests`."""
    if caller.group != "staff":
        raise Refused(problem("forbidden"))
    why = checked_text(asked.text)
    email = people.checked_address(asked.email)
    site.limits.hit("mail", text.email_key(email))

    def write(connection: Connection) -> tuple[bool, list[str]]:
        ticket = site.store.get(connection, "ticket", asked.ticket)
        company = ownerless.asked_about(connection, ticket) if ticket is not None else ""
        if ticket is None or not company:
            raise Refused(problem("not_yours", "ticket"))
        words = f"#{ticket.body.get('number', '')}: {why}"
        deed = _Deed(company, caller.account, caller.device, "ticket", words)
        return _give(site, connection, deed, email, asked.name, asked.language)

    return _done(site, write)


def give_by_operator(site: Site, company: str, *, email: str, name: str, language: str, why: str) -> bool:
    """The operator does the same without a ticket. Raises Refused as `give`, of no `ticket` but of the `company`: `not_yours`
    where there is none, `has_owner`."""
    words, address = checked_text(why), people.checked_address(email)

    def write(connection: Connection) -> tuple[bool, list[str]]:
        if site.store.get(connection, "company", company) is None:
            raise Refused(problem("not_yours", "company"))
        deed = _Deed(company, access.OPERATOR, "", "operator", words)
        return _give(site, connection, deed, address, name, language)

    return _done(site, write)


def _done(site: Site, write: Callable[[Connection], tuple[bool, list[str]]]) -> bool:
    invited, gone = attempt(site.store, write)
    team.erase_invited(site, gone)
    return invited


def _give(
    site: Site, connection: Connection, deed: _Deed, email: str, name: str, language: str
) -> tuple[bool, list[str]]:
    """Make the member of this address the owner, or invite them; whether it is the latter, and who was invited before."""
    members = list(connection.scalars(select(accounts.c.id).where(accounts.c.company == deed.company)))
    before = waiting.invited_by_support(connection, deed.company)
    documents.lock_accounts(connection, [*members, *before])
    if not ownerless.is_ownerless(connection, deed.company):
        raise Refused(problem("has_owner", "company"))
    gone = waiting.take_back(connection, before)
    known = people.confirmed_of(connection, email)
    owner = _promote(site, connection, deed, known, email) if known is not None else ""
    if not owner:
        owner = _invite(site, connection, deed, people.checked(name, email), mails.language_of(language))
    access.log_deed(connection, "own", deed.actor, deed.device, owner, reason=deed.reason, text=deed.why)
    _tell(site, connection, deed.company, people.named(connection, owner).name, invited=known is None)
    return known is None, gone


def _promote(site: Site, connection: Connection, deed: _Deed, known: Row[Any], email: str) -> str:
    member = site.store.get(connection, "membership", ids.membership_id(deed.company, known.id))
    living = member is not None and known.company == deed.company and not member.body.get("ended")
    if member is None or not living or known.erases:
        raise Refused(problem("duplicate", "email", value=email))
    team.put_role(site, connection, member, "owner")
    ownerless.note_owned(connection, deed.company)
    return str(known.id)


def _invite(site: Site, connection: Connection, deed: _Deed, whole: tuple[str, str], language: str) -> str:
    name, email = whole
    owner = people.create(connection, name=name, email=email, password_hash="", role="owner", language=language)
    invitations.wait(site, connection, owner, deed.company)
    code = codes.give(connection, owner, waiting.PURPOSE, 24 * site.settings.invitation_days)
    words = {"to": email, "language": language, "account": owner, "name": name, "code": code}
    said = invitations.said_of(site, connection, deed.company, "owner", language)
    mails.queue(connection, "invited_owner", **words, **said)
    return owner


def _tell(site: Site, connection: Connection, company: str, owner: str, *, invited: bool) -> None:
    """Tell the company's people, the new owner among them where they are one."""
    mine = (accounts.c.company == company, accounts.c.confirmed.is_(True), accounts.c.erases == "")
    for person in connection.execute(select(accounts).where(*mine, accounts.c.erased == "").order_by(accounts.c.id)):
        words = {"to": person.email, "language": person.language, "account": person.id, "name": person.name}
        said = invitations.said_of(site, connection, company, "owner", person.language)
        mails.queue(connection, "owner_given", **words, company=said["company"], owner=owner, invited=invited)
