"""Words that stand nowhere but where a test put them, so that finding them elsewhere proves a leak."""

from __future__ import annotations

import hashlib
from typing import Any

PLANTED: set[str] = set()
"""All that were planted in this run; at its end the logs of every process are searched for them."""
OWNED: dict[str, set[str]] = {}
"""The same by person: what was planted for `mai/…` belongs to mai."""
_LETTERS = "bdfgklmnprstvz"


def canary(what: str) -> str:
    """A word for `what` (`mai/hobbies`), the same at each call, planted from now on."""
    return _planted(what, _word(what))


def address(who: str) -> str:
    """An e-mail address of a person of the tests."""
    return _planted(who, f"{_word(f'{who}/address').lower()}@people.example")


def password(who: str) -> str:
    """A password of a person of the tests."""
    return _planted(who, f"quiet-River-58-{_word(f'{who}/password')}")


def full_name(who: str) -> str:
    """A person's full name, both words of it canaries."""
    return f"{canary(f'{who}/given')} {canary(f'{who}/family')}"


def profile(who: str) -> dict[str, Any]:
    """All ten items of a profile, a canary in each field that holds words."""

    def word(field: str) -> str:
        return canary(f"{who}/{field}")

    return {
        "name": {"full": full_name(who), "family": word("family"), "given": word("given"), "reading": "カナリヤ"},
        "birthday": "1991-07-23",
        "citizenship": ["VN"],
        "residence": "JP",
        "visa": {"status": "engineer_humanities_international", "expires": "2031-05-17"},
        "languages": {"l1": {"language": "vi", "native": True, "position": "1"}},
        "education": {
            "e1": {
                "school": word("school"),
                "field": word("subject"),
                "start": "2009-04",
                "end": "2013-03",
                "description": {"en": word("studies")},
                "position": "1",
            }
        },
        "work": {
            "w1": {
                "company": word("employer"),
                "title": word("post"),
                "start": "2013-04",
                "current": True,
                "description": {"en": word("deeds"), "ja": f"カナリヤ{word('deeds in Japanese')}"},
                "position": "1",
            }
        },
        "skills": {"s1": {"name": word("skill"), "years": 6, "position": "1"}},
        "hobbies": {"en": word("hobby")},
    }


def _word(what: str) -> str:
    digest = hashlib.sha256(what.encode()).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] + "aeiou"[byte // 16 % 5] for byte in digest[:6]).capitalize()


def _planted(what: str, word: str) -> str:
    PLANTED.add(word)
    OWNED.setdefault(what.split("/")[0], set()).add(word)
    return word
