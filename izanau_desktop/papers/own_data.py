"""What the site holds about a person as a paper to read: every value under its name, in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from izanau_desktop.cache.reads import values
from izanau_desktop.exporting import applicants
from izanau_desktop.papers import own_words, typeset
from izanau_protocol import codes, documents, position, wire
from izanau_protocol.fields import Words

_TITLE: Final = Words("What the site holds about you", "サイトが保有するあなたのデータ")
_MADE: Final = Words("Made on {at} for {email}", "{at} 作成（{email}）")
_RUN_BY: Final = Words("The site is run by {name}.", "サイトの運営者: {name}")
_NOT_IN_IT: Final = Words(
    "Not in it: secrets such as the password (only hashes of them are kept), and what companies note for themselves.",
    "含まれないもの: パスワードなどの秘密情報（ハッシュのみ保存）、企業の内部メモ。",
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
    return {name: _section(name, tree, names, language) for name in own_words.SECTIONS}


def _operator(operator: Mapping[str, str]) -> str:
    return " · ".join(filter(None, (operator.get(name, "") for name in ("name", "address", "email", "contact", "url"))))


def _section(name: str, tree: Mapping[str, Any], names: Mapping[str, str], language: str) -> dict[str, Any]:
    value = tree[name]
    section = {
        "title": own_words.SECTIONS[name].of(language),
        "note": "",
        "entries": [],
        "head": [],
        "lines": [],
        "widths": [],
    }
    if not value:
        return section | {"note": _NONE.of(language)}
    if name == "purposes":
        named = documents.fields("account")
        rows = [
            [named[f"purposes.{one}"].spec.words.of(language), (values.YES if chosen else values.NO).of(language)]
            for one, chosen in value.items()
        ]
        return section | {"entries": [{"title": "", "rows": rows}]}
    if name == "last_seen":
        return section | {
            "entries": [{"title": "", "rows": [[own_words.LAST.of(language), values.moment(value, language)]]}]
        }
    if name in own_words.KINDS:
        bodies = value if isinstance(value, list) else [value]
        return section | {"entries": [_entry(own_words.KINDS[name], body, names, language) for body in bodies]}
    columns = own_words.COLUMNS[name]
    lines = [[_cell(name, column, one, language) for column in columns] for one in value]
    widths = [own_words.WIDE.get(column, 1.4 if column in own_words.TIMES else 1) for column in columns]
    return section | {"head": [words.of(language) for words in columns.values()], "lines": lines, "widths": widths}


def _entry(kind: str, body: Mapping[str, Any], names: Mapping[str, str], language: str) -> dict[str, Any]:
    rows = [list(row) for row in _rows(kind, "", _readable(kind, body, language), names, language)]
    deed = codes.words("deed", str(body.get("deed", "")), language) if kind == "consent" else ""
    return {"title": deed, "rows": rows}


def _readable(kind: str, body: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """The document with words in place of codes that no table of the field has, and of another document's field and values."""
    told = dict(body)
    for name, words in own_words.LINES.get(kind, {}).items():
        if body.get(name) in words:
            told[name] = words[body[name]].of(language)
    if kind in own_words.TOLD:
        about, path = str(body.get("document", "")), str(body.get("path", ""))
        told["path"] = values.path_words(about, path, language)
        for name in own_words.TOLD[kind]:
            told[name] = values.words(about, path, _parsed(str(body.get(name, ""))), language)
    return told


def _parsed(text: str) -> object:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


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


def _cell(section: str, column: str, one: Mapping[str, Any], language: str) -> str:
    value = one.get(column, "")
    if column in own_words.TIMES:
        return values.moment(str(value), language) if value else ""
    if column == "who":
        return who(one["who"], language)
    if column == "why":
        return why(one, language)
    if column == "what":
        return what(str(value), language)
    if column == "scope":
        return _place(str(value), language)
    if isinstance(value, Mapping):
        return _title(value, language)
    if isinstance(value, list):
        return _fields(column, one, language)
    named = own_words.NAMED.get(f"{section}.{column}") or own_words.NAMED.get(column, {})
    return named[value].of(language) if value in named else str(value)


def _fields(column: str, one: Mapping[str, Any], language: str) -> str:
    """The names of fields that changed, each once, or of the columns of a file."""
    between = "、" if language == "ja" else ", "
    if column == "fields":
        heads = {head.name: head.head.of(language) for head in applicants.COLUMNS}
        return between.join(heads.get(name, name) for name in one[column])
    return between.join(dict.fromkeys(values.path_words(str(one["what"]), path, language) for path in one[column]))


def _place(scope: str, language: str) -> str:
    """A place of the site in words; of others' places the id too, since there may be several."""
    kind, _, identity = scope.partition(":")
    if kind not in own_words.SCOPES:
        return scope
    told = own_words.SCOPES[kind].of(language)
    return f"{told} ({identity})" if identity and kind != "account" else told


def who(actor: Mapping[str, str], language: str) -> str:
    """Who was shown something, as a person reads it."""
    if actor["group"] == "company":
        return actor.get("name") or actor.get("company", "")
    return (own_words.SELF if actor["group"] == "self" else own_words.STAFF).of(language)


def what(kind: str, language: str) -> str:
    """The kind of document that was shown."""
    return own_words.WHAT[kind].of(language) if kind in own_words.WHAT else kind


def why(one: Mapping[str, Any], language: str) -> str:
    """Reason and explanation of a look or a correction."""
    reason = str(one.get("reason", ""))
    table = next((name for name in _REASONS if reason in codes.table(name)), "")
    path = values.path_words(str(one.get("what", "")), str(one["path"]), language) if one.get("path") else ""
    told = (codes.words(table, reason, language) if table else "", path, str(one.get("text", "")))
    return " · ".join(filter(None, told))


def _title(title: Mapping[str, str], language: str) -> str:
    return title.get(language) or title.get("en") or next(iter(title.values()), "")
