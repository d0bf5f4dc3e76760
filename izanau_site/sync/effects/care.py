"""Tickets and mends: requests of people, and corrections by staff that the owner is told of (policy 7.1, 7.2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final

from izanau_protocol import ambient, canonical, documents, rules, visibility
from izanau_protocol.canonical import Body
from izanau_protocol.patch import Path, value_at, with_value
from izanau_site.store import access
from izanau_site.store.documents import Change, Document
from izanau_site.store.store import count
from izanau_site.sync.effects import authors, profile
from izanau_site.sync.work import Step, Work, refuse, refuse_all
from izanau_site.work.mails import Mail

_MENDED: Final = frozenset({"profile", "account", "company", "job"})
_NEVER: Final = frozenset({"registered", "confirmed", "email", "state", "company", "purposes", "paused", "language"})
"""What only its owner may decide, or what identity hangs on."""
TICKETS_AN_HOUR: Final = 30


def ticket(work: Work, step: Step) -> Body:
    """A signed-in request gets its number and the way back; an answer of staff gets author and moment, and a mail."""
    if step.creates:
        person = work.person(work.caller.account)
        known = {"name": person.name, "email": person.email, "language": person.language}
        for name, value in known.items():
            if step.body.get(name, value) != value:
                # Nobody writes as somebody else, or has the answer sent elsewhere.
                raise refuse("read_only_field", name)
        _check_pace(work)
        return opened(work, {**step.body, **known})
    body = dict(step.body)
    before: dict[str, Any] = step.before.body.get("answers", {}) if step.before else {}
    answers: dict[str, Any] = dict(body.get("answers", {}))
    for identity, answer in answers.items():
        if not canonical.equal(answer, before.get(identity)):
            if identity in before:
                raise refuse("read_only_field", f"answers.{identity}")
            answers[identity] = {**answer, "author": work.person(work.caller.account).name, "at": work.at}
            _answer(work, step, body, str(answer.get("text", "")))
    if answers:
        body["answers"] = answers
        if len(answers) > len(before) and not step.touches("state"):
            body["state"] = "answered"
    return body


def _check_pace(work: Work) -> None:
    """Refuse more requests of one person than anyone writes in an hour: each is work for staff."""
    begun = sorted(datetime.fromisoformat(one.created) for one in work.of_account("ticket", work.caller.account))
    if len(begun) < TICKETS_AN_HOUR:
        return
    free = begun[-TICKETS_AN_HOUR] + timedelta(hours=1) - ambient.now()
    if free > timedelta():
        raise refuse("too_many_requests", seconds=ceil(free.total_seconds()))


def opened(work: Work, body: Body) -> Body:
    """A new ticket with its number."""
    return {**body, "number": count(work.connection, "tickets"), "at": work.at, "state": "open"}


def _answer(work: Work, step: Step, body: Body, words: str) -> None:
    account = step.before.account if step.before else ""
    language = work.person(account).language if account else str(body.get("language", ""))
    to = str(body.get("email", ""))
    if to:
        values: dict[str, str | int] = {"number": int(str(body.get("number", 0))), "text": words}
        work.mails.append(Mail("ticket_answered", to, language, account, values))


def mend(work: Work, step: Step) -> Body:
    """A correction by staff: carries out the change, keeps old and new value, and tells the owner."""
    body = dict(step.body)
    if not step.creates:
        return body
    body = {
        name: value for name, value in body.items() if value != "" or name not in ("old", "new")
    }  # was, or is, nothing
    refuse_all(rules.problems("mend", body))
    kind, path = str(body["document"]), str(body["path"])
    if kind not in _MENDED:
        raise refuse("unknown_code", "document", value=kind)
    record = work.need(kind, body["about"])
    if not access.has_looked(work.connection, work.caller.account, record.id):
        raise refuse("forbidden", "about")
    names = tuple(path.replace("@", ".").split("."))
    row = visibility.row(kind, names[0])
    if (
        documents.field(kind, path) is None
        or row is None
        or (row.writes == "site" and kind != "account")
        or names[0] in _NEVER
    ):
        raise refuse("read_only_field", "path")
    _carry_out(work, record, names, body)
    work.looks.append({"subject": record.id, "path": path, "reason": str(body["reason"]), "text": str(body["text"])})
    if record.account:
        person = work.person(record.account)
        work.mails.append(Mail("mended", person.email, person.language, person.id, {"name": person.name}))
    return {**body, "author": work.person(work.caller.account).name, "at": work.at}


def owner_of_mend(work: Work, body: Body) -> str:
    """The account whose record a mend changes; none for a company or a job."""
    return work.need(str(body.get("document")), body.get("about")).account


def _carry_out(work: Work, record: Document, path: Path, body: Body) -> None:
    """Set the new value where the old one stands; the result has to be as valid as any edit."""
    old = value_at(record.body, path)
    if (canonical.encode_value(old) if old is not None else "") != body.get("old", ""):
        raise refuse("stale", "old")
    new = _value(str(body.get("new", "")))
    if record.kind == "account" and path != ("name",):
        raise refuse("read_only_field", "path")
    mended = with_value(record.body, path, new)
    refuse_all(rules.problems(record.kind, mended))
    work.put(Change(kind=record.kind, id=record.id, body=mended, account=record.account))
    if record.kind == "account":
        profile.rename(work, record.account, str(record.body.get("company") or ""), str(new))


def _value(sent: str) -> object:
    if not sent:
        return None
    try:
        return canonical.decode_value(sent)
    except canonical.NotCanonical:
        raise refuse("not_canonical", "new") from None


def conflict(work: Work, step: Step) -> Body:
    """A conflict is its owner's; the site stamps it, and again when the same field clashes anew, and says who wrote theirs."""
    was_settled = step.before is not None and step.before.body.get("settled")
    body = dict(step.body)
    if was_settled and step.touches("mine") and not step.touches("settled"):
        del body["settled"]  # another device asks, and knew nothing of the answer, which was not about this
    is_anew = step.creates or (was_settled and not body.get("settled"))
    body |= {"at": work.at} if is_anew else {}
    if not (is_anew or step.touches("theirs")):
        return body
    told = {name: value for name, value in body.items() if name not in authors.TOLD}
    return told | authors.of(work, str(body.get("about", "")), str(body.get("path", "")))
