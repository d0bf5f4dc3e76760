"""reason: why the company rejects, in words of its own and in its order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import click

from izanau_desktop.command import lists, members
from izanau_desktop.command.given import TEXT
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import session
from izanau_protocol.fields import LANGUAGES, Words

if TYPE_CHECKING:
    from izanau_desktop.cache import Cache, Document
    from izanau_desktop.desk import Desk
    from izanau_protocol.rules.rejecting import ReasonRow

_RETIRED: Final = Words("retired", "使用停止")
_BEFORE: Final = Words(
    "{by} rejected this applicant already, with the reason “{before}”. Now the reason is “{now}”.",
    "この応募者は{by}がすでに不採用にしています（理由：{before}）。理由を「{now}」に変更しました。",
)


@noun("list")
def reason() -> None:
    """Reasons for rejection of a company."""


@reason.command("list")
@listing
def list_(query: str, limit: int, after: str) -> None:
    """List the reasons for rejection in their order, the retired too."""
    from izanau_desktop.cache.reads.reasons import reasons

    now = session()
    found = [_tree(row) for row in reasons(now.of("company").cache)]
    page = lists.paged(found, query, lambda one: (one["id"], *one["name"].values()), limit, after)
    rows = (
        (one["id"], Words(**one["name"]).of(now.language), _RETIRED.of(now.language) if one["retired"] else "")
        for one in page["items"]
    )
    now.tell.table(page, ("ID", "WORDS", "STATE"), rows)


@reason.command()
@click.option("--en", type=TEXT, default="", metavar="TEXT", help="In English.")
@click.option("--ja", type=TEXT, default="", metavar="TEXT", help="In Japanese.")
def add(en: str, ja: str) -> None:
    """Add a reason, in one language or both; prints its id."""
    _do(lambda desk: desk.add_reason({"en": en, "ja": ja}), "", en, ja)


@reason.command()
@click.argument("id")
@click.option("--en", type=TEXT, default="", metavar="TEXT", help="In English.")
@click.option("--ja", type=TEXT, default="", metavar="TEXT", help="In Japanese.")
def change(id: str, en: str, ja: str) -> None:  # noqa: A002 - the name of the argument
    """Give a reason other words, in past rejections too; what is left out stays."""

    def work(desk: Desk) -> None:
        told = {tag: text for tag, text in (("en", en), ("ja", ja)) if text}
        desk.rename_reason(known(desk.cache, id).id, told)

    _do(work, id, en, ja)


@reason.command()
@click.argument("id")
def retire(id: str) -> None:  # noqa: A002 - the name of the argument
    """Give a reason no more; past rejections keep it."""
    _do(lambda desk: desk.retire_reason(known(desk.cache, id).id), id)


@reason.command()
@click.argument("id")
def restore(id: str) -> None:  # noqa: A002 - the name of the argument
    """Give a retired reason again."""
    _do(lambda desk: desk.retire_reason(known(desk.cache, id).id, away=False), id)


@reason.command()
@click.argument("id")
@click.argument("way", type=click.Choice(["up", "down"]))
def move(id: str, way: str) -> None:  # noqa: A002 - the name of the argument
    """Move a reason one place up or down."""
    _do(lambda desk: desk.move_reason(known(desk.cache, id).id, -1 if way == "up" else 1), id)


def known(cache: Cache, named: str) -> ReasonRow:
    """The reason of this id or these words. Raises Refused `unknown_code`."""
    from izanau_desktop.cache.reads.reasons import reasons
    from izanau_protocol.problems import Refused, problem
    from izanau_protocol.rules import rejecting

    found = rejecting.find(reasons(cache), named)
    if found is None:
        raise Refused(problem("unknown_code", "reason", value=named))
    return found


def give(desk: Desk, rejected: Document, reason: str) -> None:
    """Have a rejection be for another reason; who rejected is told where it was a colleague, and why they did."""
    from izanau_desktop.cache.reads import company
    from izanau_desktop.cache.reads.reasons import reasons
    from izanau_protocol.rules import rejecting

    now, before = session(), str(rejected.body.get("reason", ""))
    last = next(iter(company.passed(desk.cache, rejected.body)[::-1]), None)
    stands = last is not None and (last.stage, last.reason) == (rejected.body.get("stage"), before)
    by = last.by if last is not None and stands else None
    desk.change_reason(rejected.id, reason)
    if by is not None and by.member != desk.membership and before not in ("", reason):
        listed = reasons(desk.cache)
        told = {
            name: rejecting.words(listed, one).of(now.language) for name, one in (("before", before), ("now", reason))
        }
        now.tell.say(_BEFORE, by=members.called(by, now.language), **told)


def _do(work: Callable[[Desk], object], named: str, *texts: str) -> None:
    """Change the list; the reason as it is then, with what its words should rather not say."""
    from izanau_desktop.command import hints
    from izanau_protocol import rules

    now = session()
    desk = now.of("company", writes="company.reasons")
    identity = known(desk.cache, named).id if named else ""
    made = work(desk)
    found = known(desk.cache, identity or str(made))
    words = zip(LANGUAGES, texts, strict=False)
    said = hints.told(now.tell, {f"name@{tag}": rules.wording(text, rejecting=True) for tag, text in words})
    now.tell.document({**_tree(found), "pending": True, "hints": said}, found.id)


def _tree(row: ReasonRow) -> dict[str, Any]:
    return {"id": row.id, "name": {"en": row.words.en, "ja": row.words.ja}, "retired": row.retired}
