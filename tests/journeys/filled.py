"""A profile that is whole, filled in by the command."""

from __future__ import annotations

from tests.journeys.command import Command

PROFILE = (
    ("birthday", "1994-03-12"),
    ("citizenship", '["KR"]'),
    ("residence", "JP"),
    ("visa.status", "student"),
    ("visa.expires", "2028-03-31"),
    ("hobbies", "Choir"),
)


def fill_in(izanau: Command) -> None:
    """All that a registered profile needs."""
    for path, value in PROFILE:
        izanau.done("profile", "set", path, value)
    izanau.done("profile", "add", "languages", '{"language": "ko", "level": "native"}')
    izanau.done("profile", "add", "education", '{"school": "Busan College", "start": "2013-03", "end": "2017-02"}')
    izanau.done(
        "profile",
        "add",
        "work",
        '{"company": "Haeundae Games", "title": "Tester", "start": "2018-04", "current": true}',
    )
    izanau.done("profile", "add", "skills", '{"name": "Test design", "years": 6}')
