"""What a person or script hands to a command: texts, files, passwords, answers to questions."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

import click

from izanau_desktop.files import unusable
from izanau_protocol.problems import Refused, problem

MOST: Final = 8_000_000
"""Bytes of a file or of standard input at most: what is larger is no profile, job or message."""


class Text(click.ParamType[str]):
    """A text as it stands; `-` is all of standard input, less one line end and a BOM."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read standard input where that is asked for."""
        return from_stdin() if value == "-" else str(value)


TEXT: Final = Text()
FILE: Final = click.Path(allow_dash=True, path_type=str)


def content(path: str) -> bytes:
    """The bytes of a file, or of standard input. Raises Refused where it is too large or cannot be read."""
    try:
        if path == "-":
            found = sys.stdin.buffer.read(MOST + 1)
        else:
            with Path(path).open("rb") as file:
                found = file.read(MOST + 1)
    except OSError as fault:
        raise unusable(path, fault) from fault
    if len(found) > MOST:
        raise Refused(problem("too_large", most=MOST))
    return found


def tree(path: str) -> dict[str, Any]:
    """The JSON object in a file. Raises Refused where it is none."""
    return parsed(content(path))


def parsed(data: bytes) -> dict[str, Any]:
    """The JSON object that these bytes are. Raises Refused."""
    try:
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_single, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Refused(problem("not_json")) from None
    if not isinstance(found, dict):
        raise Refused(problem("not_json"))
    return found


def _single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two values under one key nobody can tell which was meant."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no JSON")


def from_stdin() -> str:
    """Standard input as a text, less one trailing line end and a BOM."""
    data = sys.stdin.buffer.read(MOST + 1)
    if len(data) > MOST:
        raise Refused(problem("too_large", most=MOST))
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    return text.removesuffix("\n").removesuffix("\r")


def write(path: str, data: bytes) -> None:
    """Write a file, or to standard output. Raises Refused where that fails."""
    if path in ("", "-"):
        sys.stdout.buffer.write(data)
        return
    try:
        Path(path).write_bytes(data)
    except OSError as fault:
        raise unusable(path, fault) from fault


def refuse_blank(text: str, field: str = "text") -> None:
    """Raise Refused `required` for a text with nothing in it."""
    if not text.strip():
        raise Refused(problem("required", field))


def may_ask() -> bool:
    """Whether there is a person at a terminal who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def asked(value: str | None, option: str, words: str) -> str:
    """What was given, or the answer of the person. Raises UsageError where there is neither."""
    if value:
        return value
    if not may_ask():
        raise click.UsageError(f"{option} is missing")
    return str(click.prompt(words, err=True))


def password(*, stdin: bool, words: str, new: bool = False) -> str:
    """The password: from standard input, or asked for without echo. Raises UsageError where there is neither."""
    if stdin:
        return from_stdin()
    if not may_ask():
        raise click.UsageError("--password-stdin is missing")
    return str(click.prompt(words, hide_input=True, confirmation_prompt=new, err=True))


def agreed(question: str) -> bool:
    """Whether the person at the terminal says yes; nobody there has not agreed."""
    return may_ask() and click.confirm(question, err=True)
