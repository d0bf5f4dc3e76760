"""Where a story happens: a data folder that is watched, and beside it, out of reach of every fault, keychain and site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, cast

import msgspec

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import Cache
from izanau_desktop.desk import Desk
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, wire
from izanau_site.accounts.caller import Caller
from izanau_site.store import Change, Store
from izanau_site.store.migrations import migrate
from tests.desktop.sync.inprocess import Door
from tests.site.world import Member, Story

SITE: Final = "http://127.0.0.1:1"


class Kept:
    """A keychain in a file: it outlives a killed process."""

    lasting = True

    def __init__(self, file: Path) -> None:
        self._file = file

    def get(self, owner: str, name: str) -> str:
        return self.items().get(f"{owner}/{name}", "")

    def put(self, owner: str, name: str, value: str) -> None:
        self._file.write_bytes(msgspec.json.encode({**self.items(), f"{owner}/{name}": value}))

    def drop(self, owner: str, *names: str) -> None:
        wanted = {f"{owner}/{name}" for name in names}
        left = {
            item: value
            for item, value in self.items().items()
            if not (item in wanted if names else item.startswith(f"{owner}/"))
        }
        self._file.write_bytes(msgspec.json.encode(left))

    def items(self) -> dict[str, str]:
        """All that is kept."""
        return msgspec.json.decode(self._file.read_bytes(), type=dict[str, str]) if self._file.exists() else {}


class Entrance(Door):
    """The site in process, with what a desk asks of it beside syncing."""

    def post(self, path: str, message: msgspec.Struct | None = None) -> Any:
        """As `Site.post`."""
        return self._answered(path, b"{}", "") if path == "/v1/signout" else super().post(path, message)

    def close(self) -> None:
        """There is no line to close."""


class Near(Desk):
    """A desk whose site is in this process."""

    reach: Callable[[], Entrance]

    def site(self) -> Site:
        """The site, without a network between."""
        return cast("Site", type(self).reach())


class Place:
    """One folder with all of it."""

    def __init__(self, root: Path) -> None:
        self.root, self.data = root, root / "data"
        self.vault = Kept(root / "keychain.json")
        self._store: Store | None = None

    # --- the site ---

    @property
    def store(self) -> Store:
        """The site's store, opened when it is first needed."""
        if self._store is None:
            self._store = Store.open(f"sqlite:///{self.root / 'site.db'}", self.root / "ledger")
        return self._store

    def begin(self) -> Story:
        """A new site with people in it."""
        self.data.mkdir(parents=True)
        migrate(f"sqlite:///{self.root / 'site.db'}")
        return Story(self.store)

    def door(self, caller: Caller) -> Entrance:
        """The site as this caller's device reaches it."""
        return Entrance(lambda: self.store, caller)

    def note(self, **facts: Any) -> None:
        """What `run` and `check` are to know of what was prepared."""
        (self.root / "facts.json").write_bytes(msgspec.json.encode(facts))

    @property
    def facts(self) -> dict[str, Any]:
        """What was noted."""
        return msgspec.json.decode((self.root / "facts.json").read_bytes(), type=dict[str, Any])

    @property
    def caller(self) -> Caller:
        """Who works at the desk."""
        return msgspec.convert(self.facts["caller"], Caller)

    def confirm(self, member: Member) -> None:
        """Let somebody's e-mail address be confirmed, as the site does it."""
        body = {"email": member.email, "name": "Mai", "group": "seeker", "role": "seeker", "confirmed": True}
        with self.store.transaction(write=True) as connection:
            self.store.write(connection, [Change(kind="account", id=member.caller.account, body=body)])

    def member(self, caller: Caller) -> Member:
        """Somebody else at the site, whose device has read everything."""
        found = Member(self.store, caller, "")
        found.pull()
        return found

    # --- the desk ---

    @property
    def desks(self) -> type[Near]:
        """Desks that reach this place's site."""
        Near.reach = lambda: self.door(self.caller)
        return Near

    def sign_in(self, member: Member, **facts: Any) -> Near:
        """A desk of this member, signed in and never synced."""
        caller = msgspec.structs.replace(member.caller, device=ambient.new_id())
        self.note(caller=caller, **facts)
        known = Accounts(self.data)
        desk = self.desks(known, known.add(member.email, SITE), self.vault, SITE)
        told = (caller.account, caller.group, caller.role, caller.company, caller.device, "access", "refresh", 60)
        desk._welcome(wire.Session(*told), member.email)
        return desk

    def open(self) -> Near:
        """The desk used last, as a window opens it."""
        return cast("Near", self.desks.open(self.data, vault=self.vault))

    def read_anew(self) -> Cache:
        """What the site shows to who works at the desk: a new cache in memory that has read everything."""
        cache, caller = Cache(None), self.caller
        cache.set_note(account=caller.account, group=caller.group, role=caller.role, company=caller.company)
        report = engine.sync(cache, cast("Site", self.door(caller)))
        assert report.problem is None, report.problem
        return cache
