"""What anyone reads without an account, and what reading leaves behind (policy 2.1, 2.4, 3.1, 7.2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from tests.privacy.canaries import canary
from tests.privacy.crawling import Elements, crawl
from tests.privacy.person import Person
from tests.privacy.stage import Stage

ITEMS = {
    "name",
    "birthday",
    "citizenship",
    "residence",
    "visa",
    "languages",
    "education",
    "work",
    "skills",
    "hobbies",
}


def shown(place: Stage, who: str) -> Person:
    """A seeker whose profile is public."""
    person = place.seeker(who)
    if not person.view(person.profile).get("registered"):
        person.register()
    return person


@pytest.mark.prv("PRV-22")
def test_guest_reads_jobs_companies_and_registered_profiles(place: Stage) -> None:
    mai, umi, job = shown(place, "mai"), place.company("umi"), place.job("umi")
    for path in (f"/jobs/{job}", f"/companies/{umi.company}", f"/profiles/{mai.profile}"):
        page, data = place.guest("GET", path), place.guest("GET", f"/v1{path}")
        assert (page.status, data.status) == (200, 200), path
        assert page.headers["content-type"].startswith("text/html")
    assert canary("mai/hobby") in place.guest("GET", f"/profiles/{mai.profile}").text
    assert f"/jobs/{job}" in place.guest("GET", "/jobs", query={"query": "translator"}).text


@pytest.mark.prv("PRV-26")
def test_crawler_finds_ten_items_and_nothing_else_of_a_person(place: Stage) -> None:
    mai, umi = shown(place, "mai"), place.company("umi")
    mai.apply_to(place.job("umi", title={"en": "Reader"}), umi.company)
    answers = crawl(place.site.url, f"/v1/profiles/{mai.profile}")
    assert f"{place.site.url}/profiles/{mai.profile}" in answers, "the sitemap leads there"
    for address, answer in answers.items():
        for hidden in (
            mai.email,
            mai.account,
            mai.password,
            canary("mai/application"),
            canary("mai/device"),
            umi.email,
        ):
            assert hidden not in answer.text, (address, hidden)
    data = answers[f"{place.site.url}/v1/profiles/{mai.profile}"].json
    assert set(data) - {"id", "kind"} == ITEMS
    page = answers[f"{place.site.url}/profiles/{mai.profile}"].text
    assert len(re.findall("<h2>", page)) == len(ITEMS)


@pytest.mark.prv("PRV-27")
@pytest.mark.parametrize("deed", ["unregister", "pause", "erase later", "erase now"])
def test_profile_that_is_taken_back_is_gone_everywhere_at_once(place: Stage, deed: str) -> None:
    person = shown(place, f"nok {deed}".replace(" ", "-"))
    path = f"/profiles/{person.profile}"
    answer = place.guest("GET", path)
    assert answer.status == 200
    assert "noarchive" in answer.headers["x-robots-tag"]
    assert answer.headers["cache-control"] == "no-store", "no cache shows it longer than the site does"
    assert path in place.guest("GET", "/sitemap.xml", query={"kind": "profiles"}).text
    deeds: dict[str, Callable[[], object]] = {
        "unregister": person.unregister,
        "pause": person.pause,
        "erase later": lambda: person.erase(now=False),
        "erase now": person.erase,
    }
    deeds[deed]()
    gone, invented = place.guest("GET", path), place.guest("GET", f"/profiles/{place.seeker('other').account}")
    assert gone.status == invented.status == 410
    assert gone.text.replace(path, "") == invented.text.replace(f"/profiles/{place.seeker('other').account}", "")
    assert place.guest("GET", f"/v1{path}").status == 404
    assert path not in place.guest("GET", "/sitemap.xml", query={"kind": "profiles"}).text


@pytest.mark.prv("PRV-35")
def test_no_cookie_is_set_but_those_of_the_table(place: Stage) -> None:
    mai = shown(place, "mai")
    answers = [*crawl(place.site.url).values(), mai.get("/v1/scopes"), mai.post("/v1/signin", {})]
    answers.append(place.guest("POST", "/contact", b"text=", headers={"Content-Type": "text/plain"}))
    table = place.guest("GET", "/cookies", headers={"Accept-Language": "en"}).text
    assert "No cookie is set." in table
    listed = set(re.findall(r'<th scope="row"><code>(.*?)</code>', table))
    assert {
        answer.headers["set-cookie"].partition("=")[0] for answer in answers if "set-cookie" in answer.headers
    } == listed


@pytest.mark.prv("PRV-36")
def test_pages_load_nothing_from_anybody_else(place: Stage) -> None:
    shown(place, "mai")
    place.job("umi", duties={"en": 'See <img src="https://counter.example/1.gif"> and https://example.com/'})
    pages = {at: one for at, one in crawl(place.site.url).items() if "html" in one.headers["content-type"]}
    assert len(pages) > 20
    for address, page in pages.items():
        assert "default-src 'none'" in page.headers["content-security-policy"]
        for tag, held in Elements(page.text).found:
            assert tag not in ("img", "script", "iframe", "object", "embed", "video", "audio", "source"), address
            loaded = [held[name] for name in ("src", "srcset", "poster", "ping") if name in held]
            loaded += [held["href"]] if held.get("rel") == "stylesheet" else []
            assert all(one.startswith("/") for one in loaded), (address, loaded)
            assert urlsplit(held.get("action", "")).netloc == "", address
    style = place.guest("GET", "/style.css").text
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.prv("PRV-67")
def test_contact_page_numbers_a_request_and_names_the_day_of_its_answer(place: Stage) -> None:
    for address, page in crawl(place.site.url).items():
        if "html" in page.headers["content-type"]:
            assert len(re.findall(r'href="/contact[^"]*"', page.text)) >= 2, f"{address}: no way to the contact form"
    form = place.guest("GET", "/contact", headers={"Accept-Language": "en"})
    assert [tag for tag, _ in Elements(form.text).found if tag in ("img", "script", "iframe")] == [], "no captcha"
    sent = f"topic=privacy&text=About+{canary('a request')}&email=guest%40people.example&name=".encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "en"}
    answer = place.guest("POST", "/contact", sent, headers=kind)
    number = re.search(r"Your request has number (\d+)", answer.text)
    assert number, answer.text
    due = (place.clock.now() + timedelta(days=30)).date()
    assert f"We answer by {due.day} {due:%b %Y}, within 30 days" in answer.text
    place.sink.await_mail("guest@people.example", lambda mail: number[1] in mail.message["Subject"])
    tickets = [one["view"] for one in place.staff().held("staff").values() if one["kind"] == "ticket"]
    assert [one for one in tickets if one["number"] == int(number[1]) and canary("a request") in one["text"]]
