"""The words of an applicant by part: what the search of the review desk finds, and where it found it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from izanau_desktop.cache import about, naming
from izanau_protocol.canonical import Body
from izanau_protocol.rules import languages
from izanau_protocol.rules.trees import items, line

_PATHS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "name": ("profile", tuple(f"name.{one}" for one in ("full", "family", "given", "middle", "native", "reading"))),
    "title": ("profile", ("work.*.title",)),
    "employer": ("profile", ("work.*.company",)),
    "work": ("profile", ("work.*.description",)),
    "school": ("profile", ("education.*.school",)),
    "study": ("profile", ("education.*.field", "education.*.degree", "education.*.description")),
    "skill": ("profile", ("skills",)),
    "language": ("profile", ("languages",)),
    "place": ("profile", ("residence", "prefecture")),
    "hobby": ("profile", ("hobbies",)),
    "message": ("application", ("message",)),
    "note": ("note", ("text",)),
    "email": ("contact", ("email",)),
}
"""Which fields of which kind each part holds the words of; all are marked searched in the table of visibility."""

FACTS: Final = {"facts": "profile", "post": "application"}
"""Parts that hold no words but facts, which nobody can type: what lists filter by and no deed of the company changes."""
PARTS: Final = (*_PATHS, *FACTS)
WORDED: Final = tuple(_PATHS)
"""The parts whose words a search finds."""
OF_KIND: Final = {
    kind: tuple(part for part in PARTS if (_PATHS[part][0] if part in _PATHS else FACTS[part]) == kind)
    for kind in ("profile", "application", "note", "contact")
}
"""The parts that come of a kind of document."""
SCOPES: Final = ("applicants:", "contacts:", "job:")
"""How the scopes begin in which a document is found by the words of an applicant, not by itself."""
DEEDS: Final = "deeds"
"""Among the kinds that changed: an application of which no part says another thing, since a deed alone changed it."""
LATER: Final = "later"
"""Among the kinds that changed: what is new may be found a while later than it is seen."""
_APART: Final = re.compile("[^a-z0-9]+")


def fact(name: str, value: object) -> str:
    """The token of a fact. It begins with a sign that no word of a search can hold."""
    return f"_{_APART.sub('_', f'{name} {value}'.lower())}"


def is_of_an_applicant(kind: str, scope: str) -> bool:
    """Whether a document in this scope is found by the words of an applicant, not by itself."""
    return kind in OF_KIND and scope.startswith(SCOPES)


def reads_alike(kind: str, one: Body, other: Body) -> bool:
    """Whether the parts that come of an application, or of a note, are the same in two bodies of it; of others nobody asks."""
    return kind in _OF and all(one.get(name) == other.get(name) for name in _OF[kind])


def cut(kind: str, bodies: Iterable[Body]) -> dict[str, str]:
    """The tokens of the parts that come of one kind, of the documents of it that belong to one application."""
    held = list(bodies)
    found = {part: about.tokens(list(_words(kind, part, held))) for part in OF_KIND[kind] if part in _PATHS}
    for part, of in FACTS.items():
        if of == kind:
            found[part] = " ".join(sorted({one for body in held for one in _FACTS[kind](body)}))
    return found


def _words(kind: str, part: str, bodies: Iterable[Body]) -> Iterator[str]:
    for body in bodies:
        for path in _PATHS[part][1]:
            for word in about.words(kind, path, body):
                yield word
                if part == "name":
                    yield from naming.spellings(word)


def _of_profile(body: Body) -> Iterable[str]:
    yield fact("residence", line(body, "residence"))
    yield fact("visa", about.line(body, "visa.status"))
    if about.line(body, "visa.status") == "" and not body.get("visa"):
        yield fact("visa", "untold")
    for _, item in items(body, "languages"):
        yield fact("language", line(item, "language"))
        yield fact(f"language {line(item, 'language')}", level(item))
        if item.get("native") is not True and (test := languages.jlpt(line(item, "level"))):
            yield fact(f"language {line(item, 'language')} jlpt", test)


def _of_application(body: Body) -> Iterable[str]:
    yield fact("any", "one")
    yield fact("job", line(body, "job"))
    if body.get("withdrawn") is True:
        yield fact("withdrawn", "yes")


_OF: Final = {
    kind: (*(path for of, paths in _PATHS.values() if of == kind for path in paths), *more)
    for kind, more in {"application": ("job", "withdrawn"), "note": ("application",)}.items()
}
"""The fields that parts and facts of a kind come of, where much else of it changes."""
_FACTS: Final = {"profile": _of_profile, "application": _of_application}


def level(item: Mapping[str, object]) -> int:
    """How well a language of a profile is known, 0 (not told) to 7 (native), on the ladder of `rules.languages`."""
    return len(languages.LADDER) if item.get("native") is True else languages.rank(line(item, "level"))
