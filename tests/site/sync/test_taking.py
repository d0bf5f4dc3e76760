"""Who has taken an application, its labels, and who was unblinded: the company's own matter, settled between colleagues."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_protocol import ids
from izanau_protocol.rules import labels
from izanau_site.store import Change, documents, erasure, managed
from izanau_site.store.verify import verify
from tests.site.sync.test_push import code_of
from tests.site.world import Member, Story


def joins(story: Story, member: Member, **more: Any) -> str:
    """The membership of somebody who works at a company."""
    company, account = member.caller.company, member.caller.account
    place = ids.membership_id(company, account)
    body: dict[str, object] = {"company": company, "member": account, "name": "Aki", "role": member.caller.role, **more}
    with story.world.store.transaction(write=True) as connection:
        story.world.store.write(connection, [Change(kind="membership", id=place, body=body, account=account)])
    return place


def taken(story: Story, application: str, owner: str) -> None:
    """The recruiter gives an application to somebody, or to nobody."""
    part = story.hr.part("application", application, {"owner": owner or None}, story.applicants)
    assert story.hr.push(part).result == "applied"
    story.everyone_pulls()


def seen(member: Member, story: Story, application: str) -> dict[str, Any]:
    """The application as a colleague holds it."""
    view = member.view(story.applicants, application)
    assert view is not None
    return view


def test_taken_application_is_seen_so_by_colleagues_only(story: Story) -> None:
    application, mine = story.apply(), joins(story, story.hr)
    word = "Canary label"
    item = {labels.key(word): {"text": word, "position": "V"}}
    part = story.hr.part("application", application, {"owner": mine, "labels": item}, story.applicants)
    assert story.hr.push(part).result == "applied"
    story.everyone_pulls()
    view = seen(story.reviewer, story, application)
    assert (view["owner"], labels.texts(view)) == (mine, (word,))
    assert not {"owner", "labels"} & (story.mai.view(story.mai.own, application) or {}).keys()
    for secret in (mine, word):
        assert secret.encode() not in story.mai.raw + story.other.raw


def test_owner_must_work_at_the_company_now(story: Story) -> None:
    application = story.apply()
    left, elsewhere = joins(story, story.reviewer, ended=True), joins(story, story.other)
    for owner in (left, elsewhere, ids.membership_id(story.company, story.mai.caller.account), story.job):
        part = story.hr.part("application", application, {"owner": owner}, story.applicants)
        assert code_of(story.hr.push(part)) == "not_a_member"


def test_applicant_can_neither_take_nor_label_their_own(story: Story) -> None:
    application, place = story.apply(), joins(story, story.hr)
    patches: list[dict[str, Any]] = [{"owner": place}, {"labels": {}}]
    for patch in patches:
        assert code_of(story.mai.push(story.mai.part("application", application, patch))) == "read_only_field"


@pytest.mark.parametrize("erased", [False, True])
def test_whoever_leaves_gives_their_applications_up_at_once(story: Story, erased: bool) -> None:
    application, store = story.apply(), story.world.store
    second, answer = story.second.apply_to(story.job, story.company)
    assert answer.result == "applied"
    story.everyone_pulls()
    mine, theirs = joins(story, story.hr), joins(story, story.reviewer)
    taken(story, application, theirs)
    taken(story, second, mine)
    if erased:
        erasure.erase(store, story.reviewer.caller.account)
    else:
        joins(story, story.reviewer, ended=True)
    story.hr.pull()
    assert "owner" not in seen(story.hr, story, application)
    assert seen(story.hr, story, second)["owner"] == mine
    assert verify(store) == []


def test_two_who_take_one_meet_only_where_they_differ(story: Story) -> None:
    application, mine, theirs = story.apply(), joins(story, story.hr), joins(story, story.reviewer)
    late = story.reviewer.part("application", application, {"owner": theirs}, story.applicants)
    word = story.reviewer.part("application", application, {"labels": labels.changed({}, ["B"])}, story.applicants)
    both = {"owner": mine, "labels": labels.changed({}, ["A"])}
    assert story.hr.push(story.hr.part("application", application, both, story.applicants)).result == "applied"
    assert story.reviewer.push(late).result == "stale"
    assert story.reviewer.push(word).result == "applied"
    story.everyone_pulls()
    view = seen(story.hr, story, application)
    assert (view["owner"], sorted(labels.texts(view))) == (mine, ["A", "B"])


def test_label_under_the_id_of_another_word_is_refused(story: Story) -> None:
    application = story.apply()
    item = {"abcdefghij": {"text": "A", "position": "V"}}
    part = story.hr.part("application", application, {"labels": item}, story.applicants)
    assert code_of(story.hr.push(part)) == "bad_item_id"


def test_withdrawn_application_can_be_taken_by_nobody(story: Story) -> None:
    application, mine = story.apply(), joins(story, story.hr)
    story.mai.push(story.mai.part("application", application, {"withdrawn": True}))
    story.everyone_pulls()
    part = story.hr.part("application", application, {"owner": mine}, story.applicants)
    assert code_of(story.hr.push(part)) == "application_ended"


def test_unblinding_is_signed_by_the_site_and_stays(story: Story) -> None:
    application, mine = story.apply(), joins(story, story.hr)
    wanted = {"u1": {"position": "V", "by": joins(story, story.reviewer), "at": "2001-01-01T00:00:00Z"}}
    part = story.hr.part("application", application, {"unblinded": wanted}, story.applicants)
    assert story.hr.push(part).result == "applied"
    story.everyone_pulls()
    noted = seen(story.reviewer, story, application)["unblinded"]["u1"]
    assert noted["by"] == mine
    assert noted["at"] > "2025"
    assert "unblinded" not in (story.mai.view(story.mai.own, application) or {})
    changes: list[dict[str, Any] | None] = [None, {"u1": None}, {"u1": {"by": None}}]
    for change in changes:
        part = story.reviewer.part("application", application, {"unblinded": change}, story.applicants)
        assert code_of(story.reviewer.push(part)) == "read_only_field"


def review(story: Story, blind: bool | None) -> None:
    """The recruiter begins or ends the blind review of the job."""
    part = story.hr.part("job", story.job, {"blind": blind}, f"company:{story.company}")
    assert story.hr.push(part).result == "applied"
    story.everyone_pulls()


@pytest.mark.parametrize("off", [False, None])
def test_blind_review_that_ends_is_noted_for_everybody_hidden(story: Story, off: bool | None) -> None:
    first, mine = story.apply(), joins(story, story.hr)
    second, _ = story.second.apply_to(story.job, story.company)
    story.everyone_pulls()
    review(story, True)
    wanted = {"unblinded": {"u1": {"position": "V"}}}
    assert story.hr.push(story.hr.part("application", second, wanted, story.applicants)).result == "applied"
    story.everyone_pulls()
    earlier = seen(story.reviewer, story, second)["unblinded"]
    review(story, off)
    [noted] = seen(story.reviewer, story, first)["unblinded"].values()
    assert (noted["by"], noted["at"] > "2025") == (mine, True)
    assert seen(story.reviewer, story, second)["unblinded"] == earlier
    assert "unblinded" not in (story.mai.view(story.mai.own, first) or {})
    review(story, True)
    assert list(seen(story.hr, story, first)["unblinded"].values()) == [noted]
    assert verify(story.world.store) == []


def test_end_of_a_blind_review_notes_nothing_elsewhere(story: Story) -> None:
    application, elsewhere = story.apply(), story.world.job(story.hr, blind=True)
    other, _ = story.second.apply_to(elsewhere, story.company)
    withdrawn, _ = story.second.apply_to(story.job, story.company)
    story.second.pull()
    left = story.second.part("application", withdrawn, {"withdrawn": True})
    assert story.second.push(left).result == "applied"
    story.everyone_pulls()
    review(story, False)  # it was none
    assert "unblinded" not in seen(story.hr, story, application)
    review(story, True)
    review(story, False)
    assert "unblinded" in seen(story.hr, story, application)
    assert "unblinded" not in seen(story.hr, story, other)
    with story.world.store.transaction() as connection:
        found = documents.get(connection, withdrawn)
    assert found is not None
    assert "unblinded" not in found.body


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_who_applies_while_a_blind_review_ends_is_noted_too(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.hr.pull()
    review(story, True)
    applied, lock = list[str](), managed.lock

    def after_somebody(*asked: Any) -> dict[str, documents.Document]:
        monkeypatch.setattr(managed, "lock", lock)
        applied.append(story.mai.apply_to(story.job, story.company)[0])
        return lock(*asked)

    monkeypatch.setattr(managed, "lock", after_somebody)
    review(story, None)
    assert "unblinded" in seen(story.hr, story, *applied)


def test_blind_review_of_a_job_is_told_to_the_company_alone(story: Story) -> None:
    story.apply()
    part = story.hr.part("job", story.job, {"blind": True}, f"company:{story.company}")
    assert story.hr.push(part).result == "applied"
    story.everyone_pulls()
    assert (story.reviewer.view(f"company:{story.company}", story.job) or {})["blind"] is True
    for member in (story.mai, story.other):
        for scope in member.caller.scopes:
            assert "blind" not in (member.view(scope, story.job) or {})


def test_site_signs_who_said_whose_an_application_is(story: Story) -> None:
    application, mine, theirs = story.apply(), joins(story, story.hr), joins(story, story.reviewer)
    taken(story, application, theirs)
    assert seen(story.reviewer, story, application)["given_by"] == mine
    part = story.hr.part("application", application, {"given_by": theirs}, story.applicants)
    assert code_of(story.hr.push(part)) == "read_only_field"
    taken(story, application, "")
    assert not {"owner", "given_by"} & seen(story.hr, story, application).keys()
    assert "given_by" not in (story.mai.view(story.mai.own, application) or {})
