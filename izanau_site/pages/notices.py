"""The notices: cookies and what leaves a reader's device (policy 3.1), and how long the site keeps what."""

from __future__ import annotations

from typing import Final

import msgspec
from litestar import Response, get

from izanau_protocol.fields import Words
from izanau_site.pages.frame import PAGE, Asked, reader_of
from izanau_site.retention import rules
from izanau_site.site import Site


class Cookie(msgspec.Struct, frozen=True):
    """A cookie of this site: its name, what it is for, how long it stays."""

    name: str
    purpose: Words
    life: Words


COOKIES: Final[tuple[Cookie, ...]] = ()
"""All of them: none."""


@get("/cookies", **PAGE)
def cookies(request: Asked, site: Site) -> Response[str]:
    """The table of cookies, what leaves the device, and what a visit leaves in the logfile."""
    reader = reader_of(request)
    fields = reader.said("log_fields").replace("、", "; ").split("; ")
    kept = reader.said("log_kept", days=site.settings.log_days)
    return reader.page("cookies.html", cookies=COOKIES, fields=fields, kept=kept)


@get("/retention", **PAGE)
def retention(request: Asked, site: Site) -> Response[str]:
    """The table of the rules of retention."""
    reader = reader_of(request)
    between = "、" if reader.language == "ja" else ", "
    rows = [
        {
            "what": rule.what.of(reader.language),
            "words": rule.words.of(reader.language),
            "notice": reader.said("notice_before", days=between.join(map(str, rule.notice))) if rule.notice else "",
        }
        for rule in rules.every(site.settings)
    ]
    return reader.page("retention.html", rows=rows)


HANDLERS = (cookies, retention)
