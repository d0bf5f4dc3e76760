"""The page that ends a kind of mail, by the link in each such mail: signed out, without cookies, by one button (RFC 8058)."""

from __future__ import annotations

from typing import Final

from litestar import Response, get, post

from izanau_protocol import documents
from izanau_protocol.problems import Refused
from izanau_site.accounts import noticing, unsubscribe
from izanau_site.pages.frame import PAGE, Asked, Reader, reader_of
from izanau_site.site import Site

_ROBOTS: Final = "noindex, noarchive"
_PATH: Final = "/unsubscribe/{token:str}"


def _on_refused(request: Asked, refused: Refused) -> Response[str]:
    """A link that no mail had was never here."""
    reader = reader_of(request)
    return _page(reader, "", done=False) if refused.problems[0].code == "not_yours" else reader.refused(refused)


_PAGE: Final = {**PAGE, "exception_handlers": {**PAGE["exception_handlers"], Refused: _on_refused}}


@get(_PATH, **_PAGE)
def ask(request: Asked, site: Site, token: str) -> Response[str]:
    """What a press on the link opens: it changes nothing, for programs that look at mails open links too."""
    return _page(reader_of(request), unsubscribe.purpose_of(site, token), done=False)


@post(_PATH, status_code=200, **_PAGE)
def end(request: Asked, site: Site, token: str) -> Response[str]:
    """The button of that page, and the one of a mail program; pressed again it says the same."""
    return _page(reader_of(request), unsubscribe.end(site, token), done=True)


def _page(reader: Reader, purpose: str, *, done: bool) -> Response[str]:
    """What was or would be ended; 404 where the link is of no mail."""
    is_notice = purpose == noticing.PURPOSE
    path = noticing.PURPOSE if is_notice else f"purposes.{purpose}"
    chosen = documents.fields("account")[path].spec.words.of(reader.language) if purpose else ""
    told = {"chosen": chosen, "is_notice": is_notice, "done": done}
    return reader.page("unsubscribe.html", 200 if purpose else 404, robots=_ROBOTS, **told)


HANDLERS = (ask, end)
