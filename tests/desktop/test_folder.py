"""Tests of the files that are written through: whole under their name, or not there at all."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from izanau_desktop.folder import write_private, written_beside


def test_file_that_gets_no_name_leaves_nothing_beside(tmp_path: Path) -> None:
    taken = tmp_path / "list.xlsx"
    taken.mkdir()
    with pytest.raises(OSError):
        write_private(taken, b"applicants")
    assert list(tmp_path.iterdir()) == [taken]


def test_what_fails_before_the_name_keeps_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"old")
    with pytest.raises(LookupError), written_beside(file, b"new"):
        raise LookupError(file.read_bytes())
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("list.xlsx", b"old")]


@pytest.mark.skipif(sys.platform == "win32", reason="its files have no such modes")
def test_file_that_takes_another_place_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"old")
    file.chmod(0o644)
    write_private(file, b"new")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o600)
