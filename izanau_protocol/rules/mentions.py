"""Who is mentioned in a note: `@` and the name of a colleague, as it is spelled in the team. The text keeps the words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from izanau_protocol.text import fold

MOST: Final = 20
"""People mentioned in one note at most."""


def mentioned(text: str, team: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of those whose names stand behind an `@`; `team` are names by id. Of two names the longer one counts."""
    rest, found = fold(text), set[str]()
    for identity, name in sorted(team.items(), key=lambda one: -len(one[1])):
        sought = f"@{fold(name)}" if name.strip() else ""
        places = [
            at for at in range(len(rest)) if sought and rest.startswith(sought, at) and _ends(rest, at + len(sought))
        ]
        if places:
            found.add(identity)
        for at in places:
            rest = rest[:at] + " " * len(sought) + rest[at + len(sought) :]
    return tuple(one for one in team if one in found)[:MOST]


def _ends(text: str, at: int) -> bool:
    """Whether a name ends there: Latin letters and digits go on, while Japanese has no space behind a name."""
    return at >= len(text) or not (text[at].isascii() and text[at].isalnum() and text[at - 1].isascii())
