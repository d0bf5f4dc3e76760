"""The four purposes of the policy (4.1): each is on only while a consent to it lives, and may be off at any time."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection

from izanau_protocol import ambient, documents
from izanau_protocol.canonical import Body
from izanau_protocol.documents import Purposes
from izanau_protocol.problems import Refused, problem
from izanau_site.store import Change, Store
from izanau_site.store.documents import Document, list_all, lock_accounts
from izanau_site.store.ledger import Line
from izanau_site.store.policies import current

NAMES: Final = Purposes.__struct_fields__


def set_purpose(
    connection: Connection,
    store: Store,
    account_id: str,
    purpose: str,
    on: bool,
    *,
    method: str,
    language: str = "en",
    client: str = "",
) -> bool:
    """Switch a purpose of an account on or off at the site, with its consent; whether anything changed.

    Does what the person's own device does in a push: on comes with a consent to the words of the switch, off ends it.
    `method` says how the person asked for it (`unsubscribe`: the link in a mail). Raises Refused for no purpose of ours.
    """
    if purpose not in NAMES:
        raise Refused(problem("unknown_code", "purpose", value=purpose))
    lock_accounts(connection, [account_id])
    known = store.get(connection, "account", account_id)
    if known is None or (purpose in chosen(known.body)) == on:
        return False
    body = switched(known.body, purpose, on=on)
    changes = [Change(kind="account", id=account_id, body=body, account=account_id)]
    if on:
        changes.append(_consent(connection, account_id, purpose, method, language, client))
    else:
        consents = list_all(connection, kind="consent", account=account_id)
        over = [one for one in consents if is_living(one, purpose)]
        # A backup that is put back brings no refused purpose back.
        store.note(connection, [Line("revoked", "consent", one.id, ambient.timestamp()) for one in over])
        changes += [Change(kind="consent", id=one.id, body=ended(one.body, method), account=account_id) for one in over]
    store.write(connection, changes)
    return True


def chosen(body: Body) -> frozenset[str]:
    """The purposes that are on in the body of an account."""
    held = body.get("purposes")
    return frozenset(name for name, on in held.items() if on) if isinstance(held, dict) else frozenset()


def switched(body: Body, purpose: str, *, on: bool) -> Body:
    """The body of an account with a purpose on or off."""
    held = body.get("purposes")
    others: Body = {name: value for name, value in held.items() if name != purpose} if isinstance(held, dict) else {}
    purposes = others | ({purpose: True} if on else {})
    rest: Body = {name: value for name, value in body.items() if name != "purposes"}
    return rest | ({"purposes": purposes} if purposes else {})


def is_living(consent: Document, purpose: str) -> bool:
    """Whether a consent is one to this purpose, and not ended."""
    body = consent.body
    return body.get("deed") == "purpose" and body.get("purpose") == purpose and not body.get("ended")


def ended(body: dict[str, Any], method: str, at: str = "") -> Body:
    """The body of a consent that ends now; one that ended before keeps its moment."""
    if body.get("ended_at"):
        return body
    return {**body, "ended": True, "ended_at": at or ambient.timestamp(), "ended_by": method}


def _consent(connection: Connection, account_id: str, purpose: str, method: str, language: str, client: str) -> Change:
    version = current(connection)
    body: Body = {
        "deed": "purpose",
        "purpose": purpose,
        "version": version.version,
        "hash": version.hash,
        "language": "ja" if language.startswith("ja") else "en",
        "words": documents.fields("account")[f"purposes.{purpose}"].spec.words.of(language),
        "method": method,
        "at": ambient.timestamp(),
    }
    body |= {"client": client[:120]} if client else {}
    return Change(kind="consent", id=ambient.new_id(), body=body, account=account_id)
