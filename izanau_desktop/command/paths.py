"""Profile paths of the command: what `set`, `unset`, `add`, `remove` and `move` make of them, as merge patches."""

from __future__ import annotations

import unicodedata
from typing import Any, Final, cast

from izanau_protocol import ambient, documents, position, rules
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Field
from izanau_protocol.patch import value_at
from izanau_protocol.problems import EXPECTED, Refused, problem
from izanau_protocol.rules.values import character_problems

KIND: Final = "profile"
PAPERS: Final = "papers."
_OWN: Final = frozenset({"registered", "confirmed"})
"""What has deeds of its own: registering, since others see by it, and confirming, since the site names the day."""
_MOST_PAPER: Final = 10_000


def parts(path: str) -> tuple[str, ...]:
    """A path as names; the tag of a text is the last."""
    return tuple(path.replace("@", ".").split("."))


def patch(path: tuple[str, ...], value: object) -> Body:
    """The merge patch that sets this value there; None removes it."""
    head, *rest = path
    return {head: patch(tuple(rest), value) if rest else value}


def field_at(path: str) -> Field | None:
    """The field at a path; None where it names an item. Raises Refused for a path that a profile has not."""
    pattern = documents.pattern_of(KIND, path)
    found = documents.fields(KIND).get(pattern)
    tagged = "@" in path and (found is None or found.spec.type != "text")
    if not pattern or tagged:
        raise Refused(problem("unknown_field", path, name=path))
    if pattern.split(".")[0] in _OWN:
        raise Refused(problem("read_only_field", path))
    return found


def tagged(path: str, language: str) -> str:
    """The path with the tag of a language, where a text is held by language and none was named."""
    found = field_at(path)
    return f"{path}@{language}" if found is not None and found.spec.type == "text" and "@" not in path else path


def set_value(body: Body, path: str, text: str, language: str) -> Body:
    """`set PATH VALUE`."""
    found = field_at(path)
    if found is not None and found.spec.type == "items":
        raise Refused(problem("wrong_type", path, expected=EXPECTED["items"]))
    _refuse_absent_item(body, path)
    value: object = rules.parse(KIND, path, text, language)
    if found is None or found.spec.type == "part":
        value = _replacing(value_at(body, parts(path)), cast("Body", value))
    return patch(parts(tagged(path, language)), value)


def unset(body: Body, path: str, language: str) -> Body:
    """`unset PATH`: a field, a whole section, or an item."""
    field_at(path)
    where = parts(tagged(path, language))
    return patch(where, None) if value_at(body, where) is not None else {}


def add(body: Body, path: str, text: str, language: str) -> tuple[str, Body]:
    """`add PATH VALUE`: an item at the end of a map, or a member of a set; its id and the patch."""
    found = field_at(path)
    kind = found.spec.type if found is not None else ""
    if kind not in ("items", "codes"):
        raise Refused(problem("wrong_type", path, expected=EXPECTED["items"]))
    _refuse_absent_item(body, path)
    value = rules.parse(KIND, path, text, language)
    held = value_at(body, parts(path))
    if kind == "codes":
        new = cast("list[str]", value)
        kept = list(held) if isinstance(held, list) else []
        return ", ".join(new), patch(parts(path), [*kept, *(one for one in new if one not in kept)])
    identity = ambient.item_id()
    items = held if isinstance(held, dict) else {}
    places = position.moved(items, identity)
    entry = {**cast("Body", value), **cast("Body", places.get(identity, {}))}
    return identity, patch(parts(path), {**places, identity: entry})


def remove(body: Body, path: str, text: str) -> Body:
    """`remove PATH VALUE`: a member of a set, or an item by its id."""
    found = field_at(path)
    held = value_at(body, parts(path))
    if found is not None and found.spec.type == "items":
        if not isinstance(held, dict) or text not in held:
            raise Refused(problem("bad_item_id", path, name=text))
        return patch(parts(path), {text: None})
    if found is None or found.spec.type != "codes":
        raise Refused(problem("wrong_type", path, expected=EXPECTED["codes"]))
    gone = cast("list[str]", rules.parse(KIND, path, text))
    kept = [one for one in held if one not in gone] if isinstance(held, list) else []
    if not isinstance(held, list) or len(kept) == len(held):
        raise Refused(problem("unknown_code", path, value=text))
    return patch(parts(path), kept or None)


def move(body: Body, path: str, before: str | None) -> Body:
    """`move PATH --before ID`: an item before another, or to the end."""
    field_at(path)
    *above, moving = parts(path)
    around = field_at(".".join(above)) if above else None
    if around is None or around.spec.type != "items":
        raise Refused(problem("wrong_type", path, expected=EXPECTED["entry"]))
    items = value_at(body, tuple(above))
    if not isinstance(items, dict) or moving not in items:
        raise Refused(problem("bad_item_id", path, name=moving))
    if before is not None and before not in items:
        raise Refused(problem("bad_item_id", path, name=before))
    found = position.moved(items, moving, before)
    return patch(tuple(above), found) if found else {}


def paper(path: str, text: str | None) -> Body:
    """The patch of what is only for one's papers (`papers.phone`); it has no fields of its own, only texts."""
    where = parts(path)[1:]
    if not all(name and name.isascii() and name.replace("_", "").isalnum() for name in where) or not where:
        raise Refused(problem("unknown_field", path, name=path))
    if text is None:
        return patch(where, None)
    settled = unicodedata.normalize("NFC", text).strip()
    found = list(character_problems(settled, path, single=False))
    if not found and not settled:
        found.append(problem("empty", path))
    if not found and len(settled) > _MOST_PAPER:
        found.append(problem("too_long", path, length=len(settled), most=_MOST_PAPER))
    if found:
        raise Refused(*found)
    return patch(where, settled)


def _refuse_absent_item(body: Body, path: str) -> None:
    """Items are made by `add`: a path into one that is not there is a slip."""
    names = path.split("@", 1)[0].split(".")
    for depth in range(1, len(names)):
        above = documents.fields(KIND).get(documents.pattern_of(KIND, ".".join(names[:depth])))
        if above is not None and above.spec.type == "items" and value_at(body, tuple(names[: depth + 1])) is None:
            raise Refused(problem("bad_item_id", ".".join(names[: depth + 1]), name=names[depth]))


def _replacing(held: object, wanted: Body) -> Body:
    """The patch that makes a part or item what is wanted: what it had besides goes, its place in the order stays."""
    before = held if isinstance(held, dict) else {}
    gone: dict[str, Any] = {name: None for name in before if name not in wanted and name != "position"}
    inner = {
        name: _replacing(before[name], value)
        if isinstance(value, dict) and isinstance(before.get(name), dict)
        else value
        for name, value in wanted.items()
    }
    return {**gone, **inner}
