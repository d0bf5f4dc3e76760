"""The help of the command speaks both languages, whole."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from izanau_desktop.cli import program
from izanau_desktop.command.helping import japanese


def texts(command: click.Command, context: click.Context) -> Iterator[str]:
    """Every text of a command's help, and of all below it."""
    yield command.help or ""
    for one in command.get_params(context):
        if not getattr(one, "hidden", False):
            yield getattr(one, "help", None) or ""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from texts(below, click.Context(below, info_name=name, parent=context))


def test_every_text_of_the_help_stands_in_japanese() -> None:
    wanted = set(filter(None, texts(program, click.Context(program, info_name="izanau", **program.context_settings))))
    assert sorted(wanted - set(japanese())) == []


def test_no_japanese_help_outlives_its_english() -> None:
    wanted = {
        *texts(program, click.Context(program, info_name="izanau", **program.context_settings)),
        "Usage:",
        "Options",
        "Commands",
        "default",
    }
    assert sorted(set(japanese()) - wanted) == []


@pytest.mark.parametrize(("language", "told"), [("ja_JP.UTF-8", "求人を新しい順に"), ("C.UTF-8", "List jobs")])
def test_help_is_told_in_the_language_of_the_words(language: str, told: str) -> None:
    shown = CliRunner(env={"LC_ALL": language}).invoke(program, ["job", "list", "-h"])
    assert told in shown.output
