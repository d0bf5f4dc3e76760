"""What a person agreed to, as receipts: each with the version of the policy, the words shown, and to whom."""

from __future__ import annotations

import msgspec

from izanau_desktop.cache import Cache, Document, agreement, documents, meta
from izanau_protocol.canonical import Body
from izanau_protocol.receipts import receipt as made


def receipt(cache: Cache, consent: str, url: str = "") -> Body | None:
    """The receipt of one consent, as far as this machine knows the site's operator (at `url`); None for none such."""
    with cache.reading() as connection:
        found = documents.get(connection, "consent", consent)
        if found is None:
            return None
        policy = agreement.version(connection, str(found.body.get("version", ""))) or {}
        kept = meta.get(connection, "operator")
        company = documents.get(connection, "company", str(found.body.get("recipient", "")))
        principal = meta.get(connection, "account")
    operator: dict[str, str] = {"url": url, **(msgspec.json.decode(kept, type=dict[str, str]) if kept else {})}
    recipient = str(company.body.get("name", "")) if company else str(found.body.get("recipient", ""))
    about = {"principal": principal, "recipient": recipient}
    return made({"id": found.id, **found.body}, policy, operator, about)


def agreement_to(cache: Cache, version: str) -> Document | None:
    """The newest record of an agreement to a version of the policy."""
    found = cache.list("consent", deed="policy", version=version)
    return max(found, key=lambda one: str(one.body.get("at", "")), default=None)
