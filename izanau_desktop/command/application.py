"""apply and application: a job seeker's applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from izanau_desktop.command import consents, given, lists, table
from izanau_desktop.command.given import TEXT
from izanau_desktop.command.program import listing, noun, verb
from izanau_desktop.command.session import session
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.cache import Cache, Document


@verb("apply")
@click.argument("job_id")
@click.option("--share", type=click.Choice(["email"]), help="Yes: the company sees my e-mail address.")
@click.option("--message", type=TEXT, default="", metavar="TEXT", help="What you write to the company.")
def apply(job_id: str, share: str | None, message: str) -> None:
    """Apply for a job; shows what the company will see."""
    from izanau_desktop.cache.reads import common
    from izanau_desktop.command import reading
    from izanau_protocol import visibility

    now = session()
    desk = now.of("seeker", writes="application.message")
    if message:
        given.refuse_blank(message, "message")
    job = lists.get(desk.cache, "job", job_id)
    company = desk.cache.get("company", str(job.body.get("company", "")))
    name = str(company.body.get("name", "")) if company else ""
    words = consents.apply(now.language, name or str(job.body.get("company", "")), desk.account.email)
    profile = desk.cache.get("profile", desk.account.profile)
    seen = visibility.narrow("profile", profile.body if profile else {}, "applicants", common.manifest(desk.cache))
    lines = [words, *(f"  {line}" for line in reading.profile(seen, now.language, by_id=False))]
    for line in lines:
        now.tell.error(line)  # a disclosure is told however quiet the command is to be
    if share is None and not given.agreed(Words("Apply?", "応募しますか").of(now.language)):
        raise Refused(problem("consent_required", "share"))
    identity = desk.apply(job_id, words, now.language, message)
    tree = shown(desk.cache, lists.get(desk.cache, "application", identity))
    told = (
        Words("From the next sync on {company} sees:", "次の同期から{company}に開示されるもの:")
        .of(now.language)
        .format(company=name)
    )
    now.tell.document(
        {**tree, "disclosed": {"profile": seen, "email": desk.account.email}},
        "\n".join([identity, told, f"  {desk.account.email}", *lines[1:]]),
    )


@noun("list")
def application() -> None:
    """Your applications."""


@application.command("list")
@listing
def list_(query: str, limit: int, after: str) -> None:
    """List your applications, newest first."""
    from izanau_desktop.cache.reads.common import text_in
    from izanau_protocol import codes

    now = session()
    cache = now.of("seeker").cache
    found = sorted(cache.list("application"), key=lambda one: (str(one.body.get("applied", "9")), one.id), reverse=True)
    page = lists.paged(
        (shown(cache, one) for one in found),
        query,
        lambda one: (*one["job_title"].values(), one["company_name"], one.get("message", "")),
        limit,
        after,
    )
    rows = (
        (
            one["id"],
            text_in(one["job_title"], now.language)[0],
            one["company_name"],
            codes.words("status", one["stage"], now.language),
            table.day(one.get("applied", "")),
        )
        for one in page["items"]
    )
    now.tell.table(page, ("ID", "JOB", "COMPANY", "STATUS", "APPLIED"), rows)


@application.command()
@click.argument("id")
def show(id: str) -> None:  # noqa: A002 - the word of the contract
    """Show one application with its history."""
    now = session()
    cache = now.of("seeker").cache
    now.tell.document(shown(cache, lists.get(cache, "application", id)))


@application.command()
@click.argument("id")
def withdraw(id: str) -> None:  # noqa: A002 - the name of the argument
    """Withdraw an application: the company no longer sees your e-mail address."""
    now = session()
    desk = now.of("seeker")
    before = lists.get(desk.cache, "application", id)
    desk.withdraw(id)
    after = desk.cache.get("application", id)
    if after is None:
        tree = {**shown(desk.cache, before), "withdrawn": True, "stage": "withdrawn", "pending": False}
    else:
        tree = shown(desk.cache, after)
    now.tell.document(tree, id)


def shown(cache: Cache, one: Document) -> dict[str, Any]:
    """An application as its applicant sees it: the stage is the status that both sides see."""
    body = one.body
    job = cache.get("job", str(body.get("job", "")))
    company = cache.get("company", str(body.get("company") or (job.body.get("company") if job else "") or ""))
    stage = "withdrawn" if body.get("withdrawn") is True else body.get("status") or "applied"
    history = [{"stage": item.get("status", ""), "at": item.get("at", "")} for item in lists.in_order(body, "history")]
    title = job.body.get("title") if job else None
    return {
        **lists.whole(one),
        "stage": stage,
        "history": history,
        "job_title": title if isinstance(title, dict) else {},
        "company_name": str(company.body.get("name", "")) if company else "",
    }
