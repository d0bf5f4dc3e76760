"""The log beneath a command: kept in the data folder by kinds and places, and nothing of it on the terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
import keyring.errors
from izanau_desktop import vault
from izanau_desktop.cli import program

class Broken:
    def get_password(self, service, name):
        raise keyring.errors.InitError("of anna@example.com") from ConnectionResetError("Quetzalina")
    def set_password(self, service, name, value):
        raise AssertionError

vault.Vault._backend = lambda self: Broken()
program.main(sys.argv[1:])
"""


def test_what_the_keychain_failed_by_is_in_the_log_and_not_on_the_terminal(tmp_path: Path) -> None:
    words = ["--data-dir", str(tmp_path), "profile", "show"]
    said = subprocess.run([sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=False)
    assert said.returncode == 7
    assert "offers no keychain" in said.stderr
    assert "InitError" not in said.stderr
    [log] = tmp_path.glob("logs/*.log")
    kept = log.read_text("utf-8")
    assert "keyring.errors.InitError" in kept
    assert "ConnectionResetError" in kept
    assert not any(word in kept for word in ("anna", "Quetzalina", str(tmp_path)))
