"""message: messages between job seekers and companies, relayed by the site; no address in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from izanau_desktop.command import asking, consents, given, lists, table
from izanau_desktop.command.given import TEXT
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import Session, session
from izanau_protocol import codes
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.cache import Document
    from izanau_desktop.desk import Desk


@noun("list")
def message() -> None:
    """Messages."""


@message.command("list")
@listing
def list_(query: str, limit: int, after: str) -> None:
    """List messages, newest first; QUERY may be the id of an application."""
    now = session()
    cache = now.of("seeker", "company").cache
    application = cache.get("application", query) if query else None
    found = cache.list("message")
    if application is not None:
        pair = (application.body.get("seeker"), _company(now.desk(), application.body))
        found = tuple(one for one in found if (one.body.get("seeker"), one.body.get("company")) == pair)
        query = ""
    found = _veiled(now.desk(), found)
    newest = sorted(found, key=lambda one: (str(one.body.get("at", "9")), one.id), reverse=True)
    page = lists.paged(
        map(lists.whole, newest), query, lambda one: (one.get("text", ""), one.get("name", "")), limit, after
    )
    rows = (
        (
            one["id"],
            codes.words("sender", str(one.get("sender", "")), now.language),
            one.get("name", ""),
            table.local(str(one.get("at", ""))),
            one.get("text", ""),
        )
        for one in page["items"]
    )
    now.tell.table(page, ("ID", "FROM", "NAME", "AT", "TEXT"), rows)


@message.command()
@click.argument("words", nargs=-1, type=TEXT, metavar="[APPLICATION_ID] TEXT")
@click.option("--company", default="", metavar="ID", help="Write to this company, without an application.")
def send(words: tuple[str, ...], company: str) -> None:
    """Send a message about an application, or with --company to a company."""
    wanted = ("TEXT",) if company else ("APPLICATION_ID", "TEXT")
    if len(words) > len(wanted) or (len(words) < len(wanted) and not given.may_ask()):
        raise click.UsageError("give APPLICATION_ID TEXT, or --company ID TEXT")
    now = session()
    words += tuple(given.asked("", name, asking.question(name, now.language)) for name in wanted[len(words) :])
    desk = now.of("seeker", "company", writes="message.text")
    if company and desk.account.group == "company":
        raise Refused(problem("forbidden", "company"))
    text, application = words[-1], "" if company else words[0]
    given.refuse_blank(text)
    identity = desk.send_message(
        text,
        company=company,
        application=application,
        words=_told(now, desk, company, application),
        language=now.language,
    )
    [written] = _veiled(desk, (lists.get(desk.cache, "message", identity),))
    now.tell.document(lists.whole(written), identity)


def _veiled(desk: Desk, found: tuple[Document, ...]) -> tuple[Document, ...]:
    """Messages of applicants who are under blind review with their code for name and id, and without an application that
    names them."""
    if desk.account.group != "company":
        return found
    from msgspec.structs import replace

    from izanau_desktop.cache import documents
    from izanau_desktop.cache.reads import veil
    from izanau_desktop.cache.reads.common import field
    from izanau_protocol.visibility import blind

    with desk.cache.reading("message") as connection:
        hidden = veil.codes(connection, {field(one.body, "seeker") for one in found})
        about = {field(one.body, "application") for one in found if field(one.body, "seeker") in hidden}
        known = documents.many(connection, "application", sorted(about))
        named = {one.id for one in known.values() if not veil.applied(connection, one.id, one.body)}

    def veiled(one: Document, code: str) -> Document:
        body = {**one.body, "seeker": code}
        if body.get("sender") == "seeker":
            body["name"] = blind.called(code).of(desk.language)
        if body.get("application") in named:
            del body["application"]
        return replace(one, body=body)

    codes_of = ((one, hidden.get(field(one.body, "seeker"), "")) for one in found)
    return tuple(veiled(one, code) if code else one for one, code in codes_of)


def _told(now: Session, desk: Desk, company: str, application: str) -> str:
    """What the company will see, said before it is sent; nothing of the kind where a company writes."""
    if desk.account.group == "company":
        lists.get(desk.cache, "application", application)
        return ""
    if company:
        lists.get(desk.cache, "company", company)
    else:
        company = _company(desk, lists.get(desk.cache, "application", application).body)
    found = desk.cache.get("company", company)
    words = consents.message(now.language, str(found.body.get("name", company)) if found else company)
    now.tell.error(words)  # a disclosure is told however quiet the command is to be
    return words


def _company(desk: Desk, application: dict[str, Any]) -> str:
    job = desk.cache.get("job", str(application.get("job", "")))
    return str(application.get("company") or (job.body.get("company") if job else "") or "")
