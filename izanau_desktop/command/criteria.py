"""privacy criteria: which new jobs one wants mails about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from izanau_desktop.command.given import TEXT
from izanau_desktop.command.program import noun
from izanau_desktop.command.session import Session, session
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.desk import Desk

_PART = "criteria"


@noun("show")
def criteria() -> None:
    """Which new jobs you want mails about."""


@criteria.command()
def show() -> None:
    """Show the criteria of job mails."""
    now = session()
    _tell(now, now.of("seeker"))


@criteria.command("set")
@click.argument("name")
@click.argument("value", type=TEXT)
def set_(name: str, value: str) -> None:
    """Set NAME (categories, prefectures, remote, words) to VALUE."""
    from izanau_protocol import rules

    now = session()
    desk = now.of("seeker")
    _edit(desk, name, rules.parse("account", _path(name), value, now.language))
    _tell(now, desk)


@criteria.command()
@click.argument("name")
def unset(name: str) -> None:
    """Let NAME narrow nothing any more."""
    now = session()
    desk = now.of("seeker")
    _path(name)
    _edit(desk, name, None)
    _tell(now, desk)


def _path(name: str) -> str:
    """The path of a criterion. Raises Refused for what is none."""
    from izanau_protocol import documents

    path = f"{_PART}.{name}"
    if path not in documents.fields("account"):
        raise Refused(problem("unknown_field", name, name=name))
    return path


def _edit(desk: Desk, name: str, value: Any) -> None:
    desk.edit("account", desk.account.id, {_PART: {name: value}})


def _tell(now: Session, desk: Desk) -> None:
    from izanau_desktop.cache.reads import values

    found = desk.cache.get("account", desk.account.id)
    body = found.body.get(_PART) if found else None
    tree = {**(body if isinstance(body, dict) else {}), "pending": bool(found and found.pending)}
    lines = (
        f"{values.path_words('account', f'{_PART}.{name}', now.language)}: "
        f"{values.words('account', f'{_PART}.{name}', value, now.language)}"
        for name, value in tree.items()
        if name != "pending"
    )
    now.tell.document(tree, "\n".join(lines))
