"""Proves on and on, in every processor: `python -m tests.faults.torture histories --seconds 7200`; 1 where a case failed or none was proven.

Each failure is printed with the command that shows it again; written into `tests/faults/seeds.txt`, it stays as a test.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

from tests.faults import proofs
from tests.faults.proofs import Proof

TWO_HOURS = 7200.0
_COUNT: Final = re.compile(r"\d+ [\d ]*")
"""The last line of a worker: how many cases it proved, and the numbers of those that failed."""


class Told(NamedTuple):
    """What a worker came to."""

    proven: int
    failed: list[str]


def work(proof: Proof, first: int, step: int, seconds: float) -> Told:
    """Prove one worker's share, past every failure, and print each."""
    until, count, failed = time.monotonic() + seconds, 0, []
    numbers = itertools.cycle(range(first, proof.least, step)) if proof.all else itertools.count(first, step)
    for number in numbers:
        left = until - time.monotonic()
        if left <= 0:
            break
        try:
            count += proofs.run(proof, [number], left)[0]
        except proofs.NotKept as fault:
            failed.append(f"{proof.name} {number}")
            sys.stdout.write(f"{fault}\n")
            sys.stdout.flush()
    return Told(count, failed)


def spread(proof: Proof, first: int, workers: int, seconds: float) -> Told:
    """The same in several processes; each has its own share of the numbers."""

    def one(worker: int) -> Told:
        options = ["--seconds", str(seconds), "--first", str(first + worker), "--step", str(workers)]
        command = [sys.executable, "-m", "tests.faults.torture", proof.name, *options]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        *lines, last = done.stdout.splitlines() or [""]
        if done.returncode not in (0, 1) or not _COUNT.fullmatch(last):
            sys.stdout.write(done.stdout)
            return Told(0, [f"{proof.name}: worker {worker} ended with {done.returncode}"])
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        counted, _, failed = last.partition(" ")
        return Told(int(counted), [f"{proof.name} {number}" for number in failed.split()])

    with ThreadPoolExecutor(workers) as pool:
        every = list(pool.map(one, range(workers)))
    return Told(sum(one.proven for one in every), [name for one in every for name in one.failed])


def main(arguments: list[str]) -> int:
    """Torture; the last line says how many cases were proven."""
    known = proofs.read()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "proof", choices=sorted(known), help="; ".join(f"{one.name}: {one.does}" for one in known.values())
    )
    parser.add_argument("--seconds", type=float, default=TWO_HOURS)
    parser.add_argument("--only", type=int, help="prove the case of this number alone")
    parser.add_argument("--first", type=int, help="the number of the first case; else behind those of `make test`")
    parser.add_argument("--step", type=int, help="one worker's share: every so-manieth case, in this process")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args(arguments)
    proof = known[asked.proof]
    if asked.only is not None:
        proofs.run(proof, [asked.only], TWO_HOURS)
        sys.stdout.write(f"{proof.name} {asked.only}: kept\n")
        return 0
    first = asked.first if asked.first is not None else 0 if proof.all else proof.least
    if asked.step:
        told = work(proof, first, asked.step, asked.seconds)
        numbers = " ".join(name.split()[-1] for name in told.failed)
        sys.stdout.write(f"{told.proven} {numbers}\n")
        return bool(told.failed)
    began = time.monotonic()
    told = spread(proof, first, asked.workers, asked.seconds)
    took = time.monotonic() - began
    aim = f"the aim is {proof.aim} in {TWO_HOURS:.0f} s"
    proofs.say(f"{proof.name}: {told.proven} cases in {took:.0f} s, {len(told.failed)} failed ({aim})")
    for name in told.failed:
        sys.stdout.write(f"failed: {name}\n")
    return bool(told.failed) or not told.proven


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
