"""Takes out of words and errors whatever may be somebody's: what is logged or reported holds places and kinds, no values."""

from __future__ import annotations

import errno
import logging
import re
import traceback
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

HIDDEN: Final = "…"
_VALUES: Final = re.compile(
    r"\"[^\"]*\"|'[^']*'|“[^”]*”|「[^」]*」"  # quoted: whatever it is
    r"|[^\s@]+@[^\s@]+"  # an e-mail address
    r"|\b\w[\w+.-]*://\S+"  # an address, which may name people
    r"|(?<!\w)(?:~|[A-Za-z]:)?[/\\][^\s:]+"  # a path: it begins with the name of its owner
    r"|[^\s\x00-\x7f]+"  # no words of ours: those of the log are ASCII
    r"|\b(?=\w*\d)[\w-]{6,}"  # a token, an id, a day
)
_HOMES: Final = ("site-packages", "dist-packages", "lib", "Lib")
"""Folders that packages lie in: what stands above them is this machine's own."""
_OURS: Final = ("izanau_desktop", "izanau_protocol", "izanau_site")
_DEPTH: Final = 8
"""How many causes of a cause are told."""


def words(text: str) -> str:
    """A text with every value taken out that may be somebody's."""
    return _VALUES.sub(HIDDEN, text)


def place(file: str) -> str:
    """A source file without what stands before its package: that is this machine's, and names its owner."""
    parts = PurePath(file.replace("\\", "/")).parts
    for number, part in enumerate(parts):
        if part in _OURS:
            return "/".join(parts[number:])
    homes = [number for number, part in enumerate(parts[:-1]) if part in _HOMES]
    return "/".join(parts[homes[-1] + 1 :]) if homes else parts[-1] if parts else ""


def told(error: BaseException) -> str:
    """An error by kind and places, its causes after it; never its words, which may quote anything."""
    return "\n".join(_lines(error, set(), _DEPTH))


def _lines(error: BaseException, seen: set[int], depth: int) -> Iterator[str]:
    seen.add(id(error))
    yield _kind(error)
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {place(frame.f_code.co_filename)}:{line} in {frame.f_code.co_qualname}"
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield "one of them:"
            yield from _lines(part, seen, depth - 1)
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and id(cause) not in seen and depth > 0:
        yield "because of:"
        yield from _lines(cause, seen, depth - 1)


def _kind(error: BaseException) -> str:
    """The class of an error, and the codes that it carries: those are the system's, or ours."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    code = getattr(error, "sqlite_errorname", "")
    if isinstance(error, OSError) and error.errno is not None:
        code = errno.errorcode.get(error.errno, str(error.errno))
    problems = ", ".join(str(one.code) for one in getattr(error, "problems", ()) if hasattr(one, "code"))
    return " ".join(filter(None, (kind, code, problems)))


class Redacting(logging.Formatter):
    """A line of the log: when, how grave, where; of what was said the sentence without its values."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """The line, with an error by kind and places below."""
        plain = logging.makeLogRecord(
            {"name": record.name, "levelno": record.levelno, "levelname": record.levelname, "msg": _sentence(record)}
        )
        plain.created, plain.msecs = record.created, record.msecs
        line = super().format(plain)
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}\n{told(error)}"


def _sentence(record: logging.LogRecord) -> str:
    """What was said, with numbers in their places, and nothing else that came from outside of the source."""
    sentence = str(record.msg)
    args = record.args if isinstance(record.args, tuple) else ()
    try:
        return words(sentence % tuple(one if isinstance(one, bool | int | float) else HIDDEN for one in args))
    except (TypeError, ValueError):  # rule: a place for a number, or a mapping: then the sentence alone
        return words(sentence)
