"""The deeds of an account: each writes the cache and one push, as the table of docs/architecture.md says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import izanau_protocol
from izanau_desktop.cache import DRAFT, LOCAL, Cache, Document, Edit, outbox
from izanau_protocol import ambient, canonical, ids, position, wire
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Refused, problem
from izanau_protocol.rules import legal_problems, missing

IDLE: Final = 60.0
"""Seconds that edits of what others read already wait, unless the section is left before."""
PAPERS: Final = "papers"


@dataclass(frozen=True)
class AccountState:
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
    purposes: tuple[str, ...] = ()


class Deeds:
    """What an account can do. Every deed works offline, returns at once, and raises Refused where a rule is broken."""

    cache: Cache
    account: AccountState

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
        if kind in ("job", "company") and self.account.company:
            return f"company:{self.account.company}"
        if kind in ("note", "message", "application") and self.account.company:
            return f"applicants:{self.account.company}"
        return LOCAL if kind == PAPERS else f"account:{self.account.id}"

    # --- the seeker ---

    def register(self, words: str, language: str) -> str:
        """Make the profile public, after the person saw what becomes public and agreed in these words."""
        self._refuse_incomplete()
        consent = self._consent("register", words, language)
        registered = Edit("profile", self.account.profile, self._own, {"registered": True})
        return self.cache.edit([consent, registered], wire.HOLD_SECONDS, deed="register", needs=self._profile_pushes())

    def unregister(self) -> str:
        """Take the profile off the public pages."""
        edits = [Edit("profile", self.account.profile, self._own, {"registered": None})]
        edits += self._ended_consents("register")
        return self.cache.edit(edits, deed="unregister")

    def apply(self, job_id: str, words: str, language: str, message: str = "") -> str:
        """Apply for a job, with the words that said what the company will see; the application's id."""
        job = self._there("job", job_id)
        self._refuse_incomplete()
        if job.body.get("state") != "published":
            raise Refused(problem("job_closed"))
        earlier = self.cache.list("application", job=job_id)
        if any(not one.body.get("withdrawn") and one.body.get("status") != "rejected" for one in earlier):
            raise Refused(problem("already_applied"))
        attempt = len(earlier) + 1
        identity = ids.application_id(job_id, self.account.profile, attempt)
        consent = self._consent("apply", words, language, str(job.body["company"]), identity)
        body: Body = {
            "job": job_id,
            "seeker": self.account.profile,
            "attempt": attempt,
            "consent": consent.id,
            "source": "search",
        }
        if message:
            body["message"] = message
        edits = [consent, Edit("application", identity, self._own, body)]
        self.cache.edit(edits, wire.HOLD_SECONDS, deed="apply", needs=self._profile_pushes())
        return identity

    def withdraw(self, application: str) -> str:
        """Withdraw an application; one that was never sent simply goes."""
        found = self._there("application", application)
        for waiting in self._pushes_of("application", application):
            if found.seq == 0 and self.cache.drop(waiting):
                return ""
        edit = Edit("application", application, found.scope, {"withdrawn": True})
        return self.cache.edit([edit], wire.HOLD_SECONDS, deed="withdraw")

    def pause(self, *, paused: bool = True) -> str:
        """Hide everything from everyone until resumed."""
        return self.edit("account", self.account.id, {"paused": True if paused else None}, scope=self._own)

    def purpose(self, name: str, words: str, language: str, *, chosen: bool) -> str:
        """Switch one of the four purposes on, by consent, or off."""
        edit = Edit("account", self.account.id, self._own, {"purposes": {name: True if chosen else None}})
        beside = [self._consent("purpose", words, language)] if chosen else self._ended_consents("purpose", words)
        return self.cache.edit([edit, *beside], deed="purpose")

    # --- both sides ---

    def send_message(
        self,
        text: str,
        *,
        company: str = "",
        application: str = "",
        seeker: str = "",
        words: str = "",
        language: str = "en",
    ) -> str:
        """Write to a company (`words` say, the first time, what it will see), or to an applicant; the message's id."""
        found = self._there("application", application) if application else None
        body: Body = {"text": text, **({"application": application} if application else {})}
        identity = ambient.new_id()
        edits: list[Edit] = []
        if self.account.group == "company":
            person = str(found.body["seeker"]) if found else seeker
            body |= {"company": self.account.company, "seeker": person, "sender": "company"}
            scope = f"applicants:{self.account.company}"
        else:
            known = str(found.body.get("company", "")) if found else ""
            post = self.cache.get("job", str(found.body["job"])) if found and not known else None
            recipient = company or known or (str(post.body["company"]) if post else "")
            body |= {"company": recipient, "seeker": self.account.profile, "sender": "seeker"}
            scope = self._own
            edits += self._message_consent(body, recipient, words, language)
        edits.append(Edit("message", identity, scope, body))
        needs = self._pushes_of("application", application) if application else []
        self.cache.edit(edits, wire.HOLD_SECONDS, deed="message", needs=needs)
        return identity

    def contact(self, text: str, topic: str = "other") -> str:
        """The contact form, signed in: a ticket; its id."""
        identity = ambient.new_id()
        body: Body = {"topic": topic, "text": text}
        self.cache.edit([Edit("ticket", identity, self._own, body)], deed="contact")
        return identity

    def reply(self, mend: str, text: str) -> str:
        """Answer the notice of a correction."""
        return self.cache.edit([Edit("mend", mend, self._own, {"reply": text})], deed="reply")

    # --- the company ---

    def create_job(self, body: Body) -> str:
        """A new job as a draft; its id."""
        identity = ambient.new_id()
        whole: Body = {"state": "draft", **body, "company": self.account.company}
        self.cache.edit([Edit("job", identity, f"company:{self.account.company}", whole)])
        return identity

    def publish(self, job: str) -> str:
        """Publish a job. Raises Refused with every item that the law requires and that is not stated."""
        lacking = legal_problems(self._there("job", job).body)
        if lacking:
            raise Refused(*lacking)
        return self._set_state(job, "published")

    def close(self, job: str) -> str:
        """Take no more applications."""
        return self._set_state(job, "closed")

    def move(self, application: str, stage: str, reason: str = "") -> str:
        """Move an application to a stage."""
        found = self._there("application", application)
        patch: Body = {"stage": stage, "reason": reason or None}
        edit = Edit("application", application, found.scope, patch)
        return self.cache.edit([edit], wire.HOLD_SECONDS, deed="stage")

    def note(self, application: str, text: str) -> str:
        """Note something on an application; the note's id."""
        scope = self._there("application", application).scope
        identity = ambient.new_id()
        self.cache.edit([Edit("note", identity, scope, {"application": application, "text": text})], deed="note")
        return identity

    # --- support staff ---

    def mend(self, kind: str, id: str, path: str, old: object, new: object, reason: str, text: str) -> str:  # noqa: A002 - the name that documents have
        """Correct a field of someone's record; the owner gets a notice. The mend's id."""
        identity = ambient.new_id()
        body: Body = {"kind": kind, "about": id, "path": path, "reason": reason, "text": text}
        sides = {"old": old, "new": new}
        body |= {name: canonical.encode_value(value) for name, value in sides.items() if value is not None}
        self.cache.edit([Edit("mend", identity, self._own, body)], deed="mend")
        return identity

    def answer(self, ticket: str, text: str, *, state: str = "answered") -> str:
        """Answer a ticket."""
        found = self._there("ticket", ticket)
        answers = found.body.get("answers")
        held = answers if isinstance(answers, Mapping) else {}
        last = [position.position_of(held[key]) for key in position.ordered(held)][-1:]
        item: Body = {"text": text, "position": position.between(last[0] if last else None, None)}
        patch: Body = {"state": state, "answers": {ambient.item_id(): item}}
        return self.cache.edit([Edit("ticket", ticket, "staff", patch)], deed="answer")

    def close_ticket(self, ticket: str) -> str:
        """Close a ticket."""
        self._there("ticket", ticket)
        return self.cache.edit([Edit("ticket", ticket, "staff", {"state": "closed"})], deed="answer")

    # --- what they stand on ---

    @property
    def _own(self) -> str:
        return f"account:{self.account.id}" if self.account.id else DRAFT

    def _there(self, kind: str, identity: str) -> Document:
        found = self.cache.get(kind, identity)
        if found is None:
            raise Refused(problem("not_yours"))
        return found

    def _set_state(self, job: str, state: str) -> str:
        scope = f"company:{self.account.company}"
        return self.cache.edit(
            [Edit("job", job, scope, {"state": state})], deed=state, needs=self._pushes_of("job", job)
        )

    def _refuse_incomplete(self) -> None:
        if not self.account.id:
            raise Refused(problem("not_signed_in"))
        if not self.account.confirmed:
            raise Refused(problem("email_not_confirmed"))
        found = self.cache.get("profile", self.account.profile)
        lacking = missing(found.body if found else {})
        if lacking:
            raise Refused(problem("profile_incomplete", paths=", ".join(lacking)))

    def _consent(self, deed: str, words: str, language: str, recipient: str = "", about: str = "") -> Edit:
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
        named = {"recipient": recipient, "about": about}
        body |= {name: value for name, value in named.items() if value}
        return Edit("consent", ambient.new_id(), self._own, {n: v for n, v in body.items() if v})

    def _ended_consents(self, deed: str, words: str = "") -> list[Edit]:
        found = self.cache.list("consent", deed=deed)
        live = [c for c in found if not c.body.get("ended") and (not words or c.body.get("words") == words)]
        return [Edit("consent", one.id, self._own, {"ended": True}) for one in live]

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
        consent = self._consent("message", words, language, company)
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
