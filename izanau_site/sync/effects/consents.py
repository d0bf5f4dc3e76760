"""Consents: what was agreed to, and whether a deed that discloses something stands on one."""

from __future__ import annotations

from typing import Final

from izanau_protocol.canonical import Body
from izanau_site.accounts import purposes
from izanau_site.store import policies
from izanau_site.store.documents import Change
from izanau_site.sync.work import Step, Work, refuse

BY_DEVICE: Final = "device"
"""How a consent ended that one's own device ended, itself or with the deed that stood on it."""


def given(work: Work, step: Step) -> Body:
    """A new consent names a published version and the words that were shown, and gets the moment of the site."""
    return _checked(work, dict(step.body))


def ended(work: Work, step: Step) -> Body:
    """A consent can only be ended, once. Agreeing to the policy itself is never undone (PRV-05)."""
    if step.body.get("ended") is not True:
        raise refuse("read_only_field", "ended")
    if step.body.get("deed") == "policy":
        raise refuse("read_only_field", "deed")
    work.revoked.append(("consent", step.part.id))
    return purposes.ended(dict(step.body), BY_DEVICE, work.at)


def end(work: Work, deed: str, **where: str) -> None:
    """End the caller's living consents to a deed: what stood on them is over."""
    for row in work.of_account("consent", work.caller.account):
        body = row.body
        if body.get("deed") == deed and not body.get("ended") and all(body.get(n) == v for n, v in where.items()):
            over = purposes.ended(body, BY_DEVICE, work.at)
            work.put(Change(kind="consent", id=row.id, body=over, account=row.account))
            work.revoked.append(("consent", row.id))


def _checked(work: Work, body: Body) -> Body:
    deed = body.get("deed")
    if deed == "policy":
        raise refuse("read_only_field", "deed")
    if "ended" in body:
        raise refuse("read_only_field", "ended")
    for name in ("words", "language", "version"):
        if not body.get(name):
            raise refuse("required", name)
    if (deed == "purpose") != bool(body.get("purpose")):
        raise refuse("unknown_code" if body.get("purpose") else "required", "purpose", value=str(body.get("purpose")))
    versions = policies.every(work.connection)
    named = next((one for one in versions if one.version == body["version"]), None)
    if named is None and versions:
        raise refuse("wrong_policy_version", "version", version=policies.in_force(versions).version)
    if named is not None and body.get("hash", named.hash) != named.hash:
        raise refuse("wrong_policy_version", "hash", version=named.version)
    known = policies.in_force(versions).purposes if versions else purposes.NAMES
    if deed == "purpose" and body["purpose"] not in known:
        raise refuse("not_in_policy", "purpose", name=str(body["purpose"]))
    return {**body, **({"hash": named.hash} if named else {}), "at": work.at}


def follow_purposes(work: Work, before: Body, after: Body) -> None:
    """A purpose that goes on needs a living consent to it (PRV-41); with one that goes off its consents end."""
    was, now = purposes.chosen(before), purposes.chosen(after)
    if was == now:
        return
    known = work.of_account("consent", work.caller.account)
    for name in sorted(now - was):
        if not any(purposes.is_living(one, name) for one in known):
            raise refuse("consent_required", f"purposes.{name}")
    for name in sorted(was - now):
        end(work, "purpose", purpose=name)


def require(work: Work, deeds: tuple[str, ...], *, named: object = "", recipient: str = "", about: str = "") -> None:
    """Refuse unless there is a living consent to one of these deeds, for this recipient, about this document.

    `named` is the id that the document gives; with none, any consent that fits will do.
    """
    for row in work.of_account("consent", work.caller.account):
        body = row.body
        fits = body.get("deed") in deeds and not body.get("ended")
        fits = fits and (not recipient or body.get("recipient") == recipient)
        fits = fits and (not about or body.get("about") == about)
        if fits and (not named or row.id == named):
            return
    raise refuse("consent_required", "consent" if named else "")
