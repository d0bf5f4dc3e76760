"""A receipt says what was agreed to, in the fields of ISO/IEC TS 27560: whose words, which version, to whom, until when."""

from __future__ import annotations

from typing import Any

from izanau_protocol.receipts import receipt

POLICY: dict[str, Any] = {
    "version": "2019-04-10",
    "effective": "2019-04-10",
    "text": {"en": "…", "ja": "…"},
    "items": {
        "a": {"name": "Name", "paths": ["profile.name"], "required": True, "audience": ["public", "applicants"]},
        "b": {"name": "E-mail address", "paths": ["account.email", "contact.email"], "audience": ["self", "contacts"]},
        "c": {"name": "Logfiles", "retention": "90 days"},
    },
}
OPERATOR = {"name": "Umi", "address": "1-1, Osaka", "email": "privacy@example.com", "url": "https://site.example"}
APPLIED: dict[str, Any] = {
    "id": "c6a66b96-42a8-4802-a986-f2cb20c7ed0f",
    "deed": "apply",
    "version": "2019-04-10",
    "hash": "ab" * 32,
    "language": "en",
    "words": "Umi will see: your e-mail address",
    "at": "2026-01-02T03:04:05.000Z",
    "method": "desktop",
    "client": "izanau/1",
}


def test_receipt_of_an_application_names_company_and_items() -> None:
    found = receipt(APPLIED, POLICY, OPERATOR, {"principal": "me", "recipient": "Umi Games"})
    assert found["receipt_metadata"]["schema_version"] == "ISO/IEC TS 27560:2023"
    assert found["receipt_metadata"]["record_id"] == APPLIED["id"]
    told = found["pii_processing"]
    assert told["recipient_third_parties"] == ["Umi Games"]
    assert told["privacy_notice"]["url"] == "https://site.example/policy?version=2019-04-10"
    (purpose,) = told["purposes"]
    assert purpose["words_shown"] == APPLIED["words"]
    assert [one["pii_type"] for one in purpose["pii_information"]] == ["Name", "E-mail address"]
    assert found["party_identification"][0]["party_address"] == "1-1, Osaka"
    (given,) = found["consent_events"]
    assert (given["event_state"], given["event_time"]) == ("dpv:ConsentGiven", APPLIED["at"])


def test_receipt_of_an_ended_consent_tells_when_and_how() -> None:
    ended = {**APPLIED, "deed": "purpose", "purpose": "newsletter", "ended": True}
    ended |= {"ended_at": "2026-02-02T03:04:05.000Z", "ended_by": "unsubscribe"}
    found = receipt(ended, POLICY, {}, {})
    assert [one["event_state"] for one in found["consent_events"]] == ["dpv:ConsentGiven", "dpv:ConsentWithdrawn"]
    assert found["consent_events"][1]["method"] == "unsubscribe"
    (purpose,) = found["pii_processing"]["purposes"]
    assert "newsletter" in purpose["purpose"]
    assert purpose["purpose_type"] == "dpv:DirectMarketing"
    assert [one["pii_type"] for one in purpose["pii_information"]] == ["E-mail address"]
