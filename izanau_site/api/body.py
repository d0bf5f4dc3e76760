"""Reads the body of a request as one message of `wire`, strictly, and tells which field is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from typing import Any, Final, TypeVar

import msgspec
from litestar.dto import AbstractDTO, DTOFieldDefinition
from litestar.dto._backend import DTOBackend
from litestar.typing import FieldDefinition

from izanau_protocol import digest, wire
from izanau_protocol.problems import EXPECTED, Problem, Refused, problem
from izanau_protocol.rules.values import safe

T = TypeVar("T")

_MISSING: Final = re.compile(r"missing required field `(?P<name>[^`]*)`")
_UNKNOWN: Final = re.compile(r"unknown field `(?P<name>[^`]*)`")
_EXPECTED: Final = re.compile(r"Expected `(?P<type>\w+)")
_TYPES: Final = {"str": "prose", "int": "number", "bool": "yes", "object": "part", "array": "codes"}
_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")
_AT: Final = re.compile(r" - at `(?P<path>[^`]*)`$")


def read(data: bytes, kind: type[T]) -> T:
    """The message in these bytes. Raises Refused with `not_json`, `required`, `unknown_field`, `wrong_type`, `not_text`."""
    tree = tree_of(data)
    found = converted(tree, kind)
    spoilt = next(no_texts(tree), None)
    if spoilt is not None:
        raise Refused(problem("not_text", spoilt))
    return found


def tree_of(data: bytes) -> object:
    """What these bytes hold. Raises Refused (`not_json`), for keys that stand twice in an object too (R2).

    Bytes that are spelled as msgspec spells them hold no key twice, and are read the fast way; the slow one sees double
    keys, and keeps lone surrogates and huge numbers, so that the rules can name their field.
    """
    try:
        tree: object = msgspec.json.decode(data)
        if msgspec.json.encode(tree) == data:
            return tree
    except (ValueError, RecursionError, OverflowError):  # rule: the slow way tells what it is
        pass
    try:
        return json.loads(data.decode(), object_pairs_hook=_single, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Refused(problem("not_json")) from None


def _single(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(_text: str) -> object:
    raise ValueError("NaN and Infinity are no JSON")


def converted(tree: object, kind: type[T]) -> T:
    """The message that this tree is, whatever is in its texts."""
    try:
        return msgspec.convert(tree, kind)
    except msgspec.ValidationError as fault:
        raise Refused(problem_of(str(fault))) from None
    except RecursionError:
        raise Refused(problem("not_json")) from None


def no_texts(tree: object, path: str = "") -> Iterator[str]:
    """Where texts stand that are none (NUL, lone surrogates): no database keeps them, no answer can repeat them."""
    if isinstance(tree, str):
        if _NO_TEXT.search(tree):
            yield path
    elif isinstance(tree, dict):
        for name, value in tree.items():
            yield from no_texts(name, path)
            yield from no_texts(value, safe(path, name))
    elif isinstance(tree, list):
        for value in tree:
            yield from no_texts(value, path)


def problem_of(words: str) -> Problem:
    """The problem that msgspec's words tell of."""
    at = _AT.search(words)
    above = re.sub(r"\[(?:\.\.\.|\d+)\]", "", at["path"]).removeprefix("$").strip(".") if at else ""
    for pattern, code in ((_MISSING, "required"), (_UNKNOWN, "unknown_field")):
        named = pattern.search(words)
        if named:
            return problem(code, ".".join(filter(None, (above, named["name"]))), name=named["name"])
    expected = _EXPECTED.search(words)
    return problem("wrong_type", above, expected=EXPECTED[_TYPES.get(expected["type"] if expected else "", "tree")])


class Body(AbstractDTO[T]):
    """Gives a handler its message: `@post(dto=Body[wire.SignUp])` with `data: wire.SignUp`."""

    def decode_bytes(self, value: bytes) -> T:
        """The message, read strictly; a body that says it is something else than JSON, or than what came, is refused unread."""
        kind = self.asgi_connection.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind and kind != "application/json":
            raise Refused(problem("not_json"))
        if not digest.fits(self.asgi_connection.headers.get(digest.HEADER, ""), value):
            raise Refused(problem("altered"))
        return self.message(value)

    def message(self, value: bytes) -> T:
        """The message in these bytes."""
        return read(value, self.model_type)

    def decode_builtins(self, value: dict[str, Any]) -> T:
        """Forms are not taken."""
        raise Refused(problem("not_json"))

    @classmethod
    def generate_field_definitions(cls, model_type: type[Any]) -> Generator[DTOFieldDefinition, None, None]:
        """None: a message is not rebuilt."""
        yield from ()

    @classmethod
    def detect_nested_field(cls, field_definition: FieldDefinition) -> bool:
        """Never: a message is not rebuilt."""
        return False

    @classmethod
    def create_for_field_definition(
        cls, field_definition: FieldDefinition, handler_id: str, backend_cls: type[DTOBackend] | None = None
    ) -> None:
        """Nothing to prepare: msgspec knows the struct."""

    @classmethod
    def create_openapi_schema(cls, field_definition: FieldDefinition, handler_id: str, schema_creator: Any) -> Any:
        """The schema of the struct itself."""
        return schema_creator.for_field_definition(FieldDefinition.from_annotation(cls.model_type))


def _names(push: wire.Push) -> Iterator[str]:
    """The texts of a push that stand in columns of their own."""
    yield from (push.push_id, push.epoch, *push.needs)
    for part in push.parts:
        yield from (part.kind, part.id, part.scope)


class BatchBody(Body[T]):
    """The batch of a push: smaller than other bodies, its texts are judged push by push."""

    def message(self, value: bytes) -> T:
        """The batch in these bytes."""
        if len(value) > wire.MAX_BATCH:
            raise Refused(problem("too_large", most=wire.MAX_BATCH))
        found = converted(tree_of(value), self.model_type)
        assert isinstance(found, wire.Batch)
        if next(no_texts([*found.seen]), None) is not None:
            raise Refused(problem("not_text", "seen"))
        if next(no_texts([name for push in found.pushes for name in _names(push)]), None) is not None:
            raise Refused(problem("not_text", "pushes"))
        return found
