"""What follows a deed: by kind, the function that completes a document and adds what goes with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from izanau_protocol.canonical import Body
from izanau_site.sync.effects import application, care, company, ending, exports, profile, talk, tasks, views
from izanau_site.sync.work import Step, Work

EFFECTS: Final[dict[str, Callable[[Work, Step], Body]]] = {
    "account": profile.account,
    "profile": profile.profile,
    "consent": ending.consent,
    "application": application.application,
    "message": talk.message,
    "template": company.template,
    "view": views.view,
    "note": talk.note,
    "task": tasks.task,
    "export": exports.export,
    "company": company.company,
    "job": company.job,
    "ticket": care.ticket,
    "mend": care.mend,
    "conflict": care.conflict,
}


def owner_of(work: Work, step: Step) -> str:
    """The account that a new document speaks of."""
    kind, body = step.part.kind, step.body
    if kind == "message":
        return talk.owner_of_message(work, step)
    if kind == "note":
        return work.need("application", body.get("application")).account
    if kind == "task":
        return tasks.owner_of_task(work, body)
    if kind == "mend":
        return care.owner_of_mend(work, body)
    return "" if kind in ("job", "company", "export", "template", "view") else work.caller.account
