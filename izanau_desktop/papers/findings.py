"""What an importer makes of a file: each value taken, with its path, or left, with the reason; nothing vanishes silently."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, Final

from izanau_protocol import documents, rules
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_protocol.problems import Problem, Refused

EMPTY: Final = Words("It is empty.", "空です。")
NO_PLACE: Final = Words(
    "The profile has no place for this: its ten items are fixed by the policy.",
    "プロフィールに該当する項目がありません（項目はポリシーで決まっている10項目です）。",
)

PRESENT: Final = Words("The profile says this already.", "プロフィールに既にあります。")
OTHER: Final = Words(
    "The profile says something else here; yours was kept.", "プロフィールには別の値があり、そちらを残しました。"
)
NO_LINK: Final = Words("This is no address of a web page.", "ウェブページのアドレスではありません。")


@dataclass(frozen=True)
class Taken:
    """A value that was taken, where it stood and where it goes."""

    source: str
    path: str
    value: object
    implied: bool = False
    """It is not written in the file, but what is not there says so."""


@dataclass(frozen=True)
class Left:
    """A value that was not taken, and why."""

    source: str
    value: object
    why: str


@dataclass
class Findings:
    """What was found so far, and the profile and papers that come of it."""

    language: str
    profile: Body = field(default_factory=dict)
    papers: Body = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def take(self, source: str, path: str, value: object, *, implied: bool = False) -> None:
        """Note every value in a tree as taken for a path."""
        if isinstance(value, dict):
            for name, inner in value.items():
                self.take(f"{source}.{name}", path, inner)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                self.take(f"{source}[{number}]", path, inner)
        else:
            self.taken.append(Taken(source, path, value, implied))

    def leave(self, source: str, value: object, why: Words | Problem) -> None:
        """Note every value in a tree as left, for one reason; what is empty is left because it is."""
        words = why.of(self.language) if isinstance(why, Words) else why.words(self.language)
        if isinstance(value, dict):
            for name, inner in value.items():
                self.leave(f"{source}.{name}" if source else str(name), inner, why)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                self.leave(f"{source}[{number}]", inner, why)
        else:
            self.left.append(Left(source, value, EMPTY.of(self.language) if is_empty(value) else words))

    def parsed(self, source: str, path: str, given: Any, value: object = None) -> Any:
        """The canonical value of a path for what was given, noted as taken; None where it is empty or wrong, noted as left.

        `value` is what goes there where that is not the given text itself.
        """
        if is_empty(given):
            self.leave(source, given, EMPTY)
            return None
        text = spelled(given, path) if value is None else value
        if not isinstance(text, str | int) or isinstance(text, bool):
            self.leave(source, given, NO_PLACE)
            return None
        try:
            found = rules.parse("profile", path, str(text), self.language)
        except Refused as refused:
            self.leave(source, given, refused.problems[0])
            return None
        self.take(source, path, given if isinstance(given, list) else found)
        return found

    def untake(self, path: str, why: Problem | Words) -> None:
        """What was taken for this path, or below it, is left after all."""
        below = (f"{path}.", f"{path}@")
        gone = [one for one in self.taken if one.path == path or one.path.startswith(below)]
        self.taken = [one for one in self.taken if one not in gone]
        for one in gone:
            if one.implied:
                continue
            self.leave(one.source, one.value, why)


def spelled(given: object, path: str) -> object:
    """A value as one would type it at a path: sets and yes or no come from files as they are."""
    found = documents.field("profile", path)
    kind = found.spec.type if found is not None else ""
    if kind == "codes" and isinstance(given, list):
        return json.dumps(given)
    return ("yes" if given else "no") if kind == "yes" and isinstance(given, bool) else given


def is_empty(value: object) -> bool:
    """Whether there is nothing in a value of a file."""
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def link(value: Any) -> Words:
    """Why the address of a web page is left; one that is none is said to be none."""
    return NO_PLACE if isinstance(value, str) and re.match(r"(https?://|www\.)", value.strip(), re.I) else NO_LINK


def mapping(value: object) -> Body:
    """The map that a value is; empty where it is none."""
    return value if isinstance(value, dict) else {}
