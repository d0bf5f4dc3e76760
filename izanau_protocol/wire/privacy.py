"""The messages in which the site tells a person what it holds of them, who was shown it and on what ground."""

from __future__ import annotations

from typing import Any

import msgspec


class Who(msgspec.Struct, frozen=True):
    """Who was shown something: a `company` (with its name), `staff`, or oneself (`self`); no member is named."""

    group: str
    company: str = ""
    name: str = ""


class Sighting(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that somebody was shown or did: a `page` of a company or of staff, or find, look, mend, approve, export.
    `what` is the kind of document; reason and text say why, `path` what was corrected."""

    at: str
    deed: str
    who: Who
    what: str
    reason: str = ""
    text: str = ""
    path: str = ""


class Seen(msgspec.Struct, frozen=True):
    """GET /v1/privacy/seen?before=&limit= → Seen: newest first; `next` is the `before` of the page that follows."""

    items: list[Sighting]
    next: str = ""


class Disclosure(msgspec.Struct, frozen=True):
    """GET /v1/privacy/disclosures → {items: [Disclosure]}: a time in which a company was shown one's e-mail address.
    `consent` is what it stands on; `cause` says what ended it (withdrawn, paused, erased)."""

    at: str
    company: str
    company_name: str
    job: str
    job_title: dict[str, str]
    application: str
    consent: str
    ended_at: str = ""
    cause: str = ""


class Agreed(msgspec.Struct, frozen=True):
    """A version of the policy that one agreed to."""

    version: str
    hash: str
    at: str


class Posted(msgspec.Struct, frozen=True):
    """A mail to oneself. Of mails with a code the text is left out: who can read this could take the account over."""

    purpose: str
    subject: str
    at: str
    sent: str
    to: str
    text: str = ""


class Machine(msgspec.Struct, frozen=True):
    """A device that is or was signed in, and what it was shown and let go of, by scope."""

    id: str
    name: str
    client: str
    created: str
    seen: str
    ended: str
    shown: dict[str, int]
    acknowledged: dict[str, int]


class Holdings(msgspec.Struct, frozen=True):
    """GET /v1/privacy/holdings → Holdings: everything that the site holds about the caller. Documents carry their `id`."""

    made_at: str
    operator: dict[str, str]
    """Who runs the site: `name`, and `address`, `email` or `contact`, `url` as far as they are told."""
    account: dict[str, Any]
    profile: dict[str, Any]
    consents: list[dict[str, Any]]
    purposes: dict[str, bool]
    applications: list[dict[str, Any]]
    messages: list[dict[str, Any]]
    contacts: list[dict[str, Any]]
    tickets: list[dict[str, Any]]
    mends: list[dict[str, Any]]
    conflicts: list[dict[str, Any]]
    memberships: list[dict[str, Any]]
    mails: list[Posted]
    devices: list[Machine]
    codes: list[dict[str, str]]
    """Codes that were mailed: what for, until when, when used; never the code."""
    pushes: list[dict[str, str]]
    """Changes that were sent: their id and when."""
    access: list[Sighting]
    disclosures: list[Disclosure]
    policies: list[Agreed]


class Kept(msgspec.Struct, frozen=True):
    """GET /v1/privacy/retention → {items: [Kept]}: a rule of retention about the caller, `what` and `words` in en and ja.
    `due` is when something of theirs goes by it, and `about` that document's id; both empty for the rule as such."""

    rule: str
    what: dict[str, str]
    words: dict[str, str]
    due: str = ""
    about: str = ""
