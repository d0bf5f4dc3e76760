"""How far a section of the profile is: done, in part, empty, or to check."""

from __future__ import annotations

from typing import Any

from izanau_desktop.translation import tr
from izanau_protocol import rules

STATES = {
    "done": ("circle-check", "ok"),
    "part": ("circle-dot", "text2"),
    "missing": ("circle", "text3"),
    "problem": ("circle-alert", "danger"),
}
"""The sign of each state, and its colour."""


def state(section: str, body: dict[str, Any]) -> str:
    """done, missing, part or problem."""
    return rules.completeness(body)[section]


def state_words(one: str) -> str:
    """What a section's state is called."""
    return {"done": tr("done"), "part": tr("in part"), "missing": tr("empty"), "problem": tr("to check")}[one]
