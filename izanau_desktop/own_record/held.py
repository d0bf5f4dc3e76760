"""All that the site holds of a person, in groups with how much there is of each, every value in words, and what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from izanau_desktop.papers import own_data
from izanau_protocol import ids, wire
from izanau_protocol.fields import Words


class Group(msgspec.Struct, frozen=True):
    """What is held of one sort: `records` in words, one a text of several lines."""

    name: str
    title: str
    why: str
    records: tuple[str, ...]


_WHY: Final = {
    "account": Words("to let you sign in and be reached", "サインインと連絡のため"),
    "profile": Words("to show it to whom you let see it", "あなたが許可した相手に見せるため"),
    "consents": Words("to prove what you agreed to", "同意の証明のため"),
    "purposes": Words("to hold to what you chose", "あなたの選択を守るため"),
    "applications": Words("to tell companies that you applied", "応募を企業に伝えるため"),
    "contacts": Words("so that companies that you applied to reach you", "応募先の企業が連絡できるように"),
    "messages": Words("written to companies and by them", "企業とのやり取り"),
    "tickets": Words("to answer them", "回答のため"),
    "mends": Words("so that you can see them", "あなたが確認できるように"),
    "conflicts": Words("until you settle them", "解決されるまで"),
    "memberships": Words("to let you work there", "業務のため"),
    "disclosures": Words("so that you can see it", "あなたが確認できるように"),
    "access": Words("so that you can see it", "あなたが確認できるように"),
    "exports": Words("so that companies are told to delete their copies", "企業に削除を求めるため"),
    "mails": Words("to send them, and to prove what was sent", "送信とその記録のため"),
    "mailed": Words("so that none comes twice or too often", "重複や送りすぎを防ぐため"),
    "links": Words(
        "so that one press ends a purpose; never the link itself", "配信停止のため。リンクそのものは保存しません"
    ),
    "returned": Words("so that nobody writes to a lost mailbox", "届かない宛先に送らないため"),
    "devices": Words("to keep your sessions safe", "セッションの安全のため"),
    "codes": Words("never the code itself", "コードそのものは保存しません"),
    "last_seen": Words("so that an account in use is not erased", "利用中のアカウントを削除しないため"),
    "pushes": Words("so that none is made twice", "二重に処理しないため"),
    "changes": Words("so that several devices may change things at once", "複数の端末で同時に編集できるように"),
    "acts": Words("to know who was shown what", "誰が何を閲覧したかを記録するため"),
    "records": Words("to keep them in order", "順序を保つため"),
    "notices": Words("so that nothing goes without your being told", "予告なく消去しないため"),
    "erasures": Words("to carry it out, and prove it", "削除の実行と証明のため"),
    "removals": Words("until it has come everywhere", "すべての端末に届くまで"),
    "policies": Words("to prove what you agreed to", "同意の証明のため"),
}
"""What each group is held for."""


def groups(held: wire.Holdings, language: str) -> tuple[Group, ...]:
    """All groups in which there is something, as the paper tells them; ids that name nothing are left to the files."""
    found = []
    for name, section in own_data.sections(held, language).items():
        records = tuple(filter(None, _records(section, language)))
        if records:
            why = _WHY[name].of(language) if name in _WHY else ""
            found.append(Group(name, section["title"], why, records))
    return tuple(found)


def lines(held: wire.Holdings, language: str) -> Iterator[str]:
    """All of it, for a terminal."""
    for group in groups(held, language):
        yield f"{group.title} ({len(group.records):,}): {group.why}"
        for one in group.records:
            first, *rest = one.splitlines()
            yield f"  - {first}"
            yield from (f"    {line}" for line in rest)


def _records(section: Mapping[str, Any], language: str) -> Iterator[str]:
    for entry in section["entries"]:
        yield _told([("", entry["title"]), *entry["rows"]], language)
    for cells in section["lines"]:
        yield _told(list(zip(section["head"], cells, strict=True)), language)


def _told(rows: list[Any], language: str) -> str:
    between = "：" if language == "ja" else ": "
    told = [(name, value) for name, value in rows if value and not ids.is_id(value)]
    return "\n".join(f"{name}{between}{value}" if name else value for name, value in told)
