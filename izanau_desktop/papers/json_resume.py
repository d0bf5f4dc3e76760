"""JSON Resume in and out: files of every version in, each value taken or left with a reason; version 1 out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from izanau_desktop.papers import plain
from izanau_desktop.papers.findings import EMPTY, NO_PLACE, Findings, is_empty, texts
from izanau_desktop.papers.json_resume_export import EXTENSION, exported
from izanau_protocol import ambient, documents, patch, position, rules
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

__all__ = ["EXTENSION", "exported", "read"]

_PRESENT: Final = Words("The profile says this already.", "プロフィールに既にあります。")
_OTHER: Final = Words(
    "The profile says something else here; yours was kept.", "プロフィールには別の値があり、そちらを残しました。"
)
_ADDRESS: Final = Words(
    "Your account has the e-mail address; it is no part of the profile.",
    "メールアドレスはアカウントのもので、プロフィールには含まれません。",
)
_YEAR: Final = Words("Only a year is told; the profile needs the month.", "年だけでは足りません。月も必要です。")
_NO_LINK: Final = Words("This is no address of a web page.", "ウェブページのアドレスではありません。")
_NO_FILE: Final = Words("Pictures are not fetched from elsewhere.", "画像は外部から取り込みません。")
_NO_OWNER: Final = Words(
    "What it belongs to has no name: {field} is needed.", "属する項目に名前がありません。{field}が必要です。"
)
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
            found.leave(at, given, _link(given))
        elif name == "profiles" and isinstance(given, list):
            _accounts(found, at, given)
        else:
            found.leave(at, given, _ADDRESS if name == "email" else NO_PLACE)


def _accounts(found: Findings, source: str, value: list[Any]) -> None:
    for number, one in enumerate(value):
        for name, given in one.items() if isinstance(one, dict) else [("", one)]:
            found.leave(f"{source}[{number}].{name}".rstrip("."), given, _link(given) if name == "url" else NO_PLACE)


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
        same = rules.parse("profile", path, str(given), found.language) == (told if held is None else held)
    except Refused as refused:
        found.leave(source, given, refused.problems[0])
        return
    found.leave(source, given, _PRESENT if same else _OTHER)


def _link(value: Any) -> Words:
    return NO_PLACE if isinstance(value, str) and re.match(r"(https?://|www\.)", value.strip(), re.I) else _NO_LINK


# --- items ---


class _Item:
    """An item of a section under way; `keep` adds it once it has the name that it needs."""

    def __init__(self, found: Findings, section: str, source: str) -> None:
        self.found, self.section, self.source = found, section, source
        self.id = ambient.item_id()
        self.body: Body = {}

    def put(self, name: str, field: str, given: Any, value: object = None) -> None:
        """A value of the item at a field."""
        got = self.found.parsed(f"{self.source}.{name}", f"{self.section}.{self.id}.{field}", given, value)
        if got is not None:
            self.body[field] = got

    def period(self, name: str, field: str, given: Any) -> None:
        """A month; of a whole day the month is kept."""
        if isinstance(given, int) or (isinstance(given, str) and re.fullmatch(r"\s*\d{4}\s*", given)):
            self.found.leave(f"{self.source}.{name}", given, _YEAR)
        else:
            self.put(name, field, given, plain.month(given) if isinstance(given, str) else None)

    def until(self, value: Mapping[str, Any]) -> None:
        """The end, or that it goes on: no end beside a start means so."""
        given = value.get("endDate")
        if not plain.is_now(given):
            self.period("endDate", "end", given)
        elif "start" in self.body:
            self.body["current"] = True
            self.found.take(f"{self.source}.endDate", f"{self.section}.{self.id}.current", True)
        elif "endDate" in value:
            self.found.leave(f"{self.source}.endDate", given, EMPTY)

    def describe(self, value: Mapping[str, Any], *names: str) -> None:
        """Summaries and lists of points become one text in the language of the interface."""
        lines: list[tuple[str, str]] = []
        for name in names:
            for number, text in enumerate(texts(value.get(name))):
                at = f"{self.source}.{name}" + (f"[{number}]" if isinstance(value.get(name), list) else "")
                if is_empty(text):
                    self.found.leave(at, text, EMPTY)
                else:
                    lines.append((at, ("- " if isinstance(value.get(name), list) else "") + plain.prose(text)))
        if not lines:
            return
        path = f"{self.section}.{self.id}.description@{self.found.language}"
        try:
            told = rules.parse("profile", path, "\n".join(line for _, line in lines), self.found.language)
        except Refused as refused:
            for at, line in lines:
                self.found.leave(at, line, refused.problems[0])
            return
        self.body["description"] = {self.found.language: told}
        for at, line in lines:
            self.found.take(at, path, line)

    def rest(self, value: Mapping[str, Any], *known: str) -> None:
        """What has no place, and what the extension of our own export says."""
        for name, given in value.items():
            if name == EXTENSION and isinstance(given, dict):
                self._more(given)
            elif name not in known:
                at = f"{self.source}.{name}"
                self.found.leave(at, given, _link(given) if name in ("url", "website") and given else NO_PLACE)

    def _more(self, given: Mapping[str, Any]) -> None:
        for name, value in given.items():
            at, path = f"{self.source}.{EXTENSION}.{name}", f"{self.section}.{self.id}.{name}"
            try:
                told = rules.parse("profile", f"{self.section}.{self.id}", _json({name: value}), self.found.language)
            except Refused as refused:
                if any(one.code != "required" for one in refused.problems):
                    self.found.leave(at, value, next(one for one in refused.problems if one.code != "required"))
                    continue
                told = {name: value}
            assert isinstance(told, dict)
            self.body[name] = told.get(name, value)
            self.found.take(at, path, value)

    def keep(self, body: Body, needed: str) -> None:
        """Add it to the section, unless it lacks its name, is there already, or there is no room."""
        held: Body = {**_map(body.get(self.section)), **_map(self.found.profile.get(self.section))}
        at, spec = f"{self.section}.{self.id}", documents.fields("profile")[self.section].spec
        if needed not in self.body:
            words = documents.fields("profile")[f"{self.section}.*.{needed}"].spec.words
            why = Words(_NO_OWNER.en.format(field=words.en), _NO_OWNER.ja.format(field=words.ja))
            self.found.untake(at, why)
        elif any(_same(one, self.body) for one in held.values()):
            self.found.untake(at, _PRESENT)
        elif len(held) >= spec.most:
            self.found.untake(at, problem("too_many", at, count=len(held) + 1, most=spec.most))
        else:
            places = position.moved(held, self.id)
            entry = {**self.body, **_map(places.pop(self.id, {}))}
            section = {**_map(self.found.profile.get(self.section)), **places, self.id: entry}
            self.found.profile = {**self.found.profile, self.section: section}


def _work(found: Findings, body: Body, source: str, value: Mapping[str, Any]) -> None:
    item = _Item(found, "work", source)
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
    item = _Item(found, "education", source)
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
    item = _Item(found, "skills", source)
    if "name" in value:
        item.put("name", "name", value["name"])
    if "level" in value:
        level = str(value["level"] or "")
        item.put("level", "level", value["level"], _SKILLED.get(level.strip().casefold(), level))
    item.rest(value, "name", "level", "keywords")
    item.keep(body, "name")
    words = value.get("keywords")
    for number, word in enumerate(words if isinstance(words, list) else []):
        one = _Item(found, "skills", source)
        one.put(f"keywords[{number}]", "name", word)
        if one.body:
            one.keep(body, "name")
    if words is not None and not isinstance(words, list):
        found.leave(f"{source}.keywords", words, NO_PLACE)


def _certificate(found: Findings, body: Body, source: str, value: Mapping[str, Any]) -> None:
    item = _Item(found, "skills", source)
    if "name" in value:
        item.put("name", "name", value["name"])
        if "name" in item.body:
            item.body["licence"] = item.body["name"]
    if "date" in value:
        item.period("date", "date", value["date"])
    item.rest(value, "name", "date")
    item.keep(body, "name")


def _language(found: Findings, body: Body, source: str, value: Mapping[str, Any]) -> None:
    item = _Item(found, "languages", source)
    for name in ("language", "name"):
        if name in value and "language" not in item.body:
            item.put(name, "language", value[name])
    for name in ("fluency", "level"):
        if name in value:
            _fluency(item, name, value[name])
    item.rest(value, "language", "name", "fluency", "level")
    item.keep(body, "language")


def _fluency(item: _Item, name: str, given: Any) -> None:
    text = given if isinstance(given, str) else ""
    if _NATIVE.search(text):
        item.put(name, "native", given, "yes")
        return
    level = _JLPT.search(text) or _CEFR.search(text)
    item.put(name, "level", given, level[1] if level else None)


def _interest(found: Findings, body: Body, source: str, value: Mapping[str, Any]) -> None:
    """Interests become lines of the hobbies, unless something is written there."""
    words = [one for one in texts(value.get("keywords")) if not is_empty(one)]
    name = str(value.get("name") or "")
    held = _map(body.get("hobbies"))
    line = ": ".join(filter(None, (name.strip(), ", ".join(words))))
    known = {key: one for key, one in value.items() if key in ("name", "keywords")}
    found.leave(source, {key: one for key, one in value.items() if key not in known}, NO_PLACE)
    if not line or held.get(found.language):
        found.leave(source, known, _OTHER if line else EMPTY)
        return
    before = _map(found.profile.get("hobbies")).get(found.language)
    path = f"hobbies@{found.language}"
    try:
        told = rules.parse("profile", path, "\n".join(filter(None, (before, line))), found.language)
    except Refused as refused:
        found.leave(source, known, refused.problems[0])
        return
    found.profile = {**found.profile, "hobbies": {found.language: told}}
    for at, text in _leaves(source, known):
        if is_empty(text):
            found.leave(at, text, EMPTY)
        else:
            found.take(at, path, text)


# --- the whole ---


def _sections(found: Findings, body: Body, value: Mapping[str, Any]) -> None:
    """Our own extension: what JSON Resume has no place for."""
    for name, given in value.items():
        inner = given.items() if isinstance(given, dict) else [("", given)]
        for part, one in inner:
            path, at = f"{name}.{part}".rstrip("."), f"{EXTENSION}.{name}.{part}".rstrip(".")
            spec = documents.field("profile", path)
            tagged = spec is None or spec.spec.type in ("items", "part") or name == "registered"
            if tagged and name != "hobbies":
                found.leave(at, one, NO_PLACE)
            elif name == "hobbies":
                _single(found, body, at, f"{name}@{part}", one) if part else found.leave(at, one, NO_PLACE)
            else:
                text = _json(one) if isinstance(one, list) else "yes" if one is True else one
                _single(found, body, at, path, text)


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


def _map(value: object) -> Body:
    return value if isinstance(value, dict) else {}


def _same(held: object, new: Body) -> bool:
    return isinstance(held, dict) and {n: v for n, v in held.items() if n != "position"} == new


def _leaves(source: str, value: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for name, given in value.items():
        if isinstance(given, list):
            yield from ((f"{source}.{name}[{number}]", one) for number, one in enumerate(given))
        else:
            yield f"{source}.{name}", given


def _json(value: object) -> str:
    import json

    return json.dumps(value)


_TOP: Final[dict[str, Callable[[Findings, Body, str, Mapping[str, Any]], None]]] = {
    "basics": _basics,
    "work": _work,
    "education": _education,
    "skills": _skill,
    "certificates": _certificate,
    "languages": _language,
    "interests": _interest,
}
