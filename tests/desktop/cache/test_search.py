"""What a search among jobs looks at beside the job: the name of its company, in either script, as it is now."""

from __future__ import annotations

import pytest

from izanau_desktop.cache import Cache, apply
from izanau_desktop.cache.reads import listing, seeker
from izanau_protocol import ids, wire
from tests.offer import LEGAL

COMPANY, JOB = (ids.natural_id("test", name) for name in ("company", "job"))
BODY = {
    **LEGAL,
    "company": COMPANY,
    "title": {"en": "Cook"},
    "state": "published",
    "published": "2026-11-01T00:00:00.000Z",
}


def entry(seq: int, kind: str, identity: str, body: dict[str, object] | None) -> wire.Entry:
    """What everyone sees, or saw."""
    return wire.Entry("jobs", kind, identity, seq, view=body, gone="" if body else "deleted")


def told(cache: Cache, seq: int, kind: str, identity: str, body: dict[str, object] | None) -> None:
    """An entry of that."""
    cache.change(lambda connection: apply.every(connection, [entry(seq, kind, identity, body)], {}))


def found(cache: Cache, words: str) -> list[str]:
    """The jobs that a search finds."""
    return [row.id for row in seeker.jobs(cache, words).items]


def test_job_is_found_by_its_company_whichever_came_first(cache: Cache) -> None:
    told(cache, 1, "job", JOB, BODY)
    assert found(cache, "umi") == []
    told(cache, 2, "company", COMPANY, {"name": "Umi Games", "name_ja": "海ゲームズ"})
    told(cache, 3, "job", JOB, {**BODY, "title": {"en": "Chef"}})
    assert found(cache, "umi chef") == found(cache, "海") == [JOB]


def test_job_is_found_by_the_name_that_its_company_has_now(cache: Cache) -> None:
    told(cache, 1, "company", COMPANY, {"name": "Umi Games"})
    told(cache, 2, "job", JOB, BODY)
    told(cache, 3, "company", COMPANY, {"name": "Yama Games"})
    assert (found(cache, "yama"), found(cache, "umi")) == ([JOB], [])


def test_job_is_not_found_by_the_name_of_a_company_that_is_gone(cache: Cache) -> None:
    told(cache, 1, "company", COMPANY, {"name": "Umi Games"})
    told(cache, 2, "job", JOB, BODY)
    told(cache, 3, "company", COMPANY, None)
    assert (found(cache, "umi"), found(cache, "cook")) == ([], [JOB])


@pytest.mark.parametrize(
    "order", ["come go other", "come other go"]
)  # the other takes the place of what is gone, or its own
def test_words_of_what_comes_and_goes_in_one_transaction_stay_nowhere(cache: Cache, order: str) -> None:
    other = ids.natural_id("test", "other")
    entries = {
        "come": entry(1, "job", JOB, BODY),
        "go": entry(2, "job", JOB, None),
        "other": entry(3, "job", other, {**BODY, "title": {"en": "Chef"}}),
    }
    cache.change(lambda connection: apply.every(connection, [entries[name] for name in order.split()], {}))
    with cache.file.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM search").scalar_one() == 1
    assert (found(cache, "cook"), found(cache, "chef")) == ([], [other])


def test_search_for_nothing_but_marks_finds_nothing(cache: Cache) -> None:
    told(cache, 1, "job", JOB, BODY)
    assert found(cache, "…!") == []


@pytest.mark.parametrize("many", [listing.MANY, 2])
def test_search_with_many_matches_finds_the_same_newest_first(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(listing, "MANY", many)
    jobs = [ids.natural_id("test", f"job {number}") for number in range(5)]
    for number, job in enumerate(jobs):
        published = f"2026-11-01T00:00:0{number}.000Z"
        title = {"en": "Baker" if number == 3 else "Cook"}
        told(cache, 1 + number, "job", job, {**BODY, "title": title, "published": published, "category": "catering"})
    assert found(cache, "cook") == [jobs[4], jobs[2], jobs[1], jobs[0]]
    assert seeker.jobs(cache, "cook", limit=2).total == 4
    chosen = seeker.JobFilters(category=("catering",))
    assert [row.id for row in seeker.jobs(cache, "baker", chosen).items] == [jobs[3]]
    seeker.save(cache, jobs[1])
    assert [row.id for row in seeker.jobs(cache, "cook", seeker.JobFilters(saved=True)).items] == [jobs[1]]
    assert seeker.jobs(cache, "cook", seeker.JobFilters(category=("none",))).total == 0
