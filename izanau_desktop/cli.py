"""The `izanau` command and the door to the window; nothing is imported before it is needed."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

import click

from izanau_desktop.command import kept_log, usage
from izanau_desktop.command.helping import language_of_call
from izanau_desktop.command.program import Program
from izanau_protocol.problems import Refused, problem

DONE, FAILED, USAGE, AWAY, SIGNED_OUT, REFUSED, CONFLICTS, NO_KEYCHAIN, LOCKED, INTERRUPTED = (*range(9), 130)
"""The exit codes of the contract."""

EXITS: Final = {
    "not_signed_in": SIGNED_OUT,
    "device_ended": SIGNED_OUT,
    "account_erased": SIGNED_OUT,
    "no_keychain": NO_KEYCHAIN,
    "keychain_locked": NO_KEYCHAIN,
    "keychain_dismissed": NO_KEYCHAIN,
    "keychain_silent": NO_KEYCHAIN,
    "lease_locked": LOCKED,
    "offline": FAILED,
    "site_down": FAILED,
    "foreign_answer": FAILED,
    "file_held_up": FAILED,
    "altered": FAILED,
    "site_error": FAILED,
    "site_untrusted": FAILED,
    "site_expired": FAILED,
    "site_misnamed": FAILED,
    "accounts_damaged": FAILED,
    "cache_busy": FAILED,
    "cache_damaged": FAILED,
    "cache_key_missing": FAILED,
    "cache_newer": FAILED,
    "disk_failing": FAILED,
    "disk_full": FAILED,
    "keychain_changed": FAILED,
    "memory_full": FAILED,
    "folder_unusable": FAILED,
    "file_unusable": FAILED,
    "client_too_old": FAILED,
}
"""What each problem ends with; all others were refused by a rule or a right."""

NOUNS: Final = {
    "demo": "demo",
    "signup": "account",
    "confirm": "account",
    "signin": "account",
    "signout": "account",
    "policy": "policy",
    "status": "account",
    "sync": "sync",
    "profile": "profile",
    "job": "job",
    "company": "company",
    "team": "team",
    "apply": "application",
    "application": "application",
    "message": "message",
    "applicant": "applicant",
    "view": "view",
    "task": "task",
    "template": "prepared",
    "reason": "rejecting",
    "record": "record",
    "ticket": "ticket",
    "contact": "contact",
    "conflict": "conflict",
    "outbox": "outbox",
    "privacy": "privacy",
    "account": "own",
    "completion": "completion",
}
"""Which module of `izanau_desktop.command` has which noun."""


class Izanau(Program):
    """The root command: turns whatever goes wrong into words and an exit code."""

    def main(  # type: ignore[override]  # click's overloads tell modes apart that this program does not have
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> None:
        """Run the command line and end the process with its code."""
        if prog_name is None:
            prog_name = "izanau"
        if os.environ.get("_IZANAU_COMPLETE", "").startswith("powershell"):
            importlib.import_module("izanau_desktop.command.completion")  # teaches click this shell
        self._main_shell_completion(extra, prog_name, complete_var)
        sys.exit(self._ended([*(sys.argv[1:] if args is None else args)], prog_name, extra))

    def _ended(self, words: list[str], name: str, extra: dict[str, Any]) -> int:
        """The exit code of a command line; a closed pipe is no failure, and says nothing."""
        context: click.Context | None = None
        try:
            with self.make_context(name, words, **extra) as context:
                told = self._told(context)
            sys.stdout.flush()
        except BrokenPipeError:
            _hush()
            return DONE
        except click.exceptions.Exit as ended:
            return ended.exit_code
        except click.ClickException as fault:
            usage.show(fault, language_of_call(getattr(fault, "ctx", None) or click.Context(self)))
            return fault.exit_code
        except (KeyboardInterrupt, click.Abort):
            return INTERRUPTED
        return told

    def _told(self, context: click.Context) -> int:
        """Run, and say what was refused."""
        try:
            with kept_log.kept(lambda: _session(context).folder):
                answer = self.invoke(context)
        except Refused as refused:
            _teller(context).refusal(refused)
            return EXITS.get(refused.problems[0].code, REFUSED)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except MemoryError:
            _teller(context).refusal(Refused(problem("memory_full")))
            return FAILED
        except Exception as bug:  # noqa: BLE001 - a bug ends in words and an id, never in a trace for the person
            return _stumbled(context, bug)
        return answer if isinstance(answer, int) else DONE


def _session(context: click.Context) -> Any:
    from izanau_desktop.command.session import Session

    if not isinstance(context.obj, Session):
        context.obj = Session(context)
    return context.obj


def _teller(context: click.Context) -> Any:
    return _session(context).tell


def _stumbled(context: click.Context, bug: Exception) -> int:
    """A bug of ours: a report under an id that the person can quote, and the trace for whoever asks for it."""
    from izanau_desktop.crash import redaction, report
    from izanau_protocol import ambient
    from izanau_protocol.fields import Words

    identity = ambient.random_text(8, ambient.ITEM_ALPHABET)
    teller = _teller(context)
    with suppress(OSError):  # rule: a folder that takes no report is told of by whatever else it does not take
        report.write(context.obj.folder, redaction.told(bug), "in the command", identity)
    if context.obj.verbose:
        import traceback

        teller.error("".join(traceback.format_exception(bug)))
    words = Words(
        "Something went wrong in this program ({kind}, {id}). With --verbose it tells more; please report it.",
        "プログラムで問題が起きました（{kind}、{id}）。--verbose で詳細を表示できます。ご報告ください。",
    )
    teller.error(words.of(teller.language).format(kind=type(bug).__name__, id=identity))
    return FAILED


def _hush() -> None:
    """Whoever read our output has left: what is still buffered goes nowhere, so that the end of Python is quiet too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@click.command(
    "izanau",
    cls=Izanau,
    nouns=NOUNS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--self-test", is_flag=True, help="Check that this installation can work.")
@click.pass_context
def program(context: click.Context, *, self_test: bool) -> int | None:
    """Work in Japan for people from everywhere. Without a command: open the window."""
    if self_test:
        from izanau_desktop.command.selftest import passed

        return DONE if passed(_teller(context)) else FAILED
    return None if context.invoked_subcommand else _window(context)


def _window(context: click.Context) -> int:
    from izanau_desktop.command import display
    from izanau_desktop.command.session import Session

    opened = Session(context)
    display.required(opened.language)
    from izanau_desktop.running import run

    return run(opened.folder, opened.site, opened.account or None)


def main() -> None:
    """The entry point `izanau`."""
    program.main()


def open_window() -> None:
    """The entry point `izanau-desktop`: the same where there may be no console to write to."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - for as long as the process
    program.main()


if __name__ == "__main__":
    main()
