"""What a company's people mean to do: whose it may be, where it is seen, who has given it on, and who has done it when."""

from __future__ import annotations

from typing import Any

from izanau_protocol.canonical import Body
from izanau_protocol.rules.team import sees_applicants
from izanau_site.sync.work import Step, Work, refuse


def task(work: Work, step: Step) -> Body:
    """A task stands on what it is about, in a scope in which that is seen; whose it is sees it too."""
    body, is_own = dict(step.body), step.part.scope.startswith("account:")
    if step.creates:
        body |= _own(work, step) if is_own else _placed(work, step)
    elif is_own and step.touches("owner") and body.get("owner") != work.member:
        # Whoever sees only their own moves nothing to where they see it no more.
        raise refuse("read_only_field", "owner")
    if step.touches("owner") and body.get("owner") and not is_own:
        job = work.get("job", str(body.get("job", "")))
        check_member(work, str(body["owner"]), job.body if job is not None else {})
    if step.before is not None and step.before.body.get("owner") != body.get("owner"):
        body.pop("manager", None)
        body |= {"given_by": work.member, "given_at": work.at}
    if step.touches("done"):
        body.pop("done_by", None)
        body.pop("done_at", None)
        body |= {"done_by": work.member, "done_at": work.at} if body.get("done") is True else {}
    return body


def owner_of_task(work: Work, body: Body) -> str:
    """The account of the applicant whom a new task is about; empty for none."""
    return work.need("application", body["application"]).account if body.get("application") else ""


def check_member(work: Work, owner: str, job: Body) -> None:
    """Whoever takes an application or a task works at the company now, and sees who applied for the job; of others it is
    not told whether they are anywhere."""
    member = work.get("membership", owner)
    if member is None or member.company != work.caller.company or member.body.get("ended"):
        raise refuse("not_a_member", "owner")
    if not sees_applicants(member.body, job):
        raise refuse("not_a_member", "owner")


def _own(work: Work, step: Step) -> Body:
    """What the site says of a hiring manager's new task about nothing: it is theirs, since they see nobody else's."""
    body = step.body
    if work.caller.role != "hiring_manager" or body.get("application") or body.get("job"):
        raise refuse("not_yours")
    if body.get("owner") != work.member:
        raise refuse("not_a_member", "owner")
    return {
        "company": work.caller.company,
        "manager": work.caller.account,
        "author": work.member,
        "at": work.at,
    }


def _placed(work: Work, step: Step) -> Body:
    """What the site says of a new task. With an applicant goes their job, so that its hiring managers see both alike."""
    body, company = step.body, work.caller.company
    found: dict[str, Any] = {"company": company, "author": work.member, "at": work.at}
    if body.get("application"):
        application = work.need("application", body["application"])
        person = work.person(application.account)
        if application.company != company or person.paused or person.erases:
            raise refuse("not_yours")
        found["job"] = application.job
    elif body.get("job") and work.need("job", body["job"]).company != company:
        raise refuse("not_yours")
    job = found.get("job") or body.get("job")
    if step.part.scope not in {f"applicants:{company}"} | ({f"job:{job}"} if job else set()):
        raise refuse("not_yours")
    if body.get("job", job) != job:  # asked last: whoever sees nothing of an applicant is not told that they applied
        raise refuse("read_only_field", "job")
    return found
