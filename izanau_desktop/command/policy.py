"""policy: the privacy policy in force, what changed in it, and agreeing to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click
import msgspec

from izanau_desktop.command import given
from izanau_desktop.command.program import noun
from izanau_desktop.command.session import Session, session
from izanau_protocol.difference import changed
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem
from izanau_protocol.reading.profile import section_words

if TYPE_CHECKING:
    from izanau_desktop.desk import Desk
    from izanau_desktop.membership import PolicyText

_SIGNS = {"kept": "  ", "added": "+ ", "removed": "- "}
_AGREE = Words("I have read the privacy policy and agree to it", "プライバシーポリシーを読み、同意します")
_SOURCE = Words(
    "Source: {source}. The English text prevails; the Japanese one is a translation by this site.",
    "出典: {source}。英語版が優先し、日本語版は当サイトによる参考訳です。",
)


@noun("show")
def policy() -> None:
    """The privacy policy."""


@policy.command()
@click.argument("version", default="")
def show(version: str) -> None:
    """Show the policy in force, or the version that is named; works without an account."""
    now = session()
    found = _read(now, version)
    now.tell.document(found, f"{_head(found, now.language)}\n\n{_text(found, now.language)}")


@policy.command()
@click.argument("old", default="")
@click.argument("new", default="")
def diff(old: str, new: str) -> None:
    """Show what changed from version OLD to NEW; without them, from the one that you agreed to, to the one in force."""
    now = session()
    later = _read(now, new)
    earlier = _read(now, old or _agreed(now) or _before(now, later))
    document, words = _difference(earlier, later, now.language)
    now.tell.document(document, words)


@policy.command()
@click.argument("version", default="")
@click.option(
    "--unlisted",
    type=click.Choice(["delete", "here"]),
    help="What becomes of items that the new version no longer lists: delete them, or keep them on this computer only.",
)
def agree(version: str, unlisted: str | None) -> None:
    """Agree to the version of the policy that was read; prints the receipt."""
    now = session()
    desk = now.desk()
    found = desk.policy(version)
    if not version:
        _show_whole(now, desk, found)
        if not given.agreed(_AGREE.of(now.language)):
            raise Refused(problem("consent_required", "version"))
    held = desk.unlisted()
    if held and unlisted is None:
        names = ", ".join(section_words(one, now.language) for one in held)
        raise Refused(problem("no_longer_listed", "unlisted", items=names))
    desk.agree(found, now.language)
    desk.let_go(held, now.language, keep=unlisted == "here")
    desk.sync()
    receipt = _receipt(desk, found.version)
    now.tell.document({"agreed": found.version, "receipt": receipt}, _receipt_words(found, receipt, now.language))


def _show_whole(now: Session, desk: Desk, found: PolicyText) -> None:
    """The summary and the changes since the version that was agreed to, then the text, before anybody is asked."""
    told = _told(found)
    earlier = _agreed(now)
    if earlier and earlier != found.version:
        now.tell.error(_difference(_told(desk.policy(earlier)), told, now.language)[1])
    now.tell.error(_text(told, now.language))


def _difference(old: Mapping[str, Any], new: Mapping[str, Any], language: str) -> tuple[dict[str, Any], str]:
    passages = changed(_text(old, language), _text(new, language))
    summary = str(new["changes"].get(language) or new["changes"].get("en", ""))
    document = {
        "old": old["version"],
        "new": new["version"],
        "changes": new["changes"],
        "passages": msgspec.to_builtins(passages),
    }
    lines = [f"{_SIGNS[one.change]}{line}" for one in passages for line in one.text.splitlines()]
    return document, "\n".join([f"{old['version']} -> {_head(new, language)}", *filter(None, (summary,)), "", *lines])


def _receipt(desk: Desk, version: str) -> dict[str, Any]:
    from izanau_desktop.cache.reads import receipts

    record = receipts.agreement_to(desk.cache, version)
    return (receipts.receipt(desk.cache, record.id, desk.site_url) if record else None) or {}


def _receipt_words(found: PolicyText, receipt: Mapping[str, Any], language: str) -> str:
    words = Words(
        "Agreed to version {version}. Record {record}, text {hash}. `izanau --json policy agree` prints the whole receipt.",
        "第{version}版に同意しました。記録 {record}、本文 {hash}。受領証の全文は `izanau --json policy agree` で表示できます。",
    )
    record = receipt.get("receipt_metadata", {}).get("record_id", "")
    return words.of(language).format(version=found.version, record=record, hash=found.hash[:12])


def _agreed(now: Session) -> str:
    """The version that the account agreed to last; empty where there is none."""
    from izanau_desktop.cache.reads import common

    desk = now.known_desk()
    return common.agreed(desk.cache).agreed if desk is not None else ""


def _before(now: Session, later: Mapping[str, Any]) -> str:
    """The name of the version before another, as the site lists them; the same where it is the first."""
    from izanau_desktop.membership import fetch_policy

    with now.guest() as site:
        names = [one["version"] for one in fetch_policy(site).versions]
    at = names.index(later["version"]) if later["version"] in names else 0
    return str(names[max(at - 1, 0)])


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
        "source": found.source,
        "operator": msgspec.to_builtins(found.operator),
    }


def _kept(now: Session, version: str) -> dict[str, Any] | None:
    from izanau_desktop.cache.reads import common

    desk = now.known_desk()
    found = common.policy(desk.cache, version) if desk is not None else None
    return {"changes": {}, **found} if found else None


def _head(found: Mapping[str, Any], language: str) -> str:
    """Version, date, who runs the site, and where the text is from."""
    source = found.get("source", "")
    told = [
        f"{found['version']} ({found['effective']})",
        found.get("operator", {}).get("name", ""),
        _SOURCE.of(language).format(source=source) if source else "",
    ]
    return "\n".join(filter(None, told))


def _text(found: Mapping[str, Any], language: str) -> str:
    return str(found["text"].get(language) or found["text"].get("en", ""))
