"""Which scope holds what, as applicants and companies rely on it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol.visibility import Facts, audiences, cause_of, scopes_of

BODY = {"name": {"full": "A B"}, "birthday": "1990-01-01", "registered": True}


def test_a_profile_reaches_companies_applied_to_only() -> None:
    views = audiences("profile", "p", BODY, Facts(owner="a", open_at=("c1",)))
    assert set(views) == {"account:a", "applicants:c1"}


def test_an_unregistered_profile_goes_after_withdrawal() -> None:
    draft = {"name": {"full": "A B"}}
    assert set(audiences("profile", "p", draft, Facts(owner="a", known_at=("c1",)))) == {"account:a"}
    assert set(audiences("profile", "p", BODY, Facts(owner="a", known_at=("c1",)))) == {"account:a", "applicants:c1"}


def test_a_paused_person_is_seen_by_nobody_else() -> None:
    facts = Facts(owner="a", open_at=("c1",), paused=True)
    assert set(audiences("profile", "p", BODY, facts)) == {"account:a"}
    assert audiences("contact", "k", {"company": "c1", "email": "x@y.example"}, facts) == {}


def test_the_stage_is_hidden_from_the_applicant() -> None:
    body = {"company": "c1", "status": "interview", "stage": "final", "trail": {}, "job": "j"}
    views = audiences("application", "x", body, Facts(owner="a"))
    assert "stage" not in views["account:a"]
    assert views["applicants:c1"]["stage"] == "final"


def test_a_withdrawn_application_hides_the_message() -> None:
    body = {"company": "c1", "withdrawn": True, "message": "hello", "job": "j"}
    assert "message" not in audiences("application", "x", body, Facts(owner="a"))["applicants:c1"]


def test_reviewers_have_no_scope_with_addresses() -> None:
    assert "contacts:c" not in scopes_of("reviewer", "a", "c")
    assert "contacts:c" in scopes_of("recruiter", "a", "c")
    assert scopes_of("", "") == ("jobs",)
    assert scopes_of("owner", "a") == ("account:a", "jobs"), "who left their company"


def test_withdrawal_revokes_and_closing_only_moves() -> None:
    for scope in ("contacts:c", "applicants:c", "job:j"):
        assert cause_of("withdrawn", scope) == "revoked"
    assert cause_of("closed", "jobs") == "moved"
    assert cause_of("erased", "staff") == "erased"


@given(st.booleans(), st.booleans(), st.lists(st.sampled_from(["c1", "c2", "c3"]), unique=True))
def test_no_company_without_an_application_sees_a_profile(paused: bool, registered: bool, companies: list[str]) -> None:
    body = dict(BODY, registered=registered)
    views = audiences("profile", "p", body, Facts(owner="a", paused=paused, open_at=tuple(companies)))
    assert set(views) <= {"account:a", *(f"applicants:{company}" for company in companies)}
