"""Reads the body of a request as one message of `wire`, strictly, and tells which field is wrong."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import Any, Final, TypeVar

import msgspec
from litestar.dto import AbstractDTO, DTOFieldDefinition
from litestar.dto._backend import DTOBackend
from litestar.typing import FieldDefinition

from izanau_protocol import wire
from izanau_protocol.problems import EXPECTED, Problem, Refused, problem

T = TypeVar("T")

_MISSING: Final = re.compile(r"missing required field `(?P<name>[^`]*)`")
_UNKNOWN: Final = re.compile(r"unknown field `(?P<name>[^`]*)`")
_EXPECTED: Final = re.compile(r"Expected `(?P<type>\w+)")
_TYPES: Final = {"str": "prose", "int": "number", "bool": "yes", "object": "part", "array": "codes"}
_AT: Final = re.compile(r" - at `(?P<path>[^`]*)`$")


def read(data: bytes, kind: type[T]) -> T:
    """The message in these bytes. Raises Refused with `not_json`, `required`, `unknown_field` or `wrong_type`."""
    found = decoded(data, kind)
    if b"\\u0000" in data and b"\\u0000" in msgspec.json.encode(found).replace(b"\\\\", b""):
        raise Refused(problem("control_characters"))  # no text of PostgreSQL holds a NUL
    return found


def decoded(data: bytes, kind: type[T]) -> T:
    """The message in these bytes, whatever is in its texts."""
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as fault:
        raise Refused(problem_of(str(fault))) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Refused(problem("not_json")) from None


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
        """The message, read strictly."""
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
    yield from (push.push_id, *push.needs)
    for part in push.parts:
        yield from (part.kind, part.id, part.scope)


class BatchBody(Body[T]):
    """The batch of a push: smaller than other bodies, its texts are judged push by push."""

    def decode_bytes(self, value: bytes) -> T:
        """The batch, read strictly."""
        if len(value) > wire.MAX_BATCH:
            raise Refused(problem("too_large", most=wire.MAX_BATCH))
        found = decoded(value, self.model_type)
        assert isinstance(found, wire.Batch)
        names = [*found.seen, *(name for push in found.pushes for name in _names(push))]
        if any("\0" in name for name in names):
            raise Refused(problem("control_characters", "pushes"))
        return found
