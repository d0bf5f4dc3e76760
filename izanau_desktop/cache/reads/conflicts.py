"""Conflicts as a person reads them: by document, with its name in words, and what the three texts have in common.

For the windows and the command alike, so without Qt.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache, Document, conflicts, documents, withheld
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import marks, reasons, values, veil
from izanau_desktop.cache.reads.common import ConflictRow, conflict_row, field, number, text_in
from izanau_protocol import codes, merge, position
from izanau_protocol import documents as kinds
from izanau_protocol.canonical import Body
from izanau_protocol.difference import Passage, marked
from izanau_protocol.fields import Words
from izanau_protocol.reading import profile as reading
from izanau_protocol.visibility import blind

REMOVED: Final = Words("(removed)", "（削除）")
_NAMES: Final = {
    "profile": Words("Your profile", "あなたのプロフィール"),
    "account": Words("Your account", "あなたのアカウント"),
    "job": Words("Job: {name}", "求人：{name}"),
    "company": Words("The company's page", "会社ページ"),
    "application": Words("Application: {name}", "応募：{name}"),
    "note": Words("Note on {name}", "{name}へのメモ"),
    "task": Words("Task: {name}", "タスク：{name}"),
    "message": Words("A message", "メッセージ"),
    "consent": Words("An agreement", "同意"),
    "template": Words("Prepared message: {name}", "定型メッセージ：{name}"),
    "view": Words("Shared view: {name}", "共有ビュー：{name}"),
    "export": Words("Exported file: {name}", "書き出したファイル：{name}"),
    "ticket": Words("Request {name}", "お問い合わせ {name}"),
    "mend": Words("A correction by support staff", "サポート担当者による訂正"),
}
_ANY: Final = Words("Another document", "その他の文書")
_IN: Final = Words("{field} ({language})", "{field}（{language}）")
_OF_ENTRY: Final = Words("{section} ({entry})", "{section}（{entry}）")


class Case(msgspec.Struct, frozen=True):
    """One conflict: the name of its field, the three values as they read, and what was changed of the first."""

    row: ConflictRow
    name: str
    base: str
    mine: tuple[Passage, ...]
    theirs: tuple[Passage, ...]
    both: str
    """What stands there if both are kept; empty where they cannot be."""
    colleague: str
    """The name of the colleague who wrote theirs; empty where it was none, or one who left."""


class Dispute(msgspec.Struct, frozen=True):
    """The conflicts of one document."""

    kind: str
    about: str
    name: str
    read_by_others: bool
    """Whether others read it as it is, so that what is chosen is published with it."""
    job: str
    """The job of an application or a note, by which its page is found."""
    application: str
    is_withheld: bool
    """Whether a message that was to go out with a move stays here as a draft."""
    cases: tuple[Case, ...]


def disputes(cache: Cache, language: str) -> tuple[Dispute, ...]:
    """All that is open, the document with the oldest conflict first, its fields in the order of the form."""
    with cache.reading("conflict") as connection:
        rows = [conflict_row(one) for one in documents.some(connection, "conflict", {}) if not one.body.get("settled")]
        by_document: dict[tuple[str, str], list[ConflictRow]] = {}
        for row in rows:
            by_document.setdefault((row.kind, row.about), []).append(row)
        return tuple(_dispute(connection, *place, found, language) for place, found in by_document.items())


def wrote(one: Case, language: str) -> str:
    """Who wrote theirs, as far as this audience may know; one's own document was written by oneself."""
    row = one.row
    if row.side == "self" or (not row.side and not row.who and row.kind in ("profile", "account")):
        told = codes.words("conflict_side", "self", language)
        return f"{told}: {row.other}" if row.other else told
    return row.who or one.colleague or (codes.words("conflict_side", row.side, language) if row.side else "")


def _dispute(connection: Connection, kind: str, about: str, rows: list[ConflictRow], language: str) -> Dispute:
    found = documents.get(connection, kind, about)
    body = found.body if found else {}
    name, application = _name(connection, kind, about, body, language), about if kind == "application" else ""
    order = {path: place for place, path in enumerate(kinds.fields(kind))} if kind in kinds.KINDS else {}
    rows = sorted(rows, key=lambda row: (order.get(row.path.split(".")[0], -1), row.path))
    return Dispute(
        kind=kind,
        about=about,
        name=name,
        read_by_others=conflicts.is_read_by_others(connection, kind, body),
        job=about if kind == "job" else field(body, "job"),
        application=application or field(body, "application"),
        is_withheld=any(row.path == "stage" for row in rows) and withheld.is_withheld(connection, application),
        cases=tuple(_case(connection, row, body, language) for row in rows),
    )


def _case(connection: Connection, row: ConflictRow, body: Body, language: str) -> Case:
    who = documents.get(connection, "membership", row.member) if row.member else None
    told = _named(connection, row, language)
    base, mine, theirs = (in_words(told, value, language) for value in (told.base, told.mine, told.theirs))
    return Case(
        row=row,
        name=_field_name(row, body, language),
        base=base,
        mine=_marked(told, told.mine, base, mine),
        theirs=_marked(told, told.theirs, base, theirs),
        both=_both(row, language),
        colleague=field(who.body, "name") if who else "",
    )


def _named(connection: Connection, row: ConflictRow, language: str) -> ConflictRow:
    """The conflict with names for ids that say nothing: of colleagues, jobs, and the company's reasons."""
    told = {("application", "reason"): reasons.called, ("view", "job"): _title}.get((row.kind, row.path))
    if told is not None:
        given = {name: str(getattr(row, name) or "") for name in ("base", "mine", "theirs")}
        return replace(row, **{name: told(connection, one, language) for name, one in given.items() if one})
    if row.kind not in ("application", "task") or row.path != "owner":
        return row
    sides = {name: marks.owner(connection, {"owner": getattr(row, name)}) for name in ("base", "mine", "theirs")}
    names = {name: by.name or marks.FORMER.of(language) for name, by in sides.items() if by is not None}
    return replace(row, **names)


def _title(connection: Connection, job: str, language: str) -> str:
    """The title of a job; of one that is not seen any more, its id."""
    return text_in(_body(connection, "job", job).get("title"), language)[0] or job


def _marked(row: ConflictRow, value: object, base: str, words: str) -> tuple[Passage, ...]:
    """What was changed of a long text, a set or an entry; else the value as it reads."""
    is_long = isinstance(row.base, str) and isinstance(value, str) and len(row.base) > _SHORT
    is_several = any(isinstance(row.base, kind) and isinstance(value, kind) for kind in (list, dict))
    if is_long or is_several:
        return marked(base, words)
    return (Passage("kept", words),) if words else ()


_SHORT: Final = 30
"""Characters of a value that is taken in at a glance, so that marks would only be in the way."""


def _both(row: ConflictRow, language: str) -> str:
    if not row.can_keep_both:
        return ""
    value = merge.resolve(merge.Conflict((), row.base, row.mine, row.theirs), "both")
    return in_words(row, value, language)


def in_words(row: ConflictRow, value: object, language: str) -> str:
    """A side of a conflict as it reads; a whole entry or document that one side removed is said to be so."""
    is_whole = row.path == "." or isinstance(row.base or row.mine or row.theirs, Mapping)
    if value is None and is_whole and row.base is not None:
        return REMOVED.of(language)
    return values.words(row.kind, row.path, value, language)


def _name(connection: Connection, kind: str, about: str, body: Body, language: str) -> str:
    words = _NAMES.get(kind, _ANY).of(language)
    if "{name}" not in words:
        return words
    name = {
        "job": lambda: text_in(body.get("title"), language)[0],
        "application": lambda: _of_application(connection, about, body, language),
        "note": lambda: _of_application(
            connection,
            field(body, "application"),
            _body(connection, "application", field(body, "application")),
            language,
        ),
        "task": lambda: field(body, "text"),
        "export": lambda: field(body, "file"),
        "template": lambda: field(body, "name"),
        "view": lambda: field(body, "name"),
        "ticket": lambda: str(number(body, "number") or ""),
    }[kind]()
    return words.format(name=name or "…")


def _of_application(connection: Connection, application: str, body: Body, language: str) -> str:
    """The applicant and the job; for the applicant, the job."""
    job = text_in(_body(connection, "job", field(body, "job")).get("title"), language)[0]
    person = _body(connection, "profile", field(body, "seeker"))
    own = documents.get(connection, "profile", field(body, "seeker"))
    name = "" if own is not None and own.scope.startswith("account:") else field(person, "name.full")
    name = blind.called(veil.applied(connection, application, body)).of(language) or name
    return " · ".join(filter(None, (name, job)))


def _body(connection: Connection, kind: str, identity: str) -> Body:
    found: Document | None = documents.get(connection, kind, identity) if identity else None
    return found.body if found else {}


def _field_name(row: ConflictRow, body: Body, language: str) -> str:
    """`Work experience (Translator): Title`, `Hobbies (English)`."""
    path, tag = _untagged(row)
    told = values.path_words(row.kind, path, language)
    entry = _entry(row.kind, path, body, row, language)
    if entry:
        section, mark, rest = told.partition("：" if language == "ja" else ": ")
        told = _OF_ENTRY.of(language).format(section=section, entry=entry) + mark + rest
    if tag:
        words = codes.words("languages", tag.split("-", 1)[0], language)
        told = _IN.of(language).format(field=told, language=words)
    return told


def _untagged(row: ConflictRow) -> tuple[str, str]:
    """The path of the field, and the language of a text that is held by language."""
    path, _, tag = row.path.rpartition(".")
    found = kinds.field(row.kind, path) if path and row.kind in kinds.KINDS else None
    return (path, tag) if found is not None and found.spec.type == "text" else (row.path, "")


def _entry(kind: str, path: str, body: Body, row: ConflictRow, language: str) -> str:
    """The name of the entry that the field is in: its title, or its number."""
    parts = path.split(".")
    section = kinds.field(kind, parts[0]) if kind in kinds.KINDS else None
    if len(parts) < 2 or section is None or section.spec.type != "items":
        return ""
    held = body.get(parts[0])
    entries = cast("dict[str, Body]", held) if isinstance(held, dict) else {}
    if kind == "profile":
        alone = next((one for one in (row.mine, row.theirs, row.base) if isinstance(one, dict)), None)
        whole = body if parts[1] in entries else {parts[0]: {parts[1]: alone}} if alone and len(parts) == 2 else {}
        for card in reading.cards(whole, parts[0], language):
            if card.item == parts[1]:
                return card.title
    order = list(position.ordered(entries))
    return str(order.index(parts[1]) + 1) if parts[1] in order else ""
