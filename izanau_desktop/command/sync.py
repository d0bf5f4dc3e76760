"""sync: push and pull once, the log of what was synced, and letting it rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from izanau_desktop.command import lists, standing, table
from izanau_desktop.command.program import Noun, listing
from izanau_desktop.command.session import Session, session
from izanau_desktop.command.telling import searchable
from izanau_protocol.fields import Words
from izanau_protocol.problems import Problem

if TYPE_CHECKING:
    from izanau_desktop.cache.synclog import Sync
    from izanau_desktop.desk import Desk
    from izanau_desktop.sync.report import SyncReport

AWAY, REFUSED, CONFLICTS = 3, 5, 6

_POLICY: Final = Words(
    "The privacy policy has changed: `izanau policy diff` shows how. Until you agree, what you do waits here.",
    "プライバシーポリシーが変わりました。変更点は `izanau policy diff` で確認できます。同意するまで、変更はこの端末で保留されます。",
)
_FIRST: Final = Words(
    "You have not agreed to the privacy policy yet: read it by `izanau policy show`, then `izanau policy agree`. Until then, what you do waits here.",
    "プライバシーポリシーにまだ同意していません。`izanau policy show` で確認し、`izanau policy agree` で同意してください。同意するまで、変更はこの端末で保留されます。",
)

_ORDER: Final = Words("the index is written anew without what was removed", "削除された言葉を索引から取り除いています")


@click.group(cls=Noun, invoke_without_command=True)
@click.option("--full", is_flag=True, help="Look at everything anew.")
@click.pass_context
def sync(context: click.Context, /, *, full: bool) -> int:
    """Push and pull once; says what moved."""
    if full and context.invoked_subcommand:
        raise click.UsageError("--full is of `izanau sync` itself")
    return 0 if context.invoked_subcommand else _sync(full=full)


def _sync(*, full: bool) -> int:
    from izanau_desktop.cache.reads.common import agreed
    from izanau_desktop.cache.reads.common import status as read

    now = session()
    desk = now.desk()
    report = _synced(desk, now, full=full)
    open_conflicts = read(desk.cache).conflicts
    found = [*([report.problem] if report.problem else []), *(_refused_rows(desk) if report.refused else ())]
    told = _report(report, found, now.language)
    now.tell.document(told, standing.sync(told, now.language))
    for one in found:
        now.tell.problem(one)
    agreement = agreed(desk.cache)
    if agreement.due and not any(one.code == "policy_required" for one in found):
        now.tell.say(_FIRST if agreement.first else _POLICY)
    ended = report.problem.code if report.problem is not None else ""
    if ended == "account_erased" or (ended == "device_ended" and not desk.lives_here()):
        desk.wipe()  # PRV-54: a device that was ended keeps nothing; what it could still send waits for a sign-in
    return _exit(report, open_conflicts)


def _synced(desk: Desk, now: Session, *, full: bool) -> SyncReport:
    """Sync, then wait for the search index to be whole; both say how far they are, and go on there the next time."""
    from msgspec.structs import replace

    from izanau_desktop.cache import CacheTrouble, cursors, indexing
    from izanau_desktop.cache.reads.common import status as read
    from izanau_desktop.sync.indexer import Indexer

    indexer = Indexer(desk.cache.file)

    def turned(_tally: object) -> None:
        indexer.look()
        with desk.cache.file.read() as connection:
            say(f"{cursors.fetched(connection)} %")

    try:
        with now.tell.at_work(Words("Syncing …", "同期しています…")) as say:
            report = desk.sync(full, turned=turned)
        if report.problem is not None:
            return report
        with now.tell.at_work(Words("Preparing the search …", "検索の準備をしています…")) as say:
            try:
                indexing.reckon(desk.cache.file)
                indexer.finish(
                    lambda: say(
                        standing.so_far(searchable(read(desk.cache).indexed), now.language) or _ORDER.of(now.language)
                    )
                )
            except CacheTrouble as trouble:  # what the sync did stands all the same
                return replace(report, problem=trouble.problems[0])
        return report
    finally:
        indexer.stop()


def _report(report: SyncReport, found: list[Problem], language: str) -> dict[str, Any]:
    counts = ("pushed", "pulled", "gone", "conflicts", "refused", "requests", "bytes_in", "bytes_out", "seconds")
    told: dict[str, Any] = {name: getattr(report, name) for name in counts}
    told["problems"] = [one.as_rfc9457(language) for one in found]
    if report.problem is not None:
        told["problem"] = told["problems"][0]
    return told


def _refused_rows(desk: Desk) -> list[Problem]:
    from izanau_desktop.cache.reads.common import outbox_rows

    return [row.problem for row in outbox_rows(desk.cache) if row.state == "refused" and row.problem]


def _exit(report: SyncReport, open_conflicts: int) -> int:
    """The code of a sync: out of reach before refused before conflicts."""
    from izanau_desktop.cli import EXITS

    if report.problem is not None:
        away = report.problem.code in ("offline", "foreign_answer", "file_held_up", "site_down")
        return AWAY if away else EXITS.get(report.problem.code, REFUSED)
    return REFUSED if report.refused else CONFLICTS if open_conflicts else 0


@sync.command()
@click.option("--problems", is_flag=True, help="Only those that did not get through, or where something was refused.")
@listing
def log(query: str, limit: int, after: str, *, problems: bool) -> None:
    """List the last syncs: when, why, how much moved, what went wrong; nothing of what was in them."""
    from izanau_desktop.cache.reads import syncs

    now = session()
    language = now.language
    found = {str(one.number): one for one in syncs.read(now.desk().cache, problems=problems)}

    def words(item: dict[str, Any]) -> tuple[str, str]:
        one = found[item["id"]]
        return syncs.cause(one, language), syncs.outcome(one, language)

    page = lists.paged(map(_logged, found.values()), query, words, limit, after)
    shown = [found[item["id"]] for item in page["items"]]
    rows = (
        (
            table.local(one.at),
            syncs.cause(one, language),
            " · ".join(filter(None, (syncs.outcome(one, language), syncs.often(one, language, table.local(one.last))))),
            f"{syncs.numbers(one, language)} · {syncs.took(one, language)}",
        )
        for one in shown
    )
    now.tell.table(page, ("AT", "WHY", "RESULT", "TOOK"), rows)


@sync.command()
@click.option("--hours", type=click.FloatRange(0.1, 720), help="For so long; else until `izanau sync resume`.")
def pause(hours: float | None) -> None:
    """Let open windows sync nothing by themselves for a while; `izanau sync` still syncs once."""
    from izanau_desktop.cache import resting

    now = session()
    now.desk().cache.change(lambda connection: resting.pause(connection, hours or 0.0))
    _tell_rest(now)


@sync.command()
def resume() -> None:
    """Let open windows sync by themselves again."""
    from izanau_desktop.cache import resting

    now = session()
    now.desk().cache.change(resting.resume)
    _tell_rest(now)


@sync.command()
@click.argument("choice", type=click.Choice(["on", "off"]))
def unmetered(choice: str) -> None:
    """Sync by itself only while the network is not metered, or on every one."""
    from izanau_desktop.cache import resting

    now = session()
    now.desk().cache.change(lambda connection: resting.keep_unmetered(connection, on=choice == "on"))
    _tell_rest(now)


def _tell_rest(now: Session) -> None:
    from izanau_desktop.cache import resting

    with now.desk().cache.file.read() as connection:
        rest = resting.read(connection)
    tree = {"paused": rest.paused, "until": rest.until, "unmetered": rest.unmetered}
    now.tell.document(tree, standing.rest(tree, now.language) or standing.GOES_ON.of(now.language))


def _logged(one: Sync) -> dict[str, Any]:
    counts = ("pushed", "pulled", "gone", "conflicts", "refused", "requests", "bytes_in", "bytes_out")
    return {
        "id": str(one.number),
        "at": one.at,
        "last": one.last,
        "times": one.times,
        "cause": one.cause,
        **{name: getattr(one, name) for name in counts},
        "seconds": one.milliseconds / 1000,
        "problem": one.problem,
    }
