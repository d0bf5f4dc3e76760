"""A profile as JSON Resume 1.0; what that format has no place for stands under a key of our own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from izanau_desktop.cache.reads.common import in_order, text_in
from izanau_protocol import codes
from izanau_protocol.canonical import Body

SCHEMA: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
EXTENSION: Final = "x-izanau"
_LEVELS: Final = {"native": "Native speaker"}


def exported(body: Body, papers: Body, email: str, language: str) -> dict[str, Any]:
    """The resume of a profile; texts in this language, the others under our own key."""
    basics = _basics(body, papers, email)
    found: dict[str, Any] = {"$schema": SCHEMA, "basics": basics}
    sections = {"work": _work, "education": _education, "skills": _skill, "languages": _language}
    for name, make in sections.items():
        items = [make(item, language) for _, item in in_order(body, name)]
        if items:
            found[name] = items
    hobbies, tag = text_in(body.get("hobbies"), language)
    if hobbies:
        found["interests"] = [{"name": line} for line in hobbies.splitlines() if line.strip()]
    extension: dict[str, Any] = {
        name: body[name] for name in ("birthday", "citizenship", "visa", "prefecture") if name in body
    }
    names = {part: value for part, value in _map(body.get("name")).items() if part != "full"}
    others = {key: text for key, text in _map(body.get("hobbies")).items() if key != tag}
    extension |= {key: value for key, value in (("name", names), ("hobbies", others)) if value}
    return {**found, **({EXTENSION: extension} if extension else {})}


def _basics(body: Body, papers: Body, email: str) -> dict[str, Any]:
    private = {
        key: papers[name]
        for key, name in (("label", "headline"), ("phone", "phone"), ("summary", "summary"))
        if name in papers
    }
    address = _map(papers.get("address"))
    location = {key: address[name] for key, name in _ADDRESS if name in address}
    if body.get("residence"):
        location["countryCode"] = body["residence"]
    found = {"name": _map(body.get("name")).get("full", ""), "email": email, **private, "location": location}
    return {key: value for key, value in found.items() if value}


_ADDRESS: Final = (("address", "address"), ("postalCode", "postal_code"), ("city", "city"), ("region", "region"))


def _work(item: Body, language: str) -> dict[str, Any]:
    return _dated(item, language, {"company": "name", "title": "position"}, "summary")


def _education(item: Body, language: str) -> dict[str, Any]:
    found = _dated(item, language, {"school": "institution", "field": "area"}, "")
    if item.get("degree"):
        found["studyType"] = codes.words("degree", str(item["degree"]), "en")
    return found


def _dated(item: Body, language: str, names: Mapping[str, str], prose: str) -> dict[str, Any]:
    """Names and period; a text in this language where the format has a place for it, else under our own key."""
    plain = {**names, "start": "startDate", "end": "endDate"}
    found = {there: item[here] for here, there in plain.items() if item.get(here)}
    texts = dict(_map(item.get("description")))
    if prose and language in texts:
        found[prose] = texts.pop(language)
    more: dict[str, Any] = {"description": texts} if texts else {}
    if item.get("current") is False or ("start" in item and "end" not in item and not item.get("current")):
        more["current"] = False  # in that format no end means: until now
    return {**found, **_own(more)}


def _skill(item: Body, language: str) -> dict[str, Any]:
    found = {name: item[name] for name in ("name",) if item.get(name)}
    if item.get("level"):
        found["level"] = codes.words("skill_level", str(item["level"]), "en")
    return {**found, **_own({name: item[name] for name in ("years", "licence", "date") if name in item})}


def _language(item: Body, language: str) -> dict[str, Any]:
    code = str(item.get("language", ""))
    level = "native" if item.get("native") else str(item.get("level", ""))
    found = {"language": codes.words("languages", code, "en")}
    if level:
        found["fluency"] = _LEVELS.get(level, level)
    more = {name: item[name] for name in ("certificates",) if item.get(name)}
    return {**found, **_own({**more, **({"native": False} if item.get("native") is False else {})})}


def _own(fields: dict[str, Any]) -> dict[str, Any]:
    return {EXTENSION: fields} if fields else {}


def _map(value: object) -> Body:
    return value if isinstance(value, dict) else {}
