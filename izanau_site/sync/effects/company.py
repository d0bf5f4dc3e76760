"""What follows an edit of a company or of its jobs; a job that lacks what the law asks for is not published."""

from __future__ import annotations

from sqlalchemy import or_, select

from izanau_protocol import pictures
from izanau_protocol.canonical import Body
from izanau_protocol.rules.job import legal_problems
from izanau_site.store import files
from izanau_site.store.documents import Change, Document
from izanau_site.store.schema import accounts, documents
from izanau_site.sync.work import Step, Work, refuse, refuse_all


def company(work: Work, step: Step) -> Body:
    """A company's page is what its owner writes; a logo that it names was sent before."""
    logo = pictures.named("company", step.part.patch or {})
    if logo and not files.holds(work.connection, step.part.id, logo):
        raise refuse("file_missing", "logo")
    return dict(step.body)


def job(work: Work, step: Step) -> Body:
    """A job belongs to the writer's company; publishing stamps it."""
    body = dict(step.body)
    if body.get("company") != work.caller.company:
        raise refuse("read_only_field", "company")
    body.setdefault("state", "draft")
    body["updated"] = work.at
    if step.before is not None and step.touches("managers"):
        _let_go(work, step.before, set(step.before.body.get("managers", ())) - set(body.get("managers", ())))
    if body["state"] == "published":
        refuse_all(legal_problems(body))
        body.setdefault("published", work.at)
    elif body["state"] == "draft" and step.before is not None and step.before.state in ("published", "closed"):
        raise refuse("read_only_field", "state")  # applicants hold it: it is closed, never unmade
    return body


def _let_go(work: Work, job: Document, managers: set[str]) -> None:
    """What hiring managers who are no longer named keep in conflicts about its applicants goes: it holds values of theirs (R15)."""
    kept, about = documents.alias(), documents.alias()
    applications = select(documents.c.id).where(documents.c.kind == "application", documents.c.job == job.id)
    query = select(kept.c.id, kept.c.account).where(kept.c.kind == "conflict", kept.c.account.in_(managers))
    query = query.join(accounts, accounts.c.id == kept.c.account).where(accounts.c.role == "hiring_manager")
    query = query.join(about, about.c.id == kept.c.about)
    for row in work.connection.execute(query.where(or_(about.c.id.in_(applications), about.c.about.in_(applications)))):
        work.put(Change(kind="conflict", id=row.id, body=None, account=row.account, event="role_lost"))


def check_delete(step: Step) -> None:
    """Only a draft may be deleted: others were public, and applicants hold them."""
    if step.before is not None and step.before.kind == "job" and step.before.state not in ("", "draft"):
        raise refuse("forbidden")
