"""The report on the contract itself: it fails where a row is not shown to be kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import pytest
from shop import price, stock

@pytest.mark.prv("PRV-02")
def test_price(): assert price() == 1

@pytest.mark.prv("PRV-03")
def test_broken(): assert price() == 2

@pytest.mark.prv("PRV-04")
def test_blind(): assert price()

@pytest.mark.prv("PRV-06")
def test_without_fault(): assert price()
"""
FAULT = """
[PRV-{row}]
file = "shop.py"
change = "return 1"
into = "return 2"
test = "tests/test_shop.py::{test}"
"""
ROWS = {"02": "", "03": "", "04": "", "05": "", "06": "", "19": "whole"}


def project(root: Path, *rows: str) -> Path:
    """A project of one file whose contract has these rows."""
    for folder in ("docs", "tests/privacy/faults"):
        (root / folder).mkdir(parents=True)
    lines = [f"PRV-{row}\tP1\tSentence {row}.\t{ROWS[row]}" for row in rows]
    (root / "docs/privacy-rows.tsv").write_text("\n".join(["id\tclause\tsentence\tlater", *lines, ""]))
    options = "addopts = '-p no:schemathesis -p no:faker'\n"  # as in ours
    (root / "pyproject.toml").write_text(f"[tool.pytest.ini_options]\nmarkers = ['prv']\npythonpath = ['.']\n{options}")
    (root / "shop.py").write_text("def price():\n    return 1\n\n\ndef stock():\n    return 5\n")
    (root / "tests/test_shop.py").write_text(TESTS)
    planted = (("02", "test_price"), ("03", "test_broken"), ("04", "test_blind"))
    faults = "".join(FAULT.format(row=row, test=test) for row, test in planted if row in rows)
    (root / "tests/privacy/faults/shop.toml").write_text(faults)
    return root


def report(root: Path) -> tuple[int, dict[str, str]]:
    """Exit code of the report on a project, and what each row's line begins with."""
    command = [sys.executable, "-m", "tests.privacy.report", "--root", str(root), "--workers", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (root / "build/privacy-report.json").exists(), done.stderr
    assert (root / "build/privacy-report.txt").read_text() == done.stdout
    return done.returncode, {line[:6]: line.split()[1] for line in done.stdout.splitlines() if line.startswith("PRV-")}


@pytest.mark.prv("PRV-01")
def test_row_without_passing_test_or_caught_fault_fails_the_report(tmp_path: Path) -> None:
    exit_code, found = report(project(tmp_path, "02", "03", "04", "05", "06", "19"))
    assert exit_code == 1
    unkept = dict.fromkeys(("PRV-03", "PRV-04", "PRV-05", "PRV-06"), "FAILED")
    assert found == {"PRV-02": "kept", **unkept, "PRV-19": "later"}


@pytest.mark.prv("PRV-01")
def test_report_knows_exactly_the_rows_of_the_contract() -> None:
    lines = (ROOT / "docs/privacy-rows.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split("\t")[0] for line in lines] == [f"PRV-{number:02}" for number in range(1, 69)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.privacy.report", "--check"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout
