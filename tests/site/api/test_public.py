"""What a guest reads: published jobs, companies, registered profiles, and of these the ten items only."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_protocol import ambient, documents, wire
from izanau_site.store import Change
from tests.offer import LEGAL
from tests.site.served import Served
from tests.site.world import WHOLE


def job(served: Served, company: str, title: str, **more: Any) -> str:
    """A published job of a company."""
    identity = ambient.new_id()
    body = {**LEGAL, "company": company, "title": {"en": title}, "state": "published", **more}
    with served.site.store.transaction(write=True) as connection:
        served.site.store.write(connection, [Change(kind="job", id=identity, body=body)])
    return identity


def registered(served: Served, **more: Any) -> tuple[Any, str]:
    """A seeker whose profile is registered."""
    mai = served.seeker()
    body = {**WHOLE, "hobbies": {"en": "Chess"}, "education": {"e1": {"school": "Hue", "position": "1"}}}
    body |= {"work": {"w1": {"company": "Umi", "position": "1"}}, "skills": {"s1": {"name": "C++", "position": "1"}}}
    change = Change(kind="profile", id=mai.profile, body={**body, "registered": True, **more}, account=mai.account)
    with served.site.store.transaction(write=True) as connection:
        served.site.store.write(connection, [change])
    return mai, mai.profile


def test_guest_finds_jobs_by_words_in_any_script(served: Served) -> None:
    company = served.owner("Umi Games").session["company"]
    cook = job(served, company, "Cook", duties={"ja": "料理を作る"})
    coder = job(served, company, "C++ programmer")
    found = served.client.get("/v1/jobs").json()
    assert [item["id"] for item in found["items"]] == [coder, cook]
    assert found["companies"][company]["name"] == "Umi Games"
    for query, wanted in (("c++", [coder]), ("料理", [cook]), ("COOK", [cook]), ("大阪", [coder, cook]), ("no", [])):
        answer = served.client.get("/v1/jobs", params={"query": query}).json()
        assert ([item["id"] for item in answer["items"]], answer["total"]) == (wanted, len(wanted)), query


def test_pages_of_jobs_meet_without_gap(served: Served) -> None:
    company = served.owner().session["company"]
    made = [job(served, company, f"Job {number}") for number in range(5)]
    seen, after = [], ""
    while True:
        page = served.client.get("/v1/jobs", params={"limit": 2, "after": after, "query": "job"}).json()
        assert page["total"] == 5
        seen += [item["id"] for item in page["items"]]
        if not (after := page["next"]):
            break
    assert seen == made[::-1]


def test_draft_job_and_inner_fields_stay_inside(served: Served) -> None:
    company = served.owner().session["company"]
    draft = job(served, company, "Secret", state="draft")
    open_one = job(served, company, "Open", stages={"s1": {"status": "offer", "position": "1"}})
    assert served.client.get(f"/v1/jobs/{draft}").status_code == 404
    assert "stages" not in served.client.get(f"/v1/jobs/{open_one}").json()
    assert served.client.get(f"/v1/companies/{company}").json()["name"] == "Umi Games"


def test_registered_profile_shows_exactly_the_ten_items(served: Served) -> None:
    mai, profile = registered(served)
    answer = served.client.get(f"/v1/profiles/{profile}")
    assert set(answer.json()) - {"id", "kind"} == set(documents.SECTIONS)
    assert mai.email not in answer.text
    assert mai.account not in answer.text
    assert "noarchive" in answer.headers["x-robots-tag"]


def test_unregistered_profile_looks_like_none(served: Served) -> None:
    _, profile = registered(served, registered=False)
    answer = served.client.get(f"/v1/profiles/{profile}")
    nothing = served.client.get(f"/v1/profiles/{ambient.new_id()}")
    assert (answer.status_code, answer.content) == (nothing.status_code, nothing.content) == (404, nothing.content)


def test_erasing_hides_the_profile_at_once(served: Served) -> None:
    mai, profile = registered(served)
    mai.post("/v1/erase", {"password": "vermilion-otter-39"})
    assert served.client.get(f"/v1/profiles/{profile}").status_code == 404


def test_pausing_hides_the_profile_until_it_ends(served: Served) -> None:
    mai, profile = registered(served)
    for paused, status in ((True, 404), (None, 200)):
        seq = mai.feed()[mai.account]["seq"]
        answer = mai.push(wire.Part("account", mai.account, mai.own, seq, {"paused": paused}), push_id=ambient.new_id())
        assert answer["result"] == "applied", answer
        assert served.client.get(f"/v1/profiles/{profile}").status_code == status


@pytest.mark.parametrize(("name", "value"), [("limit", "0"), ("limit", "101"), ("limit", "x"), ("after", "x" * 40)])
def test_bad_page_of_jobs_names_the_parameter(served: Served, name: str, value: str) -> None:
    answer = served.client.get("/v1/jobs", params={name: value})
    assert (answer.status_code, answer.json()["field"]) == (422, name)
