"""What a person agreed to: each consent with its words, the version of the policy that stands, the four purposes since when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from izanau_desktop.cache import Cache, Document, documents
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import common
from izanau_desktop.cache.reads.common import field
from izanau_protocol import codes
from izanau_protocol import documents as vocabulary

_PART: Final = "purposes."
PURPOSES: Final = tuple(path.removeprefix(_PART) for path in vocabulary.fields("account") if path.startswith(_PART))
"""The four purposes of the policy (4.1), by their fields of the account."""


class ConsentRow(msgspec.Struct, frozen=True):
    """One agreement; it is never changed, only ended."""

    id: str
    deed: str
    purpose: str
    words: str
    """The words that were on the screen."""
    version: str
    language: str
    at: str
    ended: bool
    ended_at: str
    company: str
    """Whom something was disclosed to, or empty."""
    company_name: str
    company_name_ja: str
    application: str
    job_title: Mapping[str, Any]
    pending: bool


class PurposeRow(msgspec.Struct, frozen=True):
    """One of the purposes: whether it was chosen, and since when it is as it is."""

    name: str
    chosen: bool
    since: str
    pending: bool


class Standing(msgspec.Struct, frozen=True):
    """How the person stands to the policy."""

    agreed: str
    """The version agreed to last, or empty."""
    at: str
    current: str
    effective: str
    is_current: bool
    """Whether the version in force is agreed to, as the site said last."""


def consents(cache: Cache) -> tuple[ConsentRow, ...]:
    """All agreements, the newest first."""
    with cache.reading() as connection:
        found = documents.some(connection, "consent", {})
        wanted = sorted({field(one.body, "recipient") for one in found} - {""})
        companies = documents.many(connection, "company", wanted)
        return tuple(_consent(connection, one, companies) for one in reversed(found))


def purposes(cache: Cache, account: str) -> tuple[PurposeRow, ...]:
    """The four purposes in the order of the policy."""
    with cache.reading() as connection:
        mine = documents.get(connection, "account", account)
        given = documents.some(connection, "consent", {"deed": "purpose"})
    switches = mine.body.get("purposes") if mine else None
    on = switches if isinstance(switches, dict) else {}
    return tuple(_purpose(name, on.get(name) is True, given) for name in PURPOSES)


def standing(cache: Cache) -> Standing:
    """Which version of the policy was agreed to, and which is in force."""
    found = common.agreed(cache)
    effective = field(common.policy(cache) or {}, "effective")
    return Standing(found.agreed, found.since, found.current, effective, is_current=not found.due)


def purpose_words(name: str, language: str) -> str:
    """What a purpose means, concretely."""
    return vocabulary.fields("account")[f"{_PART}{name}"].spec.words.of(language)


def deed_words(row: ConsentRow, language: str) -> str:
    """What was agreed to, and towards whom."""
    told = codes.words("deed", row.deed, language)
    company = company_words(row, language)
    if row.deed == "purpose" and row.purpose:
        return purpose_words(row.purpose, language)
    return f"{told}{'：' if language == 'ja' else ': '}{company}" if company else told


def company_words(row: ConsentRow, language: str) -> str:
    """The company's name in the reader's language."""
    return (row.company_name_ja if language == "ja" else "") or row.company_name


def _consent(connection: Connection, one: Document, companies: Mapping[str, Document]) -> ConsentRow:
    body = one.body
    known = companies.get(field(body, "recipient"))
    about: Any = known.body if known else {}
    application = documents.get(connection, "application", field(body, "about")) if body.get("about") else None
    post = documents.get(connection, "job", field(application.body, "job")) if application else None
    title = post.body.get("title") if post else None
    names = ("deed", "words", "version", "language", "at", "ended_at")
    return ConsentRow(
        id=one.id,
        purpose=field(body, "purpose"),
        ended=body.get("ended") is True,
        company=field(body, "recipient"),
        company_name=field(about, "name"),
        company_name_ja=field(about, "name_ja"),
        application=application.id if application else "",
        job_title=title if isinstance(title, dict) else {},
        pending=one.pending,
        **{name: field(body, name) for name in names},
    )


def _purpose(name: str, chosen: bool, given: tuple[Document, ...]) -> PurposeRow:
    of = [one for one in given if field(one.body, "purpose") == name]
    last = of[-1] if of else None
    since = field(last.body, "at" if chosen else "ended_at") if last else ""
    return PurposeRow(name, chosen, since, last.pending if last else False)
