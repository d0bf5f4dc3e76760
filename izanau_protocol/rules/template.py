"""Messages that a company prepared: what may stand in braces, and how a text is filled for one applicant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from izanau_protocol.fields import Words
from izanau_protocol.problems import Problem, problem
from izanau_protocol.reading.profile import spoken
from izanau_protocol.rules.languages import rank
from izanau_protocol.rules.trees import Tree, items, line, part

PLACES: Final = ("name", "job", "company", "stage")
"""What a text may name in braces: the applicant, the job, the company, the stage that the application is in."""
ANYBODY: Final = Words("applicant", "応募者")
"""What stands for the name of somebody who is under blind review: a message is read by the whole company."""
_BRACES: Final = re.compile(r"\{([^{}\n]*)\}")
_FLUENT: Final = "B2"


class Filled(NamedTuple):
    """A text as it is sent, and the language it is in."""

    text: str
    language: str


def fill(texts: Mapping[str, object], values: Callable[[str], Mapping[str, str]], language: str) -> Filled:
    """A text in the reader's language, else in English, else in any that there is; `values` says what stands for a place in a
    language."""
    found, other = spoken(texts, language)
    tag = other or language
    known = values(tag)
    return Filled(_BRACES.sub(lambda place: known.get(place[1].strip(), place[0]), found), tag)


def acknowledging(templates: Mapping[str, Tree]) -> str:
    """The id of the one that goes out by itself to whoever applies: of several that are switched on always the same."""
    return min(
        (one for one, body in templates.items() if body.get("use") == "acknowledge" and body.get("on")), default=""
    )


def reads(profile: Tree) -> str:
    """The language to write to an applicant in, as far as the profile tells: Japanese from B2 on, else English."""
    for _, item in items(profile, "languages"):
        is_fluent = item.get("native") is True or rank(line(item, "level")) >= rank(_FLUENT)
        if line(item, "language") == "ja" and is_fluent:
            return "ja"
    return "en"


def template_problems(body: Tree) -> Iterator[Problem]:
    """What stands in braces and is no place."""
    known = " ".join(f"{{{place}}}" for place in PLACES)
    for tag, text in part(body, "text").items():
        named = _BRACES.findall(text) if isinstance(text, str) else []
        for one in dict.fromkeys(named):
            if one.strip() not in PLACES:
                yield problem("unknown_place", f"text@{tag}", name=f"{{{one}}}", known=known)
