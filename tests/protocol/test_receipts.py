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
    assert told["privacy_notice"]["url"] == "https://site.example/policy?version=2019-04-10"
    (purpose,) = told["purposes"]
    assert purpose["words_shown"] == APPLIED["words"]
    assert (purpose["pii_controllers"], purpose["recipient_third_parties"]) == (["operator"], ["recipient"])
    assert [one["pii_type"] for one in purpose["pii_information"]] == ["Name", "E-mail address"]
    operator, company = found["party_identification"]
    assert (operator["party_address"], operator["party_contact"]) == ("1-1, Osaka", "privacy@example.com")
    assert (company["party_id"], company["party_name"]) == ("recipient", "Umi Games")
    (given,) = found["event"]
    assert (given["event_state"], given["event_time"]) == ("dpv:ConsentGiven", APPLIED["at"])


def test_receipt_of_an_ended_consent_tells_when_and_how() -> None:
    ended = {**APPLIED, "deed": "purpose", "purpose": "newsletter", "ended": True}
    ended |= {"ended_at": "2026-02-02T03:04:05.000Z", "ended_by": "unsubscribe"}
    found = receipt(ended, POLICY, {}, {})
    assert [one["event_state"] for one in found["event"]] == ["dpv:ConsentGiven", "dpv:ConsentWithdrawn"]
    assert found["event"][1]["method"] == "unsubscribe"
    (purpose,) = found["pii_processing"]["purposes"]
    assert "newsletter" in purpose["purpose"]
    assert purpose["purpose_type"] == "dpv:DirectMarketing"
    assert [one["pii_type"] for one in purpose["pii_information"]] == ["E-mail address"]


def test_agreement_to_the_policy_says_how_long_its_items_are_kept() -> None:
    found = receipt({**APPLIED, "deed": "policy"}, POLICY, OPERATOR, {})
    (purpose,) = found["pii_processing"]["purposes"]
    assert purpose["retention_period"] == ["90 days"]
    assert (purpose["recipient_third_parties"], len(found["party_identification"])) == ([], 1)


def test_every_term_and_field_of_a_receipt_is_one_of_its_sources() -> None:
    ended = {"ended": True, "ended_at": "2026-02-02T03:04:05.000Z"}
    for deed in ("policy", "register", "apply", "message", "purpose"):
        for purpose in ("statistics", "updates", "newsletter", "jobs") if deed == "purpose" else ("",):
            consent = {**APPLIED, "deed": deed, "purpose": purpose, **ended}
            told = receipt(consent, POLICY, OPERATOR, {"principal": "me", "recipient": "Umi Games"})
            sections = {key: value for key, value in told.items() if key != "@context"}
            assert keys(sections) - OWN <= set(FIELDS.split())
            assert terms(told) <= {f"dpv:{one}" for one in TERMS.split()}


FIELDS = """
receipt_metadata pii_processing party_identification event schema_version record_id receipt_id pii_principal_id
privacy_notice language purposes purpose purpose_type lawful_basis pii_information pii_controllers
collection_method retention_period recipient_third_parties withdrawal_method privacy_rights pii_type
pii_optional party_id party_name party_address party_email party_url party_role party_contact party_type
event_time validity_duration entity_id event_type event_state
"""
"""Of ISO/IEC TS 27560:2023, as tables 7.2 and 7.3 of the guide of the DPVCG list them."""
OWN = {"words_shown", "method", "client", "version", "effective", "hash_sha256", "url", "languages"}
"""Added: the words, how it was said, and what tells the very version of the notice."""
TERMS = """
ServiceProvision ServiceRegistration RecruitmentApplicationManagement RecruitmentAdvertising
CommunicationManagement ServiceUsageAnalytics DirectMarketing ExplicitlyExpressedConsent DataSubjectDataSource
DataController ThirdParty Organisation DataSubject ConsentGiven ConsentWithdrawn UntilEventDuration
EndlessDuration
"""
"""Terms that DPV 2.3 has."""


def keys(value: Any) -> set[str]:
    """Every name of a field in a tree."""
    if isinstance(value, dict):
        return set(value) | {one for part in value.values() for one in keys(part)}
    return {one for part in value for one in keys(part)} if isinstance(value, list) else set()


def terms(value: Any) -> set[str]:
    """Every term of the vocabulary in a tree."""
    if isinstance(value, dict):
        return {one for name, part in value.items() if name != "@context" for one in terms(part)}
    if isinstance(value, list):
        return {one for part in value for one in terms(part)}
    return {value} if isinstance(value, str) and value.startswith("dpv:") else set()
