"""A guest who follows every link of the site, and keeps every answer."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from tests.privacy.asking import Reply, ask

BEGIN = (
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/v1/jobs",
    "/v1/companies",
    "/v1/policy",
    "/v1/openapi.json",
    "/style.css",
)
_LOCATION = re.compile("<loc>(.*?)</loc>")


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def crawl(url: str, *more: str) -> dict[str, Reply]:
    """Every answer of the site that a guest comes to from its first page, its sitemap and these paths, by address."""
    waiting, found = [urljoin(url, path) for path in (*BEGIN, *more)], dict[str, Reply]()
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in found or urlsplit(address).netloc != urlsplit(url).netloc:
            continue
        found[address] = answer = ask("GET", address)
        kind = answer.headers.get("content-type", "")
        if "html" in kind:
            elements = Elements(answer.text).found
            waiting += [urljoin(address, held["href"]) for _, held in elements if "href" in held]
        elif "xml" in kind:
            waiting += [unescape(location) for location in _LOCATION.findall(answer.text)]
    return found
