"""The ledger's file: what fails in it leaves nothing behind, and keeps nothing from being written after."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from izanau_protocol import ambient
from izanau_site.store.ledger import Ledger, Line


def lines(*kinds: str) -> list[Line]:
    """An erasure of each of these kinds."""
    return [Line("erased", kind, ambient.new_id(), ambient.timestamp()) for kind in kinds]


def test_lines_that_could_not_all_be_written_are_written_none(tmp_path: Path) -> None:
    ledger, account = Ledger(tmp_path), lines("account")
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db")) as disk:
        disk.execute(
            "CREATE TRIGGER fails BEFORE INSERT ON entries WHEN NEW.kind = 'session'"
            " BEGIN SELECT RAISE(ABORT, 'for whatever reason'); END"
        )
    with pytest.raises(sqlite3.Error):
        ledger.write(lines("account", "session"))
    ledger.write(account)
    ledger.close()
    again = Ledger(tmp_path)
    assert [line.id for line in again.lines()] == [account[0].id]
    again.close()
