"""Lists of what the cache holds: documents in full, searched, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from izanau_desktop.command.telling import document, page
from izanau_protocol import position
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.cache import Cache, Document

T = TypeVar("T")
_NUMBER: Final = re.compile(r"[0-9]{1,18}")
NEXT: Final = Words("the `next` that this list gave before", "前に表示された一覧の `next`")


def whole(found: Document) -> dict[str, Any]:
    """A document of the cache as the command shows it."""
    return document(found.kind, found.id, found.body, seq=found.seq, pending=found.pending)


def there(found: T | None) -> T:
    """What was asked for. Raises Refused `not_yours` where it is not there."""
    if found is None:
        raise Refused(problem("not_yours"))
    return found


def get(cache: Cache, kind: str, identity: str) -> Document:
    """The document of the cache. Raises Refused `not_yours` where there is none."""
    return there(cache.get(kind, identity))


def paged(
    items: Iterable[dict[str, Any]],
    query: str,
    words: Callable[[dict[str, Any]], Iterable[object]],
    limit: int,
    after: str,
) -> dict[str, Any]:
    """A page of a list that is short by nature (one's own applications, the outbox): `next` is the id of its last item."""
    from izanau_protocol.text import fold

    wanted = fold(query).split()
    found = [one for one in items if not wanted or _fits(fold(" ".join(map(str, words(one)))), wanted)]
    start = 0
    if after:
        known = [one["id"] for one in found]
        if after not in known:
            raise Refused(problem("wrong_type", "after", expected=NEXT))
        start = known.index(after) + 1
    some = found[start : start + limit]
    return page(some, len(found), some[-1]["id"] if start + limit < len(found) else "")


def cursor(after: str) -> str:
    """Where a list of the cache goes on: a time and a number. Raises Refused for what no list gave."""
    at, _, number = after.partition("|")
    if after and not (at.isprintable() and _NUMBER.fullmatch(number)):
        raise Refused(problem("wrong_type", "after", expected=NEXT))
    return after


def in_order(body: Body, name: str) -> list[Body]:
    """The items of a map, by position."""
    held = body.get(name)
    items: dict[str, Any] = held if isinstance(held, dict) else {}
    return [items[key] for key in position.ordered(items)]


def ids_of(rows: Sequence[Any], cache: Cache, kind: str) -> list[dict[str, Any]]:
    """The documents in full of rows that a read model gave."""
    found = (cache.get(kind, row.id) for row in rows)
    return [whole(one) for one in found if one is not None]


def _fits(text: str, wanted: list[str]) -> bool:
    return all(word in text for word in wanted)
