"""The planted faults of the privacy contract have not rotted, and the rows are the sixty-eight of the contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.privacy import planting, report

ROOT = Path(__file__).resolve().parents[2]


def test_every_fault_still_fits_its_line_and_its_test() -> None:
    assert report.check(ROOT) == []


def test_rows_are_those_of_the_contract() -> None:
    rows = report.rows(ROOT)
    assert list(rows) == [f"PRV-{number:02}" for number in range(1, 69)]
    assert all(row.clause and row.sentence.endswith(".") for row in rows.values())
    assert [row.id for row in rows.values() if row.later] == [f"PRV-{n}" for n in (19, 20, 37, 40, 51, 67)]


@pytest.fixture
def fault(tmp_path: Path) -> planting.Fault:
    """A fault that fits, in a project of one file."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "shop.py").write_text("def price():\n    return 1\n")
    (tmp_path / "tests/test_shop.py").write_text("import pytest\n@pytest.mark.prv('PRV-02')\ndef test_price(): ...\n")
    return planting.Fault("PRV-02", "shop.py", "return 1", "return 2", "tests/test_shop.py::test_price")


def test_fault_that_fits_is_not_rotten(tmp_path: Path, fault: planting.Fault) -> None:
    assert list(planting.rotten(tmp_path, fault)) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"change": "return 3"}, "stands 0 times"),
        ({"change": "r"}, "not once"),
        ({"file": "gone.py"}, "stands 0 times"),
        ({"into": "return ("}, "no Python"),
        ({"into": "return 1"}, "changes nothing"),
        ({"row": "PRV-03"}, "not marked"),
        ({"test": "tests/test_shop.py::test_gone"}, "not marked"),
        ({"test": "tests/test_gone.py::test_price"}, "not marked"),
    ],
)
def test_fault_that_fits_no_more_is_rotten(
    tmp_path: Path, fault: planting.Fault, changed: dict[str, str], words: str
) -> None:
    assert words in "\n".join(planting.rotten(tmp_path, fault._replace(**changed)))
