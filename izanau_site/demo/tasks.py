"""What the people of the demo's first company mean to do: overdue, today, in the days to come, and without a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from izanau_protocol import ids
from izanau_site.demo.offers import told
from izanau_site.store import Change

TASKS: Final = (
    ("Ask for the portfolio before we meet", -2, 0),
    ("在留カードの更新予定を確認する", 0, 1),
    ("Send the questions of the team", 1, 2),
    ("Book a room for the trial day", 4, 3),
    ("Renew the advertisement in the city's paper", 6, None),
    ("Read the new rules on fair recruitment with everybody", None, None),
)
"""What to do, in how many days it is due, and which of those who are in talks it is about."""


def tasks(changes: Iterable[Change], company: str, owner: str, now: dt.datetime) -> list[Change]:
    """The tasks of a company; ids follow from their place, so that nothing else changes with them."""
    found = [one for one in changes if one.kind == "application" and _in_talks(one, company)]
    made = []
    for number, (text, days, about) in enumerate(TASKS):
        at = told(now - dt.timedelta(days=5))
        body: dict[str, Any] = {"company": company, "text": text, "owner": owner, "author": owner, "at": at}
        account = ""
        if days is not None:
            body["due"] = (now.date() + dt.timedelta(days=days)).isoformat()
        if about is not None and about < len(found):
            applied, account = found[about].body or {}, found[about].account
            body |= {"application": found[about].id, "job": applied["job"]}
        identity = ids.natural_id("demo_task", company, str(number))
        made.append(Change(kind="task", id=identity, body=body, account=account, at=at))
    return made


def _in_talks(one: Change, company: str) -> bool:
    body = one.body or {}
    return body.get("company") == company and body.get("stage") in ("screening", "interview")
