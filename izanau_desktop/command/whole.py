"""A whole profile from a JSON tree (`profile set --file`): the sections that it names become what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from izanau_desktop.command import paths
from izanau_protocol import ambient, documents, patch, position, rules
from izanau_protocol.canonical import Body
from izanau_protocol.problems import EXPECTED, Problem, Refused, problem

_AROUND: Final = frozenset({"id", "kind", "seq", "pending", "email"})
"""What `profile show --json` prints beside the body."""

_JSON: Final[Mapping[str, type]] = {"codes": list, "yes": bool, "number": int}
"""What a file may hold beside text, by type of field."""


def patch_of(body: Body, tree: Mapping[str, Any], language: str) -> tuple[Body, Body]:
    """The patches of profile and papers. Raises Refused with the problems of all sections."""
    found: list[Problem] = []
    told: Body = {}
    for name, value in tree.items():
        if name in _AROUND or value is None or name == "papers":
            continue
        if name == "confirmed":
            continue  # a file confirms nothing
        if name == "registered" and bool(value) == bool(body.get(name)):
            continue
        try:
            told[name] = _section(body, name, value, language)
        except Refused as refused:
            found += refused.problems
    papers = _papers(tree.get("papers"), found)
    if found:
        raise Refused(*found)
    return told, papers


def _section(body: Body, name: str, value: Any, language: str) -> object:
    field = paths.field_at(name)
    assert field is not None, name
    if field.spec.type == "items":
        return _items(body, name, value, language)
    if field.spec.type == "text":
        return _texts(body, name, value, language)
    if field.spec.type == "part":
        return paths.set_value(body, name, _json(value), language)[name]
    if not isinstance(value, (str, _JSON.get(field.spec.type, str))):
        raise Refused(problem("wrong_type", name, expected=EXPECTED[field.spec.type]))
    text = value if isinstance(value, str) else _json(value)
    return paths.set_value(body, name, text, language)[name]


def _items(body: Body, name: str, value: Any, language: str) -> Body:
    """The items of a section, with their ids where they have some; those that are not named go."""
    if not isinstance(value, dict | list):
        raise Refused(problem("wrong_type", name, expected=EXPECTED["items"]))
    if isinstance(value, list):
        pairs = [(ambient.item_id(), one) for one in value]
    else:
        pairs = [(key, value[key]) for key in position.ordered(value)]
    found: list[Problem] = []
    items: Body = {}
    for identity, one in pairs:
        if not identity.isalnum():
            found.append(problem("bad_item_id", name, name=identity))
            continue
        try:
            entry = cast("Body", rules.parse("profile", f"{name}.{identity}", _json(one), language))
        except Refused as refused:
            found += refused.problems
            continue
        place = {} if position.is_position(entry.get("position")) else position.moved(items, identity)[identity]
        items[identity] = {**entry, **cast("Body", place)}
    if found:
        raise Refused(*found)
    held = body.get(name)
    return {**dict.fromkeys(held if isinstance(held, dict) else ()), **items}


def _texts(body: Body, name: str, value: Any, language: str) -> Body:
    texts = value if isinstance(value, dict) else {language: value}
    held = body.get(name)
    told: Body = dict.fromkeys(held if isinstance(held, dict) else ())
    for tag, text in texts.items():
        if not isinstance(text, str):
            raise Refused(problem("wrong_type", f"{name}@{tag}", expected=EXPECTED["prose"]))
        told[tag] = rules.parse("profile", f"{name}@{tag}", text, language)
    return told


def _papers(tree: Any, found: list[Problem]) -> Body:
    if tree is None:
        return {}
    if not isinstance(tree, dict):
        found.append(problem("wrong_type", "papers", expected=EXPECTED["part"]))
        return {}
    return _texts_below(tree, paths.PAPERS, found)


def _texts_below(tree: Mapping[str, Any], above: str, found: list[Problem]) -> Body:
    told: Body = {}
    for name, value in tree.items():
        if isinstance(value, dict):
            told[name] = _texts_below(value, f"{above}{name}.", found)
        elif value is not None:
            try:
                told = patch.applied(told, {name: _paper(f"{above}{name}", value)})
            except Refused as refused:
                found += refused.problems
    return told


def _paper(path: str, value: Any) -> object:
    inner: Any = paths.paper(path, str(value))
    for part in paths.parts(path)[1:]:
        inner = inner[part]
    return inner


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True)


def export(body: Body, papers: Body) -> Body:
    """A profile as `set --file` takes it: its sections in the order of the policy, and what is for papers."""
    told: Body = {name: body[name] for name in documents.ORDERED if name in body}
    return {**told, "papers": papers} if papers else told
