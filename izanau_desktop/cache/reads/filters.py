"""A query for applicants as its words and its filters: `stage:interview`, in the window and the command alike."""

from __future__ import annotations

from typing import Final

import msgspec

from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import company
from izanau_protocol import codes, rules
from izanau_protocol.text import fold

STAGE: Final = "stage:"
"""How a filter by stage begins."""


class Asked(msgspec.Struct, frozen=True):
    """A query taken apart."""

    words: str
    stages: tuple[str, ...]
    strange: tuple[str, ...]
    """What looks like a filter and is none."""


def asked(cache: Cache, query: str, job: str = "") -> Asked:
    """A query as its words and its filters by stage; what looks like a filter and is none is looked for as a word."""
    known = _stages_by_name(cache, job)
    words, stages, strange = [], [], []
    for word in query.split():
        name, colon, value = word.partition(":")
        if name.casefold() + colon != STAGE or not value:
            words.append(word)
            strange += [word] if colon and name.isalpha() and value else []
        elif fold(value) in known:
            stages.append(known[fold(value)])
        else:
            stages.append(value)
            strange.append(word)
    return Asked(" ".join(words), tuple(stages), tuple(strange))


def _stages_by_name(cache: Cache, job: str) -> dict[str, str]:
    """Each stage by its id and by its names in both languages."""
    found = [(stage, told) for stage, told in codes.table("stage").items()]
    for body in company.posts(cache, [job]).values() if job else ():
        found += [(row.id, row.words) for row in rules.stages(body)]
    return {fold(name): stage for stage, told in found for name in (told.en, told.ja, stage)}
