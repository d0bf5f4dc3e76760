"""Accounts of staff and of companies: made by an operator or by staff, never by signing up (a seeker stays a seeker).

Nobody agrees for another: each is asked for the policy when they sign in first (PRV-05)."""

from __future__ import annotations

from sqlalchemy import Connection

from izanau_protocol import ambient, documents, ids, rules, wire
from izanau_protocol.canonical import Body, clean
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts import codes, passwords, people
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import Change, access
from izanau_site.store import documents as documents_of_store
from izanau_site.work import mails


def add_staff(site: Site, *, name: str, email: str, password: str, role: str = "administrator") -> str:
    """A member of staff, confirmed. Raises Refused for a bad field, or an address that is taken."""
    whole, address = people.checked(name, email)
    passwords.check(password, "password", (whole, address))
    kept = passwords.hashed(password)

    def write(connection: Connection) -> str:
        identity = _person(connection, whole, address, kept, role)
        site.store.write(connection, people.documents_of(connection, identity))
        return identity

    return attempt(site.store, write)


def add_company(site: Site, *, company: str, name: str, email: str, password: str) -> str:
    """A company and its owner, who has a password already; returns the company's id."""
    whole, address = people.checked(name, email)
    passwords.check(password, "password", (whole, address))
    kept = passwords.hashed(password)

    def write(connection: Connection) -> str:
        return _company(site, connection, company, whole, address, kept)[0]

    return attempt(site.store, write)


def approve(site: Site, caller: Caller, asked: wire.Approve) -> str:
    """A company and its owner from a ticket; the owner gets a code by mail to set a password. Who of staff did it is
    logged. Returns the company's id."""
    whole, address = _renamed(asked)

    def write(connection: Connection) -> str:
        ticket = documents_of_store.get_all(connection, [asked.ticket], lock=True).get(asked.ticket)  # one at a time
        if ticket is None or ticket.kind != "ticket":
            raise Refused(problem("not_yours", "ticket"))
        if people.invited(connection, address) or people.confirmed_of(connection, address) is not None:
            raise Refused(problem("duplicate", "owner_email", value=address))
        language = str(ticket.body.get("language", ""))
        identity, owner = _company(site, connection, asked.company, whole, address, "", language)
        code = codes.give(connection, owner, "reset", site.settings.code_hours)
        words = {"to": address, "language": language, "account": owner, "name": whole, "company": asked.company}
        mails.queue(connection, "invitation", **words, code=code, hours=site.settings.code_hours)
        told = {"reason": "ticket", "text": asked.ticket}
        access.log_deed(connection, "approve", caller.account, caller.device, owner, **told)
        return identity

    return attempt(site.store, write)


def _renamed(asked: wire.Approve) -> tuple[str, str]:
    """Name and address of the owner; problems name the fields as the message does."""
    try:
        return people.checked(asked.owner_name, asked.owner_email)
    except Refused as refused:
        raise Refused(
            *(problem(one.code, f"owner_{one.field}", **dict(one.values)) for one in refused.problems)
        ) from None


def _company(
    site: Site, connection: Connection, company: str, name: str, email: str, password_hash: str, language: str = "en"
) -> tuple[str, str]:
    """The documents of a company and its owner. An owner without a password is not confirmed yet."""
    title = " ".join(str(clean(company)).split())
    found = rules.value_problems(documents.fields("company")["name"], title, "company", ambient.today())
    if found or not title:
        raise Refused(*(found or [problem("required", "company")]))
    identity = ambient.new_id()
    owner = _person(connection, name, email, password_hash, "owner", identity, language)
    member: Body = {"company": identity, "member": owner, "name": name, "role": "owner", "since": ambient.timestamp()}
    changes = [
        Change(kind="company", id=identity, body={"name": title}),
        Change(kind="membership", id=ids.membership_id(identity, owner), body=member, account=owner),
        *people.documents_of(connection, owner),
    ]
    site.store.write(connection, changes)
    return identity, owner


def _person(
    connection: Connection,
    name: str,
    email: str,
    password_hash: str,
    role: str,
    company: str = "",
    language: str = "en",
) -> str:
    if people.confirmed_of(connection, email) is not None:
        raise Refused(problem("duplicate", "email", value=email))
    confirmed = bool(password_hash)
    return people.create(
        connection,
        name=name,
        email=email,
        password_hash=password_hash,
        role=role,
        company=company,
        language=language,
        confirmed=confirmed,
    )
