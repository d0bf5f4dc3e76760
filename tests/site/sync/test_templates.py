"""A template is a job that its company alone sees, and that becomes nothing but a draft."""

from __future__ import annotations

from izanau_protocol import ambient, wire
from tests.offer import LEGAL
from tests.site.world import Story


def told(answer: wire.Answer) -> str:
    """The code of a refusal, or that it was applied."""
    return answer.result if answer.problem is None else str(answer.problem["code"])


def test_template_is_seen_by_its_company_alone(story: Story) -> None:
    scope, identity = f"company:{story.company}", ambient.new_id()
    body = {"company": story.company, **LEGAL, "state": "template"}
    assert story.hr.push(story.hr.part("job", identity, body, scope)).result == "applied"
    story.everyone_pulls()
    assert story.reviewer.view(scope, identity) is not None
    for other in (story.mai, story.other):
        assert identity.encode() not in other.raw
    assert told(story.mai.apply_to(identity, story.company)[1]) == "not_yours"


def test_template_becomes_no_job_but_a_draft(story: Story) -> None:
    scope, identity = f"company:{story.company}", ambient.new_id()
    hr = story.hr
    assert hr.push(hr.part("job", identity, {"company": story.company, **LEGAL, "state": "template"}, scope)).result

    def turned(job: str, state: str) -> str:
        hr.pull()
        return told(hr.push(hr.part("job", job, {"state": state}, scope)))

    assert [turned(identity, state) for state in ("published", "closed")] == ["template_not_published"] * 2
    assert turned(story.job, "template") == "read_only_field"
    assert [turned(identity, state) for state in ("draft", "template")] == ["applied"] * 2
    hr.pull()
    assert hr.push(hr.part("job", identity, None, scope)).result == "applied"
