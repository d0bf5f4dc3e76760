"""view: the views of the list of applicants that a person saved on this computer, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from izanau_desktop.command import lists
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import session
from izanau_protocol.fields import Words

if TYPE_CHECKING:
    from izanau_desktop.cache.reads.views import Saved

_GONE = Words("its job is gone", "求人は削除されました")


@noun("list")
def view() -> None:
    """Saved views of the list of applicants."""


@view.command("list")
@listing
def list_(query: str, limit: int, after: str) -> None:
    """List the views that you saved on this computer, by name."""
    from izanau_desktop.cache.reads import views

    now = session()
    found = (_tree(one) for one in views.saved(now.of("company").cache))
    page = lists.paged(found, query, lambda one: (one["name"], one["query"]), limit, after)
    rows = ((one["name"], _job(one, now.language), one["query"]) for one in page["items"])
    now.tell.table(page, ("NAME", "JOB", "WORDS"), rows)


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
@click.option("--sort", default="applied", metavar="S", help="By applied, name, japanese, years, since or ends.")
@click.option("--up", is_flag=True, help="From the lowest.")
@click.option("--column", "columns", multiple=True, metavar="C", help="As a table, with these columns in this order.")
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
) -> None:
    """Save a view under a name, in the place of one that is called so."""
    from izanau_desktop.cache.reads import views
    from izanau_desktop.cache.reads.applicants import View
    from izanau_desktop.cache.reads.views import Face, Kept
    from izanau_protocol import codes
    from izanau_protocol.problems import Refused, problem

    now = session()
    cache = now.of("company").cache
    for table, field, given in (("applicant_sort", "sort", (sort,)), ("applicant_column", "columns", columns)):
        for one in given:
            if one not in codes.table(table):
                raise Refused(problem("unknown_code", field, value=one))
    if job:
        lists.get(cache, "job", job)
    face = Face(table=True, columns=columns) if columns else None
    views.save(cache, Kept(name, View(job, query, stages, sort, not up, withdrawn), face))
    found = lists.there(views.named(cache, name))
    now.tell.document({**_tree(found), "kind": "view"}, found.name)


@view.command()
@click.argument("name")
def delete(name: str) -> None:
    """Delete a saved view."""
    from izanau_desktop.cache.reads import views

    now = session()
    cache = now.of("company").cache
    found = lists.there(views.named(cache, name))
    views.drop(cache, found.name)
    now.tell.document({"id": found.name, "kind": "view", "deleted": True}, found.name)


def _tree(one: Saved) -> dict[str, Any]:
    shown = one.view
    tree: dict[str, Any] = {"id": one.name, "name": one.name, "query": shown.query, "job": shown.job}
    tree |= {"job_title": dict(one.job_title)}
    tree |= {"stages": list(shown.stages), "sort": shown.sort, "down": shown.down, "withdrawn": shown.withdrawn}
    if one.face is not None:
        tree |= {"table": one.face.table, "columns": list(one.face.columns)}
    return tree | ({"gone": True} if one.is_gone else {})


def _job(one: dict[str, Any], language: str) -> str:
    from izanau_desktop.cache.reads.common import text_in

    return _GONE.of(language) if one.get("gone") else text_in(one["job_title"], language)[0]
