"""What must fit together in a profile, how far it has come, and how a person is named."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final, Literal

from izanau_protocol import codes
from izanau_protocol.documents import SECTIONS
from izanau_protocol.problems import Problem, problem
from izanau_protocol.rules.languages import language_problems
from izanau_protocol.rules.trees import Tree, at, items, line, members, part
from izanau_protocol.rules.values import first_of_month, safe
from izanau_protocol.text import scripts

State = Literal["done", "missing", "problem", "part"]

WORKING_AGE: Final = 15
"""Labor Standards Act, article 56: no one works before."""
NEEDED: Final = ("name.full", "birthday", "citizenship", "residence", "visa.status", "languages")


def missing(body: Tree, sections: Collection[str] = SECTIONS) -> tuple[str, ...]:
    """The paths that a profile still lacks to be registered, in the order of the policy.

    The policy (2.3) asks to fill in "the required profile items" and does not name them. Our reading: full name,
    birthday, citizenship, residence, status of residence and one language. Education, work and skills may be empty,
    since graduates and people without schooling apply too, and hobbies are marked "if any" in the policy itself.
    Of `sections` that the policy in force lists, that is: what may not be collected is not asked for.
    """
    return tuple(path for path in NEEDED if path.split(".")[0] in sections and not at(body, path))


def cross_problems(body: Tree) -> Iterator[Problem]:
    """What does not fit together between the fields of a profile."""
    birth = first_of_month(line(body, "birthday"))
    yield from _status(body)
    yield from language_problems(body)
    for section in ("education", "work"):
        for key, item in items(body, section):
            yield from _period(item, safe(section, key))
            yield from _age_at(section, item, safe(section, key), birth)
    for path, item in _dated(body):
        day = first_of_month(line(item, "date"))
        if birth and day and day < birth.replace(day=1):
            yield problem("before_birth", f"{path}.date")


def _dated(body: Tree) -> Iterator[tuple[str, Tree]]:
    for key, item in items(body, "skills"):
        yield safe("skills", key), item
    for key, item in items(body, "languages"):
        for name, certificate in items(item, "certificates"):
            yield safe(f"{safe('languages', key)}.certificates", name), certificate


def _status(body: Tree) -> Iterator[Problem]:
    """Japanese nationals have no status of residence, also beside another citizenship (Immigration Control Act, 2-2)."""
    citizenship, status = members(body, "citizenship"), line(part(body, "visa"), "status")
    if "JP" in citizenship and status not in ("", "japanese_national", "undisclosed"):
        yield problem("status_not_for_citizen", "visa.status")
    if citizenship and "JP" not in citizenship and status == "japanese_national":
        yield problem("status_only_for_japanese", "visa.status")


def _period(item: Tree, path: str) -> Iterator[Problem]:
    start, end = first_of_month(line(item, "start")), first_of_month(line(item, "end"))
    if line(item, "end") and item.get("current") is True:
        yield problem("end_while_current", f"{path}.end")
    elif start and end and end < start:
        yield problem("end_before_start", f"{path}.end")


def _age_at(section: str, item: Tree, path: str, birth: date | None) -> Iterator[Problem]:
    """Months are compared: who turns 15 within the month may have begun in it."""
    if birth is None:
        return
    years, code = (WORKING_AGE, "worked_before_15") if section == "work" else (0, "studied_before_birth")
    earliest = date(min(birth.year + years, 9999), birth.month, 1)
    for name in ("start", "end"):
        day = first_of_month(line(item, name))
        if day is not None and day < earliest:
            yield problem(code, f"{path}.{name}")
            return


def section_state(body: Tree, section: str) -> State:
    """How far a section has come, its problems aside."""
    value = body.get(section)
    if not value:
        return "missing"
    check = _WHOLE.get(section)
    return "done" if check is None or check(body) else "part"


def _name_is_whole(body: Tree) -> bool:
    return bool(at(body, "name.full"))


def _visa_is_whole(body: Tree) -> bool:
    """A status with a longest period of stay has a day on which the stay ends; of permanent ones there is none."""
    visa = part(body, "visa")
    status = codes.residences().get(line(visa, "status"))
    return status is not None and (status.max_months is None or bool(visa.get("expires")))


def _languages_are_whole(body: Tree) -> bool:
    return all(item.get("level") or item.get("native") is True for _, item in items(body, "languages"))


def _education_is_whole(body: Tree) -> bool:
    return all(_has_period(item) for _, item in items(body, "education"))


def _work_is_whole(body: Tree) -> bool:
    return all(_has_period(item) and item.get("title") for _, item in items(body, "work"))


def _has_period(item: Tree) -> bool:
    return bool(item.get("start")) and (bool(item.get("end")) or item.get("current") is True)


_WHOLE: Final = {
    "name": _name_is_whole,
    "visa": _visa_is_whole,
    "languages": _languages_are_whole,
    "education": _education_is_whole,
    "work": _work_is_whole,
}


def display_name(name: Tree, language: str) -> str:
    """How a person is called in a list: kanji or kana of their own for Japanese readers, else the full name.

    `order` puts family and given name in the order that the person asked for; without both the full name stands.
    """
    native = line(name, "native")
    if language.startswith("ja") and native and scripts(native) <= {"han", "hiragana", "katakana"}:
        return native
    family, given, middle = line(name, "family"), line(name, "given"), line(name, "middle")
    order = line(name, "order")
    if family and given and order in ("family-first", "given-first"):
        parts = (family, given, middle) if order == "family-first" else (given, middle, family)
        return " ".join(filter(None, parts))
    return line(name, "full")


def age(birthday: str, today: date) -> int | None:
    """Completed years; who was born on 29 February turns on 1 March in common years. None without a valid birthday."""
    born = first_of_month(birthday)
    if born is None or len(birthday) != len("0000-00-00"):
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
