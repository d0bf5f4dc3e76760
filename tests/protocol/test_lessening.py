"""What only takes back passes without the current agreement; whatever shows or uses more does not (PRV-06)."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_protocol.visibility import lessens


@pytest.mark.parametrize(
    ("kind", "patch", "expected"),
    [
        ("profile", None, True),
        ("profile", {"registered": None}, True),
        ("profile", {"registered": False}, True),
        ("profile", {"registered": True}, False),
        ("profile", {"hobbies": None, "work": {"ab12cd34ef": None}}, True),
        ("profile", {"hobbies": None, "birthday": "1990-01-01"}, False),
        ("profile", {}, False),
        ("application", {"withdrawn": True}, True),
        ("application", {"withdrawn": True, "message": "x"}, False),
        ("consent", {"ended": True}, True),
        ("consent", {"deed": "apply"}, False),
        ("account", {"purposes": {"jobs": None}}, True),
        ("account", {"purposes": {"jobs": True}}, False),
        ("account", {"criteria": None, "purposes": None}, True),
        ("account", {"criteria": {"words": "x"}}, False),
        ("account", {"paused": True}, True),
        ("account", {"paused": None}, False),
        ("account", {"language": "ja"}, False),
        ("message", {"text": None}, False),
    ],
)
def test_only_what_takes_back_lessens(kind: str, patch: dict[str, Any] | None, *, expected: bool) -> None:
    assert lessens(kind, patch, there=True) is expected
    assert not lessens(kind, patch, there=False) or patch is None
