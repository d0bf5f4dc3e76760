"""privacy: who sees what of one, what one agreed to, the purposes, the devices, pausing; all of it one's own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from izanau_desktop.command import about_me, given, lists, table
from izanau_desktop.command.criteria import criteria
from izanau_desktop.command.given import FILE
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import Session, session
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.cache.reads.agreements import ConsentRow, PurposeRow
    from izanau_desktop.cache.reads.audiences import Sees
    from izanau_desktop.desk import Desk

_PAUSED: Final = Words("Paused: nothing of yours is seen or used.", "一時停止中です。何も表示・利用されません。")
_ERASES: Final = Words(
    "The account will be deleted on {at}; `izanau account keep` ends that.",
    "アカウントは {at} に削除されます。取りやめるには `izanau account keep` を実行してください。",
)
_POLICY: Final = Words("Privacy policy: agreed to {version} on {at}", "プライバシーポリシー: {version}（{at} に同意）")
_NEWER: Final = Words(
    "A newer policy is in force: {version}. Read and agree: `izanau policy agree`.",
    "新しい版 {version} が施行されています。`izanau policy agree` で確認・同意してください。",
)
_ON: Final = Words("on", "オン")
_OFF: Final = Words("off", "オフ")
_THIS: Final = Words("this device", "この端末")


@noun("show")
def privacy() -> None:
    """Your data: who sees it, what it may be used for, your devices."""


for _one in (about_me.seen, about_me.disclosure, about_me.removal, about_me.retention, about_me.held, criteria):
    privacy.add_command(_one)


@privacy.command()
def show() -> None:
    """Who sees what of you now, and how you stand to the policy."""
    from izanau_desktop.cache.reads import agreements, audiences

    now = session()
    desk = now.desk()
    mine = desk.account
    owner = audiences.Owner(mine.id, mine.profile, mine.group, mine.paused, bool(mine.erases))
    sees = audiences.read(desk.cache, owner)
    standing = agreements.standing(desk.cache)
    purposes = agreements.purposes(desk.cache, mine.id) if mine.group == "seeker" else ()
    tree = {
        "account": mine.email,
        "paused": mine.paused,
        "erases": mine.erases,
        "policy": msgspec.to_builtins(standing),
        "purposes": {one.name: one.chosen for one in purposes},
        "sees": [_sees(one, now.language) for one in sees],
    }
    now.tell.document(tree, "\n".join(_shown(tree, purposes, now.language)))


def _sees(one: Sees, language: str) -> dict[str, Any]:
    from izanau_desktop.cache.reads import audiences

    return {
        "who": one.who,
        "name": audiences.who(one, language),
        "company": one.company,
        "items": list(one.items),
        "email": one.email,
        "applications": list(one.applications),
        "messages": one.messages,
        "since": one.since,
        "words": audiences.what(one, language),
    }


def _shown(tree: Mapping[str, Any], purposes: tuple[PurposeRow, ...], language: str) -> Iterator[str]:
    if tree["paused"]:
        yield _PAUSED.of(language)
    if tree["erases"]:
        yield _ERASES.of(language).format(at=table.local(tree["erases"]))
    for one in tree["sees"]:
        since = f" ({table.day(one['since'])}–)" if one["since"] else ""
        yield f"{one['name']}{since}"
        yield from (f"  {line}" for line in one["words"].splitlines())
    policy = tree["policy"]
    if policy["agreed"]:
        yield _POLICY.of(language).format(version=policy["agreed"], at=table.local(policy["at"]))
    if not policy["is_current"]:
        yield _NEWER.of(language).format(version=policy["current"])
    for row in purposes:
        yield _purpose_line(row, language)


def _purpose_line(row: PurposeRow, language: str) -> str:
    from izanau_desktop.cache.reads import agreements

    state = (_ON if row.chosen else _OFF).of(language)
    since = f" ({table.local(row.since)})" if row.since else ""
    return f"[{row.name}] {agreements.purpose_words(row.name, language)}: {state}{since}"


@privacy.command()
@listing
@click.option("--receipt", metavar="ID", help="Write the receipt of this agreement (ISO/IEC TS 27560), as JSON.")
@click.option("-o", "--output", type=FILE, default="-", metavar="FILE", help="The file; without it, standard output.")
def consent(query: str, limit: int, after: str, receipt: str | None, output: str) -> None:
    """List what you agreed to, with the words that you saw, newest first."""
    from izanau_desktop.cache.reads import agreements

    now = session()
    if receipt:
        _receipt(now, receipt, output)
        return
    rows = {row.id: row for row in agreements.consents(now.desk().cache)}
    items = [msgspec.to_builtins(row) for row in rows.values()]
    found = lists.paged(items, query, lambda one: _words_of(rows[one["id"]], now), limit, after)
    cells = ((one["id"], *_words_of(rows[one["id"]], now)) for one in found["items"])
    now.tell.table(found, ("ID", "AGREED TO", "POLICY", "AT", "ENDED", "WORDS"), cells)


def _receipt(now: Session, identity: str, output: str) -> None:
    from izanau_desktop.cache.reads import receipts

    desk = now.desk()
    tree = lists.there(receipts.receipt(desk.cache, identity, desk.site_url))
    if output == "-":
        now.tell.json(tree)
        return
    given.write(output, json.dumps(tree, ensure_ascii=False, indent=2).encode() + b"\n")
    now.tell.document({"id": identity, "file": output}, output)


def _words_of(row: ConsentRow, now: Session) -> tuple[object, ...]:
    from izanau_desktop.cache.reads import agreements

    ended = table.local(row.ended_at) if row.ended_at else row.ended
    told = agreements.deed_words(row, now.language)
    return (told, row.version, table.local(row.at), ended, row.words)


@privacy.command()
@click.argument("name", default="")
@click.argument("state", default="", type=click.Choice(["", "on", "off"]))
def purpose(name: str, state: str) -> None:
    """List the four purposes, or switch one on or off: NAME on|off."""
    from izanau_desktop.cache.reads import agreements

    now = session()
    desk = now.of("seeker")
    if name:
        _switch(desk, name, state, now.language)
    rows = [row for row in agreements.purposes(desk.cache, desk.account.id) if name in ("", row.name)]
    tree: dict[str, Any] = {"items": [_purpose(row, now.language) for row in rows], "total": len(rows), "next": ""}
    if name:
        now.tell.document({**tree["items"][0], "pending": bool(state)}, _purpose_line(rows[0], now.language))
        return
    states = {True: _ON.of(now.language), False: _OFF.of(now.language)}
    cells = ((one["name"], states[one["chosen"]], table.local(one["since"]), one["words"]) for one in tree["items"])
    now.tell.table(tree, ("PURPOSE", "CHOSEN", "SINCE", "WORDS"), cells)


def _switch(desk: Desk, name: str, state: str, language: str) -> None:
    """Switch a purpose, by consent to the words that are said of it. Raises Refused for what is none."""
    from izanau_desktop.cache.reads import agreements

    if name not in agreements.PURPOSES:
        raise Refused(problem("unknown_code", "name", value=name))
    if state and (state == "on") is not (name in desk.account.purposes):
        desk.purpose(name, agreements.purpose_words(name, language), language, chosen=state == "on")
        desk.look_up()


def _purpose(row: PurposeRow, language: str) -> dict[str, Any]:
    from izanau_desktop.cache.reads import agreements

    told = {"name": row.name, "chosen": row.chosen, "since": row.since, "pending": row.pending}
    return {**told, "words": agreements.purpose_words(row.name, language)}


@noun("list", under=privacy)
def device() -> None:
    """The devices that are signed in."""


@device.command("list")
@listing
def list_(query: str, limit: int, after: str) -> None:
    """List the devices that are signed in."""
    from izanau_desktop import own_record

    now = session()
    items = [msgspec.to_builtins(one) for one in own_record.fresh(now.desk(), own_record.DEVICES).value.items]
    found = lists.paged(items, query, lambda one: (one["name"], one["client"]), limit, after)
    cells = (
        (
            one["id"],
            one["name"],
            one["client"],
            _THIS.of(now.language) if one["current"] else table.local(one["seen"]),
            table.local(one["created"]),
        )
        for one in found["items"]
    )
    now.tell.table(found, ("ID", "DEVICE", "PROGRAM", "LAST SEEN", "SINCE"), cells)


@device.command()
@click.argument("id")
def end(id: str) -> None:  # noqa: A002 - the name of the argument
    """End a device: it is signed out, and loses this account's data."""
    now = session()
    now.desk().end_device(id)
    now.tell.document({"id": id, "ended": True}, id)


@privacy.command()
def pause() -> None:
    """Hide everything of yours, and stop its use, without deleting anything."""
    _turn(paused=True)


@privacy.command()
def resume() -> None:
    """End the pause."""
    _turn(paused=False)


def _turn(*, paused: bool) -> None:
    now = session()
    desk = now.of("seeker")
    desk.pause(paused=paused)
    mine = desk.look_up()
    words = _PAUSED if mine.paused else Words("No longer paused.", "一時停止を解除しました。")
    now.tell.document({"paused": mine.paused, "pending": True}, words.of(now.language))
