"""A job closes by itself when its last day is over; what was applied for stands."""

from __future__ import annotations

from izanau_protocol import ambient
from izanau_site.site import Site
from izanau_site.work import retention
from tests.site.world import Story

DAY = 24 * 3600


def days(ahead: int) -> str:
    """The day so many days from today."""
    return ambient.timestamp(days=ahead)[:10]


def state(site: Site, job: str) -> str:
    """The state of a job at the site."""
    with site.store.transaction() as connection:
        found = site.store.get(connection, "job", job)
    assert found is not None
    return str(found.body["state"])


def test_job_closes_after_its_last_day(site: Site) -> None:
    story = Story(site.store)
    with ambient.ruled() as rule:
        ends, later, open_end = (
            story.world.job(story.hr, **{"closes": day} if day else {}) for day in (days(3), days(9), "")
        )
        application, answer = story.mai.apply_to(ends, story.company)
        assert answer.result == "applied", answer
        rule.advance(3 * DAY)
        retention.tidy(site)
        assert state(site, ends) == "published", "its last day is not over"
        rule.advance(DAY)
        retention.tidy(site)
        assert [state(site, job) for job in (ends, later, open_end)] == ["closed", "published", "published"]
        story.mai.pull()
        story.second.pull()
        assert story.second.view("jobs", later)
        assert not story.second.view("jobs", ends)
        held, applied = story.mai.view(story.mai.own, ends), story.mai.view(story.mai.own, application)
        assert held is not None
        assert applied is not None
        assert (held["state"], applied["status"]) == ("closed", "applied")


def test_job_with_a_later_day_is_published_again(site: Site) -> None:
    story = Story(site.store)
    with ambient.ruled() as rule:
        job = story.world.job(story.hr, closes=days(1))
        rule.advance(2 * DAY)
        retention.tidy(site)
        assert state(site, job) == "closed"
        story.hr.pull()
        again = story.hr.push(story.hr.part("job", job, {"state": "published"}, f"company:{story.company}"))
        assert again.problem is not None
        assert again.problem["code"] == "already_over"
        scope = f"company:{story.company}"
        answer = story.hr.push(story.hr.part("job", job, {"state": "published", "closes": days(5)}, scope))
        assert answer.result == "applied", answer
        retention.tidy(site)
        assert state(site, job) == "published"
