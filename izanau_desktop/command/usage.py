"""What is told of a wrong command line, in the language of the words; the Japanese stands in `usage.ja.tsv`."""

from __future__ import annotations

import functools
import re
from importlib.resources import files
from typing import Final

import click

_VALUE: Final = re.compile(r"\{(\w+)\}")


def show(fault: click.ClickException, language: str) -> None:
    """Tell on standard error how the command is used, and what is wrong."""
    context = getattr(fault, "ctx", None)
    if isinstance(context, click.Context):
        click.echo(context.get_usage(), err=True)
        option = context.help_option_names[-1]
        click.echo(told(f"Try '{context.command_path} {option}' for help.", language) + "\n", err=True)
    click.echo(told(f"Error: {fault.format_message()}", language), err=True)


def told(english: str, language: str) -> str:
    """A sentence of the command line in that language; one that is not known there stays as it is."""
    if language != "ja":
        return english
    for pattern, japanese in _japanese():
        found = pattern.fullmatch(english)
        if found:
            inner = {
                name: told(value, language) if name in _SENTENCES else value
                for name, value in found.groupdict().items()
            }
            return japanese.format(**inner)
    return english


_SENTENCES: Final = ("message", "hint")
"""Values that are sentences themselves."""


@functools.cache
def _japanese() -> tuple[tuple[re.Pattern[str], str], ...]:
    lines = (files(__package__) / "usage.ja.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return tuple((_pattern(english), japanese) for english, japanese in pairs)


def _pattern(english: str) -> re.Pattern[str]:
    parts = _VALUE.split(english)
    escaped = (f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(escaped), re.DOTALL)
