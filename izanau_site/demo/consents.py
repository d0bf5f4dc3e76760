"""What the people of the demo agreed to: the policy, registering their profile, and some of the four purposes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from msgspec.structs import replace

from izanau_protocol import documents
from izanau_site.policy.versions import Version
from izanau_site.store import Change

Body = dict[str, Any]

_EVERY: Final = {"statistics": 2, "newsletter": 4}
"""Every how many people one chose a purpose; none that the site mails about by itself, as two thousand do not read here."""
_REGISTER: Final = "My profile becomes public: everyone can see the items that are filled in."


def agreed(
    changes: Sequence[Change], people: Sequence[Body], version: Version, new_id: Callable[[], str]
) -> list[Change]:
    """These changes, with the purposes that people chose, and all the consents that go with them."""
    chosen = {row["id"]: _chosen(number) for number, row in enumerate(_seekers(people))}
    found = [_with_purposes(one, chosen.get(one.id, {})) if one.kind == "account" else one for one in changes]
    public = {one.account for one in changes if one.kind == "profile" and (one.body or {}).get("registered")}
    for row in people:
        for deed in _deeds(row, public, chosen.get(row["id"], {})):
            common = {"version": version.version, "hash": version.hash, "language": row["language"], "method": "demo"}
            body = {**deed, **common, "at": row["created"]}
            found.append(Change(kind="consent", id=new_id(), body=body, account=row["id"], at=row["created"]))
    return found


def _seekers(people: Sequence[Body]) -> list[Body]:
    return [row for row in people if row["role"] == "seeker" and not row["password_hash"]]


def _chosen(number: int) -> Body:
    purposes = {name: True for name, every in _EVERY.items() if number % every == 1}
    return {"purposes": purposes} if purposes else {}


def _with_purposes(change: Change, more: Body) -> Change:
    return replace(change, body={**(change.body or {}), **more})


def _deeds(row: Body, public: set[str], chosen: Body) -> Iterator[Body]:
    yield {"deed": "policy"}
    if row["id"] in public:
        yield {"deed": "register", "words": _REGISTER}
    for name in chosen.get("purposes", ()):
        words = documents.fields("account")[f"purposes.{name}"].spec.words.of(row["language"])
        yield {"deed": "purpose", "purpose": name, "words": words}
