"""What the page of the policy shows: the version in force, what changed since the one agreed to, what is no longer listed."""

from __future__ import annotations

from typing import Any

import msgspec

from izanau_desktop.cache.agreement import Agreement
from izanau_desktop.cache.reads import common
from izanau_desktop.desk import Desk
from izanau_desktop.membership import PolicyText, read_policy
from izanau_protocol.difference import Passage, changed
from izanau_protocol.problems import Refused


class Shown(msgspec.Struct, frozen=True):
    """A version of the policy in the reader's language."""

    version: str
    effective: str
    text: str
    hash: str = ""
    operator: str = ""
    source: str = ""
    summary: str = ""
    passages: tuple[Passage, ...] = ()
    """What went and what came since the version agreed to; empty where there is none to compare with."""
    agreement: Agreement = Agreement()
    unlisted: tuple[str, ...] = ()
    """Sections of the profile that the site still holds, and that this version no longer lists."""


def read(desk: Desk | None, url: str, language: str) -> Shown:
    """The version in force: as it lies here, else asked for. Raises SiteTrouble, where it is out of reach."""
    agreement = common.agreed(desk.cache) if desk is not None and desk.account.id else Agreement()
    body = _version(desk, url, agreement.current)
    shown = Shown(str(body["version"]), str(body["effective"]), _in(body.get("text"), language))
    told = {name: str(body.get(name, "")) for name in ("hash", "operator", "source")}
    passages: tuple[Passage, ...] = ()
    summary = _in(body.get("changes"), language)
    if desk is not None and agreement.due and agreement.agreed:
        earlier = _version(desk, url, agreement.agreed)
        passages = changed(_in(earlier.get("text"), language), shown.text)
    unlisted = desk.unlisted() if desk is not None and agreement.due else ()
    return msgspec.structs.replace(
        shown, summary=summary, passages=passages, agreement=agreement, unlisted=unlisted, **told
    )


def _version(desk: Desk | None, url: str, name: str) -> dict[str, Any]:
    """The body of a version: from the cache once it is known who runs the site; else from the site, as far as it answers."""
    kept = common.policy(desk.cache, name) if desk is not None else None
    operator = common.operator(desk.cache).get("name", "") if desk is not None else ""
    if kept is not None and operator:
        return {**kept, "operator": operator}
    try:
        asks = desk is not None and desk.account.id
        return _told(desk.policy(name) if desk is not None and asks else read_policy(_url(desk, url), "", name))
    except Refused:
        if kept is None:
            raise
        return {**kept, "operator": ""}


def _url(desk: Desk | None, url: str) -> str:
    return desk.site_url if desk is not None and desk.site_url else url


def _told(found: PolicyText) -> dict[str, Any]:
    return {**{name: getattr(found, name) for name in PolicyText.__dataclass_fields__}, "operator": found.operator.name}


def _in(texts: object, language: str) -> str:
    return common.text_in(texts, language)[0]
