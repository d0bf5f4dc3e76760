"""The first pull of a company's applicants, and one of the hundredth part that changed since, each against the same bytes written bare."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from bench.parts import between, corpus, inprocess, served
from bench.parts.corpus import Size
from bench.parts.report import tell
from bench.parts.served import Served, Talk
from izanau_desktop.tour.display import desktop_session

AIMS = {
    "ratio": 1.6,
    "changed_ratio": 1.5,
    "changed_of_first": 0.03,
    "wire_of_plain": 0.35,
    "first_screen_s": 1.0,
    "desk_memory_mb": 120,
    "indexed_a_second": 2500,
}

_WHEN = ("at rest", "in the sync")


class Run:
    """The pulls of one corpus; what is found is gathered by name, for the medians."""

    def __init__(self, folder: Path, count: int, site: Served) -> None:
        self.folder, self.count, self.site = folder, count, site
        self.found: dict[str, list[float]] = {}
        self.pages = folder / "kept"

    def note(self, **found: float) -> None:
        """One more of each."""
        for name, value in found.items():
            self.found.setdefault(name, []).append(value)

    def median(self, name: str) -> float:
        """The median of a figure."""
        return median(self.found[name])

    def first(self, number: int, again: Served) -> Talk:
        """One first pull beside its floor; the desk goes on."""
        busy = self.site.processor()
        desk = Talk("puller", self.folder / f"desk{number}", self.site.url, self.count)
        pulled = desk.told()
        busy = self.site.processor() - busy
        bare = served.run("floor", self.folder / f"floor{number}", again.url, self.pages, 0)
        if bare["rows"] != pulled["rows"]:
            raise RuntimeError(f"the floor has other rows: {bare['rows']}, {pulled['rows']}")
        self.note(
            first_screen_s=pulled["first_screen_s"],
            stored_s=pulled["stored_s"],
            searchable_s=pulled["searchable_s"],
            joined_s=pulled["joined_s"],
            desk_processor_s=pulled["processor_s"],
            site_processor_s=busy,
            desk_memory_mb=pulled["memory_mb"] + pulled["indexer_mb"],
            indexer_memory_mb=pulled["indexer_mb"],
            indexed_a_second=self.count / pulled["indexer_processor_s"],  # of its processor, its start counted too
            floor_s=bare["s"],
            floor_processor_s=bare["processor_s"],
            floor_tokens_s=bare["tokens_s"],
            ratio=pulled["searchable_s"] / bare["s"],
            processor_ratio=pulled["processor_s"] / bare["processor_s"],
        )
        return desk

    def later(self, turn: int, desk: Talk, recorder: Talk, again: Served) -> None:
        """One pull of what changed at the site meanwhile, beside its floor, which goes on with the first one's cache."""
        some = max(1, self.count // 100)
        with inprocess.opened(self.folder / "site") as site:
            corpus.change(site, some, turn)
        pulled = desk.ask(some, turn)
        kept = len(between.pages(self.pages))
        recorder.ask()
        bare = served.run("floor", self.folder / "floor0", again.url, self.pages, kept)
        self.note(
            changed_s=pulled["searchable_s"],
            changed_floor_s=bare["s"],
            changed_ratio=pulled["searchable_s"] / bare["s"],
        )

    def used(self, turn: int) -> None:
        """A window in use while another hundredth changes at the site, beside a bare one that nobody touches."""
        some = max(1, self.count // 100)
        with desktop_session() as env:
            at = (self.folder / "desk0", self.folder / "desk0.keys.json")
            idle, window = Talk("inuse", "idle", env=env), Talk("insync", *at, some, turn, env=env)
            window.told()
            with inprocess.opened(self.folder / "site") as site:
                corpus.change(site, some, turn)
            held = window.told()
            control = idle.last()
        most = {when: max(told["most"] for deed, told in held.items() if deed.endswith(when)) for when in _WHEN}
        self.note(held_at_rest_ms=most["at rest"], held_in_sync_ms=most["in the sync"])
        self.note(held_bare_idle_ms=control["idle"]["most"])


def pulled(size: int, runs: int) -> dict[str, Any]:
    """Everything of one number of applicants."""
    with tempfile.TemporaryDirectory(prefix="izanau-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        written = msgspec.convert(served.run("corpus", folder / "site", size), Size)
        with (
            served.site(folder / "site") as site,
            served.part("between", folder / "kept", site.url) as recording,
            served.part("between", folder / "kept") as again,
        ):
            run = Run(folder, size, site)
            recorder = Talk("walker", folder / "recorder", recording.url)
            recorder.told()
            line = json.loads((run.pages / between.TOLD).read_bytes())
            for number in range(runs):
                desk = run.first(number, again)
                if number < runs - 1:
                    desk.end()
            for turn in range(runs):
                run.later(turn, desk, recorder, again)
            desk.end()
            recorder.end()
            run.used(runs)
    return told(written, line, run)


def told(written: Size, line: dict[str, int], run: Run) -> dict[str, Any]:
    """Medians, and what the corpus is."""
    return {
        "applicants": written.applicants,
        "plain_bytes_each": round(written.plain_bytes / written.applicants),
        "japanese_of_prose": round(written.japanese_bytes / written.prose_bytes, 2),
        "wire_of_plain": round((line["bytes_down"] + line["bytes_up"]) / written.plain_bytes, 3),
        **{name: round(run.median(name), 3) for name in run.found},
        "changed_of_first": round(run.median("changed_s") / run.median("searchable_s"), 3),
        "applicants_a_second": round(written.applicants / run.median("searchable_s")),
    }


def measure(size: int, runs: int) -> dict[str, Any]:
    """So many applicants, and the tenth part of them for the growth."""
    few, many = pulled(max(100, size // 10), runs), pulled(size, runs)
    growth = few["applicants_a_second"] / many["applicants_a_second"]
    aims = {f"{name}_aim": aim for name, aim in AIMS.items()}
    return {"database": "sqlite", "runs": runs, **many, "growth_of_time_each_from_a_tenth": round(growth, 2), **aims}


if __name__ == "__main__":
    tell("pull", measure, size=10_000, runs=5)
