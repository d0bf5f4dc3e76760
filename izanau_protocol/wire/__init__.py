"""The messages of the site API: what the desktop sends and what it gets, as structs; the endpoints' paths beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from izanau_protocol.wire.privacy import Act as Act
from izanau_protocol.wire.privacy import Agreed as Agreed
from izanau_protocol.wire.privacy import Begun as Begun
from izanau_protocol.wire.privacy import Changed as Changed
from izanau_protocol.wire.privacy import Disclosure as Disclosure
from izanau_protocol.wire.privacy import Exported as Exported
from izanau_protocol.wire.privacy import Holding as Holding
from izanau_protocol.wire.privacy import Holdings as Holdings
from izanau_protocol.wire.privacy import Kept as Kept
from izanau_protocol.wire.privacy import Link as Link
from izanau_protocol.wire.privacy import Machine as Machine
from izanau_protocol.wire.privacy import Mailed as Mailed
from izanau_protocol.wire.privacy import Notice as Notice
from izanau_protocol.wire.privacy import Posted as Posted
from izanau_protocol.wire.privacy import Returned as Returned
from izanau_protocol.wire.privacy import Seen as Seen
from izanau_protocol.wire.privacy import Sighting as Sighting
from izanau_protocol.wire.privacy import Who as Who
from izanau_protocol.wire.privacy import Written as Written
from izanau_protocol.wire.shapes import Loose as Loose
from izanau_protocol.wire.shapes import Strict as Strict
from izanau_protocol.wire.team import TEAM_ROLES as TEAM_ROLES
from izanau_protocol.wire.team import EndMember as EndMember
from izanau_protocol.wire.team import GiveOwner as GiveOwner
from izanau_protocol.wire.team import Invitation as Invitation
from izanau_protocol.wire.team import Invite as Invite
from izanau_protocol.wire.team import SetRole as SetRole

MAX_PAGE: Final = 2_000_000
"""Bytes of one decoded feed page at most (R6)."""
PAGE_ENTRIES: Final = 500
MAX_BATCH: Final = 1_000_000
"""Bytes of one push batch at most."""
MAX_REQUEST: Final = 2_000_000
COMPANY_SILENCE_DAYS: Final = 60
SEEKER_SILENCE_DAYS: Final = 400
BACKUP_WINDOW_DAYS: Final = 35
LEASE_HOURS: Final = 72
PURGE_DAYS: Final = 14
PING_SECONDS: Final = 20
"""Between two signs of life on a stream of events where nothing moves; without one for twice as long it is cut."""
HOLD_SECONDS: Final = 10
"""How long a deed that reaches other people waits in the outbox for its undo."""


# --- accounts -------------------------------------------------------------------------------------------------------


class SignUp(Strict, frozen=True):
    """POST /v1/signup → Session. The site answers alike whether the address is taken or not."""

    name: str
    email: str
    password: str
    policy: str
    """The version that was read and agreed to."""
    language: str = "en"
    client: str = ""
    device: str = ""


class SignIn(Strict, frozen=True):
    """POST /v1/signin → Session."""

    email: str
    password: str
    device: str = ""
    client: str = ""


class Session(Loose, frozen=True):
    """A device's signed-in state: an access token for `expires_in` seconds and a refresh token that is used once."""

    account: str
    group: str
    role: str
    company: str
    device: str
    access: str
    refresh: str
    expires_in: int


class Refresh(Strict, frozen=True):
    """POST /v1/refresh → Session. An old refresh token ends the device's session."""

    refresh: str


class Code(Strict, frozen=True):
    """POST /v1/confirm {code} → {}: confirms the e-mail address, or the new one that replaces it; works signed out."""

    code: str


class Address(Strict, frozen=True):
    """POST /v1/reset {email} → {}: mails a code if there is such an account; answers alike if not."""

    email: str


class NewPassword(Strict, frozen=True):
    """POST /v1/reset/finish {code, password} → {}: ends every session."""

    code: str
    password: str


class ChangePassword(Strict, frozen=True):
    """POST /v1/password {old, new} → {}: ends every other session."""

    old: str
    new: str


class ChangeAddress(Strict, frozen=True):
    """POST /v1/email {password, email} → {}: mails a link to the new address, and changes nothing until it is used; alike
    whether the address is taken or not. DELETE /v1/email → {} withdraws that."""

    password: str
    email: str


class Device(Loose, frozen=True):
    """GET /v1/devices → {items: [Device]}; DELETE /v1/devices/{id} ends one."""

    id: str
    name: str
    client: str
    created: str
    seen: str
    current: bool


class Agree(Strict, frozen=True):
    """POST /v1/policy/agree → {}: an explicit agreement to a version of the policy, in the words of `language`."""

    version: str
    hash: str
    language: str
    client: str = ""


class Erase(Strict, frozen=True):
    """POST /v1/erase {password, now} → {erases}; POST /v1/keep {} ends the 72 h of grace."""

    password: str
    now: bool = False


class Erasure(Loose, frozen=True):
    """GET /v1/erasures → {items: [Erasure]}, for staff: a deletion of which only the outlines of the address are known.
    `erases` is the end of its grace, `erased` when it was carried out, `cleared` how much went, by store."""

    id: str
    begun: str
    erases: str
    erased: str
    masked: str
    cleared: dict[str, int]
    recipients: list[Holding]

    @property
    def waiting(self) -> int:
        """How many devices are waited for."""
        return sum(one.waiting for one in self.recipients)


class ContactForm(Strict, frozen=True):
    """POST /v1/contact → {id, number}: signed out; signed in, a ticket is pushed."""

    text: str
    email: str = ""
    name: str = ""
    topic: str = "other"
    language: str = "en"


class Approve(Strict, frozen=True):
    """POST /v1/companies → {id}: staff make a company and its owner's account from a ticket; the owner sets a password by mail."""

    ticket: str
    company: str
    owner_name: str
    owner_email: str


# --- sync -----------------------------------------------------------------------------------------------------------


class ScopeHead(Loose, frozen=True):
    """The highest seq of a scope, and the floor below which tombstones are collected."""

    head: int
    floor: int = 0


class Operator(Loose, frozen=True, omit_defaults=True):
    """Who runs the site and answers for it, as GET /v1/policy tells."""

    name: str
    address: str = ""
    email: str = ""
    url: str = ""


class Scopes(Loose, frozen=True):
    """GET /v1/scopes, with ETag; 304 = nothing to do. A scope missing from it is revoked. `views` is the version of each
    kind's views: another one means that its documents may be seen narrower, and are listed anew (R5)."""

    epoch: str
    views: dict[str, str]
    policy: str
    min_version: str
    scopes: dict[str, ScopeHead]
    lease_hours: int = LEASE_HOURS
    """How long a company's or staff's cache may be read after a sync (R16); a site may ask for less, never for more."""
    agreed: bool = True
    """Whether the caller agreed to the version in force; while not, only what lessens disclosure is taken (PRV-06)."""
    vocabulary: str = ""
    """The version of the fields that the site knows; where it is not one's own, GET /v1/fields names them (R2)."""


class Fields(Loose, frozen=True):
    """GET /v1/fields: every field that the site knows (`profile.work.*.title`). A newer desktop keeps what is not there."""

    fields: list[str]


class Entry(Loose, frozen=True, omit_defaults=True):
    """One line of a feed page: a view, or `gone` with its cause. `beside` marks an entry of another place of the walk
    (an applicant's profile or contact that comes with the application); it moves no cursor."""

    scope: str
    kind: str
    id: str
    seq: int
    view: dict[str, Any] | None = None
    gone: str = ""
    beside: bool = False


class PageEnd(Loose, frozen=True):
    """The last line of a feed page. A page counts only with count and hash right (R6). `floor` is that of the scope as the
    page was read: what was gone below it is told of no more."""

    count: int
    sha256: str
    cursor: int
    more: bool
    epoch: str
    views: dict[str, str]
    floor: int = 0


class Part(Strict, frozen=True):
    """One document of a push. `base_seq` 0 creates; `patch` is an RFC 7396 merge patch of the scope's view; None deletes."""

    kind: str
    id: str
    scope: str
    base_seq: int
    patch: dict[str, Any] | None


class Push(Strict, frozen=True, omit_defaults=True):
    """All parts of a push, or none (R9). `epoch` is the one whose seqs the bases are, fixed with the parts: in another
    epoch such a push is `stale`. Empty: the bases are of an epoch that ended. `again`: it was settled before a backup was put
    back, so that who was to be told of it was told."""

    push_id: str
    parts: list[Part]
    epoch: str
    needs: list[str] = msgspec.field(default_factory=list)
    again: bool = False


class Batch(Strict, frozen=True):
    """POST /v1/push → Answers. `seen` is the highest seq this device ever saw of each scope (R13)."""

    pushes: list[Push]
    seen: dict[str, int] = msgspec.field(default_factory=dict)


class Settled(Loose, frozen=True, omit_defaults=True):
    """The new state of one part: its seq in the scope, and the view where it differs from base + patch."""

    kind: str
    id: str
    scope: str
    seq: int
    view: dict[str, Any] | None = None


class Answer(Loose, frozen=True, omit_defaults=True):
    """What became of one push: applied (parts), stale (parts with the views of now), waiting, refused (problem)."""

    push_id: str
    result: str
    parts: list[Settled] = msgspec.field(default_factory=list)
    problem: dict[str, Any] | None = None


class Answers(Loose, frozen=True):
    """The answers of a batch, in its order, and the epoch in which they were judged."""

    answers: list[Answer]
    epoch: str


class Gone(Strict, frozen=True):
    """POST /v1/ack: the tombstones and narrowed entries of each scope up to a seq have been applied by this device (R8)."""

    applied: dict[str, int]


# --- records of staff, asked for one by one -------------------------------------------------------------------------


class Find(Strict, frozen=True):
    """POST /v1/records/find → {items: [Found]}: exact e-mail, id or ticket number first, then folded names."""

    query: str
    limit: int = 50


class Found(Loose, frozen=True):
    """A record that fits a query."""

    kind: str
    id: str
    words: str
    email: str = ""


class Look(Strict, frozen=True):
    """POST /v1/records/show → Record. The look is logged, and the owner can see it."""

    kind: str
    id: str
    reason: str
    text: str


class EraseRecord(Strict, frozen=True):
    """POST /v1/records/erase → {erases}: delete an account as its owner asked in a ticket, after the 72 h of grace. The
    record was looked at before; `text` says how it was made sure who asked. The owner is told by mail and can keep it."""

    id: str
    """Of the profile, or of the account."""
    ticket: int
    """The number of the ticket that this person wrote, or that gives their address."""
    text: str


class Record(Loose, frozen=True):
    """A record as its owner sees it, and its last 50 looks and edits."""

    kind: str
    id: str
    seq: int
    view: dict[str, Any]
    owner: dict[str, Any]
    trail: list[dict[str, Any]]


def highest(answers: Iterable[Answer]) -> dict[str, int]:
    """The highest seq of each scope that these answers show (R13)."""
    found: dict[str, int] = {}
    for answer in answers:
        for part in answer.parts:
            found[part.scope] = max(part.seq, found.get(part.scope, 0))
    return found


def decode_line(line: bytes) -> Entry | PageEnd:
    """One line of a feed page, told by what it holds: a newer site may say more in either. Raises msgspec.MsgspecError or
    UnicodeDecodeError for anything else."""
    try:
        return msgspec.json.decode(line, type=Entry)
    except msgspec.ValidationError:  # rule: the last line of a page is no entry
        return msgspec.json.decode(line, type=PageEnd)
