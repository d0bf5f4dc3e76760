"""Canonical bytes of bodies: one tree, one spelling, so that equality is equality of bytes (sync.md R2)."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any, Final, TypeAlias, cast

import msgspec

Scalar: TypeAlias = str | int | bool
Value: TypeAlias = "Scalar | list[Scalar] | dict[str, Value]"
Body: TypeAlias = dict[str, object]
"""A tree of `Value`; in a patch also None, which removes."""

MOST_BYTES: Final = 1 << 20
MOST_DEPTH: Final = 32
MOST_INTEGER: Final = 1 << 53

_SURROGATES: Final = re.compile("([\ud800-\udbff])([\udc00-\udfff])|[\ud800-\udfff]")
_encoder: Final = msgspec.json.Encoder(order="sorted")


class NotCanonical(ValueError):  # noqa: N818 - the name says what is wrong with it
    """A tree or bytes that no body may be. `reason` is one word for a log or a Problem, never the content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def encode(body: Body, *, nulls: bool = False, most_bytes: int = MOST_BYTES) -> bytes:
    """The one spelling of a body. `nulls` admits None as a patch holds it. Raises NotCanonical."""
    _check(body, nulls, MOST_DEPTH)
    try:
        data = _encoder.encode(body)
    except UnicodeEncodeError:
        raise NotCanonical("surrogate") from None
    _check_text(data, body)
    if len(data) > most_bytes:
        raise NotCanonical("too_long")
    return data


def decode(data: bytes, *, nulls: bool = False, strict: bool = True, most_bytes: int = MOST_BYTES) -> Body:
    """The tree of these bytes. Raises NotCanonical; unless `strict`, another order, spacing or escape is no fault."""
    if len(data) > most_bytes:
        raise NotCanonical("too_long")
    try:
        body = msgspec.json.decode(data)
        if encode(body, nulls=nulls, most_bytes=most_bytes) == data:
            return cast("Body", body)
    # NotCanonical and msgspec's errors are ValueErrors.
    except (ValueError, RecursionError):  # rule: the slow way tells which
        body = None
    body = _parse(data)
    spelled = encode(body, nulls=nulls, most_bytes=most_bytes)
    if strict and spelled != data:
        raise NotCanonical("spelling")
    return body


def is_too_deep(tree: Body, depth: int = MOST_DEPTH) -> bool:
    """Whether objects lie in objects further down than a body may have them; looks no further itself."""
    return depth == 0 or any(is_too_deep(inner, depth - 1) for inner in tree.values() if isinstance(inner, dict))


def encode_value(value: object) -> str:
    """The one spelling of a value inside a body, as a conflict keeps it. Raises NotCanonical."""
    return encode({"": value}).decode()[4:-1]


def decode_value(text: str) -> object:
    """The value that `encode_value` spelled. Raises NotCanonical."""
    body = decode(f'{{"":{text}}}'.encode(errors="surrogatepass"))
    if body.keys() != {""}:
        raise NotCanonical("json")
    return body[""]


def clean(value: object) -> object:
    """Settle what a person typed: NFC, no NUL, U+FFFD for lone surrogates, no None. Names of fields stay as they are."""
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, dict):
        return {key: clean(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [clean(inner) for inner in value if inner is not None]
    return value


def equal(one: object, other: object) -> bool:
    """Whether two values of trees have the same bytes: in Python True == 1, here not."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        two = cast("Body", other)
        return one.keys() == two.keys() and all(equal(value, two[key]) for key, value in one.items())
    if isinstance(one, list):
        many = cast("list[object]", other)
        return len(one) == len(many) and all(map(equal, one, many))
    return one == other


def _clean_text(text: str) -> str:
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    joined = _SURROGATES.sub(_join_pair, text)
    return unicodedata.normalize("NFC", joined.replace("\0", ""))


def _join_pair(found: re.Match[str]) -> str:
    """A pair of surrogates, as some toolkits hand it over, is one character; a lone one is lost."""
    if found[1] is None:
        return "\ufffd"
    return chr(0x10000 + ((ord(found[1]) - 0xD800) << 10) + (ord(found[2]) - 0xDC00))


def _check(value: object, nulls: bool, depth: int) -> None:
    """Refuse a type that a body cannot hold. Runs over every tree that is written: kept to plain type checks."""
    if type(value) is not dict:
        raise NotCanonical("no_object")
    if depth == 0:
        raise NotCanonical("too_deep")
    for key, inner in value.items():
        if type(key) is not str:
            raise NotCanonical("name")
        kind = type(inner)
        if kind is str or kind is bool:
            continue
        if kind is int:
            _check_integer(cast("int", inner))
        elif kind is dict:
            _check(inner, nulls, depth - 1)
        elif kind is list:
            _check_list(cast("list[object]", inner))
        elif inner is not None or not nulls:
            raise NotCanonical(_fault(inner))


def _check_list(values: list[object]) -> None:
    for value in values:
        kind = type(value)
        if kind is int:
            _check_integer(cast("int", value))
        elif kind is dict or kind is list:
            raise NotCanonical("list")
        elif kind is not str and kind is not bool:
            raise NotCanonical(_fault(value))


def _check_integer(value: int) -> None:
    if not -MOST_INTEGER <= value <= MOST_INTEGER:
        raise NotCanonical("integer")


def _fault(value: object) -> str:
    return "null" if value is None else "float" if isinstance(value, float) else "type"


def _check_text(data: bytes, body: Body) -> None:
    """Refuse NUL and text that is not NFC; `data` is the spelled body, its escapes may mislead."""
    if b"\\u0000" in data:
        _each_text(body, "nul")
    if not data.isascii() and not unicodedata.is_normalized("NFC", data.decode()):
        _each_text(body, "normal_form")


def _each_text(value: object, reason: str) -> None:
    if isinstance(value, str):
        if "\0" in value if reason == "nul" else not unicodedata.is_normalized("NFC", value):
            raise NotCanonical(reason)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _each_text(key, reason)
            _each_text(inner, reason)
    elif isinstance(value, list):
        for inner in value:
            _each_text(inner, reason)


def _parse(data: bytes) -> Body:
    """Read JSON the slow way, which sees duplicate names; an oversized number or depth is refused, not a crash."""
    try:
        parsed: Any = json.loads(
            data.decode(), object_pairs_hook=_single, parse_float=_no_float, parse_constant=_no_float
        )
    except UnicodeDecodeError:
        raise NotCanonical("utf8") from None
    except RecursionError:
        raise NotCanonical("too_deep") from None
    except NotCanonical:
        raise
    except json.JSONDecodeError:
        raise NotCanonical("json") from None
    except ValueError:  # int() refuses more than 4,300 digits
        raise NotCanonical("integer") from None
    if type(parsed) is not dict:
        raise NotCanonical("no_object")
    return cast("Body", parsed)


def _single(pairs: list[tuple[str, object]]) -> Body:
    body = dict(pairs)
    if len(body) != len(pairs):
        raise NotCanonical("duplicate")
    return body


def _no_float(_text: str) -> object:
    raise NotCanonical("float")
