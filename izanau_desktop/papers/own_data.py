"""What the site holds about a person as a paper to read: every value under its name, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from izanau_desktop.cache.reads import values
from izanau_desktop.papers import typeset
from izanau_protocol import codes, documents, position, wire
from izanau_protocol.fields import Words

_SECTIONS: Final = {
    "account": Words("Account", "アカウント"),
    "profile": Words("Profile", "プロフィール"),
    "consents": Words("What you agreed to", "同意した内容"),
    "purposes": Words("What your data may be used for", "データの利用目的"),
    "applications": Words("Applications", "応募"),
    "contacts": Words("E-mail address shown to companies now", "現在企業に表示されているメールアドレス"),
    "messages": Words("Messages", "メッセージ"),
    "tickets": Words("Requests to support", "お問い合わせ"),
    "mends": Words("Corrections by support", "サポートによる訂正"),
    "conflicts": Words("Conflicts of changes", "変更の衝突"),
    "memberships": Words("Membership of a company", "企業への所属"),
    "disclosures": Words("To whom your e-mail address was disclosed", "メールアドレスの開示先"),
    "access": Words("Who was shown your data", "データを閲覧した相手"),
    "mails": Words("Mails to you", "あなたへのメール"),
    "devices": Words("Devices", "端末"),
    "codes": Words("Codes that were mailed", "メールで送った確認コード"),
    "pushes": Words("Changes that were sent", "送信された変更"),
    "policies": Words("Versions of the policy that you agreed to", "同意したポリシーの版"),
}
_KINDS: Final = {
    "account": "account",
    "profile": "profile",
    "consents": "consent",
    "applications": "application",
    "contacts": "contact",
    "messages": "message",
    "tickets": "ticket",
    "mends": "mend",
    "conflicts": "conflict",
    "memberships": "membership",
}
_COLUMNS: Final = {
    "disclosures": {
        "company_name": Words("Company", "企業"),
        "job_title": Words("Job", "求人"),
        "at": Words("From", "開始"),
        "ended_at": Words("Until", "終了"),
        "cause": Words("Ended by", "終了の理由"),
        "consent": Words("Basis (consent)", "根拠（同意）"),
    },
    "access": {
        "at": Words("When", "日時"),
        "who": Words("Who", "誰が"),
        "deed": Words("Deed", "行為"),
        "what": Words("What", "対象"),
        "why": Words("Why", "理由"),
    },
    "mails": {
        "at": Words("Written", "作成"),
        "sent": Words("Sent", "送信"),
        "purpose": Words("Purpose", "目的"),
        "to": Words("To", "宛先"),
        "subject": Words("Subject", "件名"),
        "text": Words("Text", "本文"),
    },
    "devices": {
        "name": Words("Name", "名前"),
        "client": Words("Program", "プログラム"),
        "created": Words("Signed in", "サインイン"),
        "seen": Words("Last seen", "最終利用"),
        "ended": Words("Ended", "終了"),
    },
    "codes": {
        "purpose": Words("For", "用途"),
        "expires": Words("Good until", "有効期限"),
        "used": Words("Used", "使用"),
    },
    "pushes": {"push_id": Words("Number", "番号"), "at": Words("When", "日時")},
    "policies": {
        "version": Words("Version", "版"),
        "at": Words("When", "日時"),
        "hash": Words("Hash of the text", "本文のハッシュ"),
    },
}
_WIDE: Final = {"text": 4, "job_title": 2, "consent": 3, "why": 3, "hash": 3, "push_id": 2, "subject": 2}
_TIMES: Final = ("at", "ended_at", "sent", "created", "seen", "ended", "expires", "used")
_DEEDS: Final = {
    "page": Words("was shown it", "閲覧（一覧・詳細）"),
    "find": Words("found it by a search", "検索"),
    "look": Words("looked at it", "閲覧"),
    "mend": Words("corrected it", "訂正"),
    "approve": Words("made the account", "アカウントの作成"),
    "erase": Words("began its deletion, as asked", "依頼による削除の開始"),
    "export": Words("exported it to a file", "ファイルへの書き出し"),
}
_WHAT: Final = {
    "profile": Words("Profile", "プロフィール"),
    "account": Words("Account", "アカウント"),
    "application": Words("Application", "応募"),
    "contact": Words("E-mail address", "メールアドレス"),
    "message": Words("Message", "メッセージ"),
    "ticket": Words("Request to support", "お問い合わせ"),
    "membership": Words("Membership", "企業への所属"),
}
_CAUSES: Final = {
    "withdrawn": Words("application withdrawn", "応募の辞退"),
    "paused": Words("paused", "一時停止"),
    "erased": Words("account being deleted", "アカウントの削除"),
    "deleted": Words("application deleted", "応募の削除"),
}
_STAFF: Final = Words("Support staff", "サポート担当者")
_SELF: Final = Words("You", "あなた")
_TITLE: Final = Words("What the site holds about you", "サイトが保有するあなたのデータ")
_MADE: Final = Words("Made on {at} for {email}", "{at} 作成（{email}）")
_RUN_BY: Final = Words("The site is run by {name}.", "サイトの運営者: {name}")
_NOT_IN_IT: Final = Words(
    "Not in it: the password (only a hash of it is kept), and what companies note for themselves.",
    "含まれないもの: パスワード（ハッシュのみ保存）、企業の内部メモ。",
)
_NONE: Final = Words("Nothing.", "ありません。")
_REASONS: Final = ("look_reason", "mend_reason")


def pdf(held: wire.Holdings, language: str) -> bytes:
    """The paper; A4, its text searchable."""
    return typeset.pdf("own-data", told(held, language))


def told(held: wire.Holdings, language: str) -> dict[str, Any]:
    """The data of the template: sections of entries (rows of name and value) or of lines under columns."""
    email = str(held.account.get("email", ""))
    intro = [_MADE.of(language).format(at=values.moment(held.made_at, language), email=email)]
    intro += [_RUN_BY.of(language).format(name=_operator(held.operator)), _NOT_IN_IT.of(language)]
    return {
        "language": "ja" if language.startswith("ja") else "en",
        "title": _TITLE.of(language),
        "intro": intro,
        "footer": f"{_TITLE.of(language)} · {email}",
        "sections": list(sections(held, language).values()),
    }


def sections(held: wire.Holdings, language: str) -> dict[str, dict[str, Any]]:
    """The sections by the name of what they tell of, in their order; one with nothing in it says so."""
    tree: dict[str, Any] = msgspec.to_builtins(held)
    names = {one.company: one.company_name for one in held.disclosures if one.company_name}
    names |= {one.job: _title(one.job_title, language) for one in held.disclosures if one.job_title}
    return {name: _section(name, tree, names, language) for name in _SECTIONS}


def _operator(operator: Mapping[str, str]) -> str:
    return " · ".join(filter(None, (operator.get(name, "") for name in ("name", "address", "email", "contact", "url"))))


def _section(name: str, tree: Mapping[str, Any], names: Mapping[str, str], language: str) -> dict[str, Any]:
    value = tree[name]
    section = {"title": _SECTIONS[name].of(language), "note": "", "entries": [], "head": [], "lines": [], "widths": []}
    if not value:
        return section | {"note": _NONE.of(language)}
    if name == "purposes":
        named = documents.fields("account")
        rows = [
            [named[f"purposes.{one}"].spec.words.of(language), (values.YES if chosen else values.NO).of(language)]
            for one, chosen in value.items()
        ]
        return section | {"entries": [{"title": "", "rows": rows}]}
    if name in _KINDS:
        bodies = value if isinstance(value, list) else [value]
        return section | {"entries": [_entry(_KINDS[name], body, names, language) for body in bodies]}
    columns = _COLUMNS[name]
    lines = [[_cell(column, one, language) for column in columns] for one in value]
    widths = [_WIDE.get(column, 1.4 if column in _TIMES else 1) for column in columns]
    return section | {"head": [words.of(language) for words in columns.values()], "lines": lines, "widths": widths}


def _entry(kind: str, body: Mapping[str, Any], names: Mapping[str, str], language: str) -> dict[str, Any]:
    rows = [list(row) for row in _rows(kind, "", body, names, language)]
    deed = codes.words("deed", str(body.get("deed", "")), language) if kind == "consent" else ""
    return {"title": deed, "rows": rows}


def _rows(kind: str, path: str, value: object, names: Mapping[str, str], language: str) -> Iterator[tuple[str, str]]:
    """Every value below a path with its name; of texts in several languages each."""
    field = documents.field(kind, path) if path else None
    shape = field.spec.type if field is not None else ""
    if isinstance(value, Mapping) and shape == "text":
        yield from ((f"{_name(kind, path, language)} ({tag})", str(text)) for tag, text in value.items())
    elif isinstance(value, Mapping):
        for name in _ordered(value, shape):
            if name != "position":
                yield from _rows(kind, f"{path}.{name}" if path else name, value[name], names, language)
    elif shape == "id" or path == "id":
        known = names.get(str(value))
        yield _name(kind, path, language), f"{known} ({value})" if known else str(value)
    elif value not in (None, "", []):
        yield _name(kind, path, language), values.words(kind, path, value, language)


def _ordered(value: Mapping[str, Any], shape: str) -> Iterable[str]:
    items = shape == "items" and all(isinstance(one, Mapping) for one in value.values())
    return position.ordered(dict(value)) if items else value


def _name(kind: str, path: str, language: str) -> str:
    return "ID" if path == "id" else values.path_words(kind, path, language)


def _cell(column: str, one: Mapping[str, Any], language: str) -> str:
    value = one.get(column, "")
    if column in _TIMES:
        return values.moment(str(value), language) if value else ""
    if column == "who":
        return who(one["who"], language)
    if column == "why":
        return why(one, language)
    if column == "what":
        return what(str(value), language)
    if isinstance(value, Mapping):
        return _title(value, language)
    named = {"deed": _DEEDS, "cause": _CAUSES}.get(column, {})
    return named[value].of(language) if value in named else str(value)


def who(actor: Mapping[str, str], language: str) -> str:
    """Who was shown something, as a person reads it."""
    if actor["group"] == "company":
        return actor.get("name") or actor.get("company", "")
    return (_SELF if actor["group"] == "self" else _STAFF).of(language)


def what(kind: str, language: str) -> str:
    """The kind of document that was shown."""
    return _WHAT[kind].of(language) if kind in _WHAT else kind


def why(one: Mapping[str, Any], language: str) -> str:
    """Reason and explanation of a look or a correction."""
    reason = str(one.get("reason", ""))
    table = next((name for name in _REASONS if reason in codes.table(name)), "")
    path = values.path_words(str(one.get("what", "")), str(one["path"]), language) if one.get("path") else ""
    told = (codes.words(table, reason, language) if table else "", path, str(one.get("text", "")))
    return " · ".join(filter(None, told))


def _title(title: Mapping[str, str], language: str) -> str:
    return title.get(language) or title.get("en") or next(iter(title.values()), "")
