"""The page that the mail for confirming an address links to."""

from __future__ import annotations

from litestar import Response, get, post

from izanau_protocol.problems import Refused
from izanau_site.accounts import confirm as confirming
from izanau_site.pages.frame import PAGE, Asked, reader_of
from izanau_site.site import Site

_ROBOTS = "noindex, noarchive"


@get("/confirm", **PAGE)
def ask(request: Asked, code: str = "") -> Response[str]:
    """What the link in the mail opens: it changes nothing, for programs that look at mails open links too."""
    return reader_of(request).page("confirm.html", robots=_ROBOTS, code=code[:64], done="", wrong="")


@post("/confirm", status_code=200, **PAGE)
def confirm(request: Asked, site: Site, address: str, code: str = "") -> Response[str]:
    """The button of that page."""
    reader = reader_of(request)
    try:
        changed = confirming.confirm(site, code, address)
    except Refused as refused:
        first = refused.problems[0]
        if first.code == "not_yours":
            return reader.gone()
        wrong = first.with_cure(reader.language)
        return reader.page("confirm.html", first.status, robots=_ROBOTS, code="", done="", wrong=wrong)
    done = reader.said("done_changed" if changed else "done")
    return reader.page("confirm.html", robots=_ROBOTS, code="", done=done, wrong="")


HANDLERS = (ask, confirm)
