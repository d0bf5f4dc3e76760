"""What every command of `izanau` has in common: options that stand anywhere, nouns that are imported when named."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource

import izanau_protocol
from izanau_desktop.command import asking, given
from izanau_desktop.command.helping import Helping, language_of_call

Deed = Callable[..., Any]

GIVEN: Final = "izanau.given"
"""Where the options that were given are kept, whichever side of the command they stood on."""


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Keep a global option; the one nearest to the end of the line wins."""
    assert parameter.name is not None
    if value and context.get_parameter_source(parameter.name) is not ParameterSource.DEFAULT:
        context.find_root().meta.setdefault(GIVEN, {})[parameter.name] = value
    return value


def _tell_version(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
    if value and not context.resilient_parsing:
        click.echo(f"izanau {izanau_protocol.__version__}")
        context.exit(0)


def _options(*, hidden: bool) -> list[click.Parameter]:
    """The global options; below the root they work as well, and are not listed again."""
    kept: dict[str, Any] = {"callback": _keep, "expose_value": False, "hidden": hidden}
    folder = click.Path(file_okay=False, path_type=Path)
    return [
        click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON document.", **kept),
        click.Option(["--data-dir"], type=folder, metavar="DIR", help="Data folder (IZANAU_DATA_DIR).", **kept),
        click.Option(["--account"], metavar="EMAIL", help="The account to use; default: the last used.", **kept),
        click.Option(["--site"], metavar="URL", help="The address of the site.", **kept),
        click.Option(["--quiet"], is_flag=True, help="Say nothing but results and problems.", **kept),
        click.Option(["--verbose"], is_flag=True, help="Say more, the trace of a bug too.", **kept),
        click.Option(["--no-color"], is_flag=True, help="No colour (also NO_COLOR).", **kept),
        click.Option(
            ["--version", "program_version"],  # commands have versions of other things
            is_flag=True,
            is_eager=True,
            expose_value=False,
            hidden=hidden,
            callback=_tell_version,
            help="Print the version.",
        ),
    ]


class Verb(Helping):
    """A command that takes the global options too."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; `--version X` means a version of something, which would otherwise be passed over in silence."""
        words = args[: args.index("--")] if "--" in args else args
        after = words[words.index("--version") + 1 :] if "--version" in words else []
        if after and not after[0].startswith("-"):
            raise click.UsageError("--version takes no value: it prints the version of this program", ctx)
        return self._parsed(ctx, args)

    def _parsed(self, ctx: click.Context, words: list[str]) -> list[str]:
        """Read the words; what a person at a terminal left out is asked for."""
        while True:
            try:
                return super().parse_args(ctx, [*words])
            except click.MissingParameter as fault:
                if fault.param is None or ctx.resilient_parsing or not given.may_ask():
                    raise
                ctx.params.clear()
                words = asking.completed(words, fault.param, ctx, language_of_call(ctx))

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own parameters and the global options."""
        return [*super().get_params(ctx), *_options(hidden=True)]


class Noun(Helping, click.Group):
    """A noun; by itself it does `default`, its list or show, and takes no argument."""

    command_class = Verb
    default = ""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own parameters and the global options."""
        return [*super().get_params(ctx), *_options(hidden=ctx.parent is not None)]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb that is named, or the default one."""
        rest = [*getattr(ctx, "_protected_args", ()), *ctx.args]
        if rest or not self.default:
            return super().invoke(ctx)
        command = self.get_command(ctx, self.default)
        assert command is not None
        with command.make_context(self.default, [], parent=ctx) as inner:
            return command.invoke(inner)


Noun.group_class = Noun


class Program(Noun):
    """The root: each noun is a module of `izanau_desktop.command`, imported when it is named."""

    def __init__(self, nouns: dict[str, str], **named: Any) -> None:
        super().__init__(**named)
        self._nouns = nouns

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every noun, in the order of the contract."""
        return list(self._nouns)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The noun or verb of that name."""
        module = self._nouns.get(cmd_name)
        if module is None:
            return None
        found = getattr(importlib.import_module(f"izanau_desktop.command.{module}"), cmd_name.replace("-", "_"))
        assert isinstance(found, click.Command)
        return found


def noun(default: str = "", under: Noun | None = None) -> Callable[[Deed], Noun]:
    """Make a function a noun, of the root or of another noun; `default` is what it does by itself."""

    def make(function: Deed) -> Noun:
        made = click.group(cls=Noun, invoke_without_command=bool(default))(function)
        assert isinstance(made, Noun)
        made.default = default
        if under is not None:
            under.add_command(made)
        return made

    return make


def verb(name: str | None = None) -> Callable[[Deed], click.Command]:
    """Make a function a command of the root."""
    return click.command(name, cls=Verb)


def listing(function: Deed) -> Deed:
    """The parameters of every list: a query, a limit, and where to go on."""
    for add in (
        click.option("--after", default="", metavar="CURSOR", help="Go on after the `next` of a list before."),
        click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000), help="At most so many."),
        click.argument("query", default=""),
    ):
        function = add(function)
    return function
