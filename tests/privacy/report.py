"""Shows that the privacy contract is kept: row → sentence → tests → result → planted fault caught; 1 where one is not.

`python -m tests.privacy.report` runs all; with rows (`PRV-30`) only those; `--check` looks for faults that rotted.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.privacy import marks, planting
from tests.privacy.planting import ROOT

WIDTH = 118


@dataclass
class Row:
    """A row of the contract, and what was found about it."""

    id: str
    clause: str
    sentence: str
    later: str
    """Which part belongs to a later time: `whole`, or what of it; empty: none."""
    tests: dict[str, str] = field(default_factory=dict)
    """Test → outcome."""
    faults: dict[str, str] = field(default_factory=dict)
    """The place of a planted fault → empty where it was caught, else what came instead."""

    @property
    def faulty(self) -> list[str]:
        """Why the row does not count as kept; empty where it does."""
        if self.later == "whole" and not self.tests:
            return []
        found = [f"{test}: {outcome}" for test, outcome in self.tests.items() if outcome != "passed"]
        found += [f"fault in {place} not caught: {words}" for place, words in self.faults.items() if words]
        found += [] if self.tests else ["no test is marked with it"]
        found += [] if self.faults else ["no fault is planted for it"]
        return found

    @property
    def result(self) -> str:
        """kept, FAILED, or later."""
        if self.later == "whole" and not self.tests:
            return "later"
        return "FAILED" if self.faulty else "kept"


def rows(root: Path) -> dict[str, Row]:
    """The rows of the contract by id."""
    with (root / "docs/privacy-rows.tsv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, delimiter="\t"))[1:]
    return {name: Row(name, clause, sentence, later) for name, clause, sentence, later in lines}


def run(root: Path, wanted: Iterable[str], workers: int) -> dict[str, dict[str, object]]:
    """Run the tests that are marked with rows; what became of each. Of all rows or of some."""
    files = sorted({str(f.relative_to(root)) for f in (root / "tests").rglob("test_*.py") if _has(f, set(wanted))})
    if not files:
        return {}
    results = root / "build/privacy-results.json"
    results.unlink(missing_ok=True)
    environment = {**os.environ, marks.FILE: str(results), "PYTHONPATH": os.pathsep.join((str(root), str(ROOT)))}
    spread = ("-n", str(workers), "--dist", "loadfile") if workers > 1 else ()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.privacy.marks", "-m", "prv", *spread, *files]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or not results.exists():
        raise SystemExit(f"the tests could not be run:\n{done.stdout}\n{done.stderr}")
    sys.stderr.write(done.stdout.strip().splitlines()[-1] + "\n")
    return dict(json.loads(results.read_text(encoding="utf-8")))


def _has(file: Path, wanted: set[str]) -> bool:
    return any(rows & wanted for rows in planting.marked(file).values())


def unknown(root: Path, known: Mapping[str, Row]) -> list[str]:
    """Marks and faults that name no row."""
    found = [
        f"{file.relative_to(root)}::{name} is marked with {row}, which is no row"
        for file in sorted((root / "tests").rglob("test_*.py"))
        for name, marked in planting.marked(file).items()
        for row in sorted(marked - known.keys())
    ]
    return found + [
        f"a fault is planted for {one.row}, which is no row" for one in planting.read(root) if one.row not in known
    ]


def check(root: Path) -> list[str]:
    """What is wrong without running anything: marks of no row, faults that rotted."""
    rotten = [words for fault in planting.read(root) for words in planting.rotten(root, fault)]
    return [*unknown(root, rows(root)), *rotten]


def report(root: Path, chosen: Sequence[str], workers: int) -> list[Row]:
    """Run the tests and plant the faults of these rows, or of all."""
    known = {name: row for name, row in rows(root).items() if not chosen or name in chosen}
    (root / "build").mkdir(exist_ok=True)
    for test, told in run(root, known, workers).items():
        for name in told["rows"] if isinstance(told["rows"], list) else []:
            if name in known:
                known[name].tests[test] = str(told["outcome"])
    planted = [fault for fault in planting.read(root) if fault.row in known]
    with ThreadPoolExecutor(workers) as pool:
        for fault, words in zip(planted, pool.map(lambda one: _caught(root, one), planted), strict=True):
            known[fault.row].faults[f"{fault.file}: {fault.change.strip()}"] = words
    return list(known.values())


def _caught(root: Path, fault: planting.Fault) -> str:
    rot = list(planting.rotten(root, fault))
    words = "; ".join(rot) or planting.caught(root, fault)
    sys.stderr.write(f"{fault.row} {'caught' if not words else 'NOT CAUGHT'}\n")
    return words


def told(row: Row) -> str:
    """A row as lines for a reader."""
    caught = sum(not words for words in row.faults.values())
    head = f"{row.id}  {row.result:<6}  {len(row.tests)} test(s), {caught} of {len(row.faults)} fault(s) caught  [{row.clause}]"
    later = [f"later: {row.later}"] if row.later not in ("", "whole") else []
    lines = [*textwrap.wrap(row.sentence, WIDTH - 8), *later, *sorted(row.tests), *(f"! {one}" for one in row.faulty)]
    return "\n".join([head, *(f"        {line}" for line in lines)])


def main(arguments: list[str]) -> int:
    """Report; 1 where a row is not kept, or something is marked with no row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="PRV-NN")
    parser.add_argument("--check", action="store_true", help="run nothing; look for faults that rotted")
    parser.add_argument("--workers", type=int, default=int(os.environ.get("WORKERS") or os.cpu_count() or 2))
    parser.add_argument("--root", type=Path, default=ROOT, help="the project, if it is another one")
    asked = parser.parse_args(arguments)
    root = asked.root.resolve()
    if asked.check:
        wrong = check(root)
        sys.stdout.write("\n".join([*wrong, f"{len(planting.read(root))} planted faults; {len(wrong)} rotten"]) + "\n")
        return bool(wrong)
    strange = unknown(root, rows(root))
    found = report(root, asked.rows, asked.workers)
    failed = sum(row.result == "FAILED" for row in found)
    later = sum(row.result == "later" for row in found)
    end = f"{len(found)} rows: {len(found) - failed - later} kept, {failed} failed, {later} later"
    text = "\n".join([*map(told, found), *strange, end]) + "\n"
    sys.stdout.write(text)
    (root / "build/privacy-report.txt").write_text(text, encoding="utf-8")
    data = [{**asdict(row), "result": row.result, "faulty": row.faulty} for row in found]
    (root / "build/privacy-report.json").write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")
    return bool(failed or strange)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
