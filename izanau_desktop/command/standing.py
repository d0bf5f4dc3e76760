"""How `status` and `sync` read for a person: lines with names in their language, and only what there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from izanau_desktop.cache.cursors import WHOLE
from izanau_desktop.command import outbox, table
from izanau_protocol import codes
from izanau_protocol.fields import Words

_NAMES: Final = {
    "account": Words("Account", "アカウント"),
    "role": Words("Role", "役割"),
    "site": Words("Site", "サイト"),
    "confirmed": Words("E-mail address", "メールアドレス"),
    "last_sync": Words("Last sync", "最後の同期"),
    "waiting": Words("Waiting to be sent", "送信待ち"),
    "refused": Words("Refused by the site", "サイトに拒否された変更"),
    "conflicts": Words("Conflicts", "変更の衝突"),
    "notices": Words("New corrections by support", "サポートによる新しい訂正"),
    "rest": Words("Syncing by itself", "自動同期"),
    "lease": Words("Data open until", "データを開ける期限"),
    "policy": Words("Privacy policy", "プライバシーポリシー"),
    "fetched": Words("Fetched so far", "取得済み"),
    "searchable": Words("Searchable so far", "検索できる範囲"),
    "documents": Words("Documents here", "この端末の文書"),
    "cache_bytes": Words("Size here", "この端末での容量"),
    "problem": Words("Last problem", "最後の問題"),
}
_MOVED: Final = {
    "pushed": Words("sent {count}", "送信 {count}件"),
    "pulled": Words("received {count}", "受信 {count}件"),
    "gone": Words("removed {count}", "削除 {count}件"),
    "conflicts": Words("conflicts {count}", "衝突 {count}件"),
    "refused": Words("refused {count}", "拒否 {count}件"),
}
_NOBODY: Final = Words(
    "Nobody is signed in on this computer. `izanau signin` or `izanau signup` begins.",
    "この端末では誰もサインインしていません。`izanau signin` か `izanau signup` で始められます。",
)
_CONFIRMED: Final = (Words("not confirmed yet", "未確認"), Words("confirmed", "確認済み"))
_DRAFT: Final = Words("none yet; the profile is a draft on this computer", "なし（プロフィールはこの端末の下書きです）")
_NEVER: Final = Words("never", "まだありません")
_DUE: Final = Words(
    "version {version} is in force, and you have not agreed to it yet: `izanau policy diff`, then `izanau policy agree`",
    "第{version}版が施行されていますが、まだ同意されていません: `izanau policy diff` で確認し、`izanau policy agree` で同意できます",
)
GOES_ON: Final = Words("Open windows sync by themselves.", "開いているウィンドウは自動で同期します。")
_PAUSED: Final = Words("Syncing is paused.", "同期を一時停止しています。")
_PAUSED_UNTIL: Final = Words("Syncing is paused until {until}.", "{until}まで同期を一時停止しています。")
_UNMETERED: Final = Words(
    "Only while the network is not metered.", "従量制でないネットワークに接続しているときだけ同期します。"
)
_SO_FAR: Final = Words("{ready:,} of {all:,}", "{all:,}件中{ready:,}件")
_KIB: Final = 1024


def status(tree: Mapping[str, Any], language: str) -> Iterator[str]:
    """The state of the account, a line each."""
    if not any(tree[name] for name in ("account", "documents", "problem")):
        yield _NOBODY.of(language)
        return
    for name, words in _NAMES.items():
        value = _value(name, tree, language)
        if value:
            yield f"{words.of(language)}: {value}"


def sync(report: Mapping[str, Any], language: str) -> str:
    """What a sync moved, in one line."""
    always = ("pushed", "pulled")
    told = (
        words.of(language).format(count=report[name])
        for name, words in _MOVED.items()
        if name in always or report[name]
    )
    return ("、" if language == "ja" else ", ").join(told)


def so_far(tree: Mapping[str, int] | None, language: str) -> str:
    """How far a search reaches; empty where it reaches all."""
    return _SO_FAR.of(language).format(**tree) if tree else ""


def rest(tree: Mapping[str, Any], language: str) -> str:
    """Whether syncing by itself rests; empty where it just goes on."""
    until = str(tree["until"])
    paused = (_PAUSED_UNTIL if until else _PAUSED).of(language).format(until=table.local(until))
    told = (paused if tree["paused"] else "", _UNMETERED.of(language) if tree["unmetered"] else "")
    return ("" if language == "ja" else " ").join(filter(None, told))


def _value(name: str, tree: Mapping[str, Any], language: str) -> str:
    value = tree[name]
    if name == "account":
        return str(value) or ("" if tree["problem"] else _DRAFT.of(language))
    if name == "role":
        return codes.words("role", value, language) if value else ""
    if name == "confirmed":
        return _CONFIRMED[bool(value)].of(language) if tree["id"] else ""
    if name == "last_sync":
        return table.local(value) if value else _NEVER.of(language) if tree["account"] else ""
    if name == "rest":
        return rest(value, language)
    if name == "lease":
        return table.local(value["until"]) if value["until"] else ""
    if name == "policy":
        return _DUE.of(language).format(**value) if value["due"] else str(value["agreed"])
    if name == "fetched":
        return f"{value} %" if value < WHOLE else ""
    if name == "searchable":
        return so_far(value, language)
    if name == "documents":
        counted = (f"{outbox.kind_words(kind, language)} {count}" for kind, count in value.items())
        return ("、" if language == "ja" else ", ").join(counted)
    if name == "cache_bytes":
        return f"{value // _KIB:,} KiB" if value else ""
    return str(value) if value else ""
