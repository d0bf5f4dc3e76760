"""The rules of retention, read from `rules.toml`, with the days that the settings give."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files

import msgspec

from izanau_protocol.fields import Words
from izanau_site.settings import Settings


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule as the table has it."""

    name: str
    setting: str
    concerns: str
    what: Words
    rule: Words
    notice: tuple[int, ...] = ()


class Rule(msgspec.Struct, frozen=True):
    """One rule: what it is about, after how many days that goes, and when the people concerned are told."""

    name: str
    days: int
    notice: tuple[int, ...]
    """Days before the end, the longest first."""
    concerns: frozenset[str]
    """The groups of accounts that it is shown to."""
    what: Words
    words: Words
    """What becomes of it, and when."""


@functools.cache
def _table() -> tuple[_Written, ...]:
    tree = tomllib.loads((files("izanau_site.retention") / "rules.toml").read_text(encoding="utf-8"))
    return msgspec.convert(tree["rules"], tuple[_Written, ...])


def every(settings: Settings) -> tuple[Rule, ...]:
    """All rules of a site."""
    return tuple(_rule(one, getattr(settings, one.setting)) for one in _table())


def named(settings: Settings, name: str) -> Rule:
    """The rule of that name."""
    return next(one for one in every(settings) if one.name == name)


def _rule(one: _Written, days: int) -> Rule:
    words = Words(one.rule.en.format(days=days), one.rule.ja.format(days=days))
    return Rule(one.name, days, one.notice, frozenset(one.concerns.split()), one.what, words)
