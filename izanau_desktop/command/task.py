"""task: what a company's people mean to do, about an applicant, a job or neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from izanau_desktop.command import given, lists, members
from izanau_desktop.command.given import TEXT
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import session

if TYPE_CHECKING:
    from izanau_desktop.cache import Cache
    from izanau_desktop.desk import Desk

_TOLD = ("id", "text", "due", "snoozed", "done", "done_at", "application", "job", "pending")
_ALWAYS = ("due", "owner_name", "name")
"""What stands there even where there is none of it, since it is listed."""


@noun("list")
def task() -> None:
    """Tasks of a company's people, with their days."""


@task.command("list")
@click.option("--done", is_flag=True, help="Those that are done instead.")
@listing
def list_(query: str, limit: int, after: str, done: bool) -> None:
    """List tasks by the days on which they are due."""
    from izanau_desktop.cache.reads import tasks

    now = session()
    found = (_shown(row, now.language) for row in tasks.every(now.of("company").cache, done=done))
    page = lists.paged(found, query, lambda one: (one["text"], one["owner_name"], one["name"]), limit, after)
    rows = ((one["id"], one["text"], one["due"], one["owner_name"], one["name"]) for one in page["items"])
    now.tell.table(page, ("ID", "TASK", "DUE", "FOR", "ABOUT"), rows)


@task.command()
@click.argument("id")
def show(id: str) -> None:  # noqa: A002 - the word of the contract
    """Show one task."""
    now = session()
    _tell(now.of("company").cache, id)


@task.command()
@click.argument("text", type=TEXT)
@click.option("--due", default="", metavar="DAY", help="The day on which it is due.")
@click.option("--for", "member", default="", metavar="MEMBER", help="Whose it is, by name or ID; else yours.")
@click.option("--anybody", is_flag=True, help="It is anybody's.")
@click.option("--application", default="", metavar="ID", help="The application that it is about.")
@click.option("--job", default="", metavar="ID", help="The job that it is about.")
def add(text: str, due: str, member: str, anybody: bool, application: str, job: str) -> None:
    """Add a task; prints its id."""
    now = session()
    desk = now.of("company", writes="task.text")
    given.refuse_blank(text)
    if job:
        lists.get(desk.cache, "job", job)
    owner = "" if anybody else members.colleague(desk.cache, member) if member else desk.membership
    about = {"application": application} if application else {"job": job}
    identity = desk.add_task({"text": text.strip(), "due": _day(due, "due"), "owner": owner, **about})
    now.tell.document({"id": identity, "pending": True}, identity)


@task.command()
@click.argument("id")
def done(id: str) -> None:  # noqa: A002 - the name of the argument
    """Say that a task is done."""
    _do(id, lambda desk: desk.finish_task(id))


@task.command()
@click.argument("id")
def reopen(id: str) -> None:  # noqa: A002 - the name of the argument
    """Say that a task is not done after all."""
    _do(id, lambda desk: desk.reopen_task(id))


@task.command()
@click.argument("id")
@click.argument("day", default="")
def snooze(id: str, day: str) -> None:  # noqa: A002 - the name of the argument
    """Put a task out of sight until a day; without one, it is back at once."""
    _do(id, lambda desk: desk.snooze_task(id, _day(day, "snoozed")))


@task.command()
@click.argument("id")
def delete(id: str) -> None:  # noqa: A002 - the name of the argument
    """Delete a task."""
    now = session()
    now.of("company", writes="task.text").drop_task(id)
    now.tell.document({"id": id, "deleted": True, "pending": True}, id)


def _do(identity: str, work: Callable[[Desk], object]) -> None:
    desk = session().of("company", writes="task.done")
    work(desk)
    _tell(desk.cache, identity)


def _tell(cache: Cache, identity: str) -> None:
    from izanau_desktop.cache.reads import tasks

    now = session()
    row = lists.there(tasks.task(cache, identity))
    now.tell.document({**lists.whole(lists.get(cache, "task", identity)), **_shown(row, now.language)})


def _shown(row: Any, language: str) -> dict[str, Any]:
    """A task as the command lists it: whose it is and whom it is about by name."""
    from izanau_protocol.visibility import blind

    told: dict[str, Any] = {name: getattr(row, name) for name in _TOLD}
    told |= {name: members.called(getattr(row, name), language) for name in ("author", "done_by")}
    told |= {"owner_name": members.called(row.owner, language), "job_title": dict(row.title)}
    told["name"] = row.name or (blind.called(row.code).of(language) if row.code else "")
    return {name: value for name, value in told.items() if value not in ("", {}) or name in _ALWAYS}


def _day(text: str, field: str) -> str:
    """The canonical day that somebody typed; empty for nothing. Raises Refused."""
    from izanau_protocol import rules

    return str(rules.parse("task", field, text)) if text else ""
