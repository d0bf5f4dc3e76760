"""The frame of the proofs: a failure names its case and how to see it again, and too few cases are a failure too."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.faults import mutants, proofs, torture
from tests.planting import ROOT

READ, CASE = proofs.read, proofs.Proof.case
asked: list[int] = []


def case(number: int) -> int:
    """Case 17 fails; each counts for two."""
    asked.append(number)
    if number == 17:
        raise AssertionError("lost a write")
    return 2


@pytest.fixture(autouse=True)
def proof(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> proofs.Proof:
    """A proof of its own, with nothing kept."""
    asked.clear()
    found = proofs.Proof("odd", "odd numbers", f"{__name__}:case", least=20, seconds=60, aim=100)
    monkeypatch.setattr(proofs, "read", lambda: {"odd": found})
    monkeypatch.setattr(proofs.Proof, "case", lambda self: case if self.name == "odd" else CASE(self))
    monkeypatch.setattr(proofs, "KEPT", tmp_path / "seeds.txt")
    monkeypatch.setattr(proofs, "say", lambda _words: None)
    (tmp_path / "seeds.txt").write_text("# none\n")
    return found


def test_proof_ends_once_it_reached_its_count() -> None:
    assert proofs.reach("odd") == 20
    assert asked == list(range(10))


def test_parts_share_the_cases() -> None:
    assert proofs.reach("odd", part=1, of=2) == proofs.reach("odd", part=2, of=2) == 10
    assert sorted(asked) == list(range(10))


def test_case_that_failed_once_comes_first_and_says_how_to_see_it_again() -> None:
    proofs.KEPT.write_text("other 3  # of another proof\nodd 17  # a write was lost\n")
    with pytest.raises(proofs.NotKept, match=r"(?s)odd 17: lost a write.*torture odd --only 17"):
        proofs.reach("odd")
    assert asked == [17]


def test_too_few_cases_in_the_time_are_a_failure(monkeypatch: pytest.MonkeyPatch, proof: proofs.Proof) -> None:
    monkeypatch.setattr(proofs, "read", lambda: {"odd": msgspec.structs.replace(proof, seconds=0)})
    with pytest.raises(proofs.NotKept, match="at least 20"):
        proofs.reach("odd")


def test_every_proof_names_a_function_and_every_mutant_its_line() -> None:
    assert all(callable(proof.case()) for proof in READ().values())
    assert mutants.check(ROOT) == []


def test_torture_whose_workers_die_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert torture.main(["odd", "--workers", "2", "--seconds", "1"]) == 1  # nobody else knows of this proof
    assert "failed: odd: worker 1 ended with 2" in capsys.readouterr().out


def test_torture_that_proves_nothing_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "read", READ)
    assert torture.main(["laws", "--workers", "1", "--seconds", "0"]) == 1
