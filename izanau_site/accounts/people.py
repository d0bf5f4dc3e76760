"""Accounts as rows and as documents: the two are written together, so that desktop and site never disagree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from izanau_protocol import ambient, documents, ids, rules, text
from izanau_protocol.canonical import Body, clean
from izanau_protocol.problems import Refused
from izanau_protocol.rules.addresses import canonical_email
from izanau_site.policy.versions import Version
from izanau_site.store import Change, Store, owned
from izanau_site.store.schema import accounts

_ASKED: Final = accounts.c.confirmed.is_(False) & (accounts.c.group == "company") & (accounts.c.company == "")
"""Who was asked into a company and has not come yet: nobody signs in to that."""
CANDIDATES: Final = 3
"""Accounts of one address that a sign-in tries: the confirmed one and the newest ones that wait for confirmation."""


def named(connection: Connection, identity: str) -> Row[Any]:
    """The account with this id; it must be there."""
    return connection.execute(select(accounts).where(accounts.c.id == identity)).one()


def of_address(connection: Connection, email: str) -> list[Row[Any]]:
    """The accounts that an address may mean: the confirmed one first, then the newest."""
    query = select(accounts).where(accounts.c.email_key == text.email_key(email), accounts.c.erased == "", ~_ASKED)
    ordered = query.order_by(accounts.c.confirmed.desc(), accounts.c.created.desc(), accounts.c.id)
    return list(connection.execute(ordered.limit(CANDIDATES)))


def confirmed_of(connection: Connection, email: str) -> Row[Any] | None:
    """The one confirmed account of an address."""
    found = of_address(connection, email)
    return found[0] if found and found[0].confirmed else None


def invited(connection: Connection, email: str) -> bool:
    """Whether an account of a company waits at this address for its owner to set a password."""
    mine = (
        accounts.c.email_key == text.email_key(email),
        accounts.c.erased == "",
        accounts.c.group == "company",
        ~_ASKED,
    )
    return connection.execute(select(accounts.c.id).where(*mine).limit(1)).first() is not None


def checked(name: str, email: str) -> tuple[str, str]:
    """Name and address in the form that is kept. Raises Refused with the problem of each field."""
    whole, address = _checked(name=" ".join(str(clean(name)).split()), email=_address(email))
    return whole, address


def checked_address(email: str) -> str:
    """An address alone in the form that is kept. Raises Refused with what is wrong with it."""
    return _checked(email=_address(email))[0]


def _checked(**values: str) -> tuple[str, ...]:
    """Values of an account, by their fields. Raises Refused with the problems of each."""
    specs, today = documents.fields("account"), ambient.today()
    found = [one for name, value in values.items() for one in rules.value_problems(specs[name], value, name, today)]
    if found:
        raise Refused(*found)
    return tuple(values.values())


def create(
    connection: Connection,
    *,
    name: str,
    email: str,
    password_hash: str,
    role: str,
    company: str = "",
    language: str = "en",
    confirmed: bool = False,
) -> str:
    """A new account's row; its documents follow with `documents_of`. The group follows from the role."""
    identity = ambient.new_id()
    row = {
        "id": identity,
        "email_key": text.email_key(email),
        "email": email,
        "name": name,
        "name_key": text.name_key(name),
        "password_hash": password_hash,
        "group": group_of(role),
        "role": role,
        "company": company,
        "language": "ja" if language.startswith("ja") else "en",
        "created": ambient.timestamp(),
        "confirmed": confirmed,
        "profile": ids.profile_id(identity),
    }
    connection.execute(insert(accounts).values(row))
    return identity


def documents_of(connection: Connection, identity: str) -> list[Change]:
    """The documents that a new account begins with: itself, and a seeker's profile with the name."""
    account = named(connection, identity)
    changes = [Change(kind="account", id=identity, body=body_of(account), account=identity)]
    if account.group == "seeker":
        profile: Body = {"name": {"full": account.name}}
        changes.append(Change(kind="profile", id=account.profile, body=profile, account=identity))
    return changes


def body_of(account: Row[Any]) -> Body:
    """The body of the document of a new account."""
    body: Body = {name: getattr(account, name) for name in ("email", "name", "group", "role", "language", "created")}
    body["confirmed"] = bool(account.confirmed)
    return body | ({"company": account.company} if account.company else {})


def rewrite(
    store: Store, connection: Connection, identity: str, beside: Sequence[Change] = (), /, **values: object
) -> None:
    """Change an account's row and its document alike; an empty value goes from the document. `beside`: documents that
    are written with it."""
    columns = {name: value for name, value in values.items() if name in accounts.c}
    if "email" in columns:
        columns["email_key"] = text.email_key(str(columns["email"]))
    if columns:
        connection.execute(update(accounts).where(accounts.c.id == identity).values(**columns))
    known = store.get(connection, "account", identity)
    if known is None:
        return
    body: Body = {**known.body, **{name: value for name, value in values.items() if name in _IN_BODY}}
    gone = {"notices"} if "company" in values else set[str]()  # they were chosen for the company before
    body = {name: value for name, value in body.items() if value != "" and name not in gone}
    left = owned.left_behind(connection, identity, str(values["company"])) if "company" in values else []
    store.write(connection, [Change(kind="account", id=identity, body=body, account=identity), *beside, *left])


def consent(identity: str, version: Version, *, language: str, client: str, method: str) -> Change:
    """The record of an explicit agreement to the policy (PRV-05); never changed, never deleted by its owner."""
    body: Body = {
        "deed": "policy",
        "version": version.version,
        "hash": version.hash,
        "language": "ja" if language.startswith("ja") else "en",
        "method": method,
        "at": ambient.timestamp(),
    }
    if client:
        body["client"] = str(clean(client))[:120]
    return Change(kind="consent", id=ambient.new_id(), body=body, account=identity)


def group_of(role: str) -> str:
    """The one group that a role belongs to."""
    if role == "seeker":
        return "seeker"
    return "staff" if role in ("agent", "supervisor", "administrator") else "company"


_IN_BODY: Final = frozenset(
    {
        "email",
        "name",
        "language",
        "confirmed",
        "new_email",
        "new_email_until",
        "bounced",
        "paused",
        "erases",
        "company",
        "role",
    }
)


def _address(email: str) -> str:
    stripped = str(clean(email)).strip()
    return canonical_email(stripped) or stripped
