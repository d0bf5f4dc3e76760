"""JSON Resume in and out: files of every version in, each value taken or left with a reason; version 1 out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from izanau_desktop.papers import plain
from izanau_desktop.papers.findings import (
    EMPTY,
    NO_PLACE,
    OTHER,
    PRESENT,
    Findings,
    is_empty,
    link,
    mapping,
    spelled,
)
from izanau_desktop.papers.item import Item
from izanau_desktop.papers.json_resume_export import EXTENSION, exported
from izanau_protocol import documents, patch, rules
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused

__all__ = ["EXTENSION", "exported", "read"]

_ADDRESS: Final = Words(
    "Your account has the e-mail address; it is no part of the profile.",
    "メールアドレスはアカウントのもので、プロフィールには含まれません。",
)
_NO_FILE: Final = Words("Pictures are not fetched from elsewhere.", "画像は外部から取り込みません。")
_PRIVATE: Final = {"label": "headline", "summary": "summary", "phone": "phone"}
"""What goes to the papers, which never leave this computer."""
_LOCATION: Final = ("address", "postalCode", "city", "region")
_DEGREES: Final = (
    (r"ph\.?\s?d|doct|d\.?phil|博士", "doctor"),
    (r"master|\bm\.?(sc|a|eng|s|phil)\b|mba|修士", "master"),
    (r"bachelor|\bb\.?(sc|a|eng|s|com)\b|licen|学士", "bachelor"),
    (r"associate|短期", "associate"),
    (r"high.?school|secondary|abitur|高校|高等学校", "secondary"),
    (r"vocational|専門学校", "vocational"),
)
_SKILLED: Final = {"master": "expert", "expert": "expert", "senior": "advanced", "basic": "beginner"}
_NATIVE: Final = re.compile(r"native|mother tongue|母語|母国語|ネイティブ", re.IGNORECASE)
_CEFR: Final = re.compile(r"\b([ABC][12])\b")
_JLPT: Final = re.compile(r"\b(N[1-5])\b")


def read(tree: Mapping[str, Any], body: Body, language: str) -> Findings:
    """What a resume gives to a profile that is there: patches of profile and papers, and what became of each value."""
    found = Findings(language)
    extension = tree.get(EXTENSION)
    if isinstance(extension, dict):
        _sections(found, body, extension)
    for name, value in tree.items():
        known = _TOP.get(name)
        if name == EXTENSION and isinstance(value, dict):
            continue
        if known is None or not isinstance(value, dict if name == "basics" else list):
            found.leave(name, value, NO_PLACE)
        elif isinstance(value, dict):
            known(found, body, name, value)
        else:
            for number, one in enumerate(value):
                source = f"{name}[{number}]"
                if isinstance(one, dict):
                    known(found, body, source, one)
                else:
                    found.leave(source, one, NO_PLACE)
    _settle(found, body)
    return found


# --- single values ---


def _basics(found: Findings, body: Body, source: str, value: Mapping[str, Any]) -> None:
    for name, given in value.items():
        at = f"{source}.{name}"
        if is_empty(given):
            found.leave(at, given, EMPTY)
        elif name == "name":
            _single(found, body, at, "name.full", given)
        elif name in _PRIVATE and isinstance(given, str):
            _paper(found, at, _PRIVATE[name], given)
        elif name == "location" and isinstance(given, dict):
            _location(found, body, at, given)
        elif name in ("image", "picture"):
            found.leave(at, given, _NO_FILE)
        elif name in ("url", "website"):
            found.leave(at, given, link(given))
        elif name == "profiles" and isinstance(given, list):
            _accounts(found, at, given)
        else:
            found.leave(at, given, _ADDRESS if name == "email" else NO_PLACE)


def _accounts(found: Findings, source: str, value: list[Any]) -> None:
    for number, one in enumerate(value):
        for name, given in one.items() if isinstance(one, dict) else [("", one)]:
            found.leave(f"{source}[{number}].{name}".rstrip("."), given, link(given) if name == "url" else NO_PLACE)


def _location(found: Findings, body: Body, source: str, value: Mapping[str, Any]) -> None:
    for name, given in value.items():
        at = f"{source}.{name}"
        if name in ("countryCode", "country") and not is_empty(given):
            _single(found, body, at, "residence", given)
        elif name in _LOCATION and isinstance(given, str) and not is_empty(given):
            _paper(found, at, f"address.{'postal_code' if name == 'postalCode' else name}", given)
        else:
            found.leave(at, given, NO_PLACE)


def _paper(found: Findings, source: str, path: str, value: str) -> None:
    settled = plain.prose(value)
    found.papers = patch.applied(found.papers, patch.with_value({}, tuple(path.split(".")), settled))
    found.take(source, f"papers.{path}", settled)


def _single(found: Findings, body: Body, source: str, path: str, given: Any) -> None:
    """A value of its own; what the person wrote before stays."""
    where = tuple(path.split("."))
    held, told = patch.value_at(body, where), patch.value_at(found.profile, where)
    if held is None and told is None:
        value = found.parsed(source, path, given)
        if value is not None:
            found.profile = patch.with_value(found.profile, where, value)
        return
    try:
        text = str(spelled(given, path))
        same = rules.parse("profile", path, text, found.language) == (told if held is None else held)
    except Refused as refused:
        found.leave(source, given, refused.problems[0])
        return
    found.leave(source, given, PRESENT if same else OTHER)


# --- items ---


def _work(found: Findings, body: Body, source: str, value: Mapping[str, Any]) -> None:
    item = Item(found, "work", source)
    for name, field in (("name", "company"), ("company", "company"), ("position", "title")):
        if name in value:
            item.put(name, field, value[name])
    if "startDate" in value:
        item.period("startDate", "start", value["startDate"])
    item.until(value)
    item.describe(value, "summary", "highlights")
    item.rest(value, "name", "company", "position", "startDate", "endDate", "summary", "highlights")
    item.keep(body, "company")


def _education(found: Findings, body: Body, source: str, value: Mapping[str, Any]) -> None:
    item = Item(found, "education", source)
    for name, field in (("institution", "school"), ("area", "field")):
        if name in value:
            item.put(name, field, value[name])
    if "studyType" in value:
        given = value["studyType"]
        item.put("studyType", "degree", given, _degree(given) if isinstance(given, str) else None)
    if "startDate" in value:
        item.period("startDate", "start", value["startDate"])
    item.until(value)
    item.describe(value, "courses")
    item.rest(value, "institution", "area", "studyType", "startDate", "endDate", "courses")
    item.keep(body, "school")


def _degree(text: str) -> str:
    return next((code for form, code in _DEGREES if re.search(form, text, re.I)), text)


def _skill(found: Findings, body: Body, source: str, value: Mapping[str, Any]) -> None:
    """The group is a skill, and each of its keywords one of its own: the level was said of the group."""
    item = Item(found, "skills", source)
    if "name" in value:
        item.put("name", "name", value["name"])
    if "level" in value:
        level = str(value["level"] or "")
        item.put("level", "level", value["level"], _SKILLED.get(level.strip().casefold(), level))
    item.rest(value, "name", "level", "keywords")
    item.keep(body, "name")
    words = value.get("keywords")
    for number, word in enumerate(words if isinstance(words, list) else []):
        one = Item(found, "skills", source)
        one.put(f"keywords[{number}]", "name", word)
        if one.body:
            one.keep(body, "name")
    if "keywords" in value and not isinstance(words, list):
        found.leave(f"{source}.keywords", words, NO_PLACE)


def _certificate(found: Findings, body: Body, source: str, value: Mapping[str, Any]) -> None:
    item = Item(found, "skills", source)
    if "name" in value:
        item.put("name", "name", value["name"])
        if "name" in item.body:
            item.body["licence"] = item.body["name"]
    if "date" in value:
        item.period("date", "date", value["date"])
    item.rest(value, "name", "date")
    item.keep(body, "name")


def _language(found: Findings, body: Body, source: str, value: Mapping[str, Any]) -> None:
    item = Item(found, "languages", source)
    for name in ("language", "name"):
        if name in value and "language" in item.body:
            found.leave(f"{source}.{name}", value[name], PRESENT)
        elif name in value:
            item.put(name, "language", value[name])
    for name in ("fluency", "level"):
        if name in value:
            _fluency(item, name, value[name])
    item.rest(value, "language", "name", "fluency", "level")
    item.keep(body, "language")


def _fluency(item: Item, name: str, given: Any) -> None:
    text = given if isinstance(given, str) else ""
    if _NATIVE.search(text):
        item.put(name, "native", given, "yes")
        return
    level = _JLPT.search(text) or _CEFR.search(text)
    item.put(name, "level", given, level[1] if level else None)


def _interest(found: Findings, body: Body, source: str, value: Mapping[str, Any]) -> None:
    """Interests become lines of the hobbies, unless something is written there."""
    given = value.get("keywords")
    words = [one for one in given if isinstance(one, str) and one.strip()] if isinstance(given, list) else []
    name = value["name"] if isinstance(value.get("name"), str) else ""
    held = mapping(body.get("hobbies"))
    line = ": ".join(part for part in (name.strip(), ", ".join(words)) if part)
    known = {key: value[key] for key, used in (("name", name), ("keywords", words)) if used}
    found.leave(source, {key: one for key, one in value.items() if key not in known}, NO_PLACE)
    if not line or held.get(found.language):
        found.leave(source, known, OTHER if line else EMPTY)
        return
    before = mapping(found.profile.get("hobbies")).get(found.language)
    path = f"hobbies@{found.language}"
    try:
        told = rules.parse("profile", path, f"{before}\n{line}" if before else line, found.language)
    except Refused as refused:
        found.leave(source, known, refused.problems[0])
        return
    found.profile = {**found.profile, "hobbies": {found.language: told}}
    for at, text in _leaves(source, known):
        if isinstance(text, str) and text.strip():
            found.take(at, path, text)
        else:
            found.leave(at, text, NO_PLACE)


# --- the whole ---


def _sections(found: Findings, body: Body, value: Mapping[str, Any]) -> None:
    """Our own extension: what JSON Resume has no place for."""
    for name, given in value.items():
        inner = given.items() if isinstance(given, dict) else [("", given)]
        for part, one in inner:
            path, at = f"{name}.{part}".rstrip("."), f"{EXTENSION}.{name}.{part}".rstrip(".")
            spec = documents.field("profile", path)
            whole = spec is None or spec.spec.type in ("items", "part") or name in ("registered", "confirmed")
            if name == "hobbies" and part:
                _single(found, body, at, f"{name}@{part}", one)
            elif whole or name == "hobbies":
                found.leave(at, one, NO_PLACE)
            else:
                _single(found, body, at, path, one)


def _settle(found: Findings, body: Body) -> None:
    """What does not fit together, seen on the whole, is left: a date before the birthday, an end before its start."""
    for _ in range(len(found.taken) + 1):
        whole = patch.applied(body, found.profile)
        known = {one.field for one in rules.problems("profile", body)} if body else set()
        wrong = [one for one in rules.problems("profile", whole) if one.field not in known and one.code != "required"]
        if not wrong:
            return
        where = tuple(wrong[0].field.replace("@", ".").split("."))
        if patch.value_at(found.profile, where) is None:
            return  # the other side of it is the person's own
        found.profile = patch.with_value(found.profile, where, None)
        found.untake(wrong[0].field, wrong[0])


def _leaves(source: str, value: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for name, given in value.items():
        if isinstance(given, list):
            yield from ((f"{source}.{name}[{number}]", one) for number, one in enumerate(given))
        else:
            yield f"{source}.{name}", given


_TOP: Final[dict[str, Callable[[Findings, Body, str, Mapping[str, Any]], None]]] = {
    "basics": _basics,
    "work": _work,
    "education": _education,
    "skills": _skill,
    "certificates": _certificate,
    "languages": _language,
    "interests": _interest,
}
