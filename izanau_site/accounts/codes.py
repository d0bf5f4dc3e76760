"""Codes that are mailed: good once and for a day, for one purpose."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from izanau_protocol import ambient
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts.secrets import new_code, secret_hash, typed_code
from izanau_site.store.schema import codes


def give(connection: Connection, account: str, purpose: str, hours: int) -> str:
    """A new code; earlier ones of the same purpose are worth nothing from now on."""
    now = ambient.timestamp()
    mine = (codes.c.account == account, codes.c.purpose == purpose, codes.c.used == "")
    connection.execute(update(codes).where(*mine).values(used=now))
    code = new_code()
    expires = ambient.timestamp(hours=hours)
    row = {"hash": secret_hash(f"{purpose}/{code}"), "account": account, "purpose": purpose, "expires": expires}
    connection.execute(insert(codes).values(row))
    return code


def take(connection: Connection, typed: str, purpose: str) -> str:
    """Use up a code; returns the account it was given to. Raises Refused `wrong_code` or `code_expired`."""
    key = secret_hash(f"{purpose}/{typed_code(typed)}")
    found = connection.execute(select(codes).where(codes.c.hash == key).with_for_update()).one_or_none()
    if found is None or found.used:
        raise Refused(problem("wrong_code", "code"))
    if found.expires <= ambient.timestamp():
        raise Refused(problem("code_expired", "code"))
    connection.execute(update(codes).where(codes.c.hash == key).values(used=ambient.timestamp()))
    return str(found.account)
