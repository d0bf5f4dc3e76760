"""The first page, and the pages of jobs and companies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from litestar import Response, get

from izanau_protocol import ambient, ids
from izanau_protocol.reading import job as reading
from izanau_protocol.reading.profile import day, spoken
from izanau_protocol.rules.trees import items, line, members, part, whole
from izanau_site import public
from izanau_site.api.public import Words
from izanau_site.pages.frame import PAGE, Asked, Reader, reader_of
from izanau_site.site import Site

Body = Mapping[str, Any]
NEWEST: Final = 5
ROWS: Final = 20


@get("/", **PAGE)
def start(request: Asked, site: Site) -> Response[str]:
    """The first page: what this is, and the newest jobs."""
    reader = reader_of(request)
    found = public.listed(site, "job", "", NEWEST, "")
    return reader.page("start.html", jobs=_rows(found.items, found.companies, reader))


@get("/jobs", **PAGE)
def list_jobs(request: Asked, site: Site, words: Words = "", after: str = "") -> Response[str]:
    """Published jobs that hold every word that was searched for, newest first."""
    reader, query = reader_of(request), words.strip()[:200]
    found = public.listed(site, "job", query, ROWS, after)
    name = "count" + ("_found" if query else "") + ("_one" if found.total == 1 else "")
    counted = (
        reader.said(name, number=f"{found.total:,}", query=query) if query or found.total else reader.said("no_jobs")
    )
    robots = "noindex, noarchive" if query or after else "noarchive"
    rows = _rows(found.items, found.companies, reader)
    return reader.page(
        "jobs.html", robots=robots, jobs=rows, counted=counted, query=query, after=after, next=found.next
    )


@get("/jobs/{identity:str}", **PAGE)
def show_job(request: Asked, site: Site, identity: str) -> Response[str]:
    """One published job with every item of the law, and its company."""
    reader = reader_of(request)
    if not ids.is_id(identity):
        return reader.gone()
    job = public.shown(site, "job", identity)
    company = public.shown(site, "company", str(job["company"]))
    row = _row(job, company, reader)
    stated = [one for one in reading.stated(job, row["company"], reader.language) if one.id != "duties"]
    terms = [(one.name, one.text) for one in stated]
    openings, closes = whole(job, "positions"), line(job, "closes")
    terms += [(reader.said("openings"), str(openings))] if openings else []
    terms += [(reader.said("closes"), day(closes, reader.language))] if closes else []
    kept = whole(company, "keep_days") or site.settings.application_days
    terms.append((reader.said("kept_after"), reader.said("kept_for", days=kept)))
    over = bool(closes) and closes < ambient.today().isoformat()
    row["closed"] = reader.said("closed", day=day(closes, reader.language)) if over else ""
    text, tag = spoken(job.get("duties"), reader.language)
    return reader.page(
        "job.html",
        job=row,
        duties={"text": text, "tag": tag},
        skills=members(job, "skills"),
        terms=terms,
        employer=_employer(company, reader),
        about=reader.said("about_company", company=row["company"]),
    )


@get("/companies/{identity:str}", **PAGE)
def show_company(request: Asked, site: Site, identity: str) -> Response[str]:
    """One company and its published jobs."""
    reader = reader_of(request)
    company = public.shown(site, "company", identity)
    employer = _employer(company, reader)
    jobs = _rows(public.jobs_of(site, identity), {identity: company}, reader)
    heading = reader.said("jobs_of", company=employer["name"])
    return reader.page("company.html", employer=employer, jobs=jobs, heading=heading)


def _rows(jobs: list[dict[str, Any]], companies: Mapping[str, Body], reader: Reader) -> list[dict[str, Any]]:
    return [_row(job, companies.get(str(job["company"]), {}), reader) for job in jobs]


def _row(job: Body, company: Body, reader: Reader) -> dict[str, Any]:
    """What a list and the head of a page tell of a job."""
    language, where = reader.language, part(job, "place")
    title, tag = spoken(job.get("title"), language)
    languages = [(line(one, "language"), line(one, "level")) for _, one in items(job, "languages")]
    contract, visa = line(part(job, "contract"), "type"), line(job, "visa_support")
    published = day(line(job, "published")[:10], language)
    return {
        "id": job["id"],
        "title": title,
        "tag": tag,
        "company": _name(company, language),
        "place": reading.place(line(where, "prefecture"), line(where, "city"), line(job, "remote"), language),
        "pay": reading.pay(job, language),
        "facts": list(
            reading.facts(contract, languages, visa, overseas=job.get("overseas") is True, language=language)
        ),
        "published": reader.said("published", day=published) if published else "",
    }


def _employer(company: Body, reader: Reader) -> dict[str, str]:
    text, tag = spoken(company.get("description"), reader.language)
    website = line(company, "website")
    return {
        "id": str(company["id"]),
        "name": _name(company, reader.language),
        "facts": reading.company_facts(company, reader.language),
        "text": text,
        "tag": tag,
        "logo": f"/v1/files/{line(company, 'logo')}" if line(company, "logo") else "",
        "website": website if website.startswith(("https://", "http://")) else "",
    }


def _name(company: Body, language: str) -> str:
    return reading.company_name(line(company, "name"), line(company, "name_ja"), language)


HANDLERS = (start, list_jobs, show_job, show_company)
