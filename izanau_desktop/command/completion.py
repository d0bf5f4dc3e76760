"""completion: scripts that let a shell complete the command."""

from __future__ import annotations

import os
from typing import ClassVar

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, get_completion_class

from izanau_desktop.command.program import verb

_POWERSHELL = """Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($word, $line, $position)
    $words = @($line.CommandElements | ForEach-Object { $_.ToString() })
    if ($word -eq '') { $words += '' }
    $env:COMP_WORDS = $words -join "`n"
    $env:COMP_CWORD = $words.Count - 1
    $env:%(complete_var)s = 'powershell_complete'
    %(prog_name)s | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', ($help, $value -ne '')[0])
    }
    Remove-Item Env:COMP_WORDS, Env:COMP_CWORD, Env:%(complete_var)s
}
"""


@add_completion_class
class PowerShell(ShellComplete):
    """PowerShell, which click does not know."""

    name: ClassVar[str] = "powershell"
    source_template: ClassVar[str] = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is typed, and that one."""
        words = os.environ["COMP_WORDS"].split("\n")
        at = int(os.environ["COMP_CWORD"])
        return words[1:at], words[at] if at < len(words) else ""

    def format_completion(self, item: CompletionItem) -> str:
        """A value and what it is."""
        return f"{item.value}\t{item.help or ''}"


@verb()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that completes the command in SHELL."""
    made = get_completion_class(shell)
    assert made is not None
    root = context.find_root()
    click.echo(made(root.command, {}, "izanau", "_IZANAU_COMPLETE").source())
