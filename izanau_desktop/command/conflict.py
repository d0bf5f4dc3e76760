"""conflict: two edits of one field that could not both stand, shown side by side, and settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import click

from izanau_desktop.command import lists
from izanau_desktop.command.given import TEXT
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import Session, session
from izanau_protocol import documents, rules
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from izanau_desktop.cache import Cache, Choice
    from izanau_desktop.cache.reads.common import ConflictRow
    from izanau_desktop.cache.reads.conflicts import Case, Dispute
    from izanau_protocol.merge import Take

_BEFORE: Final = Words("Before", "元の値")
_MINE: Final = Words("Mine", "自分の変更")
_THEIRS: Final = Words("Theirs", "相手の変更")
_BOTH: Final = Words("Both together", "両方を合わせた値")
_OPEN: Final = Words(
    "Others read this. What you choose goes out ten seconds later, and not before.",
    "これは他の人も読みます。選んだ内容は10秒後に送られ、それまでは送られません。",
)
_WITHHELD: Final = Words(
    "The message that was to go out with it was not sent. It is kept as a draft: see the applicant.",
    "一緒に送るはずだったメッセージは送信されていません。応募者の画面に下書きとして残っています。",
)
_BACK: Final = Words(
    "Until it is sent, `{command}` takes that back.",
    "送信されるまでは、`{command}` で取り消せます。",
)


@noun("list")
def conflict() -> None:
    """Conflicts."""


@conflict.command("list")
@listing
def list_(query: str, limit: int, after: str) -> None:
    """List the conflicts that wait for you."""
    now = session()
    found = (_shown(now, *one) for one in _cases(now))
    page = lists.paged(
        found, query, lambda one: (one["document"], one["path"], one["name"], one["field"]), limit, after
    )
    rows = ((one["id"], one["name"], one["field"], *_sides(one, now.language)) for one in page["items"])
    now.tell.table(page, ("ID", "DOCUMENT", "FIELD", "MINE", "THEIRS"), rows)


@conflict.command()
@click.argument("id")
def show(id: str) -> None:  # noqa: A002 - the word of the contract
    """Show a conflict: what it was, mine, theirs, and what both together would be."""
    from izanau_desktop.cache.reads import common

    now = session()
    lists.there(common.conflict(now.desk().cache, id))
    known = {case.row.id: (dispute, case) for dispute, case in _cases(now)}
    if id not in known:
        now.tell.document(_told(now.desk().cache, lists.there(common.conflict(now.desk().cache, id))))
        return
    now.tell.document(_shown(now, *known[id]), _read(now, *known[id]))


@conflict.command()
@click.argument("id", required=False, default="")
@click.option("--take", type=click.Choice(["mine", "theirs", "both"]), help="Which stands.")
@click.option("--value", type=TEXT, metavar="TEXT", help="Or this, instead of either.")
@click.option(
    "--all", "everything", is_flag=True, help="All conflicts of the document of ID; all there are, without ID."
)
def resolve(id: str, take: str | None, value: str | None, everything: bool) -> None:  # noqa: A002 - the argument's name
    """Settle a conflict, or all of a document, or all. Until it is sent, `outbox drop` of its push takes that back."""
    if (take is None) == (value is None):
        raise click.UsageError("give --take or --value")
    if everything and take is None:
        raise click.UsageError("--all needs --take")
    if not (id or everything):
        raise click.UsageError("give an ID, or --all")
    now = session()
    if everything:
        _settle_all(now, id, cast("Take", take))
    else:
        _settle_one(now, id, cast("Take", take or "value"), value)


def _settle_one(now: Session, identity: str, take: Take, text: str | None) -> None:
    from izanau_desktop.cache import Choice
    from izanau_desktop.cache.reads import common

    row = lists.there(common.conflict(now.desk().cache, identity))
    value = None if text is None else _parsed(row, text, now.language)
    pushes = _settle(now, [Choice(identity, take, value)])
    told = {"id": identity, "settled": take, "pending": True, "push": pushes[0]}
    _tell(now, told, identity, pushes)


def _settle_all(now: Session, identity: str, take: Take) -> None:
    """Settle what can be settled so; what cannot be kept both stays open, and is named."""
    from izanau_desktop.cache import Choice

    cases = [case.row for _, case in _cases(now)]
    if identity:
        about = {row.about for row in cases if identity in (row.id, row.about)}
        cases = [row for row in cases if row.about in about]
        lists.there(cases or None)
    chosen = [row for row in cases if take != "both" or row.can_keep_both]
    pushes = _settle(now, [Choice(row.id, take) for row in chosen]) if chosen else ()
    left = [row.id for row in cases if row not in chosen]
    told = {"settled": [row.id for row in chosen], "take": take, "left": left, "pending": bool(chosen)}
    _tell(now, told | {"pushes": list(pushes)}, "\n".join(row.id for row in chosen), pushes)


def _tell(now: Session, told: dict[str, Any], words: str, pushes: Sequence[str]) -> None:
    """What was settled, and by which commands that is taken back: one for each document."""
    back = [f"izanau outbox drop {push}" for push in pushes]
    now.tell.document(told | {"undo": back}, words)
    for command in back:
        now.tell.say(_BACK, command=command)


def _settle(now: Session, choices: Sequence[Choice]) -> tuple[str, ...]:
    from izanau_protocol.merge import CannotKeepBoth

    try:
        return now.desk().settle(choices)
    except CannotKeepBoth as cannot:
        raise Refused(problem("not_both", "take")) from cannot


def _cases(now: Session) -> list[tuple[Dispute, Case]]:
    from izanau_desktop.cache.reads import conflicts

    return [(one, case) for one in conflicts.disputes(now.desk().cache, now.language) for case in one.cases]


def _parsed(row: ConflictRow, text: str, language: str) -> object:
    """What was typed, as the field of the conflict takes it."""
    path, _, tag = row.path.rpartition(".")
    field = documents.field(row.kind, path) if path else None
    where = f"{path}@{tag}" if field is not None and field.spec.type == "text" else row.path
    return rules.parse(row.kind, where, text, language)


def _sides(one: dict[str, Any], language: str) -> tuple[str, str]:
    """Mine and theirs as a person reads them."""
    from izanau_desktop.cache.reads import values

    mine, theirs = (values.words(one["document"], one["path"], one[side], language) for side in ("mine", "theirs"))
    return mine, theirs


def _shown(now: Session, dispute: Dispute, case: Case) -> dict[str, Any]:
    from izanau_desktop.cache.reads import conflicts
    from izanau_protocol import merge

    row = case.row
    both = merge.resolve(merge.Conflict((), row.base, row.mine, row.theirs), "both") if row.can_keep_both else None
    told = _told(now.desk().cache, row) | {"who": conflicts.wrote(case, now.language)}
    return told | {
        "name": dispute.name,
        "field": case.name,
        "both": both,
        "public": dispute.read_by_others,
        "withheld": dispute.is_withheld,
    }


def _read(now: Session, dispute: Dispute, case: Case) -> str:
    """A conflict as a person reads it at a terminal."""
    from izanau_desktop.cache.reads import conflicts, values

    row, language = case.row, now.language
    mine, theirs = (conflicts.in_words(row, side, language) for side in (row.mine, row.theirs))
    sides = (
        (_BEFORE, (), case.base),
        (_MINE, (row.device, values.moment(row.at, language)), mine),
        (_THEIRS, (conflicts.wrote(case, language), values.moment(row.when, language)), theirs),
        (_BOTH, (), case.both),
    )
    told = [f"{dispute.name} · {case.name}"]
    for words, whose, text in sides:
        if text:
            origin = ", ".join(filter(None, whose))
            told += ["", f"{words.of(language)} ({origin}):" if origin else f"{words.of(language)}:", text]
    notes = ((dispute.read_by_others, _OPEN), (dispute.is_withheld, _WITHHELD))
    return "\n".join([*told, *(line for is_so, words in notes if is_so for line in ("", words.of(language)))])


def _told(cache: Cache, row: ConflictRow) -> dict[str, Any]:
    found = cache.get("conflict", row.id)
    return {
        "id": row.id,
        "kind": "conflict",
        "seq": found.seq if found else 0,
        "pending": found.pending if found else False,
        "document": row.kind,
        "about": row.about,
        "path": row.path,
        "base": row.base,
        "mine": row.mine,
        "theirs": row.theirs,
        "who": row.who,
        "side": row.side,
        "when": row.when,
        "device": row.device,
        "at": row.at,
        "settled": row.settled,
    }
