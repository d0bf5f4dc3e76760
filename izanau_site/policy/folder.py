"""Reads a version of the policy from its folder: en.md, ja.md, changes.en.md, changes.ja.md, manifest.toml."""

from __future__ import annotations

import hashlib
import tomllib
import unicodedata
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

import msgspec

from izanau_protocol import documents, ids, position, rules
from izanau_protocol.canonical import Body
from izanau_protocol.documents import KINDS, Purposes
from izanau_protocol.visibility.table import AUDIENCES

FIRST: Final = "2019-04-10"
LANGUAGES: Final = ("en", "ja")


class PolicyFault(Exception):  # noqa: N818 - the name says what is wrong
    """A folder that holds no version of a policy; the words say what is missing."""


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item that the policy lists: what is collected, who sees it, how long it is kept."""

    name: str
    paths: tuple[str, ...] = ()
    required: bool = False
    audience: tuple[str, ...] = ()
    retention: str = ""


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the text lists, for programs."""

    purposes: tuple[str, ...]
    items: tuple[Item, ...]
    version: str = ""
    effective: str = ""
    source: str = ""


def first_folder() -> Traversable:
    """The version that comes with the program."""
    return files("izanau_site") / "policy" / FIRST


def document_id(version: str) -> str:
    """The id of a version's document."""
    return ids.natural_id("policy", version)


def text_hash(text: str) -> str:
    """SHA-256 of a text in NFC with runs of space as one space: the same in every window and on every page."""
    settled = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(settled.encode()).hexdigest()


def read_folder(folder: Traversable, version: str = "", effective: str = "") -> dict[str, object]:
    """The body of the policy document of a folder. Raises PolicyFault."""
    manifest = _manifest(_text(folder, "manifest.toml"))
    named, day = version or manifest.version, effective or manifest.effective
    if not named or not day:
        raise PolicyFault("a version and the day from which it holds are needed")
    known = Purposes.__struct_fields__
    strange = [purpose for purpose in manifest.purposes if purpose not in known]
    if strange:
        raise PolicyFault(f"purposes that the program does not know: {', '.join(strange)}; it knows {', '.join(known)}")
    text = {language: _text(folder, f"{language}.md") for language in LANGUAGES}
    body: Body = {
        "version": named,
        "effective": day,
        "text": text,
        "changes": {language: _text(folder, f"changes.{language}.md").strip() for language in LANGUAGES},
        "hash": text_hash(text["en"]),  # the English text prevails
        "items": _listed(manifest.items),
        "purposes": list(manifest.purposes),
        **({"source": manifest.source} if manifest.source else {}),
    }
    wrong = rules.problems("policy", body)
    if wrong:  # a version stands for ever, so that nothing empty or unreadable may become one
        raise PolicyFault("\n".join(f"{one.field}: {one.with_cure('en')}" for one in wrong))
    return body


def _manifest(text: str) -> Manifest:
    try:
        tree = tomllib.loads(text)
        tree["effective"] = str(tree.get("effective", ""))
        manifest = msgspec.convert(tree, Manifest)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise PolicyFault(f"manifest.toml: {fault}") from fault
    strange = [path for item in manifest.items for path in item.paths if not _is_known(path)]
    if strange:
        raise PolicyFault(f"manifest.toml names fields that there are not: {', '.join(sorted(strange))}")
    nobody = {audience for item in manifest.items for audience in item.audience if audience not in AUDIENCES}
    if nobody:
        raise PolicyFault(f"manifest.toml names audiences that there are not: {', '.join(sorted(nobody))}")
    return manifest


def _listed(items: tuple[Item, ...]) -> dict[str, object]:
    """The items as a map, in the order of the manifest; what is empty is absent."""
    found: dict[str, object] = {}
    place: str | None = None
    for item in items:
        place = position.between(place, None)
        body = {name: value for name, value in msgspec.to_builtins(item).items() if value}
        key = hashlib.sha256(item.name.encode()).hexdigest()[:10]
        found[key] = {**{n: list(v) if isinstance(v, tuple) else v for n, v in body.items()}, "position": place}
    return found


def _is_known(path: str) -> bool:
    """Whether `kind.field` names a whole field of a kind, as the visibility table has it."""
    kind, _, field = path.partition(".")
    return kind in KINDS and documents.field(kind, field) is not None and "." not in field


def _text(folder: Traversable, name: str) -> str:
    try:
        text = (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeError) as fault:
        raise PolicyFault(f"{name} cannot be read: {fault}") from fault
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
