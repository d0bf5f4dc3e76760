"""A company's reasons for rejection: its own list in its own order, begun from the usual ones; a reason is retired, never
deleted, so that a past rejection keeps its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from izanau_protocol import codes, patch, position
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_protocol.rules.job import named
from izanau_protocol.rules.trees import Tree, items, part
from izanau_protocol.text import fold

_TABLE: Final = "reject_reason"


class ReasonRow(NamedTuple):
    """A reason as it is offered; one that is `retired` stands only where it was given before."""

    id: str
    words: Words
    retired: bool = False


def reasons(company: Tree) -> tuple[ReasonRow, ...]:
    """The reasons of a company in their order, the retired too: its own, or those that every company begins with.

    One can always be given: where two people retired the last two at once, it is the first.
    """
    own = tuple(
        ReasonRow(key, named(item, usual(key)), item.get("retired") is True) for key, item in items(company, "reasons")
    )
    if own and all(row.retired for row in own):
        return (own[0]._replace(retired=False), *own[1:])
    return own or tuple(ReasonRow(code, words) for code, words in codes.table(_TABLE).items())


def offered(company: Tree) -> tuple[ReasonRow, ...]:
    """Those that can be given now."""
    return tuple(row for row in reasons(company) if not row.retired)


def usual(reason: str) -> Words:
    """The words of one that every company begins with; of any other its id."""
    return codes.table(_TABLE).get(reason, Words(reason, reason))


def words(rows: Iterable[ReasonRow], reason: str) -> Words:
    """The words of a reason that was given, whether it is still offered or not."""
    return next((row.words for row in rows if row.id == reason), usual(reason))


def is_known(company: Tree, reason: str) -> bool:
    """Whether a rejection may give it: also a retired one, by who was offline then, and a usual one."""
    return reason in part(company, "reasons") or reason in codes.table(_TABLE)


def find(rows: Iterable[ReasonRow], typed: str) -> ReasonRow | None:
    """The reason that somebody names by its id or by its words in either language."""
    wanted = fold(typed)
    return next((row for row in rows if wanted in {row.id, fold(row.words.en), fold(row.words.ja)}), None)


# --- the list of a company as it is after a change ---


def added(company: Tree, reason: str, name: Mapping[str, str]) -> Body:
    """With one more, the last."""
    held = begun(company)
    placed = patch.apply(held, position.moved(held, reason)) or {}
    return {**placed, reason: {**part(placed, reason), "name": dict(name)}}


def names(company: Tree, reason: str) -> dict[str, str]:
    """The words of one as they are kept, by language."""
    held = {tag: str(text) for tag, text in part(part(begun(company), reason), "name").items()}
    told = usual(reason)
    return held or {"en": told.en, "ja": told.ja}


def renamed(company: Tree, reason: str, name: Mapping[str, str]) -> Body:
    """With other words for one, also where it was given before."""
    held = begun(company)
    return {**held, reason: {**part(held, reason), "name": dict(name)}}


def retired(company: Tree, reason: str, *, away: bool = True) -> Body:
    """With one that is offered no more, or again."""
    return patch.apply(begun(company), {reason: {"retired": True if away else None}}) or {}


def moved(company: Tree, reason: str, by: int) -> Body:
    """With one that stands earlier (`by` below zero) or later among those that are offered; at either end it stays."""
    held = begun(company)
    order = [row.id for row in offered(company)]
    return patch.apply(held, position.shifted(held, reason, by, order)) or {}


def kept(before: Tree, after: Tree) -> Body:
    """The reasons of `after`, and those of `before` that were taken away: retired. A list taken away whole stays as it was:
    there is nothing else to give."""
    own = dict(part(after, "reasons"))
    if not own:
        return dict(part(before, "reasons"))
    gone = {key: item for key, item in items(before, "reasons") if key not in own}
    return {**own, **{key: {**item, "retired": True} for key, item in gone.items()}}


def begun(company: Tree) -> Body:
    """The reasons as a company holds them; where it has none of its own yet, as its list begins."""
    own = dict(part(company, "reasons"))
    place: str | None = None
    for row in () if own else reasons(company):
        place = position.between(place, None)
        own[row.id] = {"name": {"en": row.words.en, "ja": row.words.ja}, "position": place}
    return own
