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
    id: str = ""
    kind: str = ""
    """What made it: a template of the site, or `newsletter`."""
    language: str = ""
    not_before: str = ""
    """When it is tried, or was tried last, with what waits in between."""
    attempts: int = 0
    error: str = ""
    failed: str = ""
    """When it was given up."""


class Mailed(msgspec.Struct, frozen=True):
    """That one was mailed, or looked at, for a purpose that one chose; `about` is the newsletter, if there is one."""

    purpose: str
    at: str
    about: str = ""
    subject: str = ""
    """Of the newsletter."""


class Returned(msgspec.Struct, frozen=True):
    """A mail that came back for good, with the status that the mail server told (RFC 3463)."""

    mail: str
    at: str
    status: str


class Link(msgspec.Struct, frozen=True):
    """A link in a mail that ends a purpose without signing in; never its secret."""

    purpose: str
    made: str


class Notice(msgspec.Struct, frozen=True):
    """What one was told about the end of something: by which rule, about which document, when it goes (`due`), when it would
    have gone by the rule as it was told (`basis`), how many days before the last notice came."""

    rule: str
    about: str
    due: str
    basis: str
    before: int


class Exported(msgspec.Struct, frozen=True):
    """A file outside of the site into which a company wrote one's application: with which columns, and where one left since,
    why and when. Who of the company wrote it is not told."""

    at: str
    company: str
    company_name: str
    application: str
    format: str
    fields: list[str]
    cause: str = ""
    left_at: str = ""


class Changed(msgspec.Struct, frozen=True):
    """Which fields of a document of one's own changed, and when; never from what."""

    at: str
    id: str
    what: str
    paths: list[str]


class Act(msgspec.Struct, frozen=True):
    """Something that one did oneself, by a device of one's own: read a `page` of a scope, wrote, searched, looked, exported."""

    at: str
    deed: str
    device: str
    scope: str


class Written(msgspec.Struct, frozen=True):
    """When a document that speaks of one was made, and last written as one sees it oneself."""

    id: str
    what: str
    created: str
    written: str


class Begun(msgspec.Struct, frozen=True):
    """The record of a deletion that one asked for, in its grace."""

    id: str
    begun: str


class Holding(msgspec.Struct, frozen=True):
    """GET /v1/privacy/devices_holding → {items: [Holding]}: the devices of one recipient (a company's name, `support staff`
    or `me`), how many of them have let go of what went, and how many were ended before and are left to their lease."""

    recipient: str
    devices: int
    reached: int
    last: str = ""
    """Of those that are waited for: since when the longest of them is; of a living account, when it was here last."""
    ended: int = 0

    @property
    def waiting(self) -> int:
        """How many may still come, and let go of it then."""
        return self.devices - self.reached - self.ended


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
    access_expires: str = ""
    refresh_expires: str = ""
    """Until when it is signed in if it does not come again."""


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
    mailed: list[Mailed] = []
    returned: list[Returned] = []
    links: list[Link] = []
    notices: list[Notice] = []
    exports: list[Exported] = []
    changes: list[Changed] = []
    acts: list[Act] = []
    records: list[Written] = []
    erasures: list[Begun] = []
    removals: list[Holding] = []
    last_seen: str = ""
    """When a device that is forgotten since was here last."""


class Kept(msgspec.Struct, frozen=True):
    """GET /v1/privacy/retention → {items: [Kept]}: a rule of retention about the caller, `what` and `words` in en and ja.
    `due` is when something of theirs goes by it, and `about` that document's id; both empty for the rule as such."""

    rule: str
    what: dict[str, str]
    words: dict[str, str]
    due: str = ""
    about: str = ""
