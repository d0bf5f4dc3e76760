"""What every deed stands on: whose cache it is, plain edits, and the consents that disclosures need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

import izanau_protocol
from izanau_desktop.cache import DRAFT, LOCAL, Cache, Document, Edit, outbox
from izanau_desktop.cache.reads import common
from izanau_protocol import ambient, ids, visibility, wire
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Refused, problem
from izanau_protocol.rules import missing

IDLE: Final = 60.0
"""Seconds that edits of what others read already wait, unless the section is left before."""
PAPERS: Final = "papers"


class AccountState(msgspec.Struct, frozen=True):
    """Whose cache it is."""

    id: str = ""
    email: str = ""
    name: str = ""
    group: str = ""
    role: str = ""
    company: str = ""
    profile: str = ""
    confirmed: bool = False
    paused: bool = False
    erases: str = ""
    bounced: str = ""
    new_email: str = ""
    new_email_until: str = ""
    purposes: tuple[str, ...] = ()


class Standing:
    """An account at its cache."""

    cache: Cache
    account: AccountState
    language: str

    # --- plain edits ---

    def edit(
        self,
        kind: str,
        id: str,  # noqa: A002 - the name that documents have
        patch: Body | None,
        *,
        scope: str | None = None,
        hold: float = 0.0,
        with_: Sequence[Edit] = (),
        group: str = "",
    ) -> str:
        """Edit a document as the person sees it; the outbox id. Drafts of what others read wait a while by themselves."""
        where = scope or self.scope_of(kind, id)
        wait = hold or (IDLE if self._is_read_by_others(kind, id) else 0.0)
        return self.cache.edit([Edit(kind, id, where, patch), *with_], wait, group=group)

    def edit_profile(self, patch: Body) -> str:
        """Edit one's own profile."""
        return self.edit("profile", self.account.profile, patch)

    def edit_papers(self, patch: Body) -> None:
        """Edit what is only for one's papers; it never leaves this machine."""
        self.cache.edit([Edit(PAPERS, self.account.profile, LOCAL, patch)])

    def papers(self) -> Body:
        """What is only for one's papers."""
        found = self.cache.get(PAPERS, self.account.profile)
        return found.body if found else {}

    def scope_of(self, kind: str, id: str = "") -> str:  # noqa: A002 - the name that documents have
        """The scope that an edit of a document is pushed in, by the role."""
        if not self.account.id:
            return LOCAL if kind == PAPERS else DRAFT
        shown = self.cache.get(kind, id) if id else None
        if shown is not None and shown.scope != "jobs":
            return shown.scope
        if kind in ("job", "company", "template") and self.account.company:
            return f"company:{self.account.company}"
        if kind in ("note", "task", "message", "application", "view") and self.account.company:
            return f"applicants:{self.account.company}"
        return LOCAL if kind == PAPERS else f"account:{self.account.id}"

    # --- what they stand on ---

    @property
    def _own(self) -> str:
        return f"account:{self.account.id}" if self.account.id else DRAFT

    @property
    def membership(self) -> str:
        """The person's place in their company, by which its documents name them; empty for others."""
        known = self.account
        return ids.membership_id(known.company, known.id) if known.company and known.id else ""

    def _there(self, kind: str, identity: str) -> Document:
        found = self.cache.get(kind, identity)
        if found is None:
            raise Refused(problem("not_yours"))
        return found

    def _set_state(self, job: str, state: str) -> str:
        edit = Edit("job", job, f"company:{self.account.company}", {"state": state})
        return self.cache.edit([edit], wire.HOLD_SECONDS, deed=state, needs=self._pushes_of("job", job))

    def _refuse_incomplete(self) -> None:
        if not self.account.id:
            raise Refused(problem("not_signed_in"))
        if not self.account.confirmed:
            raise Refused(problem("email_not_confirmed"))
        found = self.cache.get("profile", self.account.profile)
        lacking = missing(found.body if found else {}, visibility.sections(common.manifest(self.cache)))
        if lacking:
            raise Refused(problem("profile_incomplete", paths=", ".join(lacking)))

    def _consent(self, deed: str, words: str, language: str, **named: str) -> Edit:
        """A consent in these words; `named` says whom or what it is about (recipient, about, purpose)."""
        version = self.cache.note("policy")
        policy = self.cache.list("policy", version=version)
        body: Body = {
            "deed": deed,
            "version": version,
            "language": language,
            "words": words,
            "hash": str(policy[0].body.get("hash", "")) if policy else "",
            "method": "desktop",
            "client": f"izanau/{izanau_protocol.__version__}",
        }
        body |= named
        return Edit("consent", ambient.new_id(), self._own, {n: v for n, v in body.items() if v})

    def _ended_consents(self, deed: str, **where: str) -> list[Edit]:
        found = self.cache.list("consent", deed=deed, **where)
        return [Edit("consent", one.id, self._own, {"ended": True}) for one in found if not one.body.get("ended")]

    def _message_consent(self, body: Body, company: str, words: str, language: str) -> list[Edit]:
        """The consent that names the recipient: the one given before, or a new one in these words."""
        deeds = ("message", "apply") if body.get("application") else ("message",)
        known = self.cache.list("consent", recipient=company)
        given = [c for c in known if c.body.get("deed") in deeds and not c.body.get("ended")]
        if given:
            body["consent"] = given[-1].id
            return []
        if not words:
            raise Refused(problem("consent_required"))
        consent = self._consent("message", words, language, recipient=company)
        body["consent"] = consent.id
        return [consent]

    def _profile_pushes(self) -> list[str]:
        return self._pushes_of("profile", self.account.profile)

    def _pushes_of(self, kind: str, identity: str) -> list[str]:
        with self.cache.file.read() as connection:
            return outbox.touching(connection, kind, identity)

    def _is_read_by_others(self, kind: str, identity: str) -> bool:
        if kind not in ("profile", "job"):
            return False
        found = self.cache.get(kind, identity)
        return found is not None and bool(found.body.get("registered") or found.body.get("state") == "published")
