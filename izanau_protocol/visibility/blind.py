"""Blind review: what a company is not shown of an applicant until it unblinds them. A rule of display, the same in every place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_protocol.signs import signs

HIDDEN: Final = frozenset({"name", "citizenship", "birthday"})
"""Sections of a profile that are hidden whole; of a school its name is, of what was learnt there nothing."""
_SCHOOL: Final = "school"
SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 4
"""A code has so many of these signs."""
_CALLED: Final = Words("Applicant {code}", "応募者 {code}")


def is_blind(job: Mapping[str, object], application: Mapping[str, object]) -> bool:
    """Whether the person behind an application is hidden; their address is then too."""
    return job.get("blind") is True and not application.get("unblinded")


def blinded(profile: Body) -> Body:
    """A profile without what says who somebody is, where they are from or how old they are."""
    return {
        name: _without_schools(value) if name == "education" else value
        for name, value in profile.items()
        if name not in HIDDEN
    }


def code(application: str) -> str:
    """By what a hidden person is called: four signs that follow from the application's id, and tell nothing else."""
    return signs(application, SIGNS, LENGTH)


def called(code: str) -> Words:
    """How somebody is called who has this code; no words without one."""
    return Words(_CALLED.en.format(code=code), _CALLED.ja.format(code=code)) if code else Words("", "")


def _without_schools(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    return {
        key: {name: part for name, part in item.items() if name != _SCHOOL} if isinstance(item, Mapping) else item
        for key, item in value.items()
    }
