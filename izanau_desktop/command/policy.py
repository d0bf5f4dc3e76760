"""policy: the privacy policy in force, and agreeing to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from izanau_desktop.command import given
from izanau_desktop.command.program import noun
from izanau_desktop.command.session import Session, session
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.membership import PolicyText


@noun("show")
def policy() -> None:
    """The privacy policy."""


@policy.command()
@click.argument("version", default="")
def show(version: str) -> None:
    """Show the policy in force, or the version that is named; works without an account."""
    now = session()
    found = _read(now, version)
    text = found["text"].get(now.language) or found["text"].get("en", "")
    head = f"{found['version']} ({found['effective']})"
    now.tell.document(found, f"{head}\n\n{text}")


@policy.command()
@click.argument("version", default="")
def agree(version: str) -> None:
    """Agree to the version of the policy that was read."""
    now = session()
    desk = now.desk()
    found = desk.policy(version)
    if not version:
        now.tell.error(found.text.get(now.language) or found.text["en"])
        words = Words("I have read the privacy policy and agree to it", "プライバシーポリシーを読み、同意します")
        if not given.agreed(words.of(now.language)):
            raise Refused(problem("consent_required", "version"))
    desk.agree(found, now.language)
    now.tell.document({"agreed": found.version}, found.version)


def _read(now: Session, version: str) -> dict[str, Any]:
    """From the site; where it is out of reach, what the account's cache knows."""
    from izanau_desktop.membership import fetch_policy
    from izanau_desktop.sync.site import SiteTrouble

    try:
        with now.guest() as site:
            return _told(fetch_policy(site, version))
    except SiteTrouble as trouble:
        kept = _kept(now, version) if trouble.status == 0 else None
        if kept is None:
            raise
        return kept


def _told(found: PolicyText) -> dict[str, Any]:
    return {
        "version": found.version,
        "effective": found.effective,
        "text": found.text,
        "items": found.items,
        "purposes": list(found.purposes),
        "changes": found.changes,
        "hash": found.hash,
    }


def _kept(now: Session, version: str) -> dict[str, Any] | None:
    from izanau_desktop.cache.reads import common

    desk = now.known_desk()
    if desk is None:
        return None
    named = [one for one in desk.cache.list("policy") if one.body.get("version") == version]
    found = named[0] if named else None if version else common.policy(desk.cache)
    return dict(found.body) if found else None
