"""What follows an edit of a view of the applicants that a company shares."""

from __future__ import annotations

from izanau_protocol.canonical import Body
from izanau_protocol.rules.view import may_change, stage_problems
from izanau_site.store.documents import Document
from izanau_site.sync.work import Step, Work, refuse, refuse_all


def view(work: Work, step: Step) -> Body:
    """A shared view belongs to the writer's company, and is of one of its jobs or of all."""
    body = dict(step.body)
    if body.get("company") != work.caller.company:
        raise refuse("read_only_field", "company")
    if step.before is not None:
        _check_right(work, step.before)
    if step.touches("job") and not step.part.scope.startswith("applicants:"):
        raise refuse("read_only_field", "job")  # whoever sees one job moves nothing to where they see it no more
    if step.touches("job") and body.get("job") and work.need("job", body["job"]).company != work.caller.company:
        raise refuse("not_yours", "job")
    if step.touches("query") or step.touches("stages"):
        refuse_all(stage_problems(body, work.jobs()))
    return body if step.before is not None else {**body, "author": work.member, "at": work.at}


def check_delete(work: Work, step: Step) -> None:
    """A shared view is removed by who may change it."""
    if step.before is not None and step.before.kind == "view":
        _check_right(work, step.before)


def _check_right(work: Work, before: Document) -> None:
    if not may_change(work.caller.role, work.member, str(before.body.get("author", ""))):
        raise refuse("forbidden")
