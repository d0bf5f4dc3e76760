"""Codes that are mailed: good once and for a day, for one purpose."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from izanau_protocol import ambient
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts.secrets import new_code, secret_hash, typed_code
from izanau_site.store.documents import lock_accounts
from izanau_site.store.schema import codes
from izanau_site.store.store import Store


def give(connection: Connection, account: str, purpose: str, hours: int) -> str:
    """A new code; earlier ones of the same purpose are worth nothing from now on."""
    end(connection, account, purpose)
    code = new_code()
    expires = ambient.timestamp(hours=hours)
    row = {"hash": _key(code, purpose), "account": account, "purpose": purpose, "expires": expires}
    connection.execute(insert(codes).values(row))
    return code


def end(connection: Connection, account: str, *purposes: str) -> None:
    """Codes of an account that were not used are worth nothing from now on: those for these purposes, or all."""
    mine = [codes.c.account == account, codes.c.used == ""]
    mine += [codes.c.purpose.in_(purposes)] if purposes else []
    connection.execute(update(codes).where(*mine).values(used=ambient.timestamp()))


def is_of_an_erased(store: Store, typed: str, *purposes: str) -> bool:
    """Whether it is a code that was open when its account was erased: nothing else is known of it any more."""
    return any(store.ledger.has("erased", "code", _key(typed_code(typed), purpose)) for purpose in purposes)


def take(connection: Connection, typed: str, *purposes: str) -> tuple[str, str]:
    """Use up a code; returns the account it was given to, which is locked now, and which of the purposes it is for.

    Raises Refused `wrong_code` or `code_expired`.
    """
    keys = [_key(typed_code(typed), purpose) for purpose in purposes]
    query = select(codes).where(codes.c.hash.in_(keys))
    lock_accounts(connection, [row.account for row in connection.execute(query)])  # people come first (R4)
    found = connection.execute(query.with_for_update()).one_or_none()
    if found is None or found.used:
        raise Refused(problem("wrong_code", "code"))
    if found.expires <= ambient.timestamp():
        raise Refused(problem("code_expired", "code"))
    connection.execute(update(codes).where(codes.c.hash == found.hash).values(used=ambient.timestamp()))
    return str(found.account), str(found.purpose)


def _key(code: str, purpose: str) -> str:
    return secret_hash(f"{purpose}/{code}")
