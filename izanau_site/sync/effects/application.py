"""What follows applying, withdrawing and the company's stages (policy 2.6, 7.1)."""

from __future__ import annotations

from typing import Any

from izanau_protocol import ambient, canonical, codes, ids, rules
from izanau_protocol.canonical import Body
from izanau_protocol.reading.job import company_name
from izanau_protocol.rules import rejecting
from izanau_protocol.rules.trees import line
from izanau_protocol.visibility import blind
from izanau_site.store import exports
from izanau_site.store.documents import Change, Document
from izanau_site.sync.effects import acknowledging, consents, tasks
from izanau_site.sync.effects.profile import require_items
from izanau_site.sync.work import Step, Work, refuse
from izanau_site.work.mails import Mail


class AttemptTaken(Exception):  # noqa: N818 - says what happened: the answer is `stale` with the next attempt
    """Another attempt number is due: `next` is the one to use."""

    def __init__(self, due: int, taken: Document | None) -> None:
        super().__init__(due)
        self.due = due
        self.taken = taken


def application(work: Work, step: Step) -> Body:
    """Apply, withdraw, or move to a stage."""
    if step.creates:
        return _apply(work, step)
    body = dict(step.body)
    assert step.before is not None
    if step.touches("withdrawn"):
        return _withdraw(work, step, body)
    if step.before.body.get("withdrawn"):
        raise refuse("application_ended")
    if step.touches("owner") and body.get("owner"):
        tasks.check_member(work, str(body["owner"]), work.need("job", body.get("job")).body)
    if step.before.body.get("owner") != body.get("owner"):
        body.pop("given_by", None)
        body |= {"given_by": work.member} if body.get("owner") else {}
    if step.touches("unblinded"):
        body["unblinded"] = _signed(work, step, body.get("unblinded", {}))
    if step.touches("reason"):
        _check_reason(work, step.before.body, body)
    if step.touches("stage"):
        _move(work, step, body)
        if body.get("status") != "rejected":
            body.pop("erases", None)  # it goes on, so that nothing of it goes
    return body


def _apply(work: Work, step: Step) -> Body:
    caller, body = work.caller, dict(step.body)
    if not caller.confirmed:
        raise refuse("email_not_confirmed")
    if body.get("seeker") != caller.profile:
        raise refuse("read_only_field", "seeker")
    if body.get("withdrawn"):
        raise refuse("read_only_field", "withdrawn")
    job = work.need("job", body.get("job"))
    if job.state not in ("published", "closed"):
        raise refuse("not_yours")
    _check_attempt(work, step, job, body)
    if job.state != "published" or str(job.body.get("closes") or "9999") < ambient.today().isoformat():
        raise refuse("job_closed", "job")
    if body.get("company", job.company) != job.company:
        raise refuse("read_only_field", "company")
    profile = work.get("profile", caller.profile)
    require_items(work, profile.body if profile else {})
    consents.require(work, ("apply",), named=body.get("consent") or "-", recipient=job.company, about=step.part.id)
    stage = rules.stages(job.body)[0]
    body |= {"company": job.company, "applied": work.at, "stage": stage.id, "status": stage.status}
    body["history"] = exports.added({}, {"status": stage.status, "at": work.at})
    body["trail"] = exports.added({}, {"stage": stage.id, "at": work.at})
    contact: Body = {"application": step.part.id, "company": job.company, "email": work.person(caller.account).email}
    work.add("contact", ids.contact_id(step.part.id), contact, caller.account)
    acknowledging.acknowledge(work, step.part.id, body, job)
    return body


def _check_attempt(work: Work, step: Step, job: Document, body: Body) -> None:
    """One open attempt at a time; a taken or skipped number is answered with the next."""
    earlier = [row for row in work.of_account("application", work.caller.account) if row.job == job.id]
    if any(row.state == "open" for row in earlier):
        raise refuse("already_applied", "job")
    due = _next(earlier)
    if body.get("attempt") != due:
        raise AttemptTaken(due, next((row for row in earlier if row.id == step.part.id), None))


def _next(earlier: list[Document]) -> int:
    """The number after the highest that is known: earlier ones may have been erased after their days."""
    return 1 + max((int(row.body["attempt"]) for row in earlier), default=0)


def check_taken(work: Work, taken: Document) -> None:
    """A device applies under a number that is taken already: the one open attempt, or an ended one and the next is due."""
    earlier = [row for row in work.of_account("application", taken.account) if row.job == taken.job]
    if any(row.state == "open" for row in earlier):
        raise refuse("already_applied", "job")
    raise AttemptTaken(_next(earlier), taken)


def _withdraw(work: Work, step: Step, body: dict[str, Any]) -> Body:
    assert step.before is not None
    if body.get("withdrawn") is not True or step.before.body.get("withdrawn"):
        raise refuse("application_ended", "withdrawn")
    consents.end(work, "apply", about=step.part.id)
    return withdrawn(work, step.part.id, body)


def withdrawn(work: Work, identity: str, body: dict[str, Any]) -> Body:
    """The contact goes, the profile falls back, the status says so; the rest follows from the facts."""
    body["status"] = "withdrawn"
    body["history"] = exports.added(body.get("history", {}), {"status": "withdrawn", "at": work.at})
    contact = work.get("contact", ids.contact_id(identity))
    if contact is not None:
        work.put(Change(kind="contact", id=contact.id, body=None, account=contact.account, event="withdrawn"))
    work.revoked.append(("application", identity))
    return body


def _signed(work: Work, step: Step, after: dict[str, Any]) -> dict[str, Any]:
    """Who made the person known, and when; what was noted of it stays as it is."""
    before: dict[str, Any] = step.before.body.get("unblinded", {}) if step.before else {}
    if any(not canonical.equal(item, after.get(key)) for key, item in before.items()):
        raise refuse("read_only_field", "unblinded")
    noted = {"by": work.member, "at": work.at}
    return {key: before.get(key) or {"position": item.get("position", ""), **noted} for key, item in after.items()}


def make_known(work: Work, job: Document) -> None:
    """Note of each applicant whom this job hid until now who made them known: whoever ends its blind review.

    In the one transaction of that edit, however many they are, so that nobody is ever shown by name unnoted.
    """
    for identity in list(work.known):
        row = work.get("application", identity)
        if row is None or row.job != job.id or row.state == "withdrawn" or not blind.is_blind(job.body, row.body):
            continue
        noted = exports.added({}, {"by": work.member, "at": work.at})
        work.put(Change(kind=row.kind, id=row.id, body={**row.body, "unblinded": noted}, account=row.account))


def _check_reason(work: Work, before: Body, body: Body) -> None:
    """A rejection gives a reason that the company has, or had; nothing else gives one."""
    company, reason = work.get("company", str(body.get("company", ""))), line(body, "reason")
    if reason and _status(work, before, body) != "rejected":
        raise refuse("reason_without_rejection", "reason")
    if reason and not rejecting.is_known(company.body if company else {}, reason):
        raise refuse("unknown_code", "reason", value=reason)


def _status(work: Work, before: Body, body: Body) -> str:
    """The status at a stage: where that stays it is as it was, since the job may have lost the stage meanwhile."""
    if body.get("stage") == before.get("stage"):
        return line(before, "status")
    return rules.status_of_stage(work.need("job", body.get("job")).body, line(body, "stage"))


def _move(work: Work, step: Step, body: dict[str, Any]) -> None:
    assert step.before is not None
    before = step.before.body
    if body.get("stage") == before.get("stage"):
        return
    status = _status(work, before, body)
    if not step.touches("reason"):
        body.pop("reason", None)
    passed = {"stage": body["stage"], "at": work.at, "by": work.member}
    reason = body.get("reason")
    body["trail"] = exports.added(body.get("trail", {}), passed | ({"reason": reason} if reason else {}))
    if status != before.get("status"):
        body["status"] = status
        body["history"] = exports.added(body.get("history", {}), {"status": status, "at": work.at})
        _tell(work, step.before, status)


def _tell(work: Work, row: Document, status: str) -> None:
    """The applicant is told by mail what both sides see, in their own language."""
    person, company = work.person(row.account), work.get("company", row.company)
    body = company.body if company else {}
    values: dict[str, str | int] = {
        "name": person.name,
        "company": company_name(line(body, "name"), line(body, "name_ja"), person.language),
        "status": codes.words("status", status, person.language),
    }
    work.mails.append(Mail("status", person.email, person.language, person.id, values))
