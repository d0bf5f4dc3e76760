"""The help of the command in the person's language; Japanese stands in `help.ja.tsv` beside the English of the code."""

from __future__ import annotations

import functools
import gettext
from importlib.resources import files

import click


class Helping(click.Command):
    """A command whose help is told in the language of the words."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line of usage."""
        words = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, words, prefix=f"{told('Usage:', ctx)} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(told(self.help or "", ctx))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its options; and of a noun what `format_commands` lists."""
        found = [(one, one.get_help_record(ctx)) for one in self.get_params(ctx)]
        rows = [(row[0], _option(one, row[1], ctx)) for one, row in found if row is not None]
        if rows:
            with formatter.section(told("Options", ctx)):
                formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What a noun can do."""
        assert isinstance(self, click.Group)
        named = [(name, one) for name in self.list_commands(ctx) if (one := self.get_command(ctx, name))]
        room = formatter.width - 6 - max((len(name) for name, _one in named), default=0)
        rows = [(name, _short(one, room, ctx)) for name, one in named if not one.hidden]
        if rows:
            with formatter.section(told("Commands", ctx)):
                formatter.write_dl(rows)


def _short(one: click.Command, room: int, ctx: click.Context) -> str:
    """What a verb does in one line; Japanese has no words to cut at and is told whole."""
    english = one.help or ""
    words = told(english, ctx)
    return one.get_short_help_str(room) if words == english else words


def told(english: str, ctx: click.Context) -> str:
    """These words in the language of this call."""
    return japanese().get(english, english) if language_of_call(ctx) == "ja" else english


def language_of_call(ctx: click.Context) -> str:
    """The language of the words, as far as the options of this call were read."""
    from izanau_desktop.command.session import Session

    return Session(ctx).language


@functools.cache
def japanese() -> dict[str, str]:
    """Every text of the help in Japanese, by the English one."""
    lines = (files(__package__) / "help.ja.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def _option(one: click.Parameter, words: str, ctx: click.Context) -> str:
    """The words of an option with what click adds to them."""
    english = getattr(one, "help", None) or ""
    added = words.removeprefix(english)
    added = added.replace(gettext.gettext("default: {default}").split("{", maxsplit=1)[0], f"{told('default', ctx)}: ")
    return told(english, ctx) + added
