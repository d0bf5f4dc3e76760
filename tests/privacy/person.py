"""Someone with an account, who acts as their program would: by the API of the site, with tokens of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.privacy import canaries
from tests.privacy.asking import Reply, ask
from tests.privacy.naming import application_id, new_id, profile_id

REQUIRED = ("name", "birthday", "citizenship", "residence", "visa", "languages")
"""The items that applying asks for."""


class Person:
    """An account at a device. Tokens are renewed as time passes, as by a program that is used."""

    def __init__(self, url: str, who: str, email: str, password: str, session: dict[str, Any] | None = None) -> None:
        self.url, self.who, self.email, self.password = url, who, email, password
        self.session: dict[str, Any] = {}
        if session is None:
            self.sign_in()
        else:
            self._begin(session)

    # --- speaking to the site ---

    def sign_in(self) -> None:
        """A session of a new device."""
        asked = {"email": self.email, "password": self.password, "device": canaries.canary(f"{self.who}/device")}
        answer = ask("POST", f"{self.url}/v1/signin", asked)
        assert answer.is_ok, answer.text
        self._begin(answer.json)

    def agree(self) -> None:
        """Agree to the policy in force."""
        policy = self.get("/v1/policy").json
        asked = {"version": policy["version"], "hash": policy["hash"], "language": "en", "client": "test"}
        answer = self.post("/v1/policy/agree", asked)
        assert answer.is_ok, answer.text

    def _begin(self, session: dict[str, Any]) -> None:
        """Go on with these tokens, which stand in no log either."""
        self.session = session
        canaries.PLANTED.update((session["access"], session["refresh"]))

    def ask(self, method: str, path: str, body: object = None, **more: Any) -> Reply:
        """Ask as this person; a token that ran out is renewed, or the person signs in again."""
        answer = ask(method, f"{self.url}{path}", body, token=self.session["access"], **more)
        if answer.status != 401:
            return answer
        renewed = ask("POST", f"{self.url}/v1/refresh", {"refresh": self.session["refresh"]})
        if not renewed.is_ok:
            return answer
        self._begin(renewed.json)
        return ask(method, f"{self.url}{path}", body, token=self.session["access"], **more)

    def get(self, path: str, **query: object) -> Reply:
        """GET as this person."""
        return self.ask("GET", path, query=query)

    def post(self, path: str, body: object = None) -> Reply:
        """POST as this person."""
        return self.ask("POST", path, body if body is not None else {})

    # --- who they are ---

    @property
    def account(self) -> str:
        """The account's id."""
        return str(self.session["account"])

    @property
    def profile(self) -> str:
        """The profile's id, of a seeker."""
        return profile_id(self.account)

    @property
    def company(self) -> str:
        """The company's id, of a member."""
        return str(self.session["company"])

    @property
    def own(self) -> str:
        """The scope of what is about this person."""
        return f"account:{self.account}"

    @property
    def applicants(self) -> str:
        """The scope of the applications to this member's company."""
        return f"applicants:{self.company}"

    # --- reading ---

    def scopes(self) -> dict[str, Any]:
        """What GET /v1/scopes says."""
        answer = self.get("/v1/scopes")
        assert answer.is_ok, answer.text
        return dict(answer.json)

    def lines(self, scope: str = "", **query: object) -> list[dict[str, Any]]:
        """The entries of a feed, read to its head."""
        return list(self._lines(scope or self.own, query))

    def _lines(self, scope: str, query: dict[str, object]) -> Iterator[dict[str, Any]]:
        after, more = 0, True
        while more:
            page = self.get("/v1/feed", **{"scope": scope, "after": after, **query})
            assert page.is_ok, page.text
            *entries, end = [json.loads(line) for line in page.text.splitlines()]
            yield from entries
            after, more = end["cursor"], end.get("more", False)

    def held(self, scope: str = "") -> dict[str, dict[str, Any]]:
        """The documents of a feed by id; what is gone is not among them."""
        found = {line["id"]: line for line in self.lines(scope)}
        return {identity: line for identity, line in found.items() if "view" in line}

    def view(self, identity: str, scope: str = "") -> dict[str, Any]:
        """A document as this person sees it in a feed; empty where it is not there."""
        return dict(self.held(scope).get(identity, {}).get("view", {}))

    def everything(self) -> str:
        """All that every feed of this person holds, as text."""
        return "\n".join(json.dumps(self.lines(scope), ensure_ascii=False) for scope in self.scopes()["scopes"])

    # --- writing ---

    def part(self, kind: str, identity: str, patch: dict[str, Any] | None, scope: str = "") -> dict[str, Any]:
        """One part of a push, on the base that the feed has now."""
        place = scope or self.own
        seq = next((one["seq"] for one in reversed(self.lines(place)) if one["id"] == identity and "view" in one), 0)
        return {"kind": kind, "id": identity, "scope": place, "base_seq": seq, "patch": patch}

    def push(self, *parts: dict[str, Any]) -> dict[str, Any]:
        """Push parts together; the site's answer to them."""
        one = {"push_id": new_id(), "parts": list(parts), "epoch": self.scopes()["epoch"], "needs": []}
        answer = self.post("/v1/push", {"pushes": [one], "seen": {}})
        assert answer.is_ok, answer.text
        return dict(answer.json["answers"][0])

    def done(self, *parts: dict[str, Any]) -> None:
        """Push parts that must be applied."""
        answer = self.push(*parts)
        assert answer["result"] == "applied", answer

    def change(self, kind: str, identity: str, patch: dict[str, Any] | None, scope: str = "") -> None:
        """Change one document; it must be applied."""
        self.done(self.part(kind, identity, patch, scope))

    def consent(self, deed: str, **more: Any) -> dict[str, Any]:
        """A part that agrees to a deed under the policy in force."""
        policy = self.get("/v1/policy").json
        body = {"deed": deed, "version": policy["version"], "hash": policy["hash"], "language": "en"}
        body |= {"words": f"I agree: {deed}.", "method": "test", "client": "test"}
        return {"kind": "consent", "id": new_id(), "scope": self.own, "base_seq": 0, "patch": {**body, **more}}

    # --- deeds of a seeker ---

    def fill_in(self, **changed: Any) -> None:
        """Write all ten items, a canary in each."""
        self.change("profile", self.profile, {**canaries.profile(self.who), **changed})

    def register(self) -> None:
        """Make the profile public."""
        self.done(self.consent("register"), self.part("profile", self.profile, {"registered": True}))

    def unregister(self) -> None:
        """Take it out of public."""
        self.change("profile", self.profile, {"registered": None})

    def apply_to(self, job: str, company: str, attempt: int = 1) -> str:
        """Apply for a job; the application's id."""
        identity = application_id(job, self.profile, attempt)
        consent = self.consent("apply", recipient=company, about=identity)
        body = {"job": job, "seeker": self.profile, "attempt": attempt, "consent": consent["id"]}
        body["message"] = f"I would like to {canaries.canary(f'{self.who}/application')}."
        self.done(consent, self.part("application", identity, body))
        return identity

    def withdraw(self, application: str) -> None:
        """Take an application back."""
        self.change("application", application, {"withdrawn": True})

    def write_to(self, company: str) -> str:
        """Ask a company something; the message's id."""
        identity, consent = new_id(), self.consent("message", recipient=company)
        body = {"company": company, "seeker": self.profile, "consent": consent["id"], "sender": "seeker"}
        body["text"] = f"May I ask about {canaries.canary(f'{self.who}/message')}?"
        self.done(consent, self.part("message", identity, body))
        return identity

    def pause(self, *, on: bool = True) -> None:
        """Stop all use of one's data, or end that."""
        self.change("account", self.account, {"paused": True if on else None})

    def erase(self, *, now: bool = True) -> Reply:
        """Delete the account, with the password given again."""
        return self.post("/v1/erase", {"password": self.password, "now": now})

    # --- deeds of a company ---

    def publish_job(self, offer: dict[str, Any]) -> str:
        """A new job of this member's company; its id."""
        identity = new_id()
        body = {"company": self.company, "state": "published", **offer}
        self.done(self.part("job", identity, body, f"company:{self.company}"))
        return identity

    def note_on(self, application: str) -> str:
        """A note on an application; its id."""
        identity = new_id()
        body = {"application": application, "text": f"Seems {canaries.canary(f'{self.who}/note')}."}
        self.done(self.part("note", identity, body, self.applicants))
        return identity

    def task_about(self, application: str) -> str:
        """A task about an application; its id."""
        identity = new_id()
        body = {"application": application, "text": f"Call {canaries.canary(f'{self.who}/task')}."}
        self.done(self.part("task", identity, body, self.applicants))
        return identity

    def answer_to(self, seeker: Person, application: str) -> str:
        """A message to an applicant; its id."""
        identity = new_id()
        body = {"company": self.company, "seeker": seeker.profile, "application": application, "sender": "company"}
        body["text"] = f"Please bring {canaries.canary(f'{self.who}/answer')}."
        self.done(self.part("message", identity, body, self.applicants))
        return identity
