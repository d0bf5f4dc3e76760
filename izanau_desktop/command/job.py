"""job: finding and reading jobs, without an account too; and a company's own: creating, publishing, closing."""

from __future__ import annotations

from typing import Any, Final

import click

from izanau_desktop.command import given, lists, public, table
from izanau_desktop.command.given import FILE
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import Session, session
from izanau_desktop.command.telling import page
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Problem, Refused, problem

_COLUMNS: Final = ("ID", "TITLE", "COMPANY", "PLACE", "STATE", "PUBLISHED")


@noun("list")
def job() -> None:
    """Jobs."""


@job.command("list")
@listing
@click.option("--company", default="", metavar="ID", help="Of one company only.")
def list_(query: str, limit: int, after: str, company: str) -> None:
    """List jobs, newest first; works without an account. With --json, `searchable`: how far a search reaches."""
    now = session()
    if not now.signed_in():
        listed = public.listed(now, "jobs", query, limit, after, {"company": company} if company else {})
        names = {key: one.get("name", "") for key, one in listed.pop("companies", {}).items()}
        for one in listed["items"]:
            one["company_name"] = names.get(one.get("company"), "")
    else:
        listed = _cached(now, query, limit, after, company)
    now.tell.table(listed, _COLUMNS, (_row(one, now.language) for one in listed["items"]))


@job.command()
@click.argument("id")
def show(id: str) -> None:  # noqa: A002 - the word of the contract
    """Show one job in full; works without an account."""
    now = session()
    if now.signed_in():
        cache = now.desk().cache
        tree = lists.whole(lists.get(cache, "job", id))
        company = cache.get("company", str(tree.get("company", "")))
        name = company.body.get("name", "") if company else ""
    else:
        tree = public.shown(now, "jobs", id)
        name = public.shown(now, "companies", tree["company"]).get("name", "")
    now.tell.document({**tree, "company_name": name})


@job.command()
def template() -> None:
    """Print a complete, valid job to start from."""
    from izanau_desktop.command.template import template as made

    session().tell.json(made())


@job.command()
@click.argument("file", type=FILE)
@click.option("--as-template", is_flag=True, help="Keep it as a template, which only your company sees.")
def create(file: str, as_template: bool) -> None:
    """Create a job, as a draft, from a JSON FILE (`-`: standard input); prints its id. Hints on its wording refuse nothing."""
    from izanau_desktop.command import hints

    now = session()
    desk = now.of("company", writes="job.title")
    body = {name: value for name, value in given.tree(file).items() if name not in ("id", "kind", "seq", "pending")}
    made = _checked(body, desk.account.company)
    identity = desk.create_job({**made, "state": "template"} if as_template else made)
    now.tell.document({"id": identity, "pending": True, "hints": hints.tell(now.tell, body)}, identity)


@job.command()
@click.argument("id")
def publish(id: str) -> None:  # noqa: A002 - the name of the argument
    """Publish a job; one that lacks an item that the law requires is refused, with the list. Hints on its wording are told."""
    from izanau_desktop.command import hints

    now = session()
    desk = now.of("company", writes="job.state")
    desk.publish(id)
    tree = lists.whole(lists.get(desk.cache, "job", id))
    now.tell.document({**tree, "hints": hints.tell(now.tell, tree)}, id)


@job.command()
@click.argument("id")
def remove(id: str) -> None:  # noqa: A002 - the name of the argument
    """Remove a draft or a template; what people could read is closed instead."""
    now = session()
    desk = now.of("company", writes="job.state")
    lists.get(desk.cache, "job", id)
    desk.remove_job(id)
    now.tell.document({"id": id, "pending": True}, id)


@job.command()
@click.argument("id")
def close(id: str) -> None:  # noqa: A002 - the name of the argument
    """Close a job: it takes no more applications."""
    now = session()
    desk = now.of("company", writes="job.state")
    lists.get(desk.cache, "job", id)
    desk.close(id)
    now.tell.document(lists.whole(lists.get(desk.cache, "job", id)), id)


def _cached(now: Session, query: str, limit: int, after: str, company: str) -> dict[str, Any]:
    from izanau_desktop.cache.reads import company as companys
    from izanau_desktop.cache.reads import seeker

    desk = now.desk()
    if desk.account.group == "company" and company in ("", desk.account.company):
        own = companys.jobs(desk.cache, query, (), limit, lists.cursor(after))
        items = []
        for counted in own.items:
            tree = lists.whole(lists.get(desk.cache, "job", counted.job.id))
            counts = {"all": counted.all, "new": counted.new, "late": counted.late}
            items.append({**tree, "company_name": counted.job.company_name, "applicants": counts})
        return page(items, own.total, own.next, own.indexed)
    found = seeker.jobs(desk.cache, query, seeker.JobFilters(company=company), limit, lists.cursor(after))
    trees = lists.ids_of(found.items, desk.cache, "job")
    names = {row.id: row.company_name for row in found.items}
    items = [{**one, "company_name": names[one["id"]]} for one in trees]
    return page(items, found.total, found.next, found.indexed)


def _row(one: dict[str, Any], language: str) -> tuple[object, ...]:
    from izanau_desktop.cache.reads.common import field, text_in
    from izanau_protocol import codes

    prefecture = field(one, "place.prefecture")
    place = codes.words("prefectures", prefecture, language) if prefecture else ""
    title = text_in(one.get("title"), language)[0]
    state = codes.words("job_state", one.get("state", ""), language)
    return one["id"], title, one["company_name"], place, state, table.day(str(one.get("published", "")))


def _checked(body: dict[str, Any], company: str) -> Body:
    """The body of a new job. Raises Refused with what is wrong in it; a legal item that lacks is told when it is published."""
    from izanau_protocol import rules
    from izanau_protocol.canonical import NotCanonical, clean, encode

    kept: Body = {name: value for name, value in body.items() if value is not None}
    fixed = {name for name in ("state", "published", "updated") if name in kept and kept[name] != "draft"}
    found: list[Problem] = [problem("read_only_field", name) for name in sorted(fixed)]
    found += [one for one in rules.problems("job", {**kept, "company": company}) if one.field not in fixed]
    if found:
        raise Refused(*found)
    try:
        settled = clean(kept)
        encode({"job": settled})
    except NotCanonical as fault:
        from izanau_protocol.problems import problem_of_bytes

        raise Refused(problem_of_bytes(fault.reason)) from fault
    assert isinstance(settled, dict)
    return dict(settled)
