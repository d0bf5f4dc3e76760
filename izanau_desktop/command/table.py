"""A list as a table for people: heads in their language, columns as wide as the terminal lets them be."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Final

_WIDEST: Final = 60
"""Columns of a cell at most, where a person looks at it."""
_LEAST: Final = 4
"""Columns that are left of a cell at least."""
_GAP: Final = 2

HEADS: Final = {
    "ID": "ID",
    "TITLE": "職種",
    "COMPANY": "企業",
    "PLACE": "勤務地",
    "STATE": "状態",
    "PUBLISHED": "公開日",
    "NAME": "名前",
    "IN JAPANESE": "日本語名",
    "INDUSTRY": "業種",
    "PREFECTURE": "都道府県",
    "HEADLINE": "職歴・学歴",
    "JOB": "求人",
    "STAGE": "選考段階",
    "APPLIED": "応募日",
    "STATUS": "状況",
    "FROM": "差出人",
    "AT": "日時",
    "TEXT": "本文",
    "DEED": "操作",
    "WHAT": "対象",
    "SINCE": "作成日時",
    "PROBLEM": "問題",
    "NO.": "番号",
    "TOPIC": "件名",
    "KIND": "種類",
    "WORDS": "内容",
    "E-MAIL": "メール",
    "PATH": "項目",
    "DOCUMENT": "文書",
    "FIELD": "項目",
    "FILE": "ファイル",
    "USE": "用途",
    "LANGUAGES": "言語",
    "EXPORTED": "書き出し日時",
    "ROWS": "件数",
    "BY": "担当者",
    "SHARED": "共有",
    "TO DELETE": "要削除",
    "ASKED FOR": "依頼日時",
    "ERASED": "削除日時",
    "LET GO": "消去済み",
    "WAITED FOR SINCE": "報告待ち（開始）",
    "MINE": "自分の値",
    "THEIRS": "相手の値",
    "AGREED TO": "同意した内容",
    "POLICY": "方針の版",
    "ENDED": "撤回",
    "PURPOSE": "利用目的",
    "CHOSEN": "選択",
    "DEVICE": "端末",
    "PROGRAM": "プログラム",
    "WHO": "だれが",
    "GOES ON": "削除日",
    "WHY": "理由",
    "RESULT": "結果",
    "TOOK": "通信",
    "RECIPIENT": "提供先",
    "DEVICES": "端末数",
    "WAITING": "残り",
    "LAST SEEN": "最終利用",
    "ROLE": "役割",
    "TASK": "タスク",
    "DUE": "期限",
    "FOR": "担当者",
    "ABOUT": "対象",
    "FOR WHOM": "応募者・求人",
    "JOBS": "求人",
    "GOOD UNTIL": "有効期限",
}
"""The heads of all tables in Japanese, by the English ones."""


def lines(heads: Sequence[str], rows: Sequence[Sequence[str]], language: str, room: int) -> list[str]:
    """Rows under their heads. `room`: columns of the terminal, 0 where nothing is cut; the first cell, an id, stays whole."""
    told = [HEADS[head] for head in heads] if language == "ja" else list(heads)
    table = [tuple(told), *(tuple(row) for row in rows)]
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    if room:
        widths = _fitted(widths, room)
    shown = ("  ".join(_padded(c, w) for c, w in zip(row, widths, strict=True)).rstrip() for row in table)
    return [_cut(line, room) if room else line for line in shown]


def local(at: str) -> str:
    """A time of the wire as day and time of this machine's zone; as it is where it is none."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return at


def day(at: str) -> str:
    """The day of a time in this machine's zone."""
    return local(at)[: len("2026-11-23")]


def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _fitted(widths: list[int], room: int) -> list[int]:
    """The widest columns give way until all fit, or all are as narrow as they get."""
    first, *others = widths
    others = [min(one, _WIDEST) for one in others]
    over = first + sum(others) + _GAP * len(others) - room
    while over > 0 and max(others, default=0) > _LEAST:
        others[others.index(max(others))] -= 1
        over -= 1
    return [first, *others]


def _padded(text: str, columns: int) -> str:
    cut = _cut(text, columns)
    return cut + " " * (columns - width(cut))


def _cut(text: str, columns: int) -> str:
    if width(text) <= columns:
        return text
    while text and width(text) > columns - 1:
        text = text[:-1]
    return f"{text}…"
