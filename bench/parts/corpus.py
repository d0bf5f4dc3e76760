"""The applicants that sync is measured with: the demo's believable people, who all applied to one company, written by the site itself."""

from __future__ import annotations

import json
import random
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import select

from bench.parts import inprocess
from izanau_protocol import ambient, canonical, ids, text
from izanau_site.accounts import passwords
from izanau_site.demo.applications import Applying
from izanau_site.demo.offers import Offers, company, told
from izanau_site.demo.people import People
from izanau_site.policy import versions
from izanau_site.policy.versions import Version
from izanau_site.site import Site
from izanau_site.store import Change
from izanau_site.store.schema import documents

EMAIL: Final = "hr@bench.example"
PASSWORD: Final = "bench-Izanau-2026"
EVERYONE: Final = "orienteering"
"""A word in every profile, by which all are found."""
SEEN: Final = ("profile", "application", "contact")
"""What the company receives of an applicant."""
_AT_ONCE: Final = 1_000

Body = dict[str, Any]


class Size(msgspec.Struct):
    """What was written for the company to receive."""

    applicants: int = 0
    plain_bytes: int = 0
    """As canonical JSON, one document a line."""
    prose_bytes: int = 0
    """What people wrote in their own words, in UTF-8."""
    japanese_bytes: int = 0
    """The part of that in Japanese."""

    def add(self, changes: Sequence[Change]) -> None:
        """Count some documents."""
        for change in changes:
            if change.kind in SEEN and change.body is not None:
                line = canonical.encode(dict(change.body))
                self.plain_bytes += len(line) + 1
                self.applicants += change.kind == "application"
                for language, words in _prose(change.body):
                    self.prose_bytes += len(words.encode())
                    self.japanese_bytes += len(words.encode()) if language == "ja" else 0


def word(number: int) -> str:
    """The word that only this person's profile has."""
    return f"runner{number}x"


def changed(time: int) -> str:
    """The word that those have who were changed at this time."""
    return f"marathon{time}x"


def change(site: Site, count: int, time: int) -> None:
    """Give so many profiles another hobby; `time` counts how often that was done."""
    with site.store.transaction() as connection:
        profiles = select(documents.c.id).where(documents.c.kind == "profile")
        some = connection.scalars(profiles.order_by(documents.c.created, documents.c.id).limit(count)).all()
    for first in range(0, len(some), _AT_ONCE):
        with site.store.transaction() as connection:
            found = [site.store.get(connection, "profile", one) for one in some[first : first + _AT_ONCE]]
        site.store.load(
            Change(kind="profile", id=one.id, body={**one.body, "hobbies": {"en": f"{EVERYONE} {changed(time)}"}})
            for one in found
            if one is not None
        )


def fill(site: Site, count: int) -> Size:
    """Write a company, its owner and job, and so many applicants, the last one first in its list."""
    with site.store.transaction() as connection:
        policy = versions.current(connection)
    chance, now = random.Random(5), ambient.now().replace(microsecond=0)
    employer, job = _identity(chance), _identity(chance)
    membership = _company(site, chance, employer, policy)
    offer = Offers(chance, now).one(20, employer)
    site.store.load([Change(kind="job", id=job, body=offer)])
    people, size = People(chance, now.date()), Size()
    applying = Applying(chance, now, policy.version, policy.hash, {employer: membership})
    for first in range(0, count, _AT_ONCE):
        rows: list[Body] = []
        changes: list[Change] = []
        for number in range(first, min(first + _AT_ONCE, count)):
            row = _account(chance, f"person{number}@mail.example", f"Person {number}", "seeker")
            profile = people.one(number)
            profile.pop("registered", None)
            english = profile.get("hobbies", {}).get("en", "")
            profile["hobbies"] = profile.get("hobbies", {}) | {"en": f"{english} {EVERYONE} {word(number)}".strip()}
            rows.append(row)
            changes.append(Change(kind="profile", id=row["profile"], body=profile, account=row["id"]))
            changes += applying.one(row, job, offer, note=False)
        site.store.load(changes, rows)
        size.add(changes)
    return size


def _company(site: Site, chance: random.Random, employer: str, policy: Version) -> str:
    """The company and its owner, who agreed to the policy; the id of the membership."""
    owner = _account(chance, EMAIL, "Demo HR", "company") | {
        "role": "owner",
        "company": employer,
        "password_hash": passwords.hashed(PASSWORD),
        "policy_version": policy.version,
    }
    membership = ids.membership_id(employer, owner["id"])
    member = {"company": employer, "member": owner["id"], "name": owner["name"], "role": "owner"}
    names = ("email", "name", "group", "role", "language", "confirmed", "created", "company")
    site.store.load(
        [
            Change(kind="account", id=owner["id"], body={name: owner[name] for name in names}, account=owner["id"]),
            Change(kind="company", id=employer, body=company(1)),
            Change(kind="membership", id=membership, body=member, account=owner["id"]),
        ],
        [owner],
    )
    return membership


def _account(chance: random.Random, email: str, name: str, group: str) -> Body:
    identity, at = _identity(chance), told(ambient.now())
    return {
        "id": identity,
        "email_key": text.email_key(email),
        "email": email,
        "name": name,
        "name_key": text.name_key(name),
        "password_hash": "",
        "group": group,
        "role": group,
        "company": "",
        "language": "en",
        "created": at,
        "seen": at,
        "confirmed": True,
        "policy_version": "",
        "profile": ids.profile_id(identity),
    }


def _identity(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


def _prose(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Language and words of the texts that are kept in one or two languages."""
    for name, value in body.items():
        if isinstance(value, dict):
            yield from _prose(value)
        elif name in ("en", "ja"):
            yield name, value


def main() -> None:
    """`folder count`."""
    with inprocess.opened(Path(sys.argv[1])) as site:
        size = fill(site, int(sys.argv[2]))
        site.store.settle()
    sys.stdout.write(json.dumps(msgspec.to_builtins(size)) + "\n")


if __name__ == "__main__":
    main()
