"""What anyone may read at the site without an account: jobs and companies."""

from __future__ import annotations

from typing import Any

import msgspec

from izanau_desktop.command.session import Session
from izanau_protocol import ids
from izanau_protocol.problems import Refused, problem

_MOST = 100
"""How many the site gives at once."""


def listed(now: Session, what: str, query: str, limit: int, after: str) -> dict[str, Any]:
    """A page of `jobs` or `companies`: as many as were asked for, however many pages of the site that takes."""
    found: dict[str, Any] = {"items": [], "total": 0, "next": after, "companies": {}}
    with now.guest() as site:
        while len(found["items"]) < limit:
            asked: dict[str, str | int] = {"limit": min(_MOST, limit - len(found["items"]))}
            asked |= {name: value for name, value in (("query", query), ("after", found["next"])) if value}
            page: dict[str, Any] = msgspec.json.decode(site.get(f"/v1/{what}", asked).body)
            found["items"] += [{"pending": False, **one} for one in page["items"]]
            found["companies"].update(page.get("companies", {}))
            found.update(total=page["total"], next=page["next"])
            if not page["next"]:
                break
    return found


def shown(now: Session, what: str, identity: str) -> dict[str, Any]:
    """One of them. Raises Refused `not_yours`."""
    if not ids.is_id(identity):
        raise Refused(problem("not_yours"))
    with now.guest() as site:
        tree: dict[str, Any] = msgspec.json.decode(site.get(f"/v1/{what}/{identity}").body)
    return {"pending": False, **tree}
