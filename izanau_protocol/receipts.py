"""Receipts of consents in the fields of ISO/IEC TS 27560:2023, with terms of the W3C Data Privacy Vocabulary (DPV).

Source: "Consent Records and Receipts as per ISO/IEC TS 27560:2023 using DPV" (W3C DPVCG, Final Community Group Report of
15 February 2026), tables 7.2 and 7.3 for the fields of the specification, and DPV 2.3 for the terms. The four sections are
named after the specification's headings. Left out are `storage_locations` and `jurisdiction`, which only the operator knows.
Added, as the specification allows, are `words_shown`, and `method` and `client` of an event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from izanau_protocol import codes, documents
from izanau_protocol.canonical import Body

SCHEMA: Final = "ISO/IEC TS 27560:2023"
DPV: Final = "https://w3id.org/dpv#"

_CONTROLLER: Final = "operator"
_RECIPIENT: Final = "recipient"

_PURPOSES: Final = {
    "policy": "dpv:ServiceRegistration",
    "register": "dpv:ServiceProvision",
    "apply": "dpv:RecruitmentApplicationManagement",
    "message": "dpv:CommunicationManagement",
    "statistics": "dpv:ServiceUsageAnalytics",
    "updates": "dpv:CommunicationManagement",
    "newsletter": "dpv:DirectMarketing",
    "jobs": "dpv:RecruitmentAdvertising",
}
"""The nearest term for each deed, and for each of the four purposes."""
_SHOWN: Final = {"register": ("public",), "apply": ("applicants", "contacts")}
"""Whom a deed shows the items to; the manifest of the version says which."""
_MAILED: Final = ("account.email", "account.name")
_TOLD: Final = {
    "statistics": (),
    "updates": _MAILED,
    "newsletter": _MAILED,
    "jobs": _MAILED,
    "message": ("profile.name",),
}
"""The fields that these use; statistics are counts of what the profile holds already."""


def receipt(consent: Body, policy: Body, operator: Mapping[str, str], about: Mapping[str, str]) -> dict[str, Any]:
    """The receipt of one consent.

    `consent` is its body with its `id`; `policy` the body of the version that it names. `operator` tells `name`,
    `address`, `email` and `url` of who runs the site, as far as known; `about` tells `principal` (whose consent it is, as the
    reader may know them) and `recipient` (the company's name, where something is shown to one).
    """
    language = str(consent.get("language") or "en")
    deed, purpose = str(consent.get("deed", "")), str(consent.get("purpose", ""))
    notice = policy.get("text")
    return {
        "@context": {"dpv": DPV},
        "receipt_metadata": {
            "receipt_id": f"receipt:{consent.get('id', '')}",
            "schema_version": SCHEMA,
            "record_id": str(consent.get("id", "")),
            "pii_principal_id": about.get("principal", ""),
        },
        "pii_processing": {
            "privacy_notice": {
                "version": str(consent.get("version", "")),
                "effective": str(policy.get("effective", "")),
                "hash_sha256": str(consent.get("hash", "")),
                "url": f"{operator['url']}/policy?version={consent.get('version', '')}" if operator.get("url") else "",
                "languages": sorted(notice) if isinstance(notice, Mapping) else [],
            },
            "language": language,
            "purposes": [
                {
                    **_purpose(deed, purpose, consent, policy, language),
                    "pii_controllers": [_CONTROLLER],
                    "collection_method": "dpv:DataSubjectDataSource",
                    "recipient_third_parties": [_RECIPIENT] if about.get("recipient") else [],
                    "withdrawal_method": _withdrawal(deed, language),
                    "privacy_rights": ["access", "rectification", "erasure", "restriction", "portability", "objection"],
                }
            ],
        },
        "party_identification": list(_parties(operator, about.get("recipient", ""))),
        "event": _events(consent),
    }


def _purpose(deed: str, purpose: str, consent: Body, policy: Body, language: str) -> dict[str, Any]:
    words = codes.words("deed", deed, language) if deed in codes.table("deed") else deed
    field = documents.field("account", f"purposes.{purpose}") if purpose else None
    items = list(_items(deed, purpose, policy))
    return {
        "purpose": field.spec.words.of(language) if field else words,
        "purpose_type": _PURPOSES.get(purpose or deed, "dpv:ServiceProvision"),
        "lawful_basis": "dpv:ExplicitlyExpressedConsent",
        "words_shown": str(consent.get("words", "")),
        "pii_information": [
            {"pii_type": str(item.get("name", "")), "pii_optional": not item.get("required")} for item in items
        ],
        "retention_period": sorted({str(item["retention"]) for item in items if item.get("retention")}),
    }


def _items(deed: str, purpose: str, policy: Body) -> Iterable[Mapping[str, Any]]:
    """The items of the policy that a consent is about."""
    listed = policy.get("items")
    items = list(listed.values()) if isinstance(listed, Mapping) else []
    fields = _TOLD.get(purpose or deed)
    if fields is not None:
        return [item for item in items if set(fields) & set(item.get("paths", ()))]
    seen = _SHOWN.get(deed)
    return items if seen is None else [item for item in items if set(seen) & set(item.get("audience", ()))]


def _parties(operator: Mapping[str, str], recipient: str) -> Iterator[dict[str, str]]:
    """Who runs the site, as far as known, and the company to whom something is shown."""
    names = {"name": "party_name", "address": "party_address", "email": "party_email", "url": "party_url"}
    told = {field: operator[name] for name, field in names.items() if operator.get(name)}
    contact = next((operator[name] for name in ("email", "contact", "url") if operator.get(name)), "")
    role = {"party_role": "dpv:DataController", "party_type": "dpv:Organisation"}
    yield {"party_id": _CONTROLLER, **role, **told, **({"party_contact": contact} if contact else {})}
    if recipient:
        role = {"party_role": "dpv:ThirdParty", "party_type": "dpv:Organisation"}
        yield {"party_id": _RECIPIENT, **role, "party_name": recipient}


def _events(consent: Body) -> list[dict[str, str]]:
    """Given, and withdrawn where it was: who asked for it and by which program."""
    found = [
        {
            "event_time": str(consent.get("at", "")),
            "event_type": "dpv:ExplicitlyExpressedConsent",
            "event_state": "dpv:ConsentGiven",
            "validity_duration": "dpv:UntilEventDuration",
            "entity_id": "dpv:DataSubject",
            "method": str(consent.get("method", "")),
            "client": str(consent.get("client", "")),
        }
    ]
    if consent.get("ended"):
        withdrawn = {
            "event_time": str(consent.get("ended_at", "")),
            "event_type": "dpv:ExplicitlyExpressedConsent",
            "event_state": "dpv:ConsentWithdrawn",
            "validity_duration": "dpv:EndlessDuration",
            "entity_id": "dpv:DataSubject",
            "method": str(consent.get("ended_by", "")),
        }
        found.append(withdrawn)
    return found


def _withdrawal(deed: str, language: str) -> str:
    told = _WITHDRAWALS.get(deed, _WITHDRAWALS["message"])
    return told[1 if language.startswith("ja") else 0]


_WITHDRAWALS: Final = {
    "policy": (
        "Delete the account; until then, withdraw, unregister or pause at any time.",
        "アカウントを削除してください。それまでも、辞退、公開の取りやめ、一時停止はいつでもできます。",
    ),
    "register": ("Take the profile off the public pages.", "プロフィールの公開を取りやめてください。"),
    "apply": ("Withdraw the application.", "応募を辞退してください。"),
    "message": ("End the consent in the privacy centre.", "プライバシーセンターで同意を撤回してください。"),
    "purpose": (
        "Switch it off, or follow the link in any such mail.",
        "オフにするか、該当メールのリンクから停止してください。",
    ),
}
