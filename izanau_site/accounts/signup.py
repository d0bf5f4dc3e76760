"""Signing up: an account that waits for its address to be confirmed, with the agreement that was given (PRV-03, 23)."""

from __future__ import annotations

from sqlalchemy import Connection, update

from izanau_protocol import text, wire
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts import codes, passwords, people, tokens
from izanau_site.attempt import attempt
from izanau_site.policy import versions
from izanau_site.site import Site
from izanau_site.store.schema import accounts
from izanau_site.work import mails


def sign_up(site: Site, asked: wire.SignUp, address: str) -> wire.Session:
    """A seeker's new account and the session of this device; alike whether the address is taken or not.

    `address` is where the request came from. Raises Refused: a field, `weak_password`, `wrong_policy_version`.
    """
    site.limits.hit("signup", address)
    name, email = people.checked(asked.name, asked.email)
    with site.store.transaction() as connection:
        version = versions.current(connection)
    if asked.policy != version.version:
        raise Refused(problem("wrong_policy_version", "policy", version=version.version))
    passwords.check(asked.password, "password", (name, email))
    site.limits.hit("mail", text.email_key(email))
    kept = passwords.hashed(asked.password)  # the slow part, before any lock

    def write(connection: Connection) -> wire.Session:
        owner = people.confirmed_of(connection, email)
        identity = people.create(
            connection, name=name, email=email, password_hash=kept, role="seeker", language=asked.language
        )
        agreed = people.consent(identity, version, language=asked.language, client=asked.client, method="sign-up")
        row = accounts.c.id == identity
        connection.execute(update(accounts).where(row).values(policy_version=version.version))
        site.store.write(connection, [*people.documents_of(connection, identity), agreed])
        mail_code(site, connection, identity, owner.id if owner is not None else "")
        account = people.named(connection, identity)
        return tokens.issue(site.store, connection, site.settings, account, asked.device, asked.client)

    return attempt(site.store, write)


def mail_code(site: Site, connection: Connection, identity: str, owner: str) -> None:
    """Mail a new code for the confirmation to a free address. At a taken one its owner is told instead, with the same
    work, so that no time tells of it: the code that is made then goes to nobody."""
    code = codes.give(connection, identity, "confirm", site.settings.code_hours)
    account = people.named(connection, owner or identity)
    words = {"to": account.email, "language": account.language, "account": account.id, "name": account.name}
    if owner:
        mails.queue(connection, "already", **words)
        return
    link = f"{site.settings.public_url}/confirm?code={code}"
    mails.queue(connection, "confirm", **words, code=code, hours=site.settings.code_hours, link=link)
