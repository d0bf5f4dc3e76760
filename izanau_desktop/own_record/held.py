"""All that the site holds of a person, in groups with how much there is of each, every value in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import values
from izanau_desktop.cache.reads.common import field, text_in
from izanau_desktop.own_record import sightings
from izanau_protocol import documents, wire
from izanau_protocol.fields import Words

Body = Mapping[str, Any]


def names(cache: Cache, language: str) -> dict[str, str]:
    """The names of companies and jobs that this machine knows, by id."""
    companies = {one.id: field(one.body, "name") for one in cache.list("company")}
    return companies | {one.id: text_in(one.body.get("title"), language)[0] for one in cache.list("job")}


class Group(msgspec.Struct, frozen=True):
    """What is held of one sort: `records` in words, one a text of several lines."""

    name: str
    title: str
    why: str
    count: int
    records: tuple[str, ...]


_TITLES: Final = {
    "account": (Words("Account", "アカウント"), Words("to let you sign in and be reached", "サインインと連絡のため")),
    "profile": (
        Words("Profile", "プロフィール"),
        Words("to show it to whom you let see it", "あなたが許可した相手に見せるため"),
    ),
    "applications": (
        Words("Applications", "応募"),
        Words("to tell companies that you applied", "応募を企業に伝えるため"),
    ),
    "messages": (Words("Messages", "メッセージ"), Words("written to companies and by them", "企業とのやり取り")),
    "contacts": (
        Words("Shown e-mail addresses", "開示中のメールアドレス"),
        Words("what companies that you applied to see", "応募先の企業に見えているもの"),
    ),
    "consents": (Words("Agreements", "同意の記録"), Words("to prove what you agreed to", "同意の証明のため")),
    "tickets": (Words("Requests to support", "お問い合わせ"), Words("to answer them", "回答のため")),
    "mends": (
        Words("Corrections by support", "サポートによる訂正"),
        Words("so that you can see them", "あなたが確認できるように"),
    ),
    "conflicts": (Words("Conflicts of edits", "変更の衝突"), Words("until you settle them", "解決されるまで")),
    "memberships": (
        Words("Membership of a company", "企業のメンバー情報"),
        Words("to let you work there", "業務のため"),
    ),
    "mails": (Words("Mails sent to you", "送信したメール"), Words("to prove what was sent", "送信の記録")),
    "devices": (Words("Devices", "端末"), Words("to keep your sessions safe", "セッションの安全のため")),
    "codes": (
        Words("Codes that were mailed", "送信した確認コード"),
        Words("never the code itself", "コードそのものは保存しません"),
    ),
    "pushes": (
        Words("Changes that you sent", "送信した変更"),
        Words("so that none is made twice", "二重に処理しないため"),
    ),
    "access": (Words("Who was shown it", "閲覧の記録"), Words("so that you can see it", "あなたが確認できるように")),
}
"""Each group, and what it is held for."""
_KINDS: Final = {
    "applications": "application",
    "messages": "message",
    "contacts": "contact",
    "consents": "consent",
    "tickets": "ticket",
    "mends": "mend",
    "conflicts": "conflict",
    "memberships": "membership",
}
_PURPOSE: Final = Words("Purpose", "目的")
_SUBJECT: Final = Words("Subject", "件名")
_AT: Final = Words("At", "日時")
_UNTIL: Final = Words("Valid until", "有効期限")
_ENDED: Final = Words("Ended", "終了")
_NAME: Final = Words("Name", "名前")
_PROGRAM: Final = Words("Program", "プログラム")
_TO: Final = Words("To", "宛先")


def groups(held: wire.Holdings, language: str, names: Mapping[str, str] | None = None) -> tuple[Group, ...]:
    """All groups in which there is something; `names` of companies and jobs by their ids, as far as known."""
    known = names or {}
    found = dict(_records(held, language, known))
    return tuple(
        Group(name, title.of(language), why.of(language), len(found[name]), found[name])
        for name, (title, why) in _TITLES.items()
        if found.get(name)
    )


def lines(held: wire.Holdings, language: str, known: Mapping[str, str]) -> Iterator[str]:
    """All of it, for a terminal."""
    for group in groups(held, language, known):
        yield f"{group.title} ({group.count:,}): {group.why}"
        for one in group.records:
            first, *rest = one.splitlines() or [""]
            yield f"  - {first}"
            yield from (f"    {line}" for line in rest)


def _records(held: wire.Holdings, language: str, known: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "account", tuple(filter(None, [record("account", held.account, language, known)]))
    yield "profile", tuple(_fields("profile", held.profile, language, known))
    for name, kind in _KINDS.items():
        yield name, tuple(record(kind, body, language, known) for body in getattr(held, name))
    yield "mails", tuple(_mail(one, language) for one in held.mails)
    yield "devices", tuple(_device(one, language) for one in held.devices)
    yield "codes", tuple(_code(one, language) for one in held.codes)
    yield "pushes", tuple(values.moment(one.get("at", ""), language) for one in held.pushes)
    yield "access", tuple(_sight(one, language) for one in sightings.grouped(held.access, language))


def record(kind: str, body: Body, language: str, known: Mapping[str, str]) -> str:
    """A document, a line for each value that it has."""
    return "\n".join(_fields(kind, body, language, known))


def _fields(kind: str, body: Body, language: str, known: Mapping[str, str]) -> Iterator[str]:
    for path, one in documents.fields(kind).items():
        value = body.get(path)
        if "." in path or value in (None, "", [], {}):
            continue
        if one.spec.type == "id":
            told = known.get(str(value), "")
        else:
            told = values.words(kind, path, value, language)
        if told:
            yield _named(one.spec.words, told, language)


def _named(words: Words, told: str, language: str) -> str:
    between = "：" if language == "ja" else ": "
    return f"{words.of(language)}{between}{told}" if "\n" not in told else f"{words.of(language)}{between}\n{told}"


def _mail(one: wire.Posted, language: str) -> str:
    parts: Iterable[tuple[Words, str]] = (
        (_SUBJECT, one.subject),
        (_PURPOSE, one.purpose),
        (_TO, one.to),
        (_AT, values.moment(one.sent or one.at, language)),
    )
    return "\n".join(_named(words, told, language) for words, told in parts if told)


def _device(one: wire.Machine, language: str) -> str:
    parts = (
        (_NAME, one.name),
        (_PROGRAM, one.client),
        (_AT, values.moment(one.created, language)),
        (_ENDED, values.moment(one.ended, language) if one.ended else ""),
    )
    return "\n".join(_named(words, told, language) for words, told in parts if told)


def _code(one: Mapping[str, str], language: str) -> str:
    purpose, until = one.get("purpose", ""), values.moment(one.get("expires", ""), language)
    return "\n".join(_named(words, told, language) for words, told in ((_PURPOSE, purpose), (_UNTIL, until)) if told)


def _sight(one: sightings.Sight, language: str) -> str:
    times = f" ×{one.times}" if one.times > 1 else ""
    return f"{one.who}: {one.words}{times}\n{values.moment(one.last, language)}"
