"""The rules that all others stand on, each broken in one line, are seen by quick tests; all mutants: `make mutants`."""

from __future__ import annotations

import pytest

from tests import planting
from tests.faults import mutants
from tests.planting import ROOT, Fault

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


@pytest.mark.parametrize("mutant", planting.read(ROOT / mutants.FOLDER, mutants.ALWAYS), ids=lambda one: one.row)
def test_rule_that_is_broken_is_seen(mutant: Fault) -> None:
    assert mutants.caught(ROOT, mutant) == ""
