"""view: the views of the list of applicants that a person saved on this computer or that the company shares, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from izanau_desktop.command import lists
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import session
from izanau_protocol.fields import Words

if TYPE_CHECKING:
    from izanau_desktop.cache.reads.views import Saved

_GONE = Words("its job is gone", "求人は削除されました")
_SHARED = Words("shared", "共有")


@noun("list")
def view() -> None:
    """Saved views of the list of applicants."""


@view.command("list")
@listing
def list_(query: str, limit: int, after: str) -> None:
    """List the views that you saved on this computer, then those that the company shares, by name."""
    from izanau_desktop.cache.reads import views

    now = session()
    cache = now.of("company").cache
    found = (_tree(one) for one in (*views.saved(cache), *views.shared(cache)))
    page = lists.paged(found, query, lambda one: (one["name"], one["query"]), limit, after)
    shared = _SHARED.of(now.language)
    rows = (
        (one["name"], shared if one.get("shared") else "", _job(one, now.language), one["query"])
        for one in page["items"]
    )
    now.tell.table(page, ("NAME", "SHARED", "JOB", "WORDS"), rows)


@view.command()
@click.argument("name")
def show(name: str) -> None:
    """Show what a saved view lists, and in what order."""
    from izanau_desktop.cache.reads import views

    now = session()
    found = lists.there(views.named(now.of("company").cache, name))
    now.tell.document({**_tree(found), "kind": "view"}, found.name)


@view.command()
@click.argument("name")
@click.argument("query", default="")
@click.option("--job", default="", metavar="ID", help="Of one job only.")
@click.option("--stage", "stages", multiple=True, metavar="S", help="In this stage only.")
@click.option("--withdrawn", is_flag=True, help="The withdrawn too.")
@click.option(
    "--sort", default="applied", metavar="S", help="By applied, name, japanese, years, since, ends, fit or match."
)
@click.option("--up", is_flag=True, help="From the lowest.")
@click.option("--column", "columns", multiple=True, metavar="C", help="As a table, with these columns in this order.")
@click.option("--share", is_flag=True, help="Share it with the company: filters alone, which name nobody.")
def save(
    name: str,
    query: str,
    job: str,
    stages: tuple[str, ...],
    *,
    withdrawn: bool,
    sort: str,
    up: bool,
    columns: tuple[str, ...],
    share: bool,
) -> None:
    """Save a view under a name, in the place of one that is called so."""
    from izanau_desktop.cache.reads import views
    from izanau_desktop.cache.reads.applicants import View
    from izanau_desktop.cache.reads.views import Face, Kept
    from izanau_protocol import codes
    from izanau_protocol.problems import Refused, problem

    now = session()
    desk = now.of("company", writes="view.name" if share else "")
    cache = desk.cache
    for table, field, given in (("applicant_sort", "sort", (sort,)), ("applicant_column", "columns", columns)):
        for one in given:
            if one not in codes.table(table):
                raise Refused(problem("unknown_code", field, value=one))
    if job:
        lists.get(cache, "job", job)
    face = Face(table=True, columns=columns) if columns else None
    kept = Kept(name, View(job, query, stages, sort, not up, withdrawn), face)
    if share:
        desk.share_view(kept, next((one.id for one in views.shared(cache) if views.same(one, name)), ""))
        found = lists.there(next((one for one in views.shared(cache) if views.same(one, name)), None))
    else:
        views.save(cache, kept)
        found = lists.there(views.named(cache, name))
    now.tell.document({**_tree(found), "kind": "view"}, found.name)


@view.command()
@click.argument("name")
def share(name: str) -> None:
    """Share a saved view with the company; it is no longer yours alone."""
    from izanau_desktop.cache.reads import views

    now = session()
    desk = now.of("company", writes="view.name")
    mine = lists.there(next((one for one in views.saved(desk.cache) if views.same(one, name)), None))
    desk.share_view(mine.kept)
    views.drop(desk.cache, mine.name)
    found = lists.there(next((one for one in views.shared(desk.cache) if views.same(one, name)), None))
    now.tell.document({**_tree(found), "kind": "view", "pending": True}, found.name)


@view.command()
@click.argument("name")
@click.argument("to", metavar="NEW_NAME")
def rename(name: str, to: str) -> None:
    """Give a saved view, or a shared one by its name or ID, another name."""
    from izanau_desktop.cache.reads import views

    now = session()
    desk = now.of("company")
    found = lists.there(views.named(desk.cache, name))
    if found.id:
        desk.rename_view(found.id, to)
    else:
        views.save(desk.cache, replace(found.kept, name=to), found.name)
    now.tell.document({**_tree(lists.there(views.named(desk.cache, found.id or to))), "kind": "view"}, to)


@view.command()
@click.argument("name")
def delete(name: str) -> None:
    """Delete a saved view, or a shared one by its name or ID."""
    from izanau_desktop.cache.reads import views

    now = session()
    desk = now.of("company")
    found = lists.there(views.named(desk.cache, name))
    if found.id:
        desk.drop_view(found.id)
    else:
        views.drop(desk.cache, found.name)
    now.tell.document({"id": found.id or found.name, "kind": "view", "deleted": True}, found.name)


def _tree(one: Saved) -> dict[str, Any]:
    shown = one.view
    tree: dict[str, Any] = {"id": one.id or one.name, "name": one.name, "query": shown.query, "job": shown.job}
    tree |= {"job_title": dict(one.job_title)}
    tree |= {"stages": list(shown.stages), "sort": shown.sort, "down": shown.down, "withdrawn": shown.withdrawn}
    if one.face is not None:
        tree |= {"table": one.face.table, "columns": list(one.face.columns)}
    if one.id:
        tree |= {"shared": True, "by": one.by.name if one.by is not None else "", "unknown": one.is_strange}
    return tree | ({"gone": True} if one.is_gone else {})


def _job(one: dict[str, Any], language: str) -> str:
    from izanau_desktop.cache.reads.common import text_in

    return _GONE.of(language) if one.get("gone") else text_in(one["job_title"], language)[0]
