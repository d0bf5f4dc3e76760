"""The same documents pushed and pulled by us, by PouchDB with its HTTP server, and by Anki with its own, one after the other."""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.parts import served
from bench.parts.report import tell
from bench.parts.served import ROOT, Talk
from bench.peers import setting_up
from izanau_protocol import ambient, canonical
from izanau_site.demo.people import People

AIMS: Final = {"pull_of_pouch": 0.25, "push_of_pouch": 0.25, "pull_of_anki": 1.0, "push_of_anki": 3.0}
_NOTES: Final = 10
"""Notes on each applicant."""
_POUCH: Final = ROOT / "bench" / "peers" / "pouch.js"
_ANKI: Final = ROOT / "bench" / "peers" / "anki_notes.py"


def write_documents(file: Path, count: int) -> int:
    """A line for each: the life of one of the demo's people as JSON, as the text of a note; bytes in all."""
    people = People(random.Random(5), ambient.today())
    lines = (
        json.dumps({"application": f"application{number}", "text": canonical.encode(people.one(number)).decode()})
        for number in range(count)
    )
    return file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def ours(folder: Path, file: Path, count: int, *how: str) -> dict[str, float]:
    """Seconds of one desk's push and another desk's pull, encryption included, and the index but for `bare`."""
    served.run("corpus", folder / "site", max(1, count // _NOTES))
    with served.site(folder / "site") as site:
        here, there = (Talk("noter", folder / name, site.url, *how) for name in ("here", "there"))
        here.told()
        there.told()
        push, pull = here.ask(file), there.ask()
        here.end()
        there.end()
    _check(push["pushed"], count)
    _check(pull["documents"] - (push["documents"] - count), count)
    return {"push_s": push["s"], "pull_s": pull["s"]}


def unindexed(folder: Path, file: Path, count: int) -> dict[str, float]:
    """The same without the index, which peers do not have."""
    return ours(folder, file, count, "bare")


def pouch(folder: Path, file: Path, count: int) -> dict[str, float]:
    """Seconds of PouchDB's replication to its server, and from it into another database."""
    packages = setting_up.pouch()
    (folder / "server").mkdir(parents=True)
    with _pouch(packages, "serve", folder / "server") as server:
        assert server.stdout is not None
        url = server.stdout.readline().strip().removeprefix(served.READY)
        found = {}
        for verb in ("push", "pull"):
            with _pouch(packages, verb, url, file, folder / verb) as client:
                told = json.loads(client.communicate(timeout=1800)[0].splitlines()[-1])
            _check(told["documents"], count)
            found[f"{verb}_s"] = told["s"]
    return found


@contextmanager
def _pouch(packages: Path, *words: object) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "NODE_PATH": str(packages / "node_modules")}
    process = subprocess.Popen(
        ["node", str(_POUCH), *map(str, words)], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def anki(folder: Path, file: Path, count: int) -> dict[str, float]:
    """Seconds of Anki's sync of changes, to its server and from it."""
    python = setting_up.anki()
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "SYNC_HOST": "127.0.0.1",
        "SYNC_PORT": str(port),
        "SYNC_BASE": str(folder / "server"),
        "RUST_LOG": "error",
    }
    server = subprocess.Popen([python, "-m", "anki.syncserver"], env={**environment, "SYNC_USER1": "bench:bench"})
    try:
        _until_open(port)
        words = (_ANKI, f"http://127.0.0.1:{port}/", file, folder / "client")
        said = subprocess.run([python, *words], check=True, capture_output=True, text=True, timeout=1800).stdout
    finally:
        server.terminate()
        server.wait(20)
    told = json.loads(said.splitlines()[-1])
    _check(told.pop("documents"), count)
    return dict(told)


def _until_open(port: int) -> None:
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("Anki's server does not listen")


def _check(found: int, count: int) -> None:
    if found != count:
        raise RuntimeError(f"{found} documents came, not {count}")


def measure(size: int, runs: int) -> dict[str, Any]:
    """So many documents; the medians, and ours without the index as a part of theirs."""
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="izanau-bench-", ignore_cleanup_errors=True) as name:
        file = Path(name) / "documents"
        bytes_each = write_documents(file, size) / size
        for turn in range(runs):
            for peer, run in (("ours", ours), ("unindexed", unindexed), ("pouch", pouch), ("anki", anki)):
                for figure, seconds in run(Path(name) / f"{peer}{turn}", file, size).items():
                    found.setdefault(f"{peer}_{figure}", []).append(seconds)
    told = {figure: round(median(values), 2) for figure, values in found.items()}
    ratios = {
        f"{way}_of_{peer}": round(told[f"unindexed_{way}_s"] / told[f"{peer}_{way}_s"], 2)
        for peer in ("pouch", "anki")
        for way in ("push", "pull")
    }
    aims = {f"{name}_aim": aim for name, aim in AIMS.items()}
    return {"documents": size, "bytes_each": round(bytes_each), "runs": runs, **told, **ratios, **aims}


if __name__ == "__main__":
    tell("peers.compare", measure, size=20_000, runs=5)
