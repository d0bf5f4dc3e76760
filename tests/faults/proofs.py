"""The proofs and how they are counted: in `make test` up to what each must reach, in a torture for as long as is asked."""

from __future__ import annotations

import importlib
import itertools
import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

HERE = Path(__file__).parent
KEPT = HERE / "seeds.txt"
"""Cases that failed once: `name number  # what it was`, always run first."""

Case = Callable[[int], int | None]


class Proof(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One proof, as `proofs.toml` tells it."""

    name: str
    does: str
    cases: str
    least: int
    seconds: float
    aim: int
    all: bool = False

    def case(self) -> Case:
        """The function that proves one case."""
        module, _, name = self.cases.partition(":")
        found: Case = getattr(importlib.import_module(module), name)
        return found


class NotKept(AssertionError):  # noqa: N818 - the name says what is wrong
    """A case that failed, with what shows it again; or too few cases in the time."""


def read() -> dict[str, Proof]:
    """All proofs by name."""
    told = tomllib.loads((HERE / "proofs.toml").read_text(encoding="utf-8"))
    return {name: msgspec.convert({"name": name, **one}, Proof) for name, one in told.items()}


def kept(name: str) -> list[int]:
    """The numbers of the cases of a proof that failed once."""
    lines = [line.split("#")[0].split() for line in KEPT.read_text(encoding="utf-8").splitlines()]
    return [int(line[1]) for line in lines if line and line[0] == name]


def reach(name: str, part: int = 1, of: int = 1) -> int:
    """Prove what `make test` must reach, or one of several equal parts of it; how many cases that were.

    Raises NotKept at the first case that fails, and where the time was over before.
    """
    proof = read()[name]
    least, seconds = -(-proof.least // of), proof.seconds / of
    own = [number for number in kept(name) if number % of == part - 1]
    numbers = range(part - 1, proof.least, of) if proof.all else itertools.count(part - 1, of)
    count, took = run(proof, itertools.chain(own, numbers), seconds, len(own) + least)
    say(f"{name}: {count} cases in {took:.0f} s (at least {len(own) + least} in {seconds:.0f} s)")
    if count < len(own) + least:
        raise NotKept(f"{name}: {count} cases in {took:.0f} s; at least {len(own) + least} are to be reached")
    return count


def run(proof: Proof, numbers: Iterable[int], seconds: float, most: int = sys.maxsize) -> tuple[int, float]:
    """Prove cases until `most` are counted or the time is over; how many, and the seconds. Raises NotKept."""
    prove, began, count = proof.case(), time.monotonic(), 0
    for number in numbers:
        if count >= most or time.monotonic() - began > seconds:
            break
        try:
            counts = prove(number)
        except Exception as error:
            raise NotKept(f"{proof.name} {number}: {error}\nagain: {again(proof, number)}") from error
        count += 1 if counts is None else counts
    return count, time.monotonic() - began


def again(proof: Proof, number: int) -> str:
    """The command that shows one case again."""
    return f".venv/bin/python -m tests.faults.torture {proof.name} --only {number}"


def say(words: str) -> None:
    """Tell a count in the output of the test, and keep it in `build/proofs/`."""
    sys.stdout.write(f"{words}\n")
    folder = HERE.parents[1] / "build/proofs"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "reached.txt").open("a", encoding="utf-8") as file:
        file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {words}\n")
