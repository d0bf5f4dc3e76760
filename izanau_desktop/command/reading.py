"""How a document reads at a terminal: its fields by their names, codes and dates in words, entries a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from izanau_desktop.cache.reads import values
from izanau_desktop.cache.reads.common import text_in
from izanau_protocol import codes, documents, position
from izanau_protocol.fields import Spec, Words
from izanau_protocol.reading import profile as reading

_BESIDE: Final = {
    "name": Words("Name", "氏名"),
    "email": Words("E-mail address", "メールアドレス"),
    "company_name": Words("Company", "会社"),
    "job_title": Words("Job", "求人"),
    "owner_name": Words("Taken by", "担当者"),
    "also_taken_by": Words("Also taken by", "重複する担当者"),
    "reason_name": Words("Reason for rejection", "見送りの理由"),
    "fit": Words("Fit for this job", "この求人との適合"),
    "others": Words("Other applications", "他の応募"),
    "owner": Words("Owner", "本人"),
    "history": Words("History", "履歴"),
    "answers": Words("Answers", "回答"),
    "tasks": Words("Tasks", "タスク"),
    "notes": Words("Notes", "メモ"),
    "messages": Words("Messages", "メッセージ"),
    "trail": Words("Looks and edits", "閲覧・編集の記録"),
}
"""What the command shows beside the fields of the document itself."""
_WHOSE: Final = {"company_name": "company", "job_title": "job", "owner_name": "owner", "reason_name": "reason"}
"""What is told by its name, with the id that other commands take beside it."""
_UNTOLD: Final = ("consent", "seeker")
"""Ids that no command takes."""
_UNSENT: Final = Words("not sent yet", "未送信")
_STEPS: Final = ("stage", "status")
"""The tables that the stage of an application is looked up in: the company's own, then what both sides see."""
_REASONS: Final = ("look_reason", "mend_reason", "reject_reason")
_DEEDS: Final = {
    "look": Words("looked at", "閲覧"),
    "mend": Words("corrected", "訂正"),
    "erase": Words("began its deletion", "削除を開始"),
}
_BETWEEN: Final = " · "


def lines(tree: Mapping[str, Any], language: str) -> Iterator[str]:
    """A document as the command shows it, in words; `tree` has a `kind`."""
    kind = tree["kind"]
    yield _BETWEEN.join(filter(None, (f"[{tree['id']}]", _UNSENT.of(language) if tree.get("pending") else "")))
    fields = documents.fields(kind)
    for name in (name for name in _BESIDE if name in tree and (name not in fields or _is_list(tree[name]))):
        whose = tree.get(_WHOSE.get(name, ""))
        yield from _beside(name, tree[name], f" [{whose}]" if whose else "", language)
    if kind == "profile":
        yield from profile(tree, language)
        return
    told = {*_UNTOLD, *(field for name, field in _WHOSE.items() if tree.get(name))}
    for name, field in fields.items():
        if "." not in name and name in tree and name not in told and not _is_list(tree[name]):
            yield from _field(kind, name, field.spec, tree[name], language)
    if isinstance(tree.get("profile"), Mapping):
        yield from profile(tree["profile"], language)


def profile(body: Mapping[str, Any], language: str, *, by_id: bool = True) -> Iterator[str]:
    """A profile as one reads it: its sections, and under each its cards, with the ids of their items where `by_id`."""
    for section in reading.sections(body, language):
        if not by_id and not section.cards:
            continue  # what others will see is told without what they will not
        yield section.title
        for card in section.cards:
            named = f"[{card.item}]" if card.item and by_id else ""
            told = (card.title, card.subtitle, card.meta, *card.chips, named)
            yield "  " + _BETWEEN.join(filter(None, told))
            yield from (f"    {line}" for line in card.text.splitlines())


def _field(kind: str, path: str, spec: Spec, value: object, language: str) -> Iterator[str]:
    if value in (None, "", [], {}):
        return
    words = spec.words.of(language)
    if spec.type == "items" and isinstance(value, Mapping):
        yield f"{words}:"
        for item in position.ordered(dict(value)):
            yield f"  {_BETWEEN.join(_parts(kind, f'{path}.{item}', value[item], language))}"
    elif spec.type == "part" and isinstance(value, Mapping):
        yield f"{words}: {_BETWEEN.join(_parts(kind, path, value, language))}"
    else:
        yield from _labelled(words, _said(kind, path, value, language))


def _parts(kind: str, above: str, value: object, language: str) -> Iterator[str]:
    """The values of an entry, each that does not speak for itself with its name."""
    held: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    inside = documents.pattern_of(kind, above)
    for path, field in documents.fields(kind).items():
        name = path.removeprefix(f"{inside}.")
        part = held.get(name)
        if path == name or part in (None, "", [], {}, False):
            continue
        words = field.spec.words.of(language)
        if part is True:
            yield words
        elif field.spec.type == "number":
            yield f"{words} {part:,}"
        elif field.spec.type in ("items", "part"):
            yield from _parts(kind, f"{above}.{name}", part, language)
        else:
            yield " ".join(_said(kind, f"{above}.{name}", part, language).split())


def _beside(name: str, value: Any, whose: str, language: str) -> Iterator[str]:
    words = _BESIDE[name].of(language)
    if _is_list(value):
        if value:
            yield f"{words}:"
        for one in value:
            unsaid = ("id", "position", *(("reason",) if "reason_name" in one else ()))
            told = (_step(part, key, language) for key, part in one.items() if key not in unsaid)
            first, *rest = _BETWEEN.join(filter(None, told)).splitlines() or [""]
            yield f"  {first}"
            yield from (f"    {line}" for line in rest)
    elif isinstance(value, Mapping):
        yield from _labelled(words, text_in(value, language)[0] + whose)
    elif value:
        yield from _labelled(words, str(value) + whose)


def _step(value: object, name: str, language: str) -> str:
    """A part of what a list beside the document holds: a stage, a time, a text."""
    if name == "job_title" and isinstance(value, Mapping):
        return text_in(value, language)[0]
    if name in ("at", "applied"):
        return values.moment(str(value), language)
    if name == "stage":
        return stage(str(value), language)
    if name == "sender":
        return codes.words("sender", str(value), language)
    if name == "deed":
        return _DEEDS[str(value)].of(language) if value in _DEEDS else str(value)
    if name == "verdict":
        return codes.words("fit", str(value), language)
    if name in ("matter", "mentions"):
        return ""  # the words say it
    if name == "reason":
        return next(
            (codes.words(one, str(value), language) for one in _REASONS if value in codes.table(one)), str(value)
        )
    if name == "pending":
        return _UNSENT.of(language) if value else ""
    return str(value or "")


def _said(kind: str, path: str, value: object, language: str) -> str:
    return stage(str(value), language) if path == "stage" else values.words(kind, path, value, language)


def stage(stage: str, language: str) -> str:
    """The words of a stage; of one that the company named itself, its name."""
    return next((codes.words(table, stage, language) for table in _STEPS if stage in codes.table(table)), stage)


def cell(kind: str, name: str, tree: Mapping[str, Any], language: str) -> str:
    """A field of a document in a table: its words, or nothing."""
    value = tree.get(name)
    return values.words(kind, name, value, language) if value not in (None, "", [], {}) else ""


def _labelled(words: str, text: str) -> Iterator[str]:
    if "\n" in text:
        yield f"{words}:"
        yield from (f"  {line}" for line in text.splitlines())
    elif text:
        yield f"{words}: {text}"


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value) and value != []
