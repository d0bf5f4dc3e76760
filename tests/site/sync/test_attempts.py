"""The ids and numbers of applications: each follows from job, person and attempt (R1)."""

from __future__ import annotations

from izanau_protocol import ambient, ids
from tests.site.sync.test_push import code_of
from tests.site.world import Story


def test_application_has_the_id_that_follows_from_job_person_and_attempt(story: Story) -> None:
    body = {"job": story.job, "seeker": story.mai.caller.profile, "attempt": 1}
    keys = [(story.job, story.second.caller.profile, 1), (ambient.new_id(), story.mai.caller.profile, 1)]
    for job, seeker, attempt in [*keys, (story.job, story.mai.caller.profile, 2)]:
        part = story.mai.part("application", ids.application_id(job, seeker, attempt), body)
        assert code_of(story.mai.push(part)) == "not_yours"


def test_number_of_an_application_that_skips_one_is_answered_with_the_next(story: Story) -> None:
    application = story.apply()
    story.mai.push(story.mai.part("application", application, {"withdrawn": True}))
    _, answer = story.mai.apply_to(story.job, story.company, attempt=5)
    assert (answer.result, (answer.problem or {})["values"]["attempt"]) == ("stale", "2")
