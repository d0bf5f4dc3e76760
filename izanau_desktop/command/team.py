"""team: the people of a company: who is in it, inviting, roles and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from izanau_desktop.command import given, table
from izanau_desktop.command.program import noun
from izanau_desktop.command.session import Session, session
from izanau_desktop.command.telling import page
from izanau_protocol import codes, wire
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.cache import Cache
    from izanau_desktop.cache.reads.team import Member, Team

_ROLE: Final = click.Choice(list(wire.TEAM_ROLES))


@noun("list")
def team() -> None:
    """The people of your company."""


@team.command("list")
@click.option("--invited", is_flag=True, help="Who was invited and has not come yet (owner).")
def list_(*, invited: bool) -> None:
    """List the members, owners first."""
    from izanau_desktop.cache.reads.team import team as read

    now = session()
    desk = now.of("company")
    if invited:
        _invitations(now)
        return
    found = read(desk.cache)
    items = [_shown(one) for one in found.members]
    rows = (
        (one.id, one.name, codes.words("role", one.role, now.language), table.day(one.since), _titles(found, one, now))
        for one in found.members
    )
    now.tell.table(page(items, len(items), ""), ("ID", "NAME", "ROLE", "SINCE", "JOBS"), rows)


@team.command()
@click.argument("email")
@click.argument("name")
@click.option("--role", required=True, type=_ROLE, help="What they may see and do.")
@click.option("--job", "jobs", multiple=True, metavar="ID", help="A job that a hiring manager sees.")
@click.option("--language", type=click.Choice(["en", "ja"]), default=None, help="Language of the mail.")
def invite(email: str, name: str, role: str, jobs: tuple[str, ...], language: str | None) -> None:
    """Invite somebody by mail; the code in it is good for a week (owner)."""
    from izanau_desktop.roles import MAY

    now = session()
    desk = now.of("company", writes="company.name")
    now.tell.say(MAY[role])
    identity = desk.invite(wire.Invite(email, name, role, jobs, language or now.language))
    now.tell.document({"id": identity, "email": email, "name": name, "role": role, "jobs": list(jobs)}, identity)


@team.command()
@click.argument("id")
def withdraw(id: str) -> None:  # noqa: A002 - the word of the contract
    """Withdraw an invitation; name and address are deleted (owner)."""
    now = session()
    now.of("company", writes="company.name").withdraw_invitation(id)
    now.tell.document({"id": id, "withdrawn": True}, id)


@team.command()
@click.argument("member")
@click.argument("role", type=_ROLE)
@click.option("--job", "jobs", multiple=True, metavar="ID", help="A job that a hiring manager sees.")
def role(member: str, role: str, jobs: tuple[str, ...]) -> None:
    """Give a member, by id or name, a role (owner)."""
    from izanau_desktop.roles import MAY

    now = session()
    desk = now.of("company", writes="company.name")
    found = _member(desk.cache, member)
    now.tell.say(MAY[role])
    desk.set_member_role(found.id, role, jobs)
    desk.sync(at_once=False)
    now.tell.document({"id": found.id, "name": found.name, "role": role, "jobs": list(jobs)}, found.id)


@team.command()
@click.argument("member")
@click.option(
    "--jobs-to", default="", metavar="MEMBER", help="Who gets the jobs that they manage, and their open tasks."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def end(member: str, jobs_to: str, *, yes: bool) -> None:
    """End a membership; they see nothing of the company any more (owner)."""
    from izanau_desktop.roles import LEAVES

    now = session()
    desk = now.of("company", writes="company.name")
    found = _member(desk.cache, member)
    heir = _member(desk.cache, jobs_to).id if jobs_to else ""
    now.tell.say(LEAVES, name=found.name)
    if not yes and not given.agreed(Words("End the membership?", "メンバーから外しますか？").of(now.language)):
        raise click.UsageError("--yes is missing")
    desk.end_membership(found.id, heir)
    desk.sync(at_once=False)
    now.tell.document({"id": found.id, "name": found.name, "ended": True, "jobs_to": heir}, found.id)


def _invitations(now: Session) -> None:
    """What the site says of who has not come yet."""
    from izanau_desktop.own_record import INVITATIONS

    desk = now.of("company", writes="company.name")
    found = desk.asked(INVITATIONS.path, INVITATIONS.kind).items
    items: list[dict[str, Any]] = [{name: getattr(one, name) for name in one.__struct_fields__} for one in found]
    rows = (
        (one.id, one.name, one.email, codes.words("role", one.role, now.language), table.day(one.expires))
        for one in found
    )
    now.tell.table(page(items, len(items), ""), ("ID", "NAME", "E-MAIL", "ROLE", "GOOD UNTIL"), rows)


def _member(cache: Cache, named: str) -> Member:
    """The member with this id or name. Raises Refused `not_yours` where nobody, or more than one, is called so."""
    from izanau_desktop.cache.reads.team import team as read
    from izanau_protocol.text import name_key

    found = [one for one in read(cache).members if named == one.id or name_key(named) == name_key(one.name)]
    if len(found) != 1:
        raise Refused(problem("not_yours", "member"))
    return found[0]


def _shown(one: Member) -> dict[str, Any]:
    by = one.by.member if one.by is not None else ""
    told = {"id": one.id, "name": one.name, "role": one.role, "since": one.since, "by": by, "me": one.me}
    return {**told, "jobs": list(one.jobs)}


def _titles(found: Team, one: Member, now: Session) -> str:
    from izanau_desktop.cache.reads.common import text_in

    return ", ".join(text_in(found.title(job), now.language)[0] for job in one.jobs)
