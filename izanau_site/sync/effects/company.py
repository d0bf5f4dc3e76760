"""What follows an edit of a company or of its jobs; a job that lacks what the law asks for is not published."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from izanau_protocol import ambient, ids, pictures
from izanau_protocol.canonical import Body
from izanau_protocol.rules import rejecting
from izanau_protocol.rules.job import legal_problems, over_problems
from izanau_protocol.rules.team import sees_applicants
from izanau_site.store import documents, files, owned
from izanau_site.store.documents import Change, Document
from izanau_site.sync.effects import application
from izanau_site.sync.work import Step, Work, refuse, refuse_all

_UNSEEN: Final = ("draft", "template")
"""States of a job that nobody but its company saw."""


def company(work: Work, step: Step) -> Body:
    """A company's page is what its owner writes; a logo that it names was sent before. A reason for rejection that is taken
    away is retired: past rejections keep its words."""
    logo = pictures.named("company", step.part.patch or {})
    if logo and not files.holds(work.connection, step.part.id, logo):
        raise refuse("file_missing", "logo")
    body = dict(step.body)
    if step.before is not None and step.touches("reasons"):
        body["reasons"] = rejecting.kept(step.before.body, body)
    return body


def job(work: Work, step: Step) -> Body:
    """A job belongs to the writer's company; publishing stamps it."""
    body = dict(step.body)
    if body.get("company") != work.caller.company:
        raise refuse("read_only_field", "company")
    body.setdefault("state", "draft")
    body["updated"] = work.at
    if step.before is not None and step.touches("managers"):
        _give_up(work, step.before, set(step.before.body.get("managers", ())) - set(body.get("managers", ())))
    if step.before is not None and body.get("blind") is not True:
        application.make_known(work, step.before)
    before = step.before.state if step.before is not None else ""
    if before == "template" and body["state"] not in _UNSEEN:
        raise refuse("template_not_published", "state")
    if body["state"] == "published":
        refuse_all(legal_problems(body))
        if before != "published":
            refuse_all(over_problems(body, ambient.today()))
        body.setdefault("published", work.at)
    elif body["state"] in _UNSEEN and before in ("published", "closed"):
        raise refuse("read_only_field", "state")  # applicants hold it: it is closed, never unmade
    return body


def template(work: Work, step: Step) -> Body:
    """A prepared message belongs to the writer's company."""
    if step.body.get("company") != work.caller.company:
        raise refuse("read_only_field", "company")
    return dict(step.body)


def check_delete(work: Work, step: Step) -> None:
    """Only a draft or a template may be deleted: others were public, and applicants hold them."""
    before = step.before
    if before is None or before.kind != "job":
        return
    if before.state not in ("", *_UNSEEN):
        raise refuse("forbidden")
    _give_up(work, before, set(before.body.get("managers", ())))


def _give_up(work: Work, job: Document, gone: Collection[str]) -> None:
    """What these accounts held as a job's hiring managers: what they keep in conflicts about it goes, what they had taken is
    anybody's again. Others see it still, as they see all."""
    for kept in documents.conflicts_about(work.connection, job.id):
        if kept.account in gone:
            work.put(Change(kind="conflict", id=kept.id, body=None, account=kept.account, event="role_lost"))
    members = (work.get("membership", ids.membership_id(job.company, one)) for one in gone)
    blind = {one.id for one in members if one is not None and not sees_applicants(one.body, {})}
    taken = owned.taken_by(work.connection, blind)
    found = {row.id: row.kind for row in taken if row.job == job.id}
    found |= {one.id: one.kind for one in work.changes.values() if one.kind in owned.TAKEN}
    for identity, kind in found.items():
        row = work.get(kind, identity)
        if row is not None and row.job == job.id and row.body.get("owner") in blind:
            work.put(owned.free(row))
