"""What is asked of the site at once: confirming, devices, password, policy, deleting; and records, one by one, by staff."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

import izanau_protocol
from izanau_desktop.cache import Cache, agreement
from izanau_desktop.deeds import AccountState
from izanau_protocol import wire

if TYPE_CHECKING:
    from izanau_desktop.sync.site import Site

T = TypeVar("T")


@dataclass(frozen=True)
class PolicyVersion:
    """A version of the policy, by its name and the hash of the text that was read."""

    version: str
    hash: str


@dataclass(frozen=True)
class PolicyText(PolicyVersion):
    """A version of the policy as the site serves it."""

    effective: str
    text: dict[str, str]
    changes: dict[str, str]
    items: dict[str, dict[str, Any]]
    purposes: tuple[str, ...]
    current: str
    versions: tuple[dict[str, Any], ...]
    """All versions, oldest first: version, effective, changes, hash."""
    source: str
    operator: wire.Operator


class _Items(msgspec.Struct):
    items: list[wire.Device] = []


class _Erasures(msgspec.Struct):
    items: list[wire.Erasure] = []


class _Found(msgspec.Struct):
    items: list[wire.Found] = []


MOST_HELD = 200_000_000
"""Bytes of the answer that holds everything: many years of who saw what."""
CLIENT = f"izanau/{izanau_protocol.__version__}"


def _read(body: bytes, kind: type[T]) -> T:
    from izanau_desktop.sync.site import decoded  # requests takes long to import, and is needed only now

    return decoded(body, kind)


def fetch_policy(site: Site, version: str = "") -> PolicyText:
    """The policy in force, or a version of it; works signed out."""
    answer = site.get("/v1/policy", {"version": version} if version else None)
    return _read(answer.body, PolicyText)


def read_policy(url: str, language: str, version: str = "") -> PolicyText:
    """The policy of the site at an address, asked for by nobody."""
    from izanau_desktop.sync.site import Site

    site = Site(url, None, language)
    try:
        return fetch_policy(site, version)
    finally:
        site.close()


class Membership:
    """Deeds that need the network: each raises SiteTrouble where the site is out of reach or refuses."""

    account: AccountState
    cache: Cache

    def site(self) -> Site:
        """A connection of one's own; close it after use."""
        raise NotImplementedError

    def policy(self, version: str = "") -> PolicyText:
        """The policy in force, or a version of it; who runs the site is kept, for receipts."""
        found = self._with(lambda site: fetch_policy(site, version))
        if self.account.id:
            self.cache.set_note(operator=msgspec.json.encode(found.operator).decode())
        return found

    def agree(self, policy: PolicyVersion, language: str) -> None:
        """Agree to a version that was read; what waited for that may go from now on."""
        self._post("/v1/policy/agree", wire.Agree(policy.version, policy.hash, language, CLIENT))
        self.cache.change(lambda connection: agreement.given(connection, policy.version))

    def confirm(self, code: str) -> None:
        """Confirm the e-mail address with the code of the mail."""
        self._post("/v1/confirm", wire.Code(code.strip().rsplit("/", 1)[-1].rsplit("=", 1)[-1]))

    def resend(self) -> None:
        """Ask for a new mail with a code."""
        self._post("/v1/confirm/resend")

    def devices(self) -> tuple[wire.Device, ...]:
        """The devices that are signed in."""
        return tuple(self._with(lambda site: _read(site.get("/v1/devices").body, _Items)).items)

    def end_device(self, device: str) -> None:
        """End the session of a device."""
        self._with(lambda site: site.delete(f"/v1/devices/{device}"))

    def change_password(self, old: str, new: str) -> None:
        """Set a new password; every other session ends."""
        self._post("/v1/password", wire.ChangePassword(old, new))

    def change_address(self, password: str, email: str) -> None:
        """Have a link mailed to a new e-mail address; nothing changes until it is opened."""
        self._post("/v1/email", wire.ChangeAddress(password, email))

    def keep_address(self) -> None:
        """Withdraw the change of the address that waits for its link."""
        self._with(lambda site: site.delete("/v1/email"))

    def reset(self, email: str) -> None:
        """Ask for a code to set a new password; the answer is alike whether there is such an account or not."""
        self._post("/v1/reset", wire.Address(email))

    def finish_reset(self, code: str, password: str) -> None:
        """Set a new password with the code of the mail; every session ends."""
        self._post("/v1/reset/finish", wire.NewPassword(code.strip(), password))

    def ask_erasure(self, password: str, *, now: bool = False) -> str:
        """Have the account deleted at the site, in 72 hours or now; when it will be. What is here stays."""
        told = self._with(lambda site: site.ask(dict[str, str], "/v1/erase", wire.Erase(password, now)))
        return str(told.get("erases", ""))

    def keep(self) -> None:
        """End the grace of an erasure: the account stays."""
        self._post("/v1/keep")

    def form_past_sync(self, text: str, topic: str, language: str) -> wire.ContactForm | None:
        """The contact form as somebody signed out fills it in, where this program is too old to sync; None where it is not."""
        if self.cache.note("sync_problem") != "client_too_old":
            return None
        return wire.ContactForm(text, self.account.email, self.account.name, topic, language)

    def contact_form(self, form: wire.ContactForm) -> dict[str, Any]:
        """The contact form, signed out: the ticket's id and number."""
        return self._with(lambda site: site.ask(dict[str, Any], "/v1/contact", form))

    # --- what the site knows of oneself; works without the current agreement, paused and in the grace of an erasure ---

    def asked(self, path: str, kind: type[T], parameters: Mapping[str, str | int] | None = None) -> T:
        """What the site says about oneself at a path."""
        return self._with(lambda site: _read(site.get(path, parameters, most=MOST_HELD).body, kind))

    def holdings(self) -> wire.Holdings:
        """Everything that the site holds about this account."""
        return self.asked("/v1/privacy/holdings", wire.Holdings)

    # --- the people of a company ---

    def invite(self, asked: wire.Invite) -> str:
        """Invite somebody into the company (owner); the invitation's id."""
        return str(self._with(lambda site: site.ask(dict[str, Any], "/v1/company/invitations", asked)).get("id", ""))

    def withdraw_invitation(self, identity: str) -> None:
        """Withdraw an invitation (owner)."""
        self._with(lambda site: site.delete(f"/v1/company/invitations/{identity}"))

    def set_member_role(self, membership: str, role: str, jobs: Iterable[str] = ()) -> None:
        """Give a member a role (owner); a hiring manager sees these jobs from now on."""
        self._post("/v1/company/members/role", wire.SetRole(membership, role, tuple(jobs)))

    def end_membership(self, membership: str, jobs_to: str = "") -> None:
        """End a membership (owner), or leave the company; its jobs go to another member."""
        self._post("/v1/company/members/end", wire.EndMember(membership, jobs_to))

    # --- support staff ---

    def find_records(self, query: str, limit: int = 50) -> tuple[wire.Found, ...]:
        """Records that fit an e-mail address, an id, a name."""
        return tuple(self._with(lambda site: site.ask(_Found, "/v1/records/find", wire.Find(query, limit))).items)

    def show_record(self, kind: str, id: str, reason: str, text: str) -> wire.Record:  # noqa: A002 - as documents name it
        """A record as its owner sees it; the look is logged, and the owner can see it."""
        return self._with(lambda site: site.ask(wire.Record, "/v1/records/show", wire.Look(kind, id, reason, text)))

    def erasures(self) -> tuple[wire.Erasure, ...]:
        """Deletions of accounts, and the devices that have yet to let go of them."""
        return tuple(self._with(lambda site: _read(site.get("/v1/erasures").body, _Erasures)).items)

    def erase_record(self, id: str, ticket: int, text: str) -> str:  # noqa: A002 - as documents name it
        """Begin the deletion of an account, as its owner asked in a ticket; when it will be. The owner can keep it."""
        asked = wire.EraseRecord(id, ticket, text)
        return str(self._with(lambda site: site.ask(dict[str, str], "/v1/records/erase", asked))["erases"])

    def approve(self, approval: wire.Approve) -> str:
        """Make a company and its owner's account from a ticket; the company's id."""
        return str(self._with(lambda site: site.ask(dict[str, Any], "/v1/companies", approval)).get("id", ""))

    def give_owner(self, asked: wire.GiveOwner) -> bool:
        """Give a company that lost its owner one, from a ticket; whether they were invited, and have yet to accept."""
        return bool(self._with(lambda site: site.ask(dict[str, Any], "/v1/companies/owner", asked))["invited"])

    def _post(self, path: str, message: msgspec.Struct | None = None) -> None:
        self._with(lambda site: site.post(path, message))

    def _with(self, work: Callable[[Site], T]) -> T:
        site = self.site()
        try:
            return work(site)
        finally:
            site.close()
