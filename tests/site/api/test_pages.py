"""The plain pages: valid HTML without a script in both languages, nothing of other hosts, and gone when taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pytest

from izanau_protocol import ambient
from izanau_protocol.fields import LANGUAGES
from izanau_protocol.reading import profile as reading
from izanau_site.api.problems import first_language
from izanau_site.pages.words import table
from izanau_site.policy.publish import publish
from tests.site.api.test_policy import folder_of
from tests.site.api.test_public import job, registered
from tests.site.served import Served

PLAIN = (
    "/",
    "/jobs",
    "/policy",
    "/policy/versions",
    "/cookies",
    "/retention",
    "/contact",
    "/confirm?code=X",
    "/nothing-here",
)
LOADED = {"src", "srcset", "poster", "data", "background", "ping"}


class Seen(HTMLParser):
    """What a page holds: its elements with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep words."""
        if data.strip():
            self.words.append(data.strip())

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [str(found[name]) for _, found in self.elements if name in found]


@pytest.fixture
def whole(served: Served) -> list[str]:
    """Every kind of page of a site that has a job, a company and a registered profile."""
    company = served.owner().session["company"]
    _, profile = registered(served, hobbies={"vi": "Cờ vua"})
    return [*PLAIN, f"/jobs/{job(served, company, 'Cook')}", f"/companies/{company}", f"/profiles/{profile}"]


def pages(served: Served, paths: list[str]) -> Iterator[tuple[str, str, Any]]:
    """Each page in each language."""
    for path in paths:
        for language in LANGUAGES:
            yield path, language, served.client.get(path, headers={"Accept-Language": language, "Accept": "text/html"})


def test_every_page_is_valid_html_without_scripts_or_foreign_hosts(served: Served, whole: list[str]) -> None:
    parser = html5lib.HTMLParser(strict=True)
    for path, language, answer in pages(served, whole):
        parser.parse(answer.text)
        seen = Seen(answer.text)
        names = [name for name, _ in seen.elements]
        assert not {"script", "iframe", "img", "style", "object", "embed"} & set(names), path
        assert not [name for _, held in seen.elements for name in held if name in LOADED or name.startswith("on")], path
        assert names.count("h1") == names.count("main") == 1, path
        assert [held for name, held in seen.elements if name == "html"] == [{"lang": language}], path
        sheets = [held["href"] for name, held in seen.elements if name == "link" and held["rel"] == "stylesheet"]
        assert sheets == ["/style.css"]
        assert {"/policy", "/contact"} <= set(seen.values("href")), f"{path}: no way to policy and contact"


def test_labels_ids_and_headings_of_every_page_fit_together(served: Served, whole: list[str]) -> None:
    for path, _, answer in pages(served, whole):
        seen = Seen(answer.text)
        known = seen.values("id")
        assert len(known) == len(set(known)), path
        assert {*seen.values("for"), *seen.values("aria-labelledby"), *seen.values("aria-describedby")} <= set(known), (
            path
        )
        fields = [held for name, held in seen.elements if name in ("input", "select", "textarea")]
        assert all(held["id"] in seen.values("for") for held in fields if held.get("type") != "hidden"), path
        levels = [int(name[1]) for name, _ in seen.elements if re.fullmatch("h[1-6]", name)]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_pages_are_strict_to_browsers_and_kept_by_nobody(served: Served, whole: list[str]) -> None:
    for path, _, answer in pages(served, whole):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert not re.search("unsafe|http:|https:|[*]", policy)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "noarchive" in answer.headers["x-robots-tag"], path
        assert "set-cookie" not in answer.headers


def test_chosen_language_stays_in_the_links(served: Served) -> None:
    text = served.client.get("/jobs?language=ja", headers={"Accept-Language": "en"}).text
    assert "すべての語" in served.client.get("/jobs?language=ja&query=zzz").text
    links = [link for link in Seen(text).values("href") if link.startswith("/") and link != "/style.css"]
    assert all("language=" in link for link in links)
    assert first_language("fr;q=1, ja;q=0.5, en;q=0.4") == "ja"
    assert 'lang="ja"' in served.client.get("/jobs?language=tlh", headers={"Accept-Language": "fr, ja;q=0.5"}).text


def test_words_of_the_pages_stand_in_both_languages() -> None:
    for name, both in table().items():
        assert both.en, name
        assert both.ja, name
        assert sorted(re.findall(r"\{\w+\}", both.en)) == sorted(re.findall(r"\{\w+\}", both.ja)), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_profile_page_says_what_the_preview_says_and_no_more(served: Served, language: str) -> None:
    mai, profile = registered(served, hobbies={"vi": "Cờ vua"})
    body = served.client.get(f"/v1/profiles/{profile}").json()
    text = served.client.get(f"/profiles/{profile}?language={language}").text
    words = Seen(text[text.index("<article>") : text.index("</article>")]).words
    wanted = [""]
    for section in reading.sections(body, language):
        wanted += [section.title] if section.cards else []
        for card in section.cards:
            wanted += [card.title, card.subtitle, card.meta, card.text, card.told_in, *card.chips]
    rest = " · ".join(words[1:])
    for one in filter(None, wanted):
        assert one in rest, one
        rest = rest.replace(one, "", 1)
    assert not re.sub(r"[ ·]", "", rest), rest
    assert mai.email not in text
    assert mai.account not in text


def test_ended_hidden_and_invented_pages_are_gone_alike(served: Served) -> None:
    company = served.owner().session["company"]
    _, hidden = registered(served, registered=False)
    draft = job(served, company, "Secret", state="draft")
    closed = job(served, company, "Old", state="closed")
    gone = [f"/profiles/{hidden}", f"/jobs/{draft}", f"/jobs/{closed}"]
    gone += [f"/{kind}/{ambient.new_id()}" for kind in ("profiles", "jobs", "companies")]
    answers = [served.client.get(path) for path in gone]
    assert [answer.status_code for answer in answers] == [410] * len(gone)
    texts = {answer.text.replace(path, "") for answer, path in zip(answers, gone, strict=True)}
    assert len(texts) == 1
    assert all("noindex" in answer.headers["x-robots-tag"] for answer in answers)


def test_sitemap_names_what_is_public_and_nothing_else(served: Served) -> None:
    company = served.owner().session["company"]
    open_one, draft = job(served, company, "Open"), job(served, company, "Secret", state="draft")
    _, shown = registered(served)
    _, hidden = registered(served, registered=False)
    index = served.client.get("/sitemap.xml").text
    parts = [
        link.removeprefix("http://site.test").replace("&amp;", "&") for link in re.findall("<loc>(.*?)</loc>", index)
    ]
    text = "\n".join(served.client.get(part).text for part in parts)
    assert f"http://site.test/jobs/{open_one}<" in text
    assert f"http://site.test/profiles/{shown}<" in text
    assert f"http://site.test/companies/{company}<" in text
    assert draft not in text
    assert hidden not in text
    robots = served.client.get("/robots.txt").text
    assert "Sitemap: http://site.test/sitemap.xml" in robots
    assert "Disallow: /v1/" in robots


def test_jobs_are_searched_and_turned_page_by_page(served: Served) -> None:
    company = served.owner().session["company"]
    for number in range(25):
        job(served, company, f"Cook {number}")
    job(served, company, "Driver <b>", closes="2020-01-01")
    page = served.client.get("/jobs?query=cook").text
    assert "25 jobs for “cook”" in page
    following = next(link for link in Seen(page).values("href") if "after=" in link)
    assert ">Cook 0<" in served.client.get(following).text
    assert "1 job for “driver”" in served.client.get("/jobs?query=driver").text
    found = Seen(served.client.get("/jobs?query=driver").text)
    link = next(link for link in found.values("href") if link.startswith("/jobs/"))
    text = served.client.get(link).text
    assert "Driver &lt;b&gt;" in text
    assert "Applications were taken until 1 Jan 2020." in text
    assert "Umi Games" in text
    assert "Not stated" not in text


def test_versions_of_the_policy_show_what_changed(served: Served, tmp_path: Path) -> None:
    publish(served.site.store, folder_of(tmp_path / "v2", "\nA sentence more.\n"), "2026-01-01", "2026-01-01")
    text = served.client.get("/policy/versions").text
    assert "What changed from 2019-04-10 to 2026-01-01" in text
    assert "A sentence more." in text[text.index("<ins>") : text.index("</ins>")]
    assert "<del>" not in text
    assert "2026-01-01 (in force)" in text
    old = served.client.get("/policy?version=2019-04-10&language=ja").text
    assert "この版は現在有効ではありません" in old
    assert "英語版が優先します" in old
    assert (
        "Privacy Policy | Izanau (archived 2019-04-10)" in old
    )  # the source's own title, and no word around it in English
    assert "The English text prevails" not in old


def test_contact_page_gives_a_number_and_a_day(served: Served) -> None:
    form = {"topic": "privacy", "text": "Zeile 1\r\nZeile 2 ü", "email": "guest@example.com", "name": ""}
    answer = served.client.post("/contact?language=ja", data=form)
    assert answer.status_code == 200
    (mail,) = served.mails("guest@example.com")
    number = re.search(r"受付番号は(\d+)です", answer.text)
    assert number
    assert number[1] in mail.subject
    assert "30日以内" in answer.text
    ticket = next(one for one in served.staff().feed("staff").values() if one["kind"] == "ticket")
    assert (ticket["text"], ticket["topic"], ticket["language"]) == ("Zeile 1\nZeile 2 ü", "privacy", "ja")
    assert (ticket["email"], "name" in ticket) == ("guest@example.com", False)


@pytest.mark.parametrize(
    ("changed", "field", "status"),
    [
        ({"text": " "}, "text", 422),
        ({"email": "nobody"}, "email", 422),
        ({"topic": "gossip"}, "topic", 422),
        ({"text": "a\0b"}, "text", 422),
        ({"text": "x" * 8001}, "text", 422),
    ],
)
def test_contact_page_keeps_what_was_typed_and_names_the_field(
    served: Served, changed: dict[str, str], field: str, status: int
) -> None:
    form = {"topic": "other", "text": "Hello & <bye>", "email": "guest@example.com", "name": "Gustav"}
    answer = served.client.post("/contact", data={**form, **changed})
    seen = Seen(answer.text)
    assert answer.status_code == status
    assert [held["name"] for _, held in seen.elements if "aria-invalid" in held] == [field]
    assert f"#{field}" in seen.values("href")
    assert "Gustav" in seen.values("value")


def test_contact_page_is_limited_like_the_form_of_the_api(served: Served) -> None:
    answers = [served.client.post("/contact", data={"text": f"No {number}"}).status_code for number in range(61)]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {200}


def test_unreadable_forms_and_addresses_are_refused_in_words(served: Served) -> None:
    for path in ("/jobs?after=x", "/sitemap.xml?kind=jobs&number=x", "/policy?version=none", "/jobs?query=%ff%00"):
        answer = served.client.get(path)
        assert answer.status_code in (200, 410, 422), path
        assert "<h1>" in answer.text, path
    assert served.client.post("/contact", content=b"\xff\xfe=&&&").status_code == 422
    assert served.client.post("/contact", content=b"&".join([b"a=1"] * 99)).status_code == 422
    assert served.client.put("/contact").status_code == 405
    assert served.client.get("/v1/nothing").json()["code"] == "not_yours"
