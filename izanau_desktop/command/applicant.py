"""applicant: a company's applicants, by the id of the application."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from msgspec.structs import replace

from izanau_desktop.command import given, lists, members, table
from izanau_desktop.command.applied import called, shown, stage_words
from izanau_desktop.command.given import TEXT
from izanau_desktop.command.program import Verb, listing, noun
from izanau_desktop.command.session import session
from izanau_desktop.command.telling import page
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused

if TYPE_CHECKING:
    from izanau_desktop.cache import Cache
    from izanau_desktop.cache.reads.applicants import View
    from izanau_desktop.cache.reads.exports import ExportRow
    from izanau_desktop.desk import Desk

_TASK: Final = Words(
    "Delete the copy: the export of {at}, file {file}, holds a person who left ({why}); row ID {row}",
    "写しを削除してください: {at}の書き出し（{file}）に、対象外となった人が含まれています（{why}）。行のID: {row}",
)

_MINUS: Final = "A QUERY that begins with a minus needs `--` before it."
"""Else it is read as options."""
_SAVED: Final = click.option(
    "--view", "saved", default="", metavar="NAME", help="As a saved view has it; what else is given counts instead."
)


@noun("list")
def applicant() -> None:
    """Applicants."""


@applicant.command(
    "list",
    help="List applicants, newest first; stage:S in QUERY filters. With --json, `searchable`: how far a search reaches."
    f" {_MINUS}",
)
@listing
@click.option("--job", default="", metavar="ID", help="Of one job only.")
@click.option("--stage", "stages", multiple=True, metavar="S", help="In this stage only.")
@click.option("--withdrawn", is_flag=True, help="The withdrawn too.")
@_SAVED
def list_(
    query: str, limit: int, after: str, job: str, stages: tuple[str, ...], *, withdrawn: bool, saved: str
) -> None:
    """List applicants, newest first."""
    from izanau_desktop.cache import indexing
    from izanau_desktop.cache.reads import company
    from izanau_desktop.cache.reads.common import text_in

    now = session()
    cache = now.of("company").cache
    view, _ = _view(cache, saved, job=job, query=query, stages=stages, withdrawn=withdrawn)
    if view.is_by_fit:
        indexing.make_anew(cache.file)
    found = company.applicants(cache, view, limit, lists.cursor(after))
    posts = company.posts(cache, (row.job for row in found.items))
    items = []
    for row in found.items:
        tree = shown(cache, lists.get(cache, "application", row.id), now.language)
        items.append(
            {**tree, "name": called(row, now.language), "headline": row.headline, "job_title": dict(row.job_title)}
        )
    rows = (
        (
            one["id"],
            one["name"],
            one["headline"],
            text_in(one["job_title"], now.language)[0],
            stage_words(row, posts.get(row.job, {}), now.language),
            table.day(row.applied),
        )
        for row, one in zip(found.items, items, strict=True)
    )
    listed = page(items, found.total, found.next, found.indexed)
    now.tell.table(listed, ("ID", "NAME", "HEADLINE", "JOB", "STAGE", "APPLIED"), rows)


@applicant.command()
@click.argument("id")
def show(id: str) -> None:  # noqa: A002 - the word of the contract
    """Show one applicant in full: fit for the job, profile, other applications, history, notes, messages."""
    from izanau_desktop.cache.reads import company, fitting, others, tasks
    from izanau_protocol.reading import fit

    now = session()
    cache = now.of("company").cache
    found = lists.there(company.applicant(cache, id))
    language = now.language
    row = found.row
    tree = {**shown(cache, found.application, language), "name": called(row, language)}
    tree["job_title"] = dict(row.job_title)
    told = fit.lines(fitting.fit_of(found), language)
    tree["fit"] = [{"matter": one.matter, "verdict": one.verdict, "words": one.words} for one in told]
    tree["others"] = [
        {"application": o.id, "job_title": dict(o.job_title), "stage": "withdrawn" if o.withdrawn else o.stage}
        | {"applied": o.applied}
        for o in others.others(cache, id)
    ]
    tree["notes"] = [
        {"id": n.id, "text": n.text, "author": members.called(n.author, language), "at": n.at, "pending": n.pending}
        | ({"mentions": [one.member for one in n.mentions]} if n.mentions else {})
        for n in found.notes
    ]
    tree["tasks"] = [
        {
            "id": t.id,
            "text": t.text,
            "due": t.due,
            "owner_name": members.called(t.owner, language),
            "pending": t.pending,
        }
        for t in tasks.about(cache, id)
        if not t.done
    ]
    tree["messages"] = [
        {"id": m.id, "sender": m.sender, "name": m.name, "text": m.text, "at": m.at, "pending": m.pending}
        for m in found.messages
    ]
    now.tell.document(tree)


@applicant.command()
@click.argument("id")
@click.argument("to", metavar="STAGE")
@click.option("--reason", default="", metavar="CODE", help="Why: a reason of `izanau reason`, by its id or its words.")
@click.option("--text", type=TEXT, default="", metavar="TEXT", help="A note of the company's own beside it.")
@click.option(
    "--message", type=TEXT, default="", metavar="TEXT", help="A message to the applicant that goes out with it."
)
@click.option("--template", default="", metavar="ID", help="The prepared message that goes out with it.")
def stage(id: str, to: str, reason: str, text: str, message: str, template: str) -> None:  # noqa: A002 - the name of the argument
    """Move an application to another stage, with a message to the applicant if one is given; to reject needs a reason."""
    from izanau_desktop.command import rejecting
    from izanau_protocol import rules
    from izanau_protocol.problems import Refused, problem

    now = session()
    desk = now.of("company", writes="application.stage")
    if text:
        given.refuse_blank(text)
    found = lists.get(desk.cache, "application", id)
    job = desk.cache.get("job", str(found.body.get("job", "")))
    known = {row.id: row.status for row in rules.stages(job.body if job else {})}
    if to not in known:
        raise Refused(problem("unknown_code", "stage", value=to))
    if known[to] == "rejected" and not reason:
        raise Refused(problem("required", "reason"))
    if reason and known[to] != "rejected":
        raise Refused(problem("reason_without_rejection", "reason"))
    reason = rejecting.known(desk.cache, reason).id if reason else ""
    if message:
        given.refuse_blank(message, "message")
    if template:
        message = _prepared(desk.cache, id, template, "" if known[to] == "rejected" else to)
    if message:
        now.of("company", writes="message.text")
    if text:  # first: that a colleague made the move before takes no note away
        desk.note(id, text)
    if reason and not message and found.body.get("stage") == to:
        rejecting.give(desk, found, reason)
    else:
        _move(desk, id, to, reason, message)
    now.tell.document(shown(desk.cache, lists.get(desk.cache, "application", id), now.language), id)


@applicant.command()
@click.argument("id")
@click.option(
    "--reason", required=True, metavar="CODE", help="Why: a reason of `izanau reason`, by its id or its words."
)
@click.option("--text", type=TEXT, default="", metavar="TEXT", help="A note of the company's own beside it.")
@click.option(
    "--message", type=TEXT, default="", metavar="TEXT", help="A message to the applicant that goes out with it."
)
@click.option("--template", default="", metavar="ID", help="The prepared message that goes out with it.")
@click.pass_context
def reject(context: click.Context, /, id: str, **how: str) -> None:  # noqa: A002 - the name of the argument
    """Reject an application with a reason: move it to the stage of its job that rejects."""
    from izanau_protocol import rules
    from izanau_protocol.problems import Refused, problem

    cache = session().of("company", writes="application.stage").cache
    job = cache.get("job", str(lists.get(cache, "application", id).body.get("job", "")))
    to = next((row.id for row in rules.stages(job.body if job else {}) if row.status == "rejected"), "")
    if not to:
        raise Refused(problem("unknown_code", "stage", value="rejected"))
    context.invoke(stage, id=id, to=to, **how)


@applicant.command()
@click.argument("id")
@click.argument("text", type=TEXT)
def note(id: str, text: str) -> None:  # noqa: A002 - the name of the argument
    """Note something on an application; the applicant never sees it."""
    now = session()
    desk = now.of("company", writes="note.text")
    given.refuse_blank(text)
    identity = desk.note(id, text)
    now.tell.document({"id": identity, "pending": True}, identity)


@applicant.command()
@click.argument("id")
def take(id: str) -> None:  # noqa: A002 - the name of the argument
    """Take an application: your colleagues see that it is yours."""
    _give(id, lambda desk: desk.membership)


@applicant.command()
@click.argument("id")
@click.argument("member", default="")
def give(id: str, member: str) -> None:  # noqa: A002 - the name of the argument
    """Give an application to a colleague, by name or ID; without one, to nobody."""
    _give(id, lambda desk: members.colleague(desk.cache, member) if member else "")


@applicant.command()
@click.argument("id")
def unblind(id: str) -> None:  # noqa: A002 - the name of the argument
    """Make known who an applicant under blind review is; it is noted, and cannot be taken back."""
    now = session()
    desk = now.of("company", writes="application.unblinded")
    lists.get(desk.cache, "application", id)
    desk.unblind(id)
    now.tell.document(shown(desk.cache, lists.get(desk.cache, "application", id), now.language), id)


class Marking(Verb):
    """Takes `-WORD` for `--remove WORD`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; `-h` still asks for help, and `--` ends options."""
        end = args.index("--") if "--" in args else len(args)
        short = [one for one in args[:end] if one.startswith("-") and not one.startswith("--") and one not in _ALONE]
        words = [part for one in args[:end] for part in (("--remove", one[1:]) if one in short else (one,))]
        return super().parse_args(ctx, [*words, *args[end:]])


_ALONE: Final = ("-", "-h")
"""What begins with a dash and takes no label off."""


@applicant.command(cls=Marking)
@click.argument("id")
@click.argument("words", nargs=-1, metavar="[+WORD]... [-WORD]...")
@click.option("--remove", multiple=True, metavar="WORD", help="Take this label off, as -WORD does.")
def label(id: str, words: tuple[str, ...], remove: tuple[str, ...]) -> None:  # noqa: A002 - the name of the argument
    """Put labels on an application (+WORD) and take others off (-WORD)."""
    now = session()
    desk = now.of("company", writes="application.labels")
    lists.get(desk.cache, "application", id)
    add = [word.removeprefix("+") for word in words]
    for word in (*add, *remove):
        given.refuse_blank(word, "labels")
    if not (add or remove):
        raise click.UsageError("+WORD or -WORD is missing")
    desk.label(id, add, remove)
    now.tell.document(shown(desk.cache, lists.get(desk.cache, "application", id), now.language), id)


def _prepared(cache: Cache, application: str, template: str, to: str) -> str:
    """What a prepared message says to an applicant who comes to a stage, or is rejected from theirs where that is empty, in the
    language that they read best. Raises Refused `not_yours`."""
    from msgspec.structs import replace

    from izanau_desktop.cache.reads import company, templates

    one = lists.there(company.applicant(cache, application))
    one = replace(one, row=replace(one.row, stage=to or one.row.stage))
    return lists.there(next((made for made in templates.prepared(cache, one) if made.template == template), None)).text


def _move(desk: Desk, identity: str, to: str, reason: str, message: str) -> None:
    """Move an application; where it stands there already, and nothing else was to be done, nothing is."""
    try:
        desk.move(identity, to, reason, message)
    except Refused as refused:
        if reason or message or [one.code for one in refused.problems] != ["moved_already"]:
            raise


def _give(identity: str, whom: Callable[[Desk], str]) -> None:
    now = session()
    desk = now.of("company", writes="application.owner")
    lists.get(desk.cache, "application", identity)
    desk.give(identity, whom(desk))
    now.tell.document(shown(desk.cache, lists.get(desk.cache, "application", identity), now.language), identity)


@applicant.command(
    "export", help=f"Write applicants into a file, which is recorded; its copies are yours to delete. {_MINUS}"
)
@click.argument("query", default="")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The file.")
@click.option("--job", default="", metavar="ID", help="Of one job only.")
@click.option("--stage", "stages", multiple=True, metavar="S", help="In this stage only.")
@_SAVED
def export_(query: str, form: str, output: Path, job: str, stages: tuple[str, ...], *, saved: str) -> None:
    """Write applicants into a file."""
    from izanau_desktop.exporting import applicants

    now = session()
    desk = now.of("company", writes="export.rows")
    now.tell.say(applicants.DUTY)
    view, columns = _view(desk.cache, saved, job=job, query=query, stages=stages)
    written = applicants.write(desk, output, form, now.language, view, columns)
    now.tell.document({"id": written.export, "file": str(output), "rows": written.rows, "pending": True}, str(output))


@applicant.command("exports")
@listing
def exports_(query: str, limit: int, after: str) -> None:
    """List the files that were exported, and which rows have to be deleted from their copies."""
    from izanau_desktop.cache.reads import exports
    from izanau_protocol import codes

    now = session()
    found = [_exported(row, now.language) for row in exports.exports(now.of("company").cache)]
    listed = lists.paged(found, query, lambda one: (one["file"], one["at"], one["author"]), limit, after)
    rows = [
        (one["id"], one["file"], table.local(one["at"]), str(one["rows"]), one["author"], str(len(one["left"]) or ""))
        for one in listed["items"]
    ]
    now.tell.table(listed, ("ID", "FILE", "EXPORTED", "ROWS", "BY", "TO DELETE"), rows)
    for one in listed["items"]:
        for owed in one["left"]:
            why = codes.words("left_cause", owed["cause"], now.language)
            now.tell.say(_TASK, at=table.local(one["at"]), file=one["file"], row=owed["row"], why=why)


@applicant.command("deleted")
@click.argument("id")
@click.argument("rows", nargs=-1, metavar="[ROW]...")
def deleted(id: str, rows: tuple[str, ...]) -> None:  # noqa: A002 - the name of the argument
    """Say that rows, or all that have to go, were deleted from every copy of an export."""
    from izanau_desktop.cache.reads import exports
    from izanau_protocol.problems import Refused, problem

    now = session()
    desk = now.of("company", writes="export.left")
    one = next((row for row in exports.exports(desk.cache) if row.id == id), None)
    known = {owed.row: owed.key for owed in lists.there(one).owed}
    if not known or any(row not in known for row in rows):
        raise Refused(problem("not_yours"))
    desk.copies_deleted(id, *(known[row] for row in rows or known))
    now.tell.document({"id": id, "deleted": list(rows or known), "pending": True}, id)


def _view(cache: Cache, name: str, **given: object) -> tuple[View, tuple[str, ...]]:
    """A saved view, or the one that lists all, with what is given instead; and the columns of its table, if it is one.

    Raises Refused `not_yours` where there is none of that name, or its job is gone; `bad_filter` for a filter that nobody can fit.
    """
    from izanau_desktop.cache.reads import filters, views
    from izanau_desktop.cache.reads.applicants import View
    from izanau_desktop.cache.reads.known import known

    found = lists.there(views.named(cache, name)) if name else None
    if found is not None and found.is_gone:
        lists.get(cache, "job", found.view.job)
    instead = {name: value for name, value in given.items() if value}
    face = found.face if found is not None else None
    columns = face.columns if face is not None and face.table else ()
    view = replace(found.view if found is not None else View(), **instead)
    with cache.reading("application") as connection:
        strange = [one.problem for one in filters.asked(view.query, known(connection, view.query, view.job)).strange]
    bad = [one for one in strange if one.code == "bad_filter"]
    if bad:
        raise Refused(*bad)
    for one in strange:
        session().tell.problem(one)
    return view, columns


def _exported(row: ExportRow, language: str) -> dict[str, Any]:
    left = [{"row": owed.row, "cause": owed.cause, "at": owed.at} for owed in row.owed]
    tree = {"id": row.id, "file": row.file, "format": row.format, "rows": row.count, "at": row.at}
    return tree | {
        "author": members.called(row.by, language),
        "left": left,
        "cleared": row.cleared,
        "pending": row.pending,
    }
