"""What all pages share: the language that the reader chose, the frame around them, and pages for what went wrong.

A page is plain HTML without a script. Nothing is kept in the browser: a chosen language stands in the address.
"""

from __future__ import annotations

import functools
from typing import Any, Final
from urllib.parse import urlencode

import jinja2
import msgspec
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, NotFoundException

from izanau_protocol.fields import LANGUAGES
from izanau_protocol.problems import Refused
from izanau_protocol.text import sentences
from izanau_site.api import problems
from izanau_site.api.access import site_of
from izanau_site.pages.words import words
from izanau_site.store.engine import FAULTS, DatabaseFault

Asked = Request[Any, Any, Any]
GONE: Final = 410


@functools.cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("izanau_site.pages", "templates"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Reader(msgspec.Struct, frozen=True):
    """Who reads a page: in which language, and where."""

    language: str
    chosen: bool
    """Whether the address says so; else the browser does."""
    path: str
    query: dict[str, str]
    """What the address asks for beside the language."""
    public_url: str
    operator: str

    def url(self, path: str, **query: str) -> str:
        """The address of a page of this site, in the language that was chosen."""
        asked = {name: value for name, value in query.items() if value}
        if self.chosen:
            asked["language"] = self.language
        return f"{path}?{urlencode(asked)}" if asked else path

    def in_language(self, language: str) -> str:
        """The address of this page in a language."""
        return f"{self.path}?{urlencode({**self.query, 'language': language})}"

    def said(self, name: str, **values: object) -> str:
        """Words of the pages, filled in."""
        return words(self.language)[name].format(**values)

    def page(self, template: str, status: int = 200, *, robots: str = "noarchive", **values: Any) -> Response[str]:
        """A page from a template."""
        known = {"reader": self, "language": self.language, "words": words(self.language), "languages": LANGUAGES}
        text = _templates().get_template(template).render(**known, **values)
        headers = {"X-Robots-Tag": robots, "Content-Language": self.language, "Vary": "Accept-Language"}
        return Response(text, media_type=MediaType.HTML, status_code=status, headers=headers)

    def gone(self) -> Response[str]:
        """The page for what is not here any more, or never was: nobody is told which."""
        return self.page("gone.html", GONE, robots="noindex, noarchive")

    def refused(self, refused: Refused) -> Response[str]:
        """The page that says what is in the way."""
        first = refused.problems[0]
        # No program tries again by itself here.
        cure = self.said("try_soon") if first.code == "site_down" else first.cure(self.language)
        told = sentences(first.words(self.language), cure)
        page = self.page("problem.html", first.status, robots="noindex, noarchive", told=told)
        wait = problems.wait(first)
        if wait:
            page.headers["Retry-After"] = wait
        return page


def reader_of(request: Asked) -> Reader:
    """The reader of a page: the language of the address, else of the browser."""
    asked = {name: value[:200] for name, value in request.query_params.items()}
    wanted = asked.pop("language", "")
    settings = site_of(request).settings
    return Reader(
        language=wanted if wanted in LANGUAGES else problems.language_of(request),
        chosen=wanted in LANGUAGES,
        path=request.url.path,
        query=asked,
        public_url=settings.public_url,
        operator=settings.operator,
    )


def on_refused(request: Asked, refused: Refused) -> Response[str]:
    """A rule or a limit said no; what is not here is gone."""
    reader = reader_of(request)
    return reader.gone() if refused.problems[0].code == "not_yours" else reader.refused(refused)


def on_http(request: Asked, fault: HTTPException) -> Response[str]:
    """What the framework refuses; an address that nothing answers at was never here."""
    if isinstance(fault, NotFoundException):
        return reader_of(request).page("gone.html", 404, robots="noindex, noarchive")
    refused = problems.refusal(fault)
    return reader_of(request).refused(refused) if refused is not None else on_bug(request, fault)


def on_database(request: Asked, fault: DatabaseFault) -> Response[str]:
    """The database failed."""
    return reader_of(request).refused(problems.failed(request, fault))


def on_bug(request: Asked, fault: Exception) -> Response[str]:
    """Our own fault: logged with an id that the person can quote."""
    return reader_of(request).refused(problems.bug(request, fault))


PAGE: Final[dict[str, Any]] = {
    "include_in_schema": False,
    "sync_to_thread": True,
    "exception_handlers": {
        Refused: on_refused,
        HTTPException: on_http,
        **dict.fromkeys(FAULTS, on_database),
        Exception: on_bug,
    },
}
"""What every handler of a page is declared with."""


def missing(request: Asked, fault: NotFoundException) -> Response[Any]:
    """An address that nothing answers at: a page for people, a problem for programs."""
    wants_page = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/v1/")
    return on_http(request, fault) if wants_page else problems.on_http(request, fault)
