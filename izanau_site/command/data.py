"""policy, demo-data, check, verify: what the site holds, and whether it is sound."""

from __future__ import annotations

from pathlib import Path

import click

from izanau_site.command import checking
from izanau_site.command.program import Noun, Verb, WrongSite, said, told
from izanau_site.command.settled import opened, settings
from izanau_site.policy.publish import publish


@click.group(cls=Noun)
def policy() -> None:
    """The privacy policy."""


@policy.command("publish")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--version", required=True, help="Name of the version.")
@click.option("--effective", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Day from which it is in force.")
def publish_policy(folder: Path, version: str, effective: click.DateTime) -> None:
    """Publish a version from DIR: en.md, ja.md, changes.en.md, changes.ja.md, manifest.toml."""
    with opened() as site:
        day = f"{effective:%Y-%m-%d}"
        name = publish(site.store, folder, version, day, site.settings.public_url)
    said(name)
    told({"version": name, "effective": day})


@click.command(cls=Verb)
def check() -> None:
    """Check settings, database, mail and folders; says what is wrong, and makes nothing."""
    wrong = checking.faults(settings(), said)
    if wrong:
        raise WrongSite(wrong)
    said("all is well")
    told({"ok": True})


@click.command("demo-data", cls=Verb)
@click.option("--seekers", type=click.IntRange(0), default=2000, show_default=True)
@click.option("--jobs", type=click.IntRange(0), default=300, show_default=True)
@click.option(
    "--applications", type=click.IntRange(0), default=500, show_default=True, help="Applications to the others."
)
@click.option(
    "--company-with", type=click.IntRange(0), default=1500, show_default=True, help="Applications to one company."
)
@click.option("--seed", type=int, default=1, show_default=True)
def demo_data(seekers: int, jobs: int, applications: int, company_with: int, seed: int) -> None:
    """Fill the site with believable data, the same for the same seed."""
    from izanau_site.demo.seed import Size
    from izanau_site.demo.seed import seed as plant

    with opened() as site:
        made = plant(site.store, Size(seekers, jobs, applications, company_with), seed)
    said(f"{made.seekers} seekers, {made.companies} companies, {made.jobs} jobs, {made.applications} applications")
    told({name: getattr(made, name) for name in ("seekers", "companies", "jobs", "applications")})


@click.command(cls=Verb)
def verify() -> None:
    """Compare feeds with documents, and check the chain of the access log."""
    from izanau_site.store.verify import verify as verified

    with opened() as site:
        wrong = verified(site.store)
    if wrong:
        raise WrongSite(wrong)
    said("all is sound")
    told({"ok": True})


COMMANDS = (policy, check, demo_data, verify)
