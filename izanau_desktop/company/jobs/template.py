"""What a new job begins with: what most posts of a company share, and nothing that must be stated on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from izanau_desktop.cache import Cache, Document

Body = dict[str, Any]
LEFT_OUT = ("state", "published", "updated", "company", "closes", "managers")


def fresh(company: Mapping[str, Any]) -> Body:
    """A draft at the company's place, with usual hours, insurance and currency.

    Probation, smoking and the ranges of change are left open: a wrong one stated unread is worse than none.
    """
    place = {name: company[name] for name in ("prefecture", "city") if company.get(name)}
    body: Body = {
        "contract": {"type": "permanent"},
        "hours": {"system": "fixed", "start": "09:00", "end": "18:00", "break_minutes": 60},
        "pay": {"unit": "month", "currency": "JPY"},
        "insurance": ["accident", "employment", "health", "pension"],
        "employer_kind": "direct",
    }
    return body | ({"place": place} if place else {})


def kept(cache: Cache) -> tuple[Document, ...]:
    """The company's templates, the newest first."""
    return cache.list("job", state="template")[::-1]


def copy(job: Mapping[str, Any]) -> Body:
    """A draft that states what another job states."""
    return {name: value for name, value in job.items() if name not in LEFT_OUT}
