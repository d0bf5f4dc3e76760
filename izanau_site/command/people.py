"""staff, company: accounts that an operator makes."""

from __future__ import annotations

import sys

import click

from izanau_site.accounts import owning, roles
from izanau_site.command.program import Noun, told
from izanau_site.command.settled import opened

_MOST = 100_000
"""Bytes that are read for a password: what is longer is none, and is refused."""

_password = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


@click.group(cls=Noun)
def staff() -> None:
    """Staff accounts."""


@staff.command("add")
@click.argument("email")
@click.option("--name", required=True, help="Full name.")
@_password
def add_staff(email: str, name: str, *, password_stdin: bool) -> None:
    """Add a member of staff; prints the account's id."""
    password = _asked(from_stdin=password_stdin)
    with opened() as site:
        identity = roles.add_staff(site, name=name, email=email, password=password)
    told({"id": identity}, identity)


@click.group(cls=Noun)
def company() -> None:
    """Companies."""


@company.command("add")
@click.argument("name")
@click.option("--owner-email", required=True, help="E-mail address of the owner.")
@click.option("--owner-name", required=True, help="Full name of the owner.")
@_password
def add_company(name: str, owner_email: str, owner_name: str, *, password_stdin: bool) -> None:
    """Add a company and its owner's account; prints the company's id."""
    password = _asked(from_stdin=password_stdin)
    with opened() as site:
        identity = roles.add_company(site, company=name, name=owner_name, email=owner_email, password=password)
    told({"id": identity}, identity)


@company.command()
@click.argument("company", metavar="ID")
@click.argument("email")
@click.option("--name", default="", help="Full name, of whoever is no member yet.")
@click.option("--language", type=click.Choice(["en", "ja"]), default="en", show_default=True, help="Of the invitation.")
@click.option("--reason", required=True, help="How it was found out; it is kept on record.")
def owner(company: str, email: str, name: str, language: str, reason: str) -> None:
    """Give a company that has no owner one: a member of it, or whoever is invited there; its people are told by mail."""
    with opened() as site:
        invited = owning.give_by_operator(site, company, email=email, name=name, language=language, why=reason)
    told({"company": company, "invited": invited}, "invited" if invited else "owner")


def _asked(*, from_stdin: bool) -> str:
    """The password: from standard input less one line end and a BOM, or asked for on a terminal."""
    if from_stdin:
        text = sys.stdin.buffer.read(_MOST).decode("utf-8-sig", "surrogateescape")
        return text.removesuffix("\n").removesuffix("\r")
    if not sys.stdin.isatty():
        raise click.UsageError("give the password with --password-stdin")
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return answer


COMMANDS = (staff, company)
