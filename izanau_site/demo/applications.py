"""Believable applications: each with its consent, contact, stages passed, and now and then a message or a note."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from typing import Any

from izanau_protocol import ids
from izanau_protocol.rules import labels
from izanau_site.demo.offers import told
from izanau_site.demo.words import LABELS
from izanau_site.store import Change

Body = dict[str, Any]

WAYS = (
    (("new",), 30),
    (("new", "screening"), 25),
    (("new", "screening", "interview"), 14),
    (("new", "screening", "interview", "final"), 4),
    (("new", "screening", "interview", "final", "offer"), 2),
    (("new", "screening", "interview", "offer", "hired"), 1),
    (("new", "screening", "rejected"), 17),
    (("new", "screening", "interview", "rejected"), 7),
)
"""Stages passed, and how often."""
STATUS = {
    "new": "applied",
    "screening": "in_review",
    "interview": "interview",
    "final": "interview",
    "offer": "offer",
    "hired": "hired",
    "rejected": "rejected",
}
REASONS = ("language", "experience", "skills", "filled", "conditions")
NOTES = (
    "Good answers on teamwork. Ask about the notice period.",
    "Wants to move to Osaka in spring.",
    "日本語での会話は問題なし。技術面を次回確認。",
    "Portfolio is stronger than the CV suggests.",
    "希望年収を確認すること。",
)
ASKED = (
    "Thank you for your application. Could you tell us when you could start?",
    "ご応募ありがとうございます。来週、オンラインで30分ほどお話しできますか。",
    "We enjoyed reading your profile. Which of your projects are you most proud of?",
)


class Applying:
    """Makes applications; every time lies between the job's publication and now."""

    def __init__(
        self, chance: random.Random, now: dt.datetime, version: str, digest: str, owners: Mapping[str, str]
    ) -> None:
        self._chance, self._now = chance, now
        self._version, self._digest = version, digest
        self._owners = owners  # company -> membership of its owner, who moves and notes

    def one(
        self, person: Body, job: str, body: Body, *, stages: tuple[str, ...] = (), message: str = "", note: bool = True
    ) -> list[Change]:
        """All documents of one application; `person` is a row of accounts. No stages given: by chance."""
        chance = self._chance
        way = stages or chance.choices([stages for stages, _ in WAYS], [weight for _, weight in WAYS])[0]
        published = dt.datetime.fromisoformat(body["published"])
        at = published + (self._now - published) * (chance.random() ** 0.6) * 0.98
        identity = ids.application_id(job, person["profile"], 1)
        consent = self._id()
        changes = [self._consent(consent, person, body["company"], identity, told(at))]
        changes.append(self._application(identity, person, job, body, consent, way, at))
        contact = {"application": identity, "company": body["company"], "email": person["email"]}
        changes.append(
            Change(kind="contact", id=ids.contact_id(identity), body=contact, account=person["id"], at=told(at))
        )
        if message or (len(way) > 2 and chance.random() < 0.08):
            changes.append(self._message(identity, person, body["company"], message or chance.choice(ASKED), at))
        if note and len(way) > 2 and chance.random() < 0.12:
            told_at = told(at + (self._now - at) * 0.6)
            values = {
                "application": identity,
                "company": body["company"],
                "text": chance.choice(NOTES),
                "author": self._owners[body["company"]],
                "at": told_at,
            }
            changes.append(Change(kind="note", id=self._id(), body=values, account=person["id"], at=told_at))
        return changes

    def _id(self) -> str:
        digits = "".join(self._chance.choices("0123456789abcdef", k=30))
        return f"{digits[:8]}-{digits[8:12]}-4{digits[12:15]}-a{digits[15:18]}-{digits[18:30]}"

    def _consent(self, identity: str, person: Body, company: str, application: str, at: str) -> Change:
        body = {
            "deed": "apply",
            "version": self._version,
            "hash": self._digest,
            "language": person["language"],
            "words": "The company will see: your e-mail address and your profile.",
            "recipient": company,
            "about": application,
            "method": "demo",
            "at": at,
        }
        return Change(kind="consent", id=identity, body=body, account=person["id"], at=at)

    def _application(
        self, identity: str, person: Body, job: str, offer: Body, consent: str, way: tuple[str, ...], at: dt.datetime
    ) -> Change:
        moments = [at + (self._now - at) * (place / (len(way) + 0.4)) for place in range(len(way))]
        trail, history, status = {}, {}, ""
        for place, (stage, moment) in enumerate(zip(way, moments, strict=True)):
            step = {"stage": stage, "at": told(moment), "position": f"{'BCDEFGH'[place]}aaaa"}
            trail[self._item()] = step | ({"by": self._owners[offer["company"]]} if place else {})
            if STATUS[stage] != status:
                status = STATUS[stage]
                history[self._item()] = {"status": status, "at": told(moment), "position": f"{'BCDEFGH'[place]}aaaa"}
        body: Body = {
            "job": job,
            "seeker": person["profile"],
            "company": offer["company"],
            "attempt": 1,
            "consent": consent,
            "source": "search",
            "applied": told(at),
            "stage": way[-1],
            "status": status,
            "history": history,
            "trail": trail,
        }
        if way[-1] == "rejected":
            body["reason"] = self._chance.choice(REASONS)
        elif len(way) > 1:
            body |= _marks(identity, self._owners[offer["company"]])
        return Change(kind="application", id=identity, body=body, account=person["id"], at=told(at))

    def _item(self) -> str:
        return "".join(self._chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=10))

    def _message(self, application: str, person: Body, company: str, text: str, at: dt.datetime) -> Change:
        sent = told(at + (self._now - at) * 0.8)
        body = {
            "company": company,
            "seeker": person["profile"],
            "application": application,
            "sender": "company",
            "text": text,
            "at": sent,
        }
        return Change(kind="message", id=self._id(), body=body, account=person["id"], at=sent)


def _marks(identity: str, owner: str) -> Body:
    """Who has taken an application that is read already, and its labels; by its id, so that nothing else changes with them."""
    number = int(identity[:4], 16)
    taken: Body = {"owner": owner} if number % 3 else {}
    words = dict.fromkeys((LABELS[number % len(LABELS)], LABELS[number // 7 % len(LABELS)])) if number % 2 else ()
    return taken | ({"labels": labels.changed({}, words)} if words else {})
