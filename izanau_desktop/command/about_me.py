"""privacy seen, disclosure, removal, retention, held: what the site tells one about oneself; offline, what it told last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
import msgspec

from izanau_desktop.command import lists, table
from izanau_desktop.command.program import listing, verb
from izanau_desktop.command.session import Session, session
from izanau_desktop.command.telling import page
from izanau_protocol.fields import Words

if TYPE_CHECKING:
    from izanau_desktop.own_record import Matter

T = TypeVar("T")
_AS_OF: Final = Words(
    "The site is out of reach: this is what it told on {at}.", "サイトに接続できないため、{at} 時点の情報を表示します。"
)
_RECIPIENTS: Final = {"support staff": Words("support staff", "サポート担当"), "me": Words("my devices", "自分の端末")}


def _told(now: Session, matter: Matter[T]) -> T:
    """The site's answer; where it is out of reach, its last one. Raises SiteTrouble where there was none."""
    from izanau_desktop import own_record
    from izanau_desktop.sync.site import SiteTrouble

    desk = now.desk()
    try:
        return own_record.fresh(desk, matter).value
    except SiteTrouble as trouble:
        kept = own_record.last(desk.cache, matter) if trouble.status == 0 else None
        if kept is None:
            raise
        now.tell.say(_AS_OF, at=table.local(kept.at))
        return kept.value


@verb()
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 500), help="At most so many.")
@click.option("--after", default="", metavar="CURSOR", help="Go on after the `next` of a list before.")
def seen(limit: int, after: str) -> None:
    """Who was shown your data or exported it, newest first; with --json each time by itself."""
    from izanau_desktop import own_record
    from izanau_desktop.own_record import sightings
    from izanau_protocol import wire

    now = session()
    if after or limit != 100:
        asked: dict[str, str | int] = {"limit": limit, **({"before": after} if after else {})}
        found = now.desk().asked(own_record.SEEN.path, wire.Seen, asked)
    else:
        found = _told(now, own_record.SEEN)
    items = [msgspec.to_builtins(one) for one in found.items]
    rows = (
        (table.local(one.last), one.who, f"{one.words}{f' ×{one.times}' if one.times > 1 else ''}", one.why)
        for one in sightings.grouped(found.items, now.language)
    )
    now.tell.table(page(items, len(items), found.next), ("AT", "WHO", "DEED", "WHY"), rows)


@verb()
@listing
def disclosure(query: str, limit: int, after: str) -> None:
    """List the companies that were shown your e-mail address, and on what ground."""
    from izanau_desktop import own_record
    from izanau_desktop.cache.reads.common import text_in

    now = session()
    every = _told(now, own_record.DISCLOSURES).items
    items = [{"id": f"{one.application}:{one.at}", **msgspec.to_builtins(one)} for one in every]
    found = lists.paged(items, query, lambda one: (one["company_name"], *one["job_title"].values()), limit, after)
    rows = (
        (
            one["company_name"],
            text_in(one["job_title"], now.language)[0],
            table.local(one["at"]),
            table.local(one["ended_at"]),
        )
        for one in found["items"]
    )
    now.tell.table(found, ("COMPANY", "JOB", "SINCE", "ENDED"), rows)


@verb()
def removal() -> None:
    """Where what you withdrew, hid or paused has not arrived yet: devices that are waited for."""
    from izanau_desktop import own_record

    now = session()
    every = _told(now, own_record.REMOVALS).items
    items = [{**msgspec.to_builtins(one), "waiting": one.waiting} for one in every]
    rows = ((recipient(one.recipient, now.language), one.devices, one.waiting, table.local(one.last)) for one in every)
    now.tell.table(page(items, len(items), ""), ("RECIPIENT", "DEVICES", "WAITING", "LAST SEEN"), rows)


def recipient(name: str, language: str) -> str:
    """Who was shown something, as a person reads it; a company by its name."""
    return _RECIPIENTS[name].of(language) if name in _RECIPIENTS else name


@verb()
def retention() -> None:
    """How long what is kept, and when something of yours goes."""
    from izanau_desktop import own_record

    now = session()
    every = _told(now, own_record.RETENTION).items
    items = [msgspec.to_builtins(one) for one in every]
    rows = ((_in(one.what, now.language), table.day(one.due), _in(one.words, now.language)) for one in every)
    now.tell.table(page(items, len(items), ""), ("WHAT", "GOES ON", "WORDS"), rows)


def _in(words: dict[str, str], language: str) -> str:
    return words.get(language) or words.get("en", "")


@verb()
def held() -> None:
    """Everything that the site holds about you, in words (`account export` writes it to files)."""
    from izanau_desktop import own_record
    from izanau_desktop.own_record import held as reading

    now = session()
    found = _told(now, own_record.HOLDINGS)
    tree: dict[str, Any] = msgspec.to_builtins(found)
    now.tell.document(tree, "\n".join(reading.lines(found, now.language)))
