"""The page of a registered profile: exactly the ten items, in the order and the words of the preview (policy 2.4, 2.5)."""

from __future__ import annotations

from litestar import Response, get

from izanau_protocol.reading import profile as reading
from izanau_site import public
from izanau_site.pages.frame import PAGE, Asked, reader_of
from izanau_site.site import Site


@get("/profiles/{identity:str}", **PAGE)
def show_profile(request: Asked, site: Site, identity: str) -> Response[str]:
    """What everyone sees of a person who registered their profile; any other id is gone, whether it ever was or not."""
    reader = reader_of(request)
    told = [one for one in reading.sections(public.profile(site, identity), reader.language) if one.cards]
    return reader.page("profile.html", sections=told)


HANDLERS = (show_profile,)
