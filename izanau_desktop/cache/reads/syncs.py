"""The log of syncs in words: what each came to, for the page, for the command, and as a text for support."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

import izanau_protocol
from izanau_desktop.cache import Cache, synclog
from izanau_desktop.cache.synclog import Sync
from izanau_protocol.fields import Words
from izanau_protocol.problems import Problem

_CAUSES: Final = {
    synclog.ASKED: Words("You asked for it", "手動"),
    synclog.BEGUN: Words("Izanau was opened", "起動時"),
    "edit": Words("You changed something", "変更の送信"),
    "moved": Words("News at the site", "サイトに新着"),
    "network": Words("The network came back", "ネットワークの復帰"),
    "timer": Words("A look now and then", "定期確認"),
    "again": Words("Another try", "再試行"),
}
_MOVED: Final = {
    "pushed": Words("sent {count}", "送信{count}件"),
    "pulled": Words("received {count}", "受信{count}件"),
    "gone": Words("removed {count}", "削除{count}件"),
    "conflicts": Words("{count} in conflict", "衝突{count}件"),
    "refused": Words("{count} refused", "拒否{count}件"),
}
_NOTHING: Final = Words("Nothing new", "変更なし")
_STUMBLED: Final = Words("A fault of this program ended it.", "プログラムの不具合で中断しました。")
_OFTEN: Final = Words("{count} times until {last}", "{last}まで{count}回")
_SECONDS: Final = Words("{seconds} s", "{seconds}秒")
_NUMBERS: Final = Words(
    "requests: {requests}, received {bytes}, sent {sent}", "通信{requests}回、受信{bytes}、送信{sent}"
)
_HEAD: Final = Words("Log of syncs, Izanau {version}, times in UTC", "同期の記録、Izanau {version}、時刻はUTC")
_MORE: Final = Words("… and {count} older ones", "…ほか、それ以前の{count}件")
_KIB: Final = 1024


def read(cache: Cache, *, problems: bool = False) -> tuple[Sync, ...]:
    """The syncs that are kept, the newest first; `problems`: only those that something stopped or refused."""
    with cache.file.read() as connection:
        return synclog.every(connection, problems=problems)


def cause(one: Sync, language: str) -> str:
    """Why it began."""
    return _CAUSES[one.cause].of(language) if one.cause in _CAUSES else one.cause


def outcome(one: Sync, language: str) -> str:
    """What it came to: counts, and what stopped it."""
    told = [words.of(language).format(count=getattr(one, name)) for name, words in _MOVED.items() if getattr(one, name)]
    moved = ("、" if language == "ja" else ", ").join(told)
    if one.problem:
        why = _STUMBLED.of(language) if one.problem == synclog.STUMBLED else Problem(one.problem).words(language)
        return f"{why} ({moved})" if moved else why
    return moved[:1].upper() + moved[1:] or _NOTHING.of(language)


def often(one: Sync, language: str, last: str) -> str:
    """How often in a row, until when; empty for a single one."""
    return _OFTEN.of(language).format(count=one.times, last=last) if one.times > 1 else ""


def size(amount: int) -> str:
    """Bytes as people count them."""
    if amount < _KIB:
        return f"{amount} B"
    return f"{amount / _KIB:.1f} KiB" if amount < _KIB * _KIB else f"{amount / _KIB / _KIB:.1f} MiB"


def numbers(one: Sync, language: str) -> str:
    """What it took: requests and bytes, of all of them where it was several."""
    taken = {"bytes": size(one.bytes_in), "sent": size(one.bytes_out)}
    return _NUMBERS.of(language).format(requests=one.requests, **taken)


def took(one: Sync, language: str) -> str:
    """How long it took, all of them together."""
    return _SECONDS.of(language).format(seconds=f"{one.milliseconds / 1000:.1f}")


def as_text(found: Sequence[Sync], language: str, most: int = 0) -> str:
    """The log as lines that a person may hand on: counts, codes and times. `most`: characters, the oldest lines go first."""
    head = _HEAD.of(language).format(version=izanau_protocol.__version__)
    lines, left = [head], most - len(head)
    for number, one in enumerate(found):
        line = _line(one, language)
        rest = _MORE.of(language).format(count=len(found) - number)
        if most and len(line) + len(rest) + 2 > left:
            return "\n".join((*lines, rest))
        lines.append(line)
        left -= len(line) + 1
    return "\n".join(lines)


def _line(one: Sync, language: str) -> str:
    told: Iterable[str] = (
        _utc(one.at),
        cause(one, language),
        outcome(one, language) + (f" [{one.problem}]" if one.problem else ""),
        often(one, language, _utc(one.last)),
        numbers(one, language),
        took(one, language),
    )
    return " · ".join(filter(None, told))


def _utc(at: str) -> str:
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M:%S}" if at else ""
