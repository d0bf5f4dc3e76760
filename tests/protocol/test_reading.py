"""A profile and a job read as people write: what is there in words of both languages, what is not there not at all."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_protocol import codes, rules
from izanau_protocol.reading import job, profile
from tests.offer import LEGAL

LAW = [item.id for item in rules.legal_items]


@pytest.mark.parametrize(
    ("section", "value", "english", "japanese"),
    [
        ("prefecture", "JP-27", "Osaka", "大阪府"),
        (
            "visa",
            {"status": "student", "expires": "2027-02-03", "needs_sponsorship": True},
            "Student · until 3 Feb 2027 · needs visa sponsorship",
            "留学 · 2027年2月3日まで · ビザ取得の支援が必要",
        ),
        (
            "languages",
            {"a1": {"language": "ja", "level": "JLPT N2", "position": "V"}},
            "Japanese · JLPT N2",
            "日本語 · 日本語能力試験 N2",
        ),
        ("languages", {"a1": {"language": "vi", "position": "V"}}, "Vietnamese", "ベトナム語"),
        ("skills", {"a1": {"name": "Go", "years": 3, "position": "V"}}, "Go · 3 y", "Go · 3年"),
    ],
)
def test_section_of_a_profile_reads_in_words_of_both_languages(
    section: str, value: Any, english: str, japanese: str
) -> None:
    assert profile.as_text({section: value}, section, "en") == english
    assert profile.as_text({section: value}, section, "ja") == japanese


@pytest.mark.parametrize("section", ["visa", "work", "hobbies"])
def test_section_that_nobody_filled_in_has_nothing_to_read(section: str) -> None:
    assert profile.cards({}, section, "en") == ()
    assert profile.as_text({}, section, "ja") == ""


def stated(body: dict[str, Any], language: str) -> dict[str, str]:
    """What a job says of each item of the law."""
    return {one.id: one.text for one in job.stated(body, "Umi Games", language)}


def test_job_says_what_its_company_stated_and_nothing_of_what_it_did_not() -> None:
    assert all(stated(LEGAL, language)[item] for language in ("en", "ja") for item in LAW)
    assert {item for item, text in stated({}, "en").items() if text} == {"employer"}


def test_contract_without_an_end_says_that_it_is_not_renewed() -> None:
    assert stated(LEGAL, "en")["renewal"] == "Does not apply: the contract has no fixed end"
    assert stated(LEGAL, "ja")["renewal"] == "該当なし（期間の定めのない契約）"
    fixed = {"contract": {"type": "fixed_term", "renewal": "possible"}}
    assert stated({**LEGAL, **fixed}, "en")["renewal"] == codes.words("renewal", "possible", "en")
