"""The command `izanau-site`: serving, working, migrating, and what an operator does by hand."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

import izanau_protocol
from izanau_protocol.problems import Refused
from izanau_site import logs
from izanau_site.command import data, people, running
from izanau_site.policy import PolicyFault
from izanau_site.settings import SettingsFault
from izanau_site.site import NotMigrated


class _Command(click.Group):
    """Ends with the words of what went wrong, never with a trace: 1 the work failed, 5 refused, 130 interrupted."""

    def invoke(self, context: click.Context) -> Any:
        """Run the subcommand that was named."""
        try:
            return super().invoke(context)
        except Refused as refused:
            for one in refused.problems:
                told = f"{one.field}: " if one.field else ""
                click.echo(f"{told}{one.words(_language())} {one.cure(_language())}", err=True)
            context.exit(5)
        except (SettingsFault, PolicyFault, NotMigrated) as fault:
            raise click.ClickException(str(fault)) from fault
        except SQLAlchemyError as fault:
            raise click.ClickException(f"the database cannot be used: {getattr(fault, 'orig', fault)}") from fault
        except sqlite3.Error as fault:
            raise click.ClickException(f"the ledger cannot be used: {fault}") from fault
        except KeyboardInterrupt:
            context.exit(130)


def _language() -> str:
    return next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "en")


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--settings", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A TOML file of settings."
)
@click.option("--verbose", is_flag=True, help="Log more.")
@click.version_option(izanau_protocol.__version__, prog_name="izanau-site")
def main(settings: Path | None, *, verbose: bool) -> None:
    """The IZANAU site."""
    logs.begin("DEBUG" if verbose else "INFO")


for command in (*running.COMMANDS, *people.COMMANDS, *data.COMMANDS):
    main.add_command(command)
