"""kept: people whom lines of the ledger keep from everybody, and what an operator makes of a line that is lost."""

from __future__ import annotations

from typing import Final

import click

from izanau_site.accounts import stranded
from izanau_site.accounts.stranded import Kept
from izanau_site.command.program import Noun, told
from izanau_site.command.settled import opened
from izanau_site.store.aside import Aside

_TRIED: Final = "the ledger has it, it failed (`ledger_line` in the log) and is tried again every ten minutes"
_LOST: Final = (
    "no ledger here has it any more (an older one, or another one, was put in its place): it is never tried again"
)
_why = click.option("--reason", required=True, help="Why; it is kept on record.")


@click.group(cls=Noun)
def kept() -> None:
    """People whom lines of the ledger that could not be carried out keep from everybody."""


@kept.command("list")
def list_() -> None:
    """List them, with what each line says was decided, and why it is not carried out."""
    with opened() as site:
        found = stranded.every(site)
    items = [
        {
            "account": one.account,
            "masked": one.masked,
            "lines": [
                {**part.line._asdict(), "lost": part in one.lost, "why": _hindrance(one, part)} for part in one.lines
            ],
        }
        for one in found
    ]
    told({"items": items, "total": len(items), "next": ""}, "\n".join(map(_words, found)))


@kept.command()
@click.argument("account")
@_why
def free(account: str, reason: str) -> None:
    """Show somebody again as they are, whom a lost line keeps: what it decided is given up."""
    with opened() as site:
        stranded.free(site, account, reason)
    told({"account": account, "freed": True}, account)


@kept.command()
@click.argument("account")
@_why
def erase(account: str, reason: str) -> None:
    """Erase somebody whom a lost line keeps, at once and for good."""
    with opened() as site:
        stranded.erase(site, account, reason)
    told({"account": account, "erased": True}, account)


def _words(one: Kept) -> str:
    lines = [f"{one.account}  {one.masked}"]
    for part in one.lines:
        said = f"{part.line.event} {part.line.kind} {part.line.id}: {_hindrance(one, part)}"
        lines.append(f"    {part.line.at}  {said}")
    return "\n".join(lines)


def _hindrance(one: Kept, part: Aside) -> str:
    """Why a line is not carried out."""
    return _LOST if part in one.lost else _TRIED


COMMANDS = (kept,)
