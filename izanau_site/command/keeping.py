"""retention, statistics: how long what is kept, and the counts of it that may be published."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from izanau_site import statistics as surveys
from izanau_site.command.program import Verb, said, told
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


@click.command(cls=Verb)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The CSV file.")
def statistics(output: Path) -> None:
    """Count the registered profiles of who agreed to surveys, in groups of ten or more, into a CSV file."""
    with opened() as site:
        found = surveys.survey(site)
    output.write_text(surveys.as_csv(found), encoding="utf-8", newline="")
    if not found:
        said(f"fewer than {surveys.LEAST} people may be counted: the file holds no group")
    told({"file": str(output), "rows": len(found)}, str(output))


COMMANDS = (retention, statistics)
