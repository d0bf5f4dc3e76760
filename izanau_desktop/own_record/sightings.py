"""How it reads who was shown a person's data: sentences, and what happened again and again on one day in one line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec

from izanau_desktop.papers import own_data
from izanau_protocol import wire
from izanau_protocol.fields import Words

_KINDS: Final = {
    "account": Words("your account", "アカウント"),
    "application": Words("your application", "応募"),
    "consent": Words("your agreements", "同意の記録"),
    "contact": Words("your e-mail address", "メールアドレス"),
    "membership": Words("your membership", "メンバー情報"),
    "mend": Words("a correction of your record", "訂正の記録"),
    "message": Words("your messages", "メッセージ"),
    "profile": Words("your profile", "プロフィール"),
    "ticket": Words("your request", "お問い合わせ"),
}
_SOMETHING: Final = Words("your record", "記録")
_DEEDS: Final = {
    "page": Words("was shown {what}", "{what}を受信"),
    "find": Words("found you by a search", "検索で見つけました"),
    "look": Words("opened {what}", "{what}を閲覧"),
    "mend": Words("corrected {what}", "{what}を訂正"),
    "approve": Words("made your account", "アカウントを作成"),
    "erase": Words("began the deletion of your account, as you asked", "ご依頼によりアカウントの削除を開始"),
    "free": Words(
        "showed your account again, which the site had kept from everybody", "非表示になっていたアカウントの再公開"
    ),
    "own": Words("named you as the owner of a company that had none", "オーナーのいない企業のオーナーに指名"),
    "export": Words("exported {what} to a file", "{what}をファイルに書き出し"),
}
_COMPANY: Final = Words("A company that is no longer here", "退会した企業")


class Sight(NamedTuple):
    """One or more times that somebody was shown or did the same on one day; `last` is the newest."""

    group: str
    who: str
    deed: str
    words: str
    why: str
    first: str
    last: str
    times: int


def grouped(items: Iterable[wire.Sighting], language: str) -> tuple[Sight, ...]:
    """The newest first; the same on the same day stands once, with how often."""
    found: dict[tuple[str, ...], Sight] = {}
    for one in items:
        told = msgspec.to_builtins(one)
        words, why = deed(one, language), own_data.why(told, language)
        who = own_data.who(told["who"], language) or _COMPANY.of(language)
        key = (one.at[:10], one.who.group, who, words, why)
        known = found.get(key)
        if known is None:
            found[key] = Sight(one.who.group, who, one.deed, words, why, one.at, one.at, 1)
        else:
            first, last = min(known.first, one.at), max(known.last, one.at)
            found[key] = known._replace(first=first, last=last, times=known.times + 1)
    return tuple(sorted(found.values(), key=lambda one: one.last, reverse=True))


def deed(one: wire.Sighting, language: str) -> str:
    """What was done."""
    words = _DEEDS.get(one.deed)
    return words.of(language).format(what=_KINDS.get(one.what, _SOMETHING).of(language)) if words else one.deed
