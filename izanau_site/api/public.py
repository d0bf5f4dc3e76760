"""What anyone reads without an account: jobs, companies, registered profiles."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from litestar import get
from litestar.params import Parameter

from izanau_site import public
from izanau_site.site import Site

Words: TypeAlias = Annotated[str, Parameter(query="query", description="Every word has to be found.")]
"""`query` by its name is what Litestar calls the whole query string."""


@get("/v1/jobs", sync_to_thread=True, tags=["public"])
def list_jobs(site: Site, words: Words = "", limit: int = 50, after: str = "") -> public.Listing:
    """Published jobs, newest first, with the companies that they name."""
    return public.listed(site, "job", words, limit, after)


@get("/v1/jobs/{identity:str}", sync_to_thread=True, tags=["public"])
def show_job(site: Site, identity: str) -> dict[str, Any]:
    """One published job."""
    return public.shown(site, "job", identity)


@get("/v1/companies", sync_to_thread=True, tags=["public"])
def list_companies(site: Site, words: Words = "", limit: int = 50, after: str = "") -> public.Listing:
    """Companies, newest first."""
    return public.listed(site, "company", words, limit, after)


@get("/v1/companies/{identity:str}", sync_to_thread=True, tags=["public"])
def show_company(site: Site, identity: str) -> dict[str, Any]:
    """One company."""
    return public.shown(site, "company", identity)


@get("/v1/profiles/{identity:str}", sync_to_thread=True, tags=["public"])
def show_profile(site: Site, identity: str) -> dict[str, Any]:
    """The ten items of one registered profile."""
    return public.profile(site, identity)


HANDLERS = (list_jobs, show_job, list_companies, show_company, show_profile)
