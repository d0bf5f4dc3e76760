"""The notice about cookies and about what leaves a reader's device (policy 3.1)."""

from __future__ import annotations

from typing import Final

import msgspec
from litestar import Response, get

from izanau_protocol.fields import Words
from izanau_site.pages.frame import PAGE, Asked, reader_of
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


HANDLERS = (cookies,)
