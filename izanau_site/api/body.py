"""Reads the body of a request as one message of `wire`, strictly, and tells which field is wrong."""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import Any, Final, TypeVar

import msgspec
from litestar.dto import AbstractDTO, DTOFieldDefinition
from litestar.dto._backend import DTOBackend
from litestar.typing import FieldDefinition

from izanau_protocol.problems import Problem, Refused, problem

T = TypeVar("T")

_MISSING: Final = re.compile(r"missing required field `(?P<name>[^`]*)`")
_UNKNOWN: Final = re.compile(r"unknown field `(?P<name>[^`]*)`")
_AT: Final = re.compile(r" - at `(?P<path>[^`]*)`$")


def read(data: bytes, kind: type[T]) -> T:
    """The message in these bytes. Raises Refused with `not_json`, `required`, `unknown_field` or `wrong_type`."""
    try:
        found = msgspec.json.decode(data, type=kind)
        _encodable(found)
    except msgspec.ValidationError as fault:
        raise Refused(problem_of(str(fault))) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Refused(problem("not_json")) from None
    return found


def problem_of(words: str) -> Problem:
    """The problem that msgspec's words tell of."""
    at = _AT.search(words)
    above = re.sub(r"\[(?:\.\.\.|\d+)\]", "", at["path"]).removeprefix("$").strip(".") if at else ""
    for pattern, code in ((_MISSING, "required"), (_UNKNOWN, "unknown_field")):
        named = pattern.search(words)
        if named:
            return problem(code, ".".join(filter(None, (above, named["name"]))), name=named["name"])
    return problem("wrong_type", above)


def _encodable(found: object) -> None:
    """Refuse text that no UTF-8 can hold and the NUL that no PostgreSQL text can."""
    encoded = msgspec.json.encode(found)
    if b"\\u0000" in encoded:
        raise UnicodeError


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
