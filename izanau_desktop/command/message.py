"""message: messages between job seekers and companies, relayed by the site; no address in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from izanau_desktop.command import asking, consents, given, lists, table
from izanau_desktop.command.given import TEXT
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import Session, session
from izanau_desktop.command.telling import page
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
    desk = now.of("seeker", "company")
    application = desk.cache.get("application", query) if query else None
    listed = _newest(desk, limit, after) if not query else _looked_for(desk, application, query, limit, after)
    rows = (
        (
            one["id"],
            codes.words("sender", str(one.get("sender", "")), now.language),
            one.get("name", ""),
            table.local(str(one.get("at", ""))),
            one.get("text", ""),
        )
        for one in listed["items"]
    )
    now.tell.table(listed, ("ID", "FROM", "NAME", "AT", "TEXT"), rows)


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


def _newest(desk: Desk, limit: int, after: str) -> dict[str, Any]:
    """A page of all, of which no other is read: each who applied may have had one."""
    from izanau_desktop.cache import documents
    from izanau_desktop.cache.reads.listing import Wanted, ids

    with desk.cache.reading("message") as connection:
        found = ids(connection, Wanted("message"), limit, lists.cursor(after))
        there = documents.many(connection, "message", found.ids)
    some = _veiled(desk, tuple(there[one] for one in found.ids if one in there))
    return page(list(map(lists.whole, some)), found.total, found.next)


def _looked_for(desk: Desk, application: Document | None, query: str, limit: int, after: str) -> dict[str, Any]:
    """A page of those about an application, or that have these words."""
    if application is not None:
        found, query = _about(desk, application), ""
    else:
        found = desk.cache.list("message")
    told = _veiled(desk, found)
    newest = sorted(told, key=lambda one: (str(one.body.get("at", "9")), one.id), reverse=True)
    return lists.paged(
        map(lists.whole, newest), query, lambda one: (one.get("text", ""), one.get("name", "")), limit, after
    )


def _about(desk: Desk, application: Document) -> tuple[Document, ...]:
    """The messages about an application: with whom it is of, and about none of their others."""
    return desk.cache.list("message", seeker=application.body.get("seeker"), application=application.id)


def _veiled(desk: Desk, found: tuple[Document, ...]) -> tuple[Document, ...]:
    """Messages about applications that hide who they are of with the code for name and id."""
    if desk.account.group != "company":
        return found
    from functools import cache

    from msgspec.structs import replace

    from izanau_desktop.cache.reads import veil
    from izanau_protocol.visibility import blind

    codes_of = _hidden(desk, found)
    names = cache(lambda seeker: veil.names_in(desk.cache.get("profile", seeker)))

    def veiled(one: Document, code: str) -> Document:
        body = {**one.body, "seeker": code}
        if body.get("sender") == "seeker":
            body["name"] = blind.called(code).of(desk.language)
        else:
            body["text"] = names(str(one.body.get("seeker", ""))).out_of(str(body.get("text", "")))
        return replace(one, body=body)

    told = ((one, codes_of.get(str(one.body.get("application", "")), "")) for one in found)
    return tuple(veiled(one, code) if code else one for one, code in told)


def _hidden(desk: Desk, found: tuple[Document, ...]) -> dict[str, str]:
    """The codes of the applications that these messages are about and that hide who they are of, or did not come yet."""
    from izanau_desktop.cache import documents
    from izanau_desktop.cache.reads import veil
    from izanau_desktop.cache.reads.common import field
    from izanau_protocol.visibility import blind

    named = sorted({field(one.body, "application") for one in found} - {""})
    with desk.cache.reading("message") as connection:
        about = documents.many(connection, "application", named)
        told = {one.id: veil.applied(connection, one.id, one.body) for one in about.values()}
    return {one: code for one in named if (code := told.get(one, blind.code(one)))}


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
