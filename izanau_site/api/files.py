"""Files beside the documents that name them: a company sends its logo, everyone who sees the company sees it."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from litestar import Response, get, put

from izanau_protocol import pictures, visibility
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts import signin
from izanau_site.accounts.caller import Caller
from izanau_site.api.access import UNAGREED, Asked, token_of
from izanau_site.api.answers import NOTHING, Nothing
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store import files

_FOR_GOOD: Final = "public, max-age=31536000, immutable"
"""What a hash names is never another thing."""
_OF_ONE_COMPANY: Final = "private, no-store"
"""What its page does not name yet is handed to nobody else, by no cache between."""


@put("/v1/files/{hash:str}", status_code=200, tags=["files"])
async def send_file(request: Asked, site: Site, caller: Caller) -> Nothing:
    """Send the bytes that this hash names, before the document that names them: a PNG or JPEG of at most 1 MB.

    Who may write the logo of a company sends it; the same bytes again do no harm.
    Of those that no page names, a company may have a few here for a day; more are refused for now.
    """
    if not caller.company or not visibility.may_write("company", "logo", caller.role):
        raise Refused(problem("forbidden"))
    data = await request.body()
    if pictures.name(data) != request.path_params["hash"]:
        raise Refused(problem("not_a_hash", "hash"))
    await asyncio.to_thread(attempt, site.store, lambda connection: files.put(connection, caller.company, data))
    return NOTHING


@get("/v1/files/{hash:str}", opt=UNAGREED, sync_to_thread=True, tags=["files"], media_type="image/*")
def show_file(request: Asked, site: Site) -> Response[bytes]:
    """A file that something names which everyone sees, or one's own company's."""
    company = signin.caller_of(site, token_of(request)).company if "authorization" in request.headers else ""
    with site.store.transaction() as connection:
        found = files.get(connection, str(request.path_params["hash"]), company)
    if found is None:
        raise Refused(problem("not_yours"))
    cached = _FOR_GOOD if found.is_public else _OF_ONE_COMPANY
    headers = {
        "Cache-Control": cached,
        "Vary": "Authorization",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(found.data, media_type=found.media_type, headers=headers)


HANDLERS: Final[tuple[Any, ...]] = (send_file, show_file)
