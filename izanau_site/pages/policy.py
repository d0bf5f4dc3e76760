"""The pages of the privacy policy: a version in full, and all versions with what changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import nh3
from litestar import Response, get
from markdown_it import MarkdownIt

from izanau_protocol import difference, position
from izanau_protocol.reading.profile import day
from izanau_site.pages.frame import PAGE, Asked, Reader, reader_of
from izanau_site.pages.words import words
from izanau_site.policy import versions
from izanau_site.policy.versions import Version
from izanau_site.site import Site


@get("/policy", **PAGE)
def show(request: Asked, site: Site, version: str = "") -> Response[str]:
    """The policy in force, or the version that is named."""
    reader = reader_of(request)
    with site.store.transaction() as connection:
        current = versions.current(connection)
        found = versions.named(connection, version) if version else current
    return reader.page(
        "policy.html",
        policy=found,
        effective=day(found.effective, reader.language),
        html=_html(_text(found, reader)),
        items=[_item(one, reader) for one in _ordered(found.items)],
        in_force=found.version == current.version,
    )


@get("/policy/versions", **PAGE)
def show_versions(request: Asked, site: Site) -> Response[str]:
    """Every version, the newest first: what changed in words of the operator, and word by word in the text."""
    reader = reader_of(request)
    with site.store.transaction() as connection:
        every, current = versions.every(connection), versions.current(connection)
    pairs = zip(every, (None, *every), strict=False)
    told = [_version(one, before, current, reader) for one, before in reversed([*pairs])]
    return reader.page("versions.html", versions=told)


def _version(one: Version, before: Version | None, current: Version, reader: Reader) -> dict[str, Any]:
    later = one.effective > current.effective
    state = "is_in_force" if one.version == current.version else "to_come" if later else ""
    return {
        "version": one.version,
        "effective": day(one.effective, reader.language),
        "state": reader.said(state) if state else "",
        "changes": _html(one.changes.get(reader.language, one.changes.get("en", ""))),
        "compared": reader.said("difference", old=before.version, new=one.version) if before else "",
        "passages": difference.changed(_text(before, reader), _text(one, reader)) if before else (),
    }


def _text(one: Version, reader: Reader) -> str:
    return one.text.get(reader.language, one.text["en"])


def _ordered(held: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [held[key] for key in position.ordered(held)]


def _item(one: Mapping[str, Any], reader: Reader) -> dict[str, str]:
    known = words(reader.language)
    seen = ("、" if reader.language == "ja" else ", ").join(known[who] for who in one.get("audience", ()))
    return {"name": one["name"], "seen": seen or known["nobody"], "kept": one.get("retention", "")}


def _html(text: str) -> str:
    """A text in Markdown as HTML that holds nothing but text, headings and lists."""
    return nh3.clean(MarkdownIt("commonmark").render(text))


HANDLERS = (show, show_versions)
