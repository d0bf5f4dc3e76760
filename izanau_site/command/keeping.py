"""retention: how long what is kept."""

from __future__ import annotations

import click
import msgspec

from izanau_site.command.program import Verb, told
from izanau_site.command.settled import opened
from izanau_site.retention import carrying
from izanau_site.retention.carrying import Outcome


@click.command(cls=Verb)
@click.option("--dry-run", is_flag=True, help="Only say what would go now; nothing is told or erased.")
def retention(*, dry_run: bool) -> None:
    """Carry out the rules of retention, as the background work does by itself; prints what went, by rule and id."""
    with opened() as site:
        found = carrying.carry_out(site, dry=dry_run)
    items = [{**msgspec.to_builtins(one), "count": one.count} for one in found]
    told({"items": items, "total": len(items), "next": ""}, "\n".join(map(_words, found)))


def _words(one: Outcome) -> str:
    verb = "would go" if one.dry else "went"
    lines = [f"{one.rule} ({one.days} days): {one.count} {verb}"]
    lines += [f"    {kind} {identity}" for kind, held in one.gone.items() for identity in held]
    return "\n".join(lines)


COMMANDS = (retention,)
