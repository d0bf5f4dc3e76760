"""The labels on an application: words of the company's own. The id of each follows from the word, without its case and
width, so that two devices that add labels never clash, and the same word stands once (sync.md R14)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from izanau_protocol import position
from izanau_protocol.canonical import Body, clean
from izanau_protocol.problems import Problem, problem
from izanau_protocol.rules.trees import Tree, items, line, part
from izanau_protocol.signs import signs
from izanau_protocol.text import fold

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_LENGTH: Final = 10


def key(text: str) -> str:
    """The id of the item that holds this label, however it is spelled."""
    return signs(fold(cleaned(text)), _DIGITS, _LENGTH)


def texts(body: Tree) -> tuple[str, ...]:
    """The labels of an application in their order."""
    return tuple(filter(None, (line(item, "text") for _, item in items(body, "labels"))))


def cleaned(text: str) -> str:
    """A label as it is kept: in one line, one space between its words."""
    return " ".join(str(clean(text)).split())


def changed(body: Tree, add: Collection[str], remove: Collection[str] = ()) -> Body:
    """The patch of `labels` that puts words on and takes others off; what is both is put on.

    A word that differs from one that stands there in case or width alone is the same.
    """
    wanted, unwanted = {fold(cleaned(text)): cleaned(text) for text in add}, {fold(cleaned(text)) for text in remove}
    held = {identity: fold(line(item, "text")) for identity, item in items(body, "labels")}
    patch: Body = {identity: None for identity, word in held.items() if word in unwanted and word not in wanted}
    last = max(map(position.position_of, part(body, "labels").values()), default="") or None
    for word, text in wanted.items():
        if word not in held.values():
            last = position.between(last, None)
            patch[key(text)] = {"text": text, "position": last}
    return patch


def label_problems(body: Tree) -> Iterator[Problem]:
    """A label under the id of another word: it could stand twice."""
    for identity, item in items(body, "labels"):
        if identity != key(line(item, "text")):
            yield problem("bad_item_id", f"labels.{identity}", name=identity)
