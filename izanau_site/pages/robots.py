"""What programs ask a site for: robots.txt, the sitemap of all that is public, and the style sheet of the pages."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import Final
from xml.sax.saxutils import escape

from litestar import MediaType, Response, get

from izanau_site import public
from izanau_site.pages.frame import PAGE, Asked, Reader, reader_of
from izanau_site.site import Site

MOST: Final = 20_000
"""Addresses in one sitemap; the protocol allows 50,000 and 50 MB."""
_KINDS: Final = {"jobs": "job", "companies": "company", "profiles": "profile"}
_SPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PLAIN: Final = ("/", "/jobs", "/policy", "/policy/versions", "/cookies", "/retention", "/contact")


@get("/robots.txt", **PAGE)
def robots(request: Asked) -> Response[str]:
    """Search engines may read the pages, and keep no copy; the API and links out of mails are not for them."""
    closed = "\n".join(f"Disallow: {path}" for path in ("/v1/", "/confirm", "/certificate/", "/unsubscribe/"))
    text = f"User-agent: *\n{closed}\n\nSitemap: {reader_of(request).public_url}/sitemap.xml\n"
    return Response(text, media_type=MediaType.TEXT)


@get("/sitemap.xml", **PAGE)
def sitemap(request: Asked, site: Site, kind: str = "", number: int = 0) -> Response[str]:
    """The list of the sitemaps, or one of them: of this moment, so that what is not public any more is not in it."""
    reader = reader_of(request)
    if kind in _KINDS:
        found = public.addresses(site, _KINDS[kind])[number * MOST : (number + 1) * MOST]
        return _xml("urlset", "url", [f"{reader.public_url}/{kind}/{one}" for one in found])
    if kind == "pages":
        return _xml("urlset", "url", [f"{reader.public_url}{path}" for path in _PLAIN])
    return _xml("sitemapindex", "sitemap", _sitemaps(site, reader))


def _sitemaps(site: Site, reader: Reader) -> list[str]:
    counted = {kind: len(public.addresses(site, name)) for kind, name in _KINDS.items()}
    named = [(kind, number) for kind, count in counted.items() for number in range(-(-count // MOST))]
    return [f"{reader.public_url}/sitemap.xml?kind={kind}&number={number}" for kind, number in (("pages", 0), *named)]


def _xml(whole: str, one: str, addresses: list[str]) -> Response[str]:
    lines = "".join(f"<{one}><loc>{escape(address)}</loc></{one}>\n" for address in addresses)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="{_SPACE}">\n{lines}</{whole}>\n'
    return Response(text, media_type="application/xml")


@functools.cache
def _style() -> bytes:
    return (files("izanau_site.pages") / "style.css").read_bytes()


@get("/style.css", **PAGE)
def style() -> Response[bytes]:
    """The one style sheet."""
    return Response(_style(), media_type=MediaType.CSS, headers={"Cache-Control": "public, max-age=3600"})


HANDLERS = (robots, sitemap, style)
