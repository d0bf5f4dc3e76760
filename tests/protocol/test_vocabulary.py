"""The fields that a program knows, and what of a patch is a stranger to another one (R2)."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_protocol import vocabulary

KNOWN = set(vocabulary.known())


@pytest.mark.parametrize(
    ("lacking", "patch", "strange"),
    [
        ("profile.hobbies", {"hobbies": {"en": "Go"}}, "hobbies"),
        ("profile.hobbies", {"hobbies": None}, "hobbies"),
        ("profile.hobbies", {"residence": "JP"}, ""),
        ("profile.name.full", {"name": {"full": "Anna"}}, "name.full"),
        ("profile.name.full", {"name": {"reading": "アンナ"}}, ""),
        ("profile.work.*.title", {"work": {"aaaaaaaaaa": {"title": "Lead"}}}, "work.*.title"),
        ("profile.work.*.title", {"work": {"aaaaaaaaaa": {"position": "V1abc"}}}, ""),
        ("profile.work.*.title", {"work": {"aaaaaaaaaa": None}}, ""),
        ("profile.work", {"work": {"aaaaaaaaaa": None}}, "work"),
        ("profile.work", {"work": {"aaaaaaaaaa": {"position": "V1abc"}}}, "work"),
        ("profile.work.*.description", {"work": {"title": {"description": {"ja": "文"}}}}, "work.*.description"),
        ("profile.name", {"pronouns": ["x"], "shelf": {"name": {"title": "Book"}}}, ""),
    ],
)
def test_patch_names_what_the_other_end_does_not_know(lacking: str, patch: dict[str, Any], strange: str) -> None:
    assert vocabulary.strange("profile", patch, KNOWN - {lacking}) == strange
    assert vocabulary.strange("profile", patch, KNOWN) == ""


@pytest.mark.parametrize("patch", [{"text": "Hello"}, {}, None])
def test_unknown_kind_is_named_whatever_the_patch(patch: dict[str, Any] | None) -> None:
    assert vocabulary.strange("message", patch, {one for one in KNOWN if not one.startswith("message.")}) == "message"
    assert vocabulary.strange("badge", patch, KNOWN) == "badge"
    assert vocabulary.strange("badge", patch, KNOWN | {"badge.title"}) == ""


def test_version_follows_from_the_fields_and_no_order() -> None:
    assert vocabulary.version(reversed(vocabulary.known())) == vocabulary.version(vocabulary.known())
    assert vocabulary.version(vocabulary.known()[1:]) != vocabulary.version(vocabulary.known())
