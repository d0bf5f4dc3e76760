"""Who asks: the signed-in account and device with the rights it has at this moment."""

from __future__ import annotations

import msgspec

from izanau_protocol import ids, visibility


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """One signed-in device of an account. `profile` is the id of a seeker's profile; `jobs` are a hiring manager's."""

    account: str
    device: str
    group: str
    role: str
    company: str = ""
    profile: str = ""
    agreed: bool = True
    """Whether the account agreed to the version of the policy that is in force."""
    confirmed: bool = True
    """Whether the e-mail address is confirmed."""
    jobs: tuple[str, ...] = ()
    noted: bool = True
    """Whether it was noted not long ago, and with this pair of tokens, that the device was here."""

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes that this caller reads."""
        return visibility.scopes_of(self.role, self.account, self.company, self.jobs)

    @property
    def membership(self) -> str:
        """The id of this caller's place in their company, by which its documents name them; empty for others."""
        return ids.membership_id(self.company, self.account) if self.company else ""
