"""One item of a section under way from a resume: its values, period and description, until it is added or left."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from izanau_desktop.papers import plain
from izanau_desktop.papers.findings import EMPTY, NO_PLACE, PRESENT, Findings, link, mapping
from izanau_desktop.papers.json_resume_export import EXTENSION
from izanau_protocol import ambient, documents, position, rules
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem
from izanau_protocol.text import fold

_YEAR: Final = Words("Only a year is told; the profile needs the month.", "年だけでは足りません。月も必要です。")
_NO_OWNER: Final = Words(
    "What it belongs to has no name: {field} is needed.", "属する項目に名前がありません。{field}が必要です。"
)


class Item:
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
            if str(self.body.get("end", "9")) < str(self.body.get("start", "")):
                path = f"{self.section}.{self.id}.end"
                self.found.untake(path, problem("end_before_start", path))
                del self.body["end"]
        elif "start" in self.body:
            self.body["current"] = True
            at, path = f"{self.source}.endDate", f"{self.section}.{self.id}.current"
            self.found.take(at, path, value=True, implied="endDate" not in value)
        elif "endDate" in value:
            self.found.leave(f"{self.source}.endDate", given, EMPTY)

    def describe(self, value: Mapping[str, Any], *names: str) -> None:
        """Summaries and lists of points become one text in the language of the interface."""
        lines: list[tuple[str, str]] = []
        for name in names:
            given = value.get(name)
            bullet, pairs = "", [(f"{self.source}.{name}", given)]
            if isinstance(given, list):
                bullet, pairs = "- ", [(f"{self.source}.{name}[{n}]", one) for n, one in enumerate(given)]
            for at, text in pairs if name in value else ():
                plain_text = plain.prose(text) if isinstance(text, str) else ""
                if plain_text:
                    lines.append((at, f"{bullet}{plain_text}"))
                else:
                    self.found.leave(at, text, EMPTY if isinstance(text, str) else NO_PLACE)
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
                self.found.leave(at, given, link(given) if name in ("url", "website") and given else NO_PLACE)

    def _more(self, given: Mapping[str, Any]) -> None:
        for name, value in given.items():
            at, path = f"{self.source}.{EXTENSION}.{name}", f"{self.section}.{self.id}.{name}"
            try:
                told = rules.parse(
                    "profile", f"{self.section}.{self.id}", json.dumps({name: value}), self.found.language
                )
            except Refused as refused:
                if any(one.code != "required" for one in refused.problems):
                    self.found.leave(at, value, next(one for one in refused.problems if one.code != "required"))
                    continue
                told = {name: value}
            assert isinstance(told, dict)
            new = told.get(name, value)
            self.body[name] = {**mapping(self.body.get(name)), **new} if isinstance(new, dict) else new
            self.found.take(at, path, value)

    def keep(self, body: Body, needed: str) -> None:
        """Add it to the section, unless it lacks its name, is there already, or there is no room."""
        held: Body = {**mapping(body.get(self.section)), **mapping(self.found.profile.get(self.section))}
        at, spec = f"{self.section}.{self.id}", documents.fields("profile")[self.section].spec
        if needed not in self.body:
            words = documents.fields("profile")[f"{self.section}.*.{needed}"].spec.words
            why = Words(_NO_OWNER.en.format(field=words.en), _NO_OWNER.ja.format(field=words.ja))
            self.found.untake(at, why)
        elif any(_same(one, self.body) for one in held.values()):
            self.found.untake(at, PRESENT)
        elif len(held) >= spec.most:
            self.found.untake(at, problem("too_many", at, count=len(held) + 1, most=spec.most))
        else:
            places = position.moved(held, self.id)
            entry = {**self.body, **mapping(places.pop(self.id, {}))}
            section = {**mapping(self.found.profile.get(self.section)), **places, self.id: entry}
            self.found.profile = {**self.found.profile, self.section: section}


def _same(held: object, new: Body) -> bool:
    """Whether a profile has an item already; one that has but a name is there in any spelling of it."""
    old = {n: v for n, v in mapping(held).items() if n != "position"}
    if [*new] == ["name"]:
        return fold(str(old.get("name", ""))) == fold(str(new["name"]))
    return old == new
