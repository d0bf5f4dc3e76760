"""How the value of any field of a document reads: codes by their words, dates, texts, whole entries line by line.

For the windows and the command alike, so without Qt.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from izanau_desktop.cache.reads.common import text_in
from izanau_protocol import codes, documents, position
from izanau_protocol.fields import Words
from izanau_protocol.reading import profile as reading

WHOLE: Final = Words("The whole of it", "全体")
NOTHING: Final = Words("(nothing)", "（なし）")
YES: Final = Words("yes", "はい")
NO: Final = Words("no", "いいえ")
_GROUPED: Final = 10_000
"""From here on the digits of an amount stand in groups of three: years have none."""


def path_words(kind: str, path: str, language: str) -> str:
    """The name of a field with what it stands in: `Work experience: Title`."""
    if path == ".":
        return WHOLE.of(language)
    names: list[str] = []
    parts = path.split("@", 1)[0].split(".")
    for length in range(1, len(parts) + 1):
        field = documents.field(kind, ".".join(parts[:length]))
        words = field.spec.words.of(language) if field is not None else ""
        if words and words not in names:
            names.append(words)
    return ("：" if language == "ja" else ": ").join(names) or path


def words(kind: str, path: str, value: object, language: str) -> str:
    """The value as a person reads it; nothing is said as such."""
    if value is None or value in ("", [], {}):
        return NOTHING.of(language)
    field = documents.field(kind, path)
    shape = field.spec.type if field is not None else ""
    if shape in ("", "part", "items") and isinstance(value, Mapping):
        return _entries(kind, path, value, language)
    if field is None:
        return str(value)
    if shape == "text" and isinstance(value, Mapping):
        return text_in(value, language)[0]
    if isinstance(value, list | tuple):
        return ("、" if language == "ja" else ", ").join(_code(field.spec.table, one, language) for one in value)
    if shape == "code":
        return _code(field.spec.table, value, language)
    if shape == "line" and path.rpartition(".")[2] == "language":  # a tag: the site takes newer ones than the table has
        return codes.words("languages", str(value).split("-", 1)[0], language)
    if shape == "line" and path.rpartition(".")[2] == "reason":  # a company's own has its words in the company's list
        return codes.words("reject_reason", str(value), language)
    if shape == "yes":
        return (YES if value is True else NO).of(language)
    if shape == "number" and path != "number" and isinstance(value, int) and value >= _GROUPED:
        return f"{value:,}"  # pay and people; the number of a request is its name
    dates = {"day": reading.day, "month": reading.month, "time": moment}
    return dates[shape](str(value), language) if shape in dates else str(value)


def moment(at: str, language: str) -> str:
    """A time of the wire as day and time of this machine's zone; as it is where it is none."""
    try:
        here = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at
    return f"{reading.day(f'{here:%Y-%m-%d}', language)} {here:%H:%M}"


def _code(table: str, code: object, language: str) -> str:
    return codes.words(table, str(code), language) if table else str(code)


def _entries(kind: str, path: str, value: Mapping[str, Any], language: str) -> str:
    field = documents.field(kind, path)
    if field is not None and field.spec.type == "items":
        return "\n".join(_entries(kind, f"{path}.{key}", value[key], language) for key in position.ordered(value))
    lines = []
    order = {path: place for place, path in enumerate(documents.fields(kind))} if kind in documents.KINDS else {}
    pattern = documents.pattern_of(kind, path) if order and path != "." else ""
    prefix = f"{pattern}." if pattern else ""
    for name in sorted(value, key=lambda name: order.get(prefix + name, len(order))):
        part = value[name]
        if name == "position":
            continue
        at = name if path == "." else f"{path}.{name}"
        told = words(kind, at, part, language)
        lines.append(f"{path_words(kind, at, language).split(': ')[-1].split('：')[-1]}: {told}")
    return "\n".join(lines)
