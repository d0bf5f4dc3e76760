"""HTML of mails: made from the plain text, or from the Markdown of a letter; it loads nothing from anywhere (PRV-36)."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markupsafe import escape

_LINK: Final = re.compile(r"https?://[^\s<>\"']+")
_INDENT: Final = "    "
_TAGS: Final = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


def of_text(text: str, own: Sequence[str]) -> str:
    """Plain text as HTML: paragraphs and lines as they are; only addresses that begin as one of `own` become links.

    What people typed stands in these texts: nothing of it may become markup, or a link that the site seems to give.
    """
    blocks = re.split(r"\n\s*\n", text.strip("\n"))
    return "\n".join(_block(block.splitlines(), own) for block in blocks if block.strip())


def _block(lines: Sequence[str], own: Sequence[str]) -> str:
    marked = all(line.startswith(_INDENT) for line in lines)
    inner = "<br>\n".join(_line(line.strip() if marked else line, own) for line in lines)
    return f'<p style="margin-left:2em">{inner}</p>' if marked else f"<p>{inner}</p>"


def _line(line: str, own: Sequence[str]) -> str:
    parts, at = [], 0
    for found in _LINK.finditer(line):
        if found[0].startswith(tuple(one for one in own if one)):
            shown = escape(found[0])
            parts += [str(escape(line[at : found.start()])), f'<a href="{shown}">{shown}</a>']
            at = found.end()
    return "".join([*parts, str(escape(line[at:]))])


@functools.lru_cache(maxsize=16)
def of_markdown(text: str) -> str:
    """The Markdown of an operator's letter as HTML: no pictures, no style, no script, links to the web and to mail only."""
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def has_pictures(text: str) -> bool:
    """Whether a Markdown text shows a picture."""
    tokens = MarkdownIt("commonmark", {"html": False}).parse(text)
    return any(child.type == "image" for token in tokens for child in token.children or ())
