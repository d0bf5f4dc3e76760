"""What a person or a command line typed, made the canonical value of a path."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final, cast

from izanau_protocol import ambient, codes, dates, documents, position
from izanau_protocol.canonical import Body, Value
from izanau_protocol.fields import Field, Type
from izanau_protocol.problems import EXPECTED, Refused, problem
from izanau_protocol.rules.addresses import canonical_email
from izanau_protocol.rules.bodies import item_problems
from izanau_protocol.rules.values import value_problems

_YES: Final = frozenset(["true", "yes", "y", "on", "1", "はい", "有", "あり"])
_NO: Final = frozenset(["false", "no", "n", "off", "0", "いいえ", "無", "なし"])
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,4000}")
_GROUPED: Final = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+")
_BETWEEN: Final = re.compile(r"[,、，;\n]")
_DASHES: Final = str.maketrans("‐‑‒–—―−", "-------")
_KATAKANA: Final = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_JLPT: Final = re.compile(r"(?:jlpt)?[ -]?(n[1-5])")


def parse(kind: str, path: str, text: str, language: str = "en", today: date | None = None) -> Value:
    """The canonical value of `path` for what was typed. Raises Refused with the problems and their paths.

    Where the path is a map of items (as `add` names it) or an item's own, the value is one item, from JSON; problems of
    an item that has no id yet stand at `work.*.title`. A text that is held by language gives the text alone: its tag is
    in the path, or is `language`; inside the JSON of an item it may stand alone too, and is put under `language`.
    """
    pattern, day = _pattern(kind, path), today or ambient.today()
    field = documents.fields(kind).get(pattern)
    if field is not None and field.spec.type not in ("items", "part"):
        return _single(field, path, text, language, day)
    at = f"{path}.*" if field is not None and field.spec.type == "items" else path
    entry = _members(kind, documents.pattern_of(kind, at), _object(text, path), language)
    found = item_problems(kind, at, entry, day)
    if found:
        raise Refused(*found)
    return cast("Value", entry)


def _pattern(kind: str, path: str) -> str:
    """The path with `*` for ids; only texts have tags."""
    if kind not in documents.KINDS:
        raise Refused(problem("unknown_kind", name=kind))
    pattern = documents.pattern_of(kind, path)
    known = documents.fields(kind).get(pattern)
    if not pattern or ("@" in path and (known is None or known.spec.type != "text")):
        raise Refused(problem("unknown_field", path, name=path))
    return pattern


def _single(field: Field, path: str, text: str, language: str, today: date) -> Value:
    tagged = f"{path}@{language}" if field.spec.type == "text" and "@" not in path else path
    value = _READ[field.spec.type](field, text)
    found = value_problems(field, value, tagged, today)
    if found:
        raise Refused(*found)
    return cast("Value", value)


def _object(text: str, path: str) -> Mapping[str, object]:
    """The JSON object that was typed. Raises Refused."""
    try:
        found: Any = json.loads(text, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError):
        raise Refused(problem("not_json", path)) from None
    if not isinstance(found, dict):
        raise Refused(problem("wrong_type", path, expected=EXPECTED["part"]))
    return found


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _members(kind: str, pattern: str, tree: Mapping[str, object], language: str) -> Body:
    """The fields of a part or item, each made canonical; what is null is left out."""
    known = documents.fields(kind)
    return {
        name: _member(kind, known.get(f"{pattern}.{name}"), value, language)
        for name, value in tree.items()
        if value is not None
    }


def _member(kind: str, field: Field | None, value: object, language: str) -> object:
    """A value that is not of the field's kind stays as it is, for the rules to name."""
    if field is None:
        return value
    if field.spec.type == "text":
        texts = value if isinstance(value, dict) else {language: value}
        return {tag: _prose(field, text) if isinstance(text, str) else text for tag, text in texts.items()}
    if field.spec.type == "items" and isinstance(value, dict | list):
        return _items(kind, field, value, language)
    if field.spec.type == "codes" and isinstance(value, list):
        return [_one_code(field, member) if isinstance(member, str) else member for member in value]
    return _READ[field.spec.type](field, value) if isinstance(value, str) and field.spec.type in _READ else value


def _items(kind: str, field: Field, given: dict[str, object] | list[object], language: str) -> Body:
    """Items of an item: a list gets ids, and those without a position get one, in the order they stand in."""
    pairs = given.items() if isinstance(given, dict) else ((ambient.item_id(), value) for value in given)
    found: Body = {}
    for (key, value), place in zip(pairs, _places(len(given)), strict=True):
        if isinstance(value, dict):
            found[key] = {"position": place, **_members(kind, f"{field.path}.*", value, language)}
        else:
            found[key] = value
    return found


def _places(count: int) -> Iterator[str]:
    place: str | None = None
    for _ in range(count):
        place = position.between(place, None)
        yield place


def _line(field: Field, text: str) -> str:
    cleaned = unicodedata.normalize("NFC", text).strip()
    if (field.kind, field.path) == ("profile", "name.reading"):
        return unicodedata.normalize("NFKC", cleaned).translate(_KATAKANA)
    return cleaned


def _prose(field: Field, text: str) -> str:
    """Line ends of every system become the one that is kept."""
    return _line(field, text.replace("\r\n", "\n").replace("\r", "\n"))


def _narrow(text: str) -> str:
    """What is written in ASCII, whatever the width and dashes it was typed in."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()


def _one_code(field: Field, text: str) -> str:
    """A code whatever its case, or its words in either language; what is neither stays for the rules to name."""
    cleaned = _line(field, text)
    if not field.spec.table:
        return cleaned
    table, wanted = codes.table(field.spec.table), _narrow(cleaned).casefold()
    if field.spec.table == "level" and (found := _JLPT.fullmatch(wanted)):
        return f"JLPT {found[1].upper()}"
    for code, words in table.items():
        if wanted in (code.casefold(), words.en.casefold(), words.ja.casefold()):
            return code
    return cleaned


def _codes(field: Field, text: str) -> object:
    """`ES`, `ES, JP` or `["ES", "JP"]`."""
    if text.lstrip().startswith("["):
        try:
            found: Any = json.loads(text)
        except (ValueError, RecursionError):
            return [_line(field, text)]
        return [_one_code(field, member) if isinstance(member, str) else member for member in found]
    whole = _one_code(field, text)
    if field.spec.table and whole in codes.table(field.spec.table):
        return [whole]  # words may have a comma in them
    return [_one_code(field, member) for member in _BETWEEN.split(text) if member.strip()] or [""]


def _yes(field: Field, text: str) -> object:
    wanted = _narrow(text).casefold()
    return True if wanted in _YES else False if wanted in _NO else text


def _number(field: Field, text: str) -> object:
    narrow = _narrow(text)
    digits = narrow.replace(",", "") if _GROUPED.fullmatch(narrow) else narrow
    return int(digits) if _NUMBER.fullmatch(digits) else text


def _date(field: Field, text: str) -> str:
    """A day or month as people write it, where `dates` can tell; what is neither stays for the rules to name."""
    narrow = _narrow(text)
    if _ISO.fullmatch(narrow) or not narrow:
        return narrow
    return (dates.day if field.spec.type == "day" else dates.month)(narrow) or narrow


def _email(field: Field, text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text).strip()
    return canonical_email(narrow) or narrow


def _url(field: Field, text: str) -> str:
    cleaned = _line(field, text)
    return f"https://{cleaned}" if cleaned.lower().startswith("www.") else cleaned


_READ: Final[dict[Type, Callable[[Field, str], object]]] = {
    "line": _line,
    "prose": _prose,
    "text": _prose,
    "code": _one_code,
    "codes": _codes,
    "day": _date,
    "month": _date,
    "time": _line,
    "yes": _yes,
    "number": _number,
    "id": lambda field, text: _line(field, text).lower(),
    "email": _email,
    "url": _url,
}
