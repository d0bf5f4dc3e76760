"""A company's or a member of staff's desk with a real cache in a folder, filled as a sync would, and no site anywhere."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from izanau_desktop.accounts import Accounts
from izanau_desktop.background import Background
from izanau_desktop.cache import documents, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads.common import OutboxRow, outbox_rows
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_protocol import ambient, ids
from izanau_site.demo import offers, people
from tests.keychain import Kept

Body = dict[str, Any]
NOWHERE = "http://127.0.0.1:9"
"""The discard port: nothing listens there."""
COMPANY = ids.natural_id("test", "company", "0")


def identity(name: str, number: int = 0) -> str:
    """The same id for the same name and number."""
    return ids.natural_id("test", name, str(number))


def ago(hours: float) -> str:
    """A time so many hours ago, as the site writes it."""
    return ambient.timestamp(hours=-hours)


class Scene:
    """A desk, the border between threads and the commands of one window."""

    def __init__(self, folder: Path, group: str, role: str) -> None:
        vault, accounts = Kept(), Accounts(folder)
        entry = accounts.add(f"{role}@alpha.example", NOWHERE)
        self.desk = Desk(accounts, entry, vault)
        own = COMPANY if group == "company" else ""
        self.desk.cache.set_note(account=identity("account"), group=group, role=role, company=own)
        self.desk.look_up()
        self.background = Background()
        self.commands = Commands()

    def put(
        self, scope: str, kind: str, identifier: str, body: Mapping[str, Any], seq: int = 1, *, later: bool = False
    ) -> str:
        """A document as the site sent it; `later`: its words are not in the index yet."""

        def work(connection: Connection) -> None:
            base = trees.spelled(dict(body))
            documents.put(connection, documents.Stored(scope, kind, identifier, seq, base), later=later)

        self.desk.cache.change(work)
        return identifier

    def outbox(self) -> tuple[OutboxRow, ...]:
        """What waits for the site."""
        return outbox_rows(self.desk.cache)

    def patches(self) -> list[tuple[str, str, Any]]:
        """Kind, scope and patch of each part that waits."""
        from izanau_desktop.cache import outbox

        with self.desk.cache.file.read() as connection:
            return [(part.kind, part.scope, part.patch) for row in outbox.rows(connection) for part in row.parts]

    def close(self) -> None:
        """End the threads and close the cache."""
        self.background.close()
        self.desk.shut()


def company(folder: Path, role: str = "owner") -> Scene:
    """A desk of a company with its page."""
    scene = Scene(folder, "company", role)
    scene.put(f"company:{COMPANY}", "company", COMPANY, offers.company(0))
    return scene


def member(scene: Scene, account: str, name: str, role: str, **more: Any) -> str:
    """Somebody of the company; the membership's id."""
    body = {"company": COMPANY, "member": account, "name": name, "role": role, **more}
    return scene.put(f"company:{COMPANY}", "membership", ids.membership_id(COMPANY, account), body)


def job(scene: Scene, number: int = 0, **other: Any) -> str:
    """A published job that states all the law asks for."""
    made = offers.Offers(random.Random(number), ambient.now())
    body = {name: value for name, value in (made.one(20 + number, COMPANY) | other).items() if value is not None}
    return scene.put(f"company:{COMPANY}", "job", identity("job", number), body)


def applicant(scene: Scene, post: str, number: int, hours: float = 2, *, email: bool = True, **other: Any) -> str:
    """A person who applied; the application's id."""
    person = people.People(random.Random(number), dt.date(2026, 11, 1)).one(number)
    seeker = ids.profile_id(identity("account", number + 1))
    scope = f"applicants:{COMPANY}"
    scene.put(scope, "profile", seeker, person)
    application = ids.application_id(post, seeker, 1)
    body: Body = {
        "job": post,
        "seeker": seeker,
        "company": COMPANY,
        "attempt": 1,
        "consent": identity("consent", number),
        "source": "search",
        "applied": ago(hours),
        "stage": "new",
        "status": "applied",
        "history": {"h1": {"status": "applied", "at": ago(hours), "position": "V"}},
        "trail": {"t1": {"stage": "new", "at": ago(hours), "position": "V"}},
    }
    scene.put(scope, "application", application, body | other)
    if email:
        contact: Body = {"application": application, "company": COMPANY, "email": f"person{number}@mail.example"}
        scene.put(f"contacts:{COMPANY}", "contact", ids.contact_id(application), contact)
    return application
