"""How long a person is still anywhere after their deletion: site, public page, an online company's cache; against a bare request."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.parts.desk import Kept
from bench.parts.report import tell
from izanau_desktop.desk import Desk
from tests.privacy.person import Person
from tests.privacy.stage import Stage, stage

RUNS = 7
AIMS = {"site": 1.0, "page": 60.0, "cache": 5.0}
"""Seconds from the request on, as the privacy contract has them (PRV-27, 56, 60)."""
_MOST = 90.0
_PAUSE = 0.005


def until_gone(wanted: dict[str, Callable[[], bool]], since: float) -> dict[str, float]:
    """Seconds after which each of these says that nothing is there any more."""
    found: dict[str, float] = {}
    while len(found) < len(wanted):
        for name, is_gone in wanted.items():
            if name not in found and is_gone():
                found[name] = time.monotonic() - since
        if time.monotonic() - since > _MOST:
            raise RuntimeError(f"still there after {_MOST} s: {sorted(wanted.keys() - found.keys())}")
        time.sleep(_PAUSE)
    return found


def erased(at: Stage, person: Person, application: str, desk: Desk) -> dict[str, float]:
    """Delete one account, and watch the three places at once."""
    staff, page, view = at.staff("ren"), f"/profiles/{person.profile}", f"/v1/profiles/{person.profile}"
    since = time.monotonic()
    answer = person.erase()
    if not answer.is_ok:
        raise RuntimeError(answer.text)

    def gone_from_site() -> bool:
        found = staff.post("/v1/records/find", {"query": person.email}).json["items"]
        return not found and at.guest("GET", view).status in (404, 410)

    return until_gone(
        {
            "site": gone_from_site,
            "page": lambda: at.guest("GET", page).status in (404, 410),
            "cache": lambda: desk.cache.get("application", application) is None,
        },
        since,
    )


def arrived(desk: Desk, application: str) -> Callable[[], bool]:
    """Whether the company's desk holds an application; only then there is something to lose."""
    return lambda: desk.cache.get("application", application) is not None


def bare(at: Stage) -> float:
    """Seconds of one request that finds nothing: the control."""
    since = time.monotonic()
    at.guest("GET", "/v1/profiles/00000000-0000-4000-8000-000000000000")
    return time.monotonic() - since


def measure() -> dict[str, Any]:
    """Medians and worst of several people, while a company's desk listens."""
    times, control = [], []
    prefix = "izanau-bench-"
    with (
        tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as folder,
        stage(Path(folder)) as at,
    ):
        umi, job = at.company("umi"), at.job("umi")
        at.staff("ren")
        desk = Desk.sign_in(Path(folder) / "desk", at.site.url, umi.email, umi.password, Kept())
        try:
            desk.live(lambda _: None)
            for number in range(RUNS):
                person = at.seeker(f"run{number}")
                person.register()
                application = person.apply_to(job, umi.company)
                until_gone({"its way to the desk": arrived(desk, application)}, time.monotonic())
                control.append(bare(at))
                times.append(erased(at, person, application, desk))
        finally:
            desk.shut()
    told: dict[str, Any] = {"runs": RUNS, "bare_request_ms": round(median(control) * 1000)}
    for place, aim in AIMS.items():
        told[f"{place}_ms"] = round(median(one[place] for one in times) * 1000)
        told[f"{place}_worst_ms"] = round(max(one[place] for one in times) * 1000)
        told[f"{place}_aim_ms"] = round(aim * 1000)
    return told


if __name__ == "__main__":
    tell("erasure", measure)
