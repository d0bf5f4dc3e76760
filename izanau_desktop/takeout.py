"""Everything that the site holds about a person as one file to take away: JSON to go on with, a PDF to read (PRV-64)."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from izanau_desktop.folder import write_private
from izanau_protocol import wire
from izanau_protocol.canonical import Body

if TYPE_CHECKING:
    from izanau_desktop.desk import Desk

_NOT_OF_THE_PROFILE: Final = ("id", "registered", "confirmed")


@dataclass(frozen=True)
class Taken:
    """What was written."""

    file: Path
    bytes: int
    names: tuple[str, ...]
    """The files in it."""


def take_out(desk: Desk, file: Path, language: str, *, replace: bool = False) -> Taken:
    """Ask the site for everything, and write it to a ZIP file, whole or not at all.

    Works without the current agreement, paused, and in the grace of an erasure. Raises SiteTrouble where the site is out
    of reach (nothing is written then: what lies here alone would not be everything), and OSError (FileExistsError where
    there is such a file and it is not to be replaced).
    """
    if file.exists() and not replace:
        raise FileExistsError(17, os.strerror(17), str(file))
    held = desk.holdings()
    versions = sorted({str(one["version"]) for one in held.consents if one.get("version")})
    policies = {version: desk.policy(version) for version in versions}
    papers = desk.papers() if desk.account.profile else {}
    data = dict(_files(held, policies, papers, language))
    archive = _zipped(data, held.made_at)
    write_private(file, archive)
    return Taken(file, len(archive), tuple(data))


def _files(
    held: wire.Holdings, policies: Mapping[str, Any], papers: Body, language: str
) -> Iterator[tuple[str, bytes]]:
    """The files by name. `papers` lies on this computer alone, and is the person's all the same."""
    from izanau_desktop.papers import own_data

    yield "own-data.pdf", own_data.pdf(held, language)
    yield "holdings.json", _json(held)
    if held.profile:
        yield "profile.json", _json({n: v for n, v in held.profile.items() if n not in _NOT_OF_THE_PROFILE})
    if papers:
        yield "only-on-this-computer.json", _json({"papers": papers})
    for receipt in receipts_of(held, policies):
        yield f"receipts/{receipt['receipt_metadata']['record_id']}.json", _json(receipt)
    yield "access-log.json", _json(held.access)


def receipts_of(held: wire.Holdings, policies: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A receipt of each consent, with the text and items of the version that was agreed to."""
    from izanau_protocol.receipts import receipt

    companies = {one.company: one.company_name for one in held.disclosures}
    companies |= {str(one.get("company", "")): str(one.get("name", "")) for one in held.messages if _is_by_company(one)}
    for consent in held.consents:
        policy = policies.get(str(consent.get("version", "")))
        recipient = str(consent.get("recipient", ""))
        about = {"principal": str(held.account.get("email", "")), "recipient": companies.get(recipient) or recipient}
        yield receipt(consent, msgspec.to_builtins(policy) if policy else {}, held.operator, about)


def _is_by_company(message: Mapping[str, Any]) -> bool:
    return message.get("sender") == "company"


def _json(value: object) -> bytes:
    tree = msgspec.to_builtins(value)
    return json.dumps(tree, ensure_ascii=False, indent=2).encode() + b"\n"


def _zipped(data: Mapping[str, bytes], made_at: str) -> bytes:
    moment = datetime.fromisoformat(made_at).timetuple()[:6]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in data.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            opened.writestr(entry, content)
    return archive.getvalue()
