"""An application for a job that many applied for before, against one for a job of the same company that nobody did."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.parts import corpus, inprocess
from bench.parts.report import tell
from izanau_protocol import ambient, ids
from izanau_site.site import Site
from izanau_site.store import Change

AIM = 1.6


def written(site: Site, body: dict[str, Any], job: str) -> float:
    """Milliseconds in which the site writes one more person's application, with all views that follow from it."""
    person = ambient.new_id()
    body = {**body, "job": job, "seeker": ids.profile_id(person)}
    application = Change(kind="application", id=ids.application_id(job, body["seeker"], 1), body=body, account=person)
    since = time.perf_counter()
    with site.store.transaction(write=True) as connection:
        site.store.write(connection, [application])
    return (time.perf_counter() - since) * 1000


def measure(size: int, runs: int) -> dict[str, Any]:
    """Medians of so many applications for each of two jobs, one of which had so many before."""
    many, none = [], []
    with tempfile.TemporaryDirectory(prefix="izanau-bench-") as name, inprocess.opened(Path(name)) as site:
        corpus.fill(site, size)
        with site.store.transaction() as connection:
            job, *_ = site.store.list(connection, "job")
            application, *_ = site.store.list(connection, "application")
        other = ambient.new_id()
        site.store.load([Change(kind="job", id=other, body=job.body)])
        for _ in range(runs):
            many.append(written(site, application.body, job.id))
            none.append(written(site, application.body, other))
    return {
        "applicants": size,
        "many_ms": round(median(many), 2),
        "none_ms": round(median(none), 2),
        "ratio": round(median(many) / median(none), 2),
        "ratio_aim": AIM,
    }


if __name__ == "__main__":
    tell("applying", measure, size=3_000, runs=25)
