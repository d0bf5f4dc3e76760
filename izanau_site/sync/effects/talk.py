"""Messages between a person and a company, relayed without any address, and a company's own notes."""

from __future__ import annotations

from typing import Any

from izanau_protocol import rules
from izanau_protocol.canonical import Body
from izanau_protocol.reading.job import company_name
from izanau_protocol.rules.trees import line
from izanau_site.sync.effects import consents
from izanau_site.sync.effects.profile import require_items
from izanau_site.sync.work import Step, Work, refuse
from izanau_site.work.mails import Mail


def message(work: Work, step: Step) -> Body:
    """A message is written once; the site adds who wrote it and when."""
    if step.part.scope.startswith("account:"):
        return _from_seeker(work, step)
    return _from_company(work, step)


def _from_seeker(work: Work, step: Step) -> Body:
    body, caller = dict(step.body), work.caller
    if not caller.confirmed:
        raise refuse("email_not_confirmed")
    company = work.need("company", body.get("company"))
    profile = work.get("profile", caller.profile)
    known: dict[str, Any] = profile.body if profile else {}
    require_items(work, known)
    applied = bool(body.get("application"))
    if applied:
        application = work.need("application", body["application"])
        if application.account != caller.account or application.company != company.id:
            raise refuse("not_yours")
        if application.state == "withdrawn":
            raise refuse("application_ended", "application")
    deeds = ("message", "apply") if applied else ("message",)
    consents.require(work, deeds, named=body.get("consent") or "", recipient=company.id)
    return {**body, "name": rules.display_name(known["name"], "en"), "at": work.at}


def _from_company(work: Work, step: Step) -> Body:
    body, caller = dict(step.body), work.caller
    profile = work.need("profile", body.get("seeker"))
    person = work.person(profile.account)
    if person.paused or person.erases or not _may_be_written_to(work, person.id):
        raise refuse("not_yours")
    if body.get("application"):
        application = work.need("application", body["application"])
        if application.account != person.id or application.company != caller.company:
            raise refuse("not_yours")
        if application.state == "withdrawn":
            raise refuse("application_ended", "application")
    company = work.need("company", caller.company)
    named = company_name(line(company.body, "name"), line(company.body, "name_ja"), person.language)
    values: dict[str, str | int] = {"name": person.name, "company": named}
    work.mails.append(Mail("message", person.email, person.language, person.id, values))
    return {**body, "name": company.body.get("name", ""), "at": work.at}


def _may_be_written_to(work: Work, person: str) -> bool:
    """Whether the person applied here and did not withdraw, or wrote to the company about nothing that was withdrawn."""
    applications = [row for row in work.of_account("application", person) if row.company == work.caller.company]
    left = {row.id for row in applications if row.state == "withdrawn"}
    written = [row for row in work.of_account("message", person) if row.company == work.caller.company]
    mine = [row for row in written if row.body.get("sender") == "seeker" and row.about not in left]
    return len(left) < len(applications) or bool(mine)


def owner_of_message(work: Work, step: Step) -> str:
    """The account of the person whom a message is to or from; who sends it is judged before anyone is looked up."""
    caller, body = work.caller, step.body
    side = "seeker" if step.part.scope.startswith("account:") else "company"
    if body.get(side) != (caller.profile if side == "seeker" else caller.company):
        raise refuse("read_only_field", side)
    if body.get("sender") != side:
        raise refuse("read_only_field", "sender")
    return caller.account if side == "seeker" else work.need("profile", body.get("seeker")).account


def note(work: Work, step: Step) -> Body:
    """A note stands on an application of the own company, in the scope in which the application is seen."""
    body = dict(step.body)
    if step.touches("mentions"):
        named = [one for one in body.pop("mentions", ()) if _works_here(work, str(one))]
        body |= {"mentions": named} if named else {}
    if not step.creates:
        return body
    application = work.need("application", body.get("application"))
    place = {f"applicants:{application.company}", f"job:{application.job}"}
    person = work.person(application.account)
    if application.company != work.caller.company or step.part.scope not in place or person.paused or person.erases:
        raise refuse("not_yours")
    return {**body, "company": application.company, "author": work.member, "at": work.at}


def _works_here(work: Work, member: str) -> bool:
    """Whether somebody is a colleague now: who left meanwhile is mentioned no more, and the note stands all the same."""
    found = work.get("membership", member)
    return found is not None and found.company == work.caller.company and not found.body.get("ended")
