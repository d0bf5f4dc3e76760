"""Fills an empty site: companies, jobs, seekers, applications, tickets and the accounts that the demo offers."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from typing import Any, Final

import msgspec

from izanau_protocol import ambient, ids, text
from izanau_site.accounts import passwords
from izanau_site.demo.applications import Applying
from izanau_site.demo.consents import agreed
from izanau_site.demo.leaving import COUNT, leave
from izanau_site.demo.offers import Offers, company, told
from izanau_site.demo.people import People
from izanau_site.demo.tasks import tasks
from izanau_site.demo.words import LETTERS, VIEW
from izanau_site.policy import versions
from izanau_site.store import Change, Store
from izanau_site.store.store import count

Body = dict[str, Any]

PASSWORD: Final = "demo-Izanau-2026"  # noqa: S105 - the made-up people of a demo have no secret
SEEKER: Final = "seeker@demo.example"
HR: Final = "hr@demo.example"
STAFF: Final = "staff@demo.example"


TICKETS: Final = (
    ("profile", "My birthday is wrong, and I cannot find where it came from."),
    ("account", "I have a new e-mail address. How can I change it?"),
    ("company_account", "We are a small studio in Kyoto and would like to post two jobs."),
    ("job", "An advertisement says that the place is closed. Is it still open?"),
)


class Size(msgspec.Struct, frozen=True):
    """How much there is to be."""

    seekers: int = 2000
    jobs: int = 300
    applications: int = 500
    """Applications spread over all companies but the first."""
    company_with: int = 1500
    """Applications to one job of the first company."""


class Seeded(msgspec.Struct, frozen=True):
    """What was made."""

    seekers: int
    companies: int
    jobs: int
    applications: int
    documents: int


class _World:
    """What is being told, in the order of telling; every id comes from the seed."""

    def __init__(self, seed: int, now: dt.datetime, password_hash: str) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - believable, not secret
        self.now, self.password_hash = now, password_hash
        self.people: list[Body] = []
        self.changes: list[Change] = []
        self.owners: dict[str, str] = {}
        """The membership of each company's owner."""

    def id(self) -> str:
        """A UUIDv4 from the seed."""
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def person(self, email: str, name: str, role: str, group: str, *, employer: str = "", known: bool = False) -> Body:
        """An account's row and document; without a password unless the demo offers it."""
        identity = self.id()
        since = told(self.now - dt.timedelta(days=self.chance.randint(61, 900)))
        row = {
            "id": identity,
            "email_key": text.email_key(email),
            "email": email,
            "name": name,
            "name_key": text.name_key(name),
            "password_hash": self.password_hash if known else "",
            "group": group,
            "role": role,
            "company": employer,
            "language": "en",
            "created": since,
            "seen": told(self.now),  # whoever the demo shows is about: nobody is told that their account goes
            "confirmed": True,
            "policy_version": "",
            "profile": ids.profile_id(identity),
        }
        self.people.append(row)
        body = {key: row[key] for key in ("email", "name", "group", "role", "language", "confirmed", "created")}
        self.tell("account", identity, body | ({"company": employer} if employer else {}), identity, since)
        return row

    def tell(self, kind: str, identity: str, body: Body, account: str = "", at: str = "") -> None:
        """Add a document."""
        self.changes.append(Change(kind=kind, id=identity, body=body, account=account, at=at))


def seed(store: Store, size: Size, number: int = 1, now: dt.datetime | None = None) -> Seeded:
    """Fill the site. The same number and moment tell the same people, ids included."""
    moment = (now or ambient.now()).replace(microsecond=0)
    with store.transaction() as connection:
        policy = versions.current(connection)
    world = _World(number, moment, passwords.hashed(PASSWORD))
    employers = _companies(world, max(1, min(60, size.jobs // 8)))
    jobs = _jobs(world, employers, size.jobs)
    seekers = _seekers(world, size.seekers)
    applying = Applying(world.chance, moment, policy.version, policy.hash, world.owners)
    applied = _applications(world, applying, employers, jobs, seekers, size)
    _offered(world, applying, employers, jobs)
    _tickets(world, seekers)
    leavers = _leavers(world, applying, employers, jobs, seekers, size)
    world.changes += tasks(world.changes, employers[0], world.owners[employers[0]], moment)
    for row in world.people:
        row["policy_version"] = policy.version
    world.changes = agreed(world.changes, world.people, policy, world.id)
    store.load(world.changes, world.people)
    with store.transaction(write=True) as connection:
        for _ in TICKETS:
            count(connection, "tickets")
    if leavers is not None:
        members = [row for row in world.people if row["company"] == employers[0]]
        leave(store, moment, number, members, *leavers)
    left = COUNT - 1 if leavers is not None else 0  # one of them is erased
    return Seeded(len(seekers) + 1 + left, len(employers), len(jobs), applied + 3 + left, len(world.changes))


def _companies(world: _World, count: int) -> list[str]:
    found: list[str] = []
    for number in range(count):
        identity, body = world.id(), company(number)
        world.tell("company", identity, body)
        for use, name, words in LETTERS:
            letter: Body = {"company": identity, "use": use, "name": name, "text": words}
            world.tell("template", ids.natural_id("template", identity, use), letter)
        found.append(identity)
        owner = HR if number == 0 else f"hr{number}@demo.example"
        _member(
            world, identity, owner, "Demo HR" if number == 0 else f"HR of {body['name']}", "owner", known=number < 2
        )
        shared: Body = {"company": identity, **VIEW, "author": world.owners[identity], "at": told(world.now)}
        world.tell("view", ids.natural_id("view", identity), shared)
    _member(world, found[0], "reviewer@demo.example", "Demo Reviewer", "reviewer", known=True)
    world.person(STAFF, "Demo Staff", "agent", "staff", known=True)
    return found


def _member(world: _World, employer: str, email: str, name: str, role: str, *, known: bool) -> None:
    row = world.person(email, name, role, "company", employer=employer, known=known)
    body = {"company": employer, "member": row["id"], "name": name, "role": role}
    identity = ids.membership_id(employer, row["id"])
    world.owners.setdefault(employer, identity)
    world.tell("membership", identity, body, row["id"])


def _jobs(world: _World, employers: list[str], count: int) -> list[tuple[str, Body]]:
    offers = Offers(world.chance, world.now)
    found = []
    for number in range(count):
        identity, body = world.id(), offers.one(number, employers[number % len(employers)])
        world.tell("job", identity, body, at=body.get("published", ""))
        found.append((identity, body))
    return found


def _seekers(world: _World, count: int) -> list[Body]:
    people, found = People(world.chance, world.now.date()), []
    for number in range(count):
        body = people.one(number)
        row = world.person(f"person{number}@mail.example", body["name"]["full"], "seeker", "seeker")
        world.tell("profile", row["profile"], body, row["id"], row["created"])
        found.append(row)
    return found


def _applications(
    world: _World,
    applying: Applying,
    employers: list[str],
    jobs: list[tuple[str, Body]],
    seekers: list[Body],
    size: Size,
) -> int:
    published = [(identity, body) for identity, body in jobs if body["state"] == "published"]
    own = [one for one in published if one[1]["company"] == employers[0]]
    others = [one for one in published if one[1]["company"] != employers[0]] or published
    count = 0
    for row in seekers[: size.company_with] if own else ():
        world.changes += applying.one(row, *own[0])
        count += 1
    taken: set[tuple[str, str]] = set()
    while seekers and others and len(taken) < min(size.applications, len(seekers) * len(others) // 2):
        row, offer = world.chance.choice(seekers), world.chance.choice(others)
        if (row["id"], offer[0]) not in taken:
            taken.add((row["id"], offer[0]))
            world.changes += applying.one(row, *offer)
    return count + len(taken)


def _offered(world: _World, applying: Applying, employers: list[str], jobs: list[tuple[str, Body]]) -> None:
    """The seeker of the demo: a profile at 70 %, three applications in different stages, one message not read yet."""
    row = world.person(SEEKER, "Lucía Navarro Ortiz", "seeker", "seeker", known=True)
    body = People(world.chance, world.now.date()).one(26)
    body["name"] = {
        "full": "Lucía Navarro Ortiz",
        "family": "Navarro Ortiz",
        "given": "Lucía",
        "reading": "ルシア・ナバロ・オルティス",
        "order": "given-first",
    }
    for absent in ("hobbies", "skills", "education"):
        body.pop(absent, None)
    body.pop("registered", None)
    world.tell("profile", row["profile"], body, row["id"], row["created"])
    published = [(identity, offer) for identity, offer in jobs if offer["state"] == "published"]
    own = [one for one in published if one[1]["company"] == employers[0]][:1]
    chosen = own + [one for one in published if one[1]["company"] != employers[0]][:2]
    ways = (("new",), ("new", "screening", "interview"), ("new", "screening"))
    asked = ("", "Thank you for your application. Could we talk on Thursday at 10:00?", "")
    for one, way, message in zip(chosen, ways, asked, strict=False):
        world.changes += applying.one(row, *one, stages=way, message=message, note=False)


def _leavers(
    world: _World,
    applying: Applying,
    employers: list[str],
    jobs: list[tuple[str, Body]],
    seekers: list[Body],
    size: Size,
) -> tuple[list[Body], str] | None:
    """Who applied to the first company and leaves, then others who applied there and stay; and to which job."""
    offer = next((one for one in jobs if one[1]["state"] == "published" and one[1]["company"] == employers[0]), None)
    if offer is None:
        return None
    people, found = People(world.chance, world.now.date()), []
    for number in range(len(seekers), len(seekers) + COUNT):
        body = people.one(number)
        row = world.person(f"person{number}@mail.example", body["name"]["full"], "seeker", "seeker")
        world.tell("profile", row["profile"], body, row["id"], row["created"])
        world.changes += applying.one(row, *offer, stages=("new", "screening"), note=False)
        found.append(row)
    return [*found, *seekers[: size.company_with]], offer[0]


def _tickets(world: _World, seekers: list[Body]) -> None:
    for number, (topic, words) in enumerate(TICKETS, 1):
        row = seekers[number] if len(seekers) > number and topic != "company_account" else None
        at = told(world.now - dt.timedelta(hours=7 * number))
        body = {"number": number, "topic": topic, "text": words, "state": "open", "at": at}
        visitor = {"email": f"visitor{number}@mail.example", "name": "Visitor"}
        body |= {name: (row or visitor)[name] for name in ("email", "name")}
        world.tell("ticket", world.id(), body, row["id"] if row else "", at)
