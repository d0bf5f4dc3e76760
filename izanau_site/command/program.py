"""What every command of `izanau-site` has in common: options that stand anywhere, results, and how it ends when it fails."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource
from sqlalchemy.exc import SQLAlchemyError

import izanau_protocol
from izanau_protocol.problems import Problem, Refused
from izanau_site import logs
from izanau_site.accounts.stranded import KeptFault
from izanau_site.backup import BackupFault
from izanau_site.policy import PolicyFault
from izanau_site.settings import SettingsFault
from izanau_site.site import NotMigrated
from izanau_site.store.migrations import UnknownRevision
from izanau_site.work.letters import LetterFault

DONE, FAILED, REFUSED, INTERRUPTED = 0, 1, 5, 130
GIVEN: Final = "izanau_site.given"
"""Where the options that were given are kept, whichever side of the command they stood on."""
_CODES: Final[Mapping[type[Exception], str]] = {
    SettingsFault: "settings_wrong",
    PolicyFault: "policy_unusable",
    LetterFault: "letter_unusable",
    NotMigrated: "not_migrated",
    UnknownRevision: "unknown_revision",
    BackupFault: "backup_unusable",
    KeptFault: "kept_wrong",
}


class WrongSite(Exception):  # noqa: N818 - the name says what is wrong
    """What a check found; `wrong` is a sentence each."""

    def __init__(self, wrong: Sequence[str]) -> None:
        super().__init__("\n".join(wrong))
        self.wrong = tuple(wrong)


def option(name: str, otherwise: Any = None) -> Any:
    """A global option of the call that runs now."""
    return click.get_current_context().find_root().meta.get(GIVEN, {}).get(name, otherwise)


def told(tree: Mapping[str, Any], words: str = "") -> None:
    """The result: with --json one document, else its words, if it has some."""
    if option("as_json"):
        sys.stdout.buffer.write(json.dumps(tree, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n")
    elif words:
        click.echo(words)


def said(words: str) -> None:
    """Something beside the result, that a person wants to know and a script does not."""
    if not option("quiet"):
        click.echo(words, err=True)


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    assert parameter.name is not None
    if value and context.get_parameter_source(parameter.name) is not ParameterSource.DEFAULT:
        context.find_root().meta.setdefault(GIVEN, {})[parameter.name] = value
    return value


def _tell_version(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
    if value and not context.resilient_parsing:
        click.echo(f"izanau-site, version {izanau_protocol.__version__}")
        context.exit(0)


def _options(*, hidden: bool) -> list[click.Parameter]:
    """The global options; below the root they work as well, and are not listed again."""
    kept: dict[str, Any] = {"callback": _keep, "expose_value": False, "hidden": hidden}
    file, folder = (click.Path(path_type=Path, exists=exists, dir_okay=not exists) for exists in (True, False))
    return [
        click.Option(["--settings"], type=file, help="A TOML file of settings.", **kept),
        click.Option(["--data-dir"], type=folder, metavar="DIR", help="Data folder (IZANAU_SITE_DATA_DIR).", **kept),
        click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON document.", **kept),
        click.Option(["--quiet"], is_flag=True, help="Say nothing but results and problems.", **kept),
        click.Option(["--verbose"], is_flag=True, help="Log more, the trace of a bug too.", **kept),
        click.Option(["--no-color"], is_flag=True, help="No colour; there is none in any case.", **kept),
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


class Verb(click.Command):
    """A command that takes the global options too, but where it has one of that name itself."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own parameters and the global options."""
        own = super().get_params(ctx)
        taken = {name for one in own for name in one.opts}
        return [*own, *(one for one in _options(hidden=ctx.parent is not None) if not taken & {*one.opts})]


class Noun(Verb, click.Group):
    """A noun with verbs."""

    command_class = Verb


Noun.group_class = Noun


class Program(Noun):
    """The root: turns whatever goes wrong into words and an exit code."""

    def main(  # type: ignore[override]  # click's overloads tell modes apart that this program does not have
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> None:
        """Run the command line and end the process with its code."""
        name = prog_name or "izanau-site"
        self._main_shell_completion(extra, name, complete_var)
        sys.exit(self._ended([*(sys.argv[1:] if args is None else args)], name, extra))

    def _ended(self, words: list[str], name: str, extra: dict[str, Any]) -> int:
        """The exit code of a command line; a closed pipe is no failure, and says nothing."""
        try:
            with self.make_context(name, words, **extra) as context:
                ended = self._told(context)
            sys.stdout.flush()
        except BrokenPipeError:
            _hush()
            return DONE
        except click.exceptions.Exit as early:
            return early.exit_code
        except click.ClickException as fault:
            fault.show()
            return fault.exit_code
        except (KeyboardInterrupt, click.Abort):
            return INTERRUPTED
        return ended

    def _told(self, context: click.Context) -> int:
        try:
            answer = self.invoke(context)
        except Refused as refused:
            return _refuse(context, refused, REFUSED)
        except WrongSite as fault:
            return _refuse(context, Refused(*(_problem("site_wrong", one) for one in fault.wrong)), FAILED)
        except tuple(_CODES) as fault:
            return _refuse(context, Refused(_problem(_CODES[type(fault)], str(fault))), FAILED)
        except SQLAlchemyError as fault:
            words = f"the database cannot be used: {getattr(fault, 'orig', fault)}"
            return _refuse(context, Refused(_problem("database_unusable", words)), FAILED)
        except sqlite3.Error as fault:
            return _refuse(context, Refused(_problem("ledger_unusable", f"the ledger cannot be used: {fault}")), FAILED)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except OSError as fault:
            words = f"{fault.filename or 'a file'} cannot be used: {fault.strerror or fault}"
            return _refuse(context, Refused(_problem("file_unusable", words)), FAILED)
        except Exception as bug:  # noqa: BLE001 - a bug ends in words, its trace is for whoever asks for it
            if context.meta.get(GIVEN, {}).get("verbose"):
                click.echo("".join(traceback.format_exception(bug)), err=True)
            words = f"something went wrong in this program ({type(bug).__name__}); with --verbose it tells more"
            return _refuse(context, Refused(_problem("bug", words)), FAILED)
        return answer if isinstance(answer, int) else DONE

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand that was named, once the options after it are known."""
        level = "WARNING" if ctx.meta.get(GIVEN, {}).get("quiet") else "INFO"
        logs.begin("DEBUG" if ctx.meta.get(GIVEN, {}).get("verbose") else level)
        return super().invoke(ctx)


def _problem(code: str, words: str) -> Problem:
    """What only an operator meets has its words from where it is born."""
    return Problem(code, "", (("words", words), ("cure", " ")))


def _refuse(context: click.Context, refused: Refused, exit_code: int) -> int:
    """Say what was refused; with --json as RFC 9457 too."""
    language = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "en")
    if context.meta.get(GIVEN, {}).get("as_json"):
        tree = refused.as_rfc9457(language, refused.problems[0].status)
        sys.stdout.buffer.write(json.dumps(tree, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n")
    for one in refused.problems:
        where = f"{one.field}: " if one.field else "" if exit_code == REFUSED else "Error: "
        click.echo(f"{where}{one.with_cure(language)}", err=True)
    return exit_code


def _hush() -> None:
    """Whoever read our output has left: what is still buffered goes nowhere, so that the end of Python is quiet too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
