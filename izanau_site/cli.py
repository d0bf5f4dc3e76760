"""The command `izanau-site`: serving, working, migrating, and what an operator does by hand."""

from __future__ import annotations

import click

from izanau_site.command import data, keeping, kept, mail, people, running, safety
from izanau_site.command.program import Program


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The IZANAU site."""


for module in (running, people, data, safety, kept, mail, keeping):
    for command in module.COMMANDS:
        main.add_command(command)
