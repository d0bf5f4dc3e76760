"""policy, demo-data, check, verify: what the site holds, and whether it is sound."""

from __future__ import annotations

import smtplib
from pathlib import Path
from urllib.parse import urlsplit

import click

from izanau_site.command.settled import opened, settings
from izanau_site.policy.publish import publish
from izanau_site.settings import Settings


@click.group()
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
        click.echo(publish(site.store, folder, version, day, site.settings.public_url), err=True)


@click.command()
def check() -> None:
    """Check settings, database, mail and folders; says what is wrong."""
    chosen = settings()
    wrong = [*_database(chosen), *_mail(chosen), *_folders(chosen)]
    if wrong:
        raise click.ClickException("\n".join(wrong))
    click.echo("all is well", err=True)


def _database(chosen: Settings) -> list[str]:
    with opened(chosen) as site, site.store.transaction() as connection:
        connection.exec_driver_sql("SELECT 1")
    return []


def _mail(chosen: Settings) -> list[str]:
    if not chosen.smtp:
        click.echo("no SMTP server is set: mails are written into the folder outbox/", err=True)
        return []
    server = urlsplit(chosen.smtp)
    kind = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP
    try:
        with kind(server.hostname or "", server.port or 0, timeout=10) as connection:
            connection.noop()
    except OSError as fault:
        return [f"the SMTP server {server.hostname}:{server.port} does not answer: {fault}"]
    return []


def _folders(chosen: Settings) -> list[str]:
    wrong = []
    for folder in (chosen.data_dir, chosen.ledger):
        probe = folder / ".izanau-check"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe.touch()
            probe.unlink()
        except OSError as fault:
            wrong.append(f"{folder} cannot be written: {fault.strerror}")
    return wrong


@click.command("demo-data")
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
    click.echo(
        f"{made.seekers} seekers, {made.companies} companies, {made.jobs} jobs, {made.applications} applications",
        err=True,
    )


@click.command()
def verify() -> None:
    """Compare feeds with documents, and check the chain of the access log."""
    from izanau_site.store.verify import verify as verified

    with opened() as site:
        wrong = verified(site.store)
    if wrong:
        raise click.ClickException("\n".join(wrong))
    click.echo("all is sound", err=True)


COMMANDS = (policy, check, demo_data, verify)
