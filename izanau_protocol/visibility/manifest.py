"""What a version of the policy lists, as both ends hold to it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from izanau_protocol import documents
from izanau_protocol.visibility import table

BY_THE_SERVICE: Final = frozenset({table.SERVICE, table.WRITTEN})
"""What no version lists: ids, times and states that the service makes, and what is written to a company by a consent."""
_LISTED: Final = frozenset(table.AUDIENCES) - {"self", "staff_record", "author"}
"""The audiences to whom a version of the policy shows something; one's own record is one's own in any case."""


class Manifest(msgspec.Struct, frozen=True):
    """The fields (`kind.field`) that a version lists, and the pairs of field and audience that it names."""

    fields: frozenset[str] = frozenset()
    shown: frozenset[tuple[str, str]] = frozenset()

    def lists(self, kind: str, name: str) -> bool:
        """Whether a field may be collected: it is listed, or it is nothing that the policy speaks of."""
        return f"{kind}.{name}" in self.fields or not is_item(kind, name)

    def shows(self, kind: str, name: str, audience: str) -> bool:
        """Whether an audience may be shown a field."""
        if audience == "self" or not is_item(kind, name):
            return True
        if audience not in _LISTED:
            return f"{kind}.{name}" in self.fields  # what is listed no more is for nobody but the person
        return (f"{kind}.{name}", audience) in self.shown


def sections(manifest: Manifest | None) -> tuple[str, ...]:
    """The sections of a profile that a version lists, in order; the ten of the first one where no version is known."""
    if manifest is None:
        return documents.SECTIONS
    return tuple(one for one in documents.ORDERED if manifest.lists("profile", one))


def is_item(kind: str, name: str) -> bool:
    """Whether a field is an item of the policy."""
    row = table.row(kind, name)
    return row is not None and row.item not in BY_THE_SERVICE


def manifest_of(items: Mapping[str, Any]) -> Manifest:
    """The manifest in the `items` of a policy document."""
    pairs = [(path, item.get("audience", ())) for item in items.values() for path in item.get("paths", ())]
    return Manifest(
        frozenset(path for path, _ in pairs), frozenset((path, one) for path, seen in pairs for one in seen)
    )


def narrow(kind: str, body: Mapping[str, object], audience: str, manifest: Manifest | None = None) -> dict[str, object]:
    """The body as an audience sees it under a version of the policy; None where no version is known."""
    return {name: value for name, value in body.items() if may_see(kind, name, audience, manifest)}


@functools.lru_cache(4096)  # asked of each field of each view that is written or served
def may_see(kind: str, name: str, audience: str, manifest: Manifest | None = None) -> bool:
    """Whether an audience sees a field under a version of the policy."""
    return table.may_see(kind, name, audience) and (manifest is None or manifest.shows(kind, name, audience))
