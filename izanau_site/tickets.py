"""The contact form signed out (policy 7.2): a numbered ticket for staff, and a mail that tells the number.

The mail repeats nothing that was typed: anyone may type any address."""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec
from sqlalchemy import Connection

from izanau_protocol import ambient, documents, ids, rules, text, wire
from izanau_protocol.canonical import Body, clean
from izanau_protocol.problems import Refused, problem
from izanau_protocol.rules.addresses import canonical_email
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import Change
from izanau_site.store.store import count
from izanau_site.work import mails

ANSWER_DAYS: Final = 30
"""Days within which a request is answered: the month of GDPR article 12 (3), counted so that no month is longer."""


def open_ticket(site: Site, asked: wire.ContactForm, address: str) -> tuple[str, int]:
    """Open a ticket; returns its id and number. Raises Refused with the problem of each field."""
    site.limits.hit("contact", address)
    body = _body(asked)
    email = str(body.get("email", ""))
    if email:
        site.limits.hit("mail", text.email_key(email))
    identity = _identity(asked, address)

    def write(connection: Connection) -> int:
        number = count(connection, "tickets")  # first, for its lock: of two that come at once one sees the other
        known = site.store.get(connection, "ticket", identity)
        if known is not None:
            return int(str(known.body["number"]))
        ticket: Body = {**body, "number": number}
        site.store.write(connection, [Change(kind="ticket", id=identity, body=ticket)])
        if email:
            mails.queue(connection, "ticket", to=email, language=asked.language, number=number)
        return number

    return identity, attempt(site.store, write)


def _identity(asked: wire.ContactForm, address: str) -> str:
    """The same form from the same place within the hour is a repeat, and gets the ticket that is there."""
    told = msgspec.json.encode((msgspec.structs.astuple(asked), address, ambient.timestamp()[:13]))
    return ids.natural_id("ticket", hashlib.sha256(told).hexdigest())


def _body(asked: wire.ContactForm) -> Body:
    given = {"topic": asked.topic, "text": asked.text, "name": asked.name, "email": asked.email.strip()}
    body: Body = {name: clean(value) for name, value in given.items() if value}
    if asked.email:
        body["email"] = canonical_email(asked.email.strip()) or asked.email.strip()
    found = [
        one
        for name, value in body.items()
        for one in rules.value_problems(documents.fields("ticket")[name], value, name, ambient.today())
    ]
    if not str(body.get("text", "")).strip():
        found.append(problem("required", "text"))
    if found:
        raise Refused(*found)
    return {**body, "language": mails.language_of(asked.language), "state": "open", "at": ambient.timestamp()}
