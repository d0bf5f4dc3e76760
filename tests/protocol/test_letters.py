"""Prepared messages: what may stand in braces, in which language a text is filled, and for whom."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol import rules
from izanau_protocol.rules import template

BODY: dict[str, Any] = {"company": "6f0c1b52-94d7-4c3e-8a85-27d1f6b0e9a4", "use": "reject", "name": "Thanks"}
TEXTS = {"en": "Dear {name}: {job}, {stage}", "ja": "{name} 様 {job} {company}"}


def values(tag: str) -> dict[str, str]:
    """What stands for each place."""
    return {place: f"{place}-{tag}" for place in template.PLACES}


@pytest.mark.parametrize(
    ("language", "text", "tag"),
    [
        ("ja", "name-ja 様 job-ja company-ja", "ja"),
        ("en", "Dear name-en: job-en, stage-en", "en"),
        ("vi", "Dear name-en: job-en, stage-en", "en"),
    ],
)
def test_text_is_filled_in_the_readers_language_or_says_which(language: str, text: str, tag: str) -> None:
    assert template.fill(TEXTS, values, language) == (text, tag)
    assert template.fill({"pt": "Oi {name}"}, values, language) == ("Oi name-pt", "pt")


@pytest.mark.parametrize("text", ["Dear {nome}", "{}", "{name.full}", "{0}", "{name!r}"])
def test_place_that_nobody_can_fill_is_refused_by_name(text: str) -> None:
    [found] = rules.problems("template", BODY | {"text": {"en": text}})
    assert (found.code, found.field) == ("unknown_place", "text@en")
    assert str(found.value("name")) in text


def test_known_places_and_lone_braces_are_right() -> None:
    assert rules.problems("template", BODY | {"text": {"en": "{name} {job} {company} {stage} {", "ja": "}"}}) == ()


@given(st.text(max_size=20), st.text(max_size=20))
def test_what_is_filled_in_is_never_read_as_a_place(name: str, job: str) -> None:
    filled = template.fill({"en": "{name}|{job}"}, lambda _: {"name": name, "job": job}, "en")
    assert filled.text == f"{name}|{job}"


@pytest.mark.parametrize(
    ("item", "language"),
    [
        ({"language": "ja", "native": True}, "ja"),
        ({"language": "ja", "level": "JLPT N1"}, "ja"),
        ({"language": "ja", "level": "C1"}, "ja"),
        ({"language": "ja", "level": "JLPT N3"}, "en"),
        ({"language": "ja"}, "en"),
        ({"language": "de", "native": True}, "en"),
    ],
)
def test_applicant_reads_japanese_from_b2_on(item: dict[str, Any], language: str) -> None:
    assert template.reads({"languages": {"l1": {**item, "position": "V"}}}) == language
