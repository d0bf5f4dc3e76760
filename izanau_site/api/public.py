"""What anyone reads without an account: jobs, companies, registered profiles."""

from __future__ import annotations

from typing import Any

from litestar import get

from izanau_site import public
from izanau_site.site import Site


@get("/v1/jobs", sync_to_thread=True, tags=["public"])
def list_jobs(site: Site, query: str = "", limit: int = 50, after: str = "") -> public.Found:
    """Published jobs, newest first, with the companies that they name."""
    return public.listed(site, "job", query, limit, after)


@get("/v1/jobs/{identity:str}", sync_to_thread=True, tags=["public"])
def show_job(site: Site, identity: str) -> dict[str, Any]:
    """One published job."""
    return public.shown(site, "job", identity)


@get("/v1/companies", sync_to_thread=True, tags=["public"])
def list_companies(site: Site, query: str = "", limit: int = 50, after: str = "") -> public.Found:
    """Companies, newest first."""
    return public.listed(site, "company", query, limit, after)


@get("/v1/companies/{identity:str}", sync_to_thread=True, tags=["public"])
def show_company(site: Site, identity: str) -> dict[str, Any]:
    """One company."""
    return public.shown(site, "company", identity)


@get("/v1/profiles/{identity:str}", sync_to_thread=True, tags=["public"])
def show_profile(site: Site, identity: str) -> dict[str, Any]:
    """The ten items of one registered profile."""
    return public.profile(site, identity)


HANDLERS = (list_jobs, show_job, list_companies, show_company, show_profile)
