"""What anyone may read at the site without an account: jobs and companies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from izanau_desktop.command.lists import NEXT
from izanau_desktop.command.session import Session
from izanau_protocol import ids
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.sync.site import Site

_MOST: Final = 100
"""How many the site gives at once."""
_DIGITS: Final = 16
"""A cursor of the site has fewer."""


def listed(
    now: Session, what: str, query: str, limit: int, after: str, only: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """A page of `jobs` or `companies`: as many as were asked for, however many pages of the site that takes.

    `only`: those with these values; the site has no such filter, so its whole list is looked through.
    """
    _refuse_other(after)
    found: dict[str, Any] = {"items": [], "total": 0, "next": after, "companies": {}}
    with now.guest() as site:
        for page in _pages(site, what, query, "" if only else after, None if only else limit):
            fitting = [
                one for one in page["items"] if all(one.get(name) == value for name, value in (only or {}).items())
            ]
            found["items"] += [{"pending": False, **one} for one in fitting]
            found["companies"].update(page.get("companies", {}))
            found.update(total=page["total"], next=page["next"])
    return _cut(found, limit, after) if only else found


def _pages(site: Site, what: str, query: str, after: str, limit: int | None) -> Iterator[dict[str, Any]]:
    """The pages of the site, until as many items came as were asked for, or all."""
    left, going = _MOST if limit is None else limit, True
    while going and left > 0:
        asked: dict[str, str | int] = {"limit": min(_MOST, left)}
        asked |= {name: value for name, value in (("query", query), ("after", after)) if value}
        page: dict[str, Any] = msgspec.json.decode(site.get(f"/v1/{what}", asked).body)
        yield page
        after = page["next"]
        going, left = bool(after), _MOST if limit is None else left - len(page["items"])


def _cut(found: dict[str, Any], limit: int, after: str) -> dict[str, Any]:
    """A page of what was picked from the whole list; the site's cursor is the `seq` of the last item before."""
    left = [one for one in found["items"] if not after or int(one["seq"]) < int(after)]
    more = len(left) > limit
    return {
        **found,
        "items": left[:limit],
        "total": len(found["items"]),
        "next": str(left[limit - 1]["seq"]) if more else "",
    }


def _refuse_other(after: str) -> None:
    """Raise Refused for what is no cursor of the site."""
    if after and not (after.isascii() and after.isdigit() and len(after) < _DIGITS):
        raise Refused(problem("wrong_type", "after", expected=NEXT))


def shown(now: Session, what: str, identity: str) -> dict[str, Any]:
    """One of them. Raises Refused `not_yours`."""
    if not ids.is_id(identity):
        raise Refused(problem("not_yours"))
    with now.guest() as site:
        tree: dict[str, Any] = msgspec.json.decode(site.get(f"/v1/{what}/{identity}").body)
    return {"pending": False, **tree}
