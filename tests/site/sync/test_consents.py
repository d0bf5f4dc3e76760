"""Consents at the site: a purpose and a disclosure live as long as the consent that they stand on, and no longer."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from izanau_protocol import ambient, wire
from izanau_site.accounts.purposes import set_purpose
from izanau_site.policy.folder import first_folder
from izanau_site.policy.publish import publish
from izanau_site.store import Store
from tests.site.world import Member, Story


@pytest.fixture
def story(store: Store) -> Story:
    """A company with a recruiter and a job, a seeker, under the first version of the policy."""
    publish(store, first_folder())
    return Story(store)


def code_of(answer: wire.Answer) -> str:
    """The code of a refusal."""
    return str(answer.problem["code"]) if answer.problem else answer.result


def agreed(mai: Member, purpose: str = "newsletter", **more: Any) -> wire.Part:
    """A consent to a purpose, as a desktop writes it."""
    body = {"deed": "purpose", "purpose": purpose, "version": "2019-04-10", "language": "en", "words": "Mail me"}
    return mai.part("consent", ambient.new_id(), {**body, **more})


def switch(mai: Member, purpose: str = "newsletter", *, on: bool = True) -> wire.Part:
    """The switch of a purpose."""
    return mai.part("account", mai.caller.account, {"purposes": {purpose: True if on else None}})


def choose(mai: Member, purpose: str = "newsletter") -> str:
    """Choose a purpose; the id of its consent."""
    consent = agreed(mai, purpose)
    answer = mai.push(switch(mai, purpose), consent)
    assert answer.result == "applied", answer
    mai.pull()
    return consent.id


def of(mai: Member, identity: str) -> dict[str, Any]:
    """What the person's device holds."""
    return mai.view(mai.own, identity) or {}


def test_purpose_goes_on_only_with_its_own_consent(story: Story) -> None:
    mai = story.mai
    mai.pull()
    assert code_of(mai.push(switch(mai))) == "consent_required"
    assert code_of(mai.push(switch(mai), agreed(mai, "jobs"))) == "consent_required"
    consent = choose(mai)
    assert of(mai, mai.caller.account)["purposes"] == {"newsletter": True}
    held = of(mai, consent)
    assert (held["purpose"], held["words"], len(held["hash"])) == ("newsletter", "Mail me", 64)
    assert held["at"]


def test_purpose_that_goes_off_ends_its_consent(story: Story) -> None:
    mai = story.mai
    mai.pull()
    consent, other = choose(mai), choose(mai, "jobs")
    assert mai.push(switch(mai, on=False)).result == "applied"
    mai.pull()
    assert of(mai, mai.caller.account)["purposes"] == {"jobs": True}
    held = of(mai, consent)
    assert (held["ended"], held["ended_by"]) == (True, "device")
    assert held["ended_at"] >= held["at"]
    assert "ended" not in of(mai, other)
    assert code_of(mai.push(switch(mai))) == "consent_required"


def test_consent_that_ends_switches_its_purpose_off(story: Story) -> None:
    mai = story.mai
    mai.pull()
    consent = choose(mai)
    mai.caller = msgspec.structs.replace(mai.caller, agreed=False)  # what lessens passes without the agreement, too
    assert mai.push(mai.part("consent", consent, {"ended": True})).result == "applied"
    mai.pull()
    assert "purposes" not in of(mai, mai.caller.account)


def test_site_switches_a_purpose_as_a_device_does(story: Story) -> None:
    mai, store = story.mai, story.world.store
    mai.pull()
    consent = choose(mai)
    with store.transaction(write=True) as connection:
        assert set_purpose(connection, store, mai.caller.account, "newsletter", False, method="unsubscribe")
        assert not set_purpose(connection, store, mai.caller.account, "newsletter", False, method="unsubscribe")
        assert set_purpose(connection, store, mai.caller.account, "jobs", True, method="demo", language="ja")
    mai.pull()
    assert of(mai, mai.caller.account)["purposes"] == {"jobs": True}
    assert of(mai, consent)["ended_by"] == "unsubscribe"
    (given,) = [entry.view for entry in mai.held.values() if entry.view and entry.view.get("purpose") == "jobs"]
    assert "1日1回" in given["words"]


def test_consent_names_a_published_version_and_its_text(story: Story) -> None:
    mai = story.mai
    mai.pull()
    for wrong, code in (
        ({"version": "2020-01-01"}, "wrong_policy_version"),
        ({"hash": "a" * 64}, "wrong_policy_version"),
        ({"words": ""}, "required"),
        ({"purpose": "gossip"}, "not_in_policy"),
        ({"purpose": ""}, "required"),
        ({"deed": "policy", "purpose": ""}, "read_only_field"),
        ({"ended": True}, "read_only_field"),
        ({"ended_at": "2026-01-01T00:00:00.000Z"}, "read_only_field"),
    ):
        answer = mai.push(agreed(mai, **wrong))
        assert code_of(answer) == code, (wrong, answer)


def test_withdrawing_ends_the_consent_that_was_given_to_apply(story: Story) -> None:
    application = story.apply()
    mai = story.mai
    consent = of(mai, application)["consent"]
    assert mai.push(mai.part("application", application, {"withdrawn": True})).result == "applied"
    mai.pull()
    assert of(mai, consent)["ended_at"]


def test_consent_to_apply_that_ends_withdraws_the_application(story: Story) -> None:
    application = story.apply()
    mai = story.mai
    answer = mai.push(mai.part("consent", of(mai, application)["consent"], {"ended": True}))
    assert answer.result == "applied", answer
    story.everyone_pulls()
    assert of(mai, application)["status"] == "withdrawn"
    assert all(
        "@" not in str(entry.view) for (scope, _), entry in story.hr.held.items() if scope.startswith("contacts")
    )


def test_consent_to_be_public_and_the_public_profile_end_together(story: Story) -> None:
    mai = story.mai
    mai.pull()
    consent = mai.consent("register")
    assert mai.push(consent, mai.part("profile", mai.caller.profile, {"registered": True})).result == "applied"
    mai.pull()
    assert mai.push(mai.part("consent", consent.id, {"ended": True})).result == "applied"
    mai.pull()
    assert "registered" not in of(mai, mai.caller.profile)
    again = mai.consent("register")
    assert mai.push(again, mai.part("profile", mai.caller.profile, {"registered": True})).result == "applied"
    mai.pull()
    assert mai.push(mai.part("profile", mai.caller.profile, {"registered": None})).result == "applied"
    mai.pull()
    assert of(mai, again.id)["ended_at"]
    assert of(mai, consent.id)["ended_at"] < of(mai, again.id)["ended_at"]
