"""A plugin of pytest: notes which rows of the privacy contract each test is marked with, and how it went."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

FILE = "IZANAU_PRIVACY_RESULTS"
"""The variable that names the file to write: node id → {rows, outcome, phase}."""
_found: dict[str, dict[str, object]] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the rows go with the reports, which come from other processes too."""
    for item in items:
        rows = [str(row) for mark in item.iter_markers("prv") for row in mark.args]
        if rows:
            item.user_properties.append(("rows", ",".join(sorted(set(rows)))))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep the worst phase of each test."""
    rows = dict(report.user_properties).get("rows")
    known = _found.get(report.nodeid)
    if rows and (known is None or known["outcome"] == "passed"):
        _found[report.nodeid] = {"rows": str(rows).split(","), "outcome": report.outcome, "phase": report.when}


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write what was noted, once, where all reports come together."""
    if not hasattr(session.config, "workerinput") and os.environ.get(FILE):
        Path(os.environ[FILE]).write_text(json.dumps(_found), encoding="utf-8")
