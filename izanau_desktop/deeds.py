"""The deeds of an account: each writes the cache and one push, as the table of docs/architecture.md says."""

from __future__ import annotations

from collections.abc import Sequence

from izanau_desktop.cache import LOCAL, Choice, Edit
from izanau_desktop.cache.reads import common
from izanau_desktop.office import Office
from izanau_desktop.standing import PAPERS, AccountState
from izanau_protocol import ambient, ids, visibility, wire
from izanau_protocol.canonical import Body
from izanau_protocol.documents import ORDERED
from izanau_protocol.problems import Refused, problem
from izanau_protocol.reading import profile as reading

__all__ = ["PAPERS", "AccountState", "Deeds"]


class Deeds(Office):
    """What an account can do. Every deed works offline, returns at once, and raises Refused where a rule is broken."""

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
        return self.cache.edit(edits, wire.HOLD_SECONDS, deed="unregister")

    def confirm_profile(self) -> str:
        """Say that all of the profile is right as of today; the site names the day (PRV-13)."""
        confirmed: Body = {"confirmed": ambient.today().isoformat()}
        return self.cache.edit([Edit("profile", self.account.profile, self._own, confirmed)])

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
        consent = self._consent("apply", words, language, recipient=str(job.body["company"]), about=identity)
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

    def rename(self, name: str) -> str:
        """Give the account another full name; the profile's own name stays as it is."""
        return self.edit("account", self.account.id, {"name": name}, scope=self._own)

    def notice_by_mail(self, kind: str, *, chosen: bool) -> str:
        """Have the site mail of a kind of event, or no more; it holds on all of the person's machines."""
        return self.edit("account", self.account.id, {"notices": {kind: True if chosen else None}}, scope=self._own)

    def pause(self, *, paused: bool = True) -> str:
        """Hide everything from everyone until resumed."""
        return self.edit("account", self.account.id, {"paused": True if paused else None}, scope=self._own)

    def refuse_unlisted(self, patch: Body) -> None:
        """Raise Refused `not_in_policy` where a patch of one's profile tells what the policy in force does not list."""
        listed = visibility.sections(common.manifest(self.cache))
        for name, value in patch.items():
            if value is not None and name in ORDERED and name not in listed:
                raise Refused(problem("not_in_policy", name, name=reading.section_words(name, "en")))

    def unlisted(self) -> tuple[str, ...]:
        """The sections of one's profile that the site holds and the policy in force no longer lists."""
        listed = common.manifest(self.cache)
        found = self.cache.get("profile", self.account.profile)
        held = [name for name in ORDERED if found is not None and name in found.body]
        return tuple(name for name in held if listed is not None and not listed.lists("profile", name))

    def let_go(self, sections: Sequence[str], language: str, *, keep: bool) -> str:
        """Delete sections of one's profile; `keep` puts what they read as among what is for one's papers only."""
        found = self.cache.get("profile", self.account.profile)
        held = [name for name in sections if found is not None and name in found.body]
        if found is None or not held:
            return ""
        edits = [Edit("profile", found.id, self._own, dict.fromkeys(held))]
        if keep:
            texts: Body = {name: reading.as_text(found.body, name, language) for name in held}
            edits.append(Edit(PAPERS, self.account.profile, LOCAL, texts))
        return self.cache.edit(edits, deed="let_go")

    def purpose(self, name: str, words: str, language: str, *, chosen: bool) -> str:
        """Switch one of the four purposes on, by a consent to these words, or off, which ends it; both in one push."""
        edit = Edit("account", self.account.id, self._own, {"purposes": {name: True if chosen else None}})
        beside = (
            [self._consent("purpose", words, language, purpose=name)]
            if chosen
            else self._ended_consents("purpose", purpose=name)
        )
        return self.cache.edit([edit, *beside], deed="purpose")

    def take_back(self, consent: str) -> str:
        """End an agreement, with all that stands on it; the outbox row, empty where it was never sent.

        Raises Refused `read_only_field` for the agreement to the policy itself, which ends with the account.
        """
        body = self._there("consent", consent).body
        deed, about = body.get("deed"), str(body.get("about", ""))
        if deed == "policy":
            raise Refused(problem("read_only_field", "deed"))
        if deed == "purpose":
            return self.purpose(str(body.get("purpose", "")), "", self.language, chosen=False)
        if deed == "register":
            return self.unregister()
        if deed == "apply" and self.cache.get("application", about) is not None:
            return self.withdraw(about)
        edit = Edit("consent", consent, self._own, {"ended": True})
        return self.cache.edit([edit], wire.HOLD_SECONDS, deed="take_back")

    # --- both sides ---

    def settle(self, choices: Sequence[Choice]) -> tuple[str, ...]:
        """Settle conflicts; the outbox rows, one for each document, by which that is taken back until it is sent."""
        return self.cache.settle(choices, wire.HOLD_SECONDS)

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
        if "consent" in body:  # without that the site would not take it
            needs += [one for one in self._pushes_of("consent", str(body["consent"])) if one not in needs]
        self.cache.edit(edits, wire.HOLD_SECONDS, deed="message", needs=needs)
        return identity

    def contact(self, text: str, topic: str = "other") -> str:
        """The contact form, signed in: a ticket; its id."""
        identity = ambient.new_id()
        body: Body = {"topic": topic, "text": text}
        self.cache.edit([Edit("ticket", identity, self._own, body)], wire.HOLD_SECONDS, deed="contact")
        return identity

    def reply(self, mend: str, text: str) -> str:
        """Answer the notice of a correction."""
        return self.cache.edit([Edit("mend", mend, self._own, {"reply": text})], wire.HOLD_SECONDS, deed="reply")
