"""The people of a company: invited by mail, let in once, given roles, and let out with nothing of the company left."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from izanau_protocol import ambient, ids, wire
from izanau_site.accounts import erasing, invitations
from izanau_site.store.documents import Change
from izanau_site.store.schema import accounts, feed
from izanau_site.work import mails, retention
from tests.offer import LEGAL
from tests.site.served import PASSWORD, Person, Served
from tests.site.world import WHOLE

RIN = wire.Invite("rin@example.com", "Rin Reader", "reviewer", language="ja")


def invite(owner: Person, asked: wire.Invite = RIN) -> Any:
    """POST an invitation."""
    return owner.post("/v1/company/invitations", asked)


def invited(owner: Person) -> list[dict[str, Any]]:
    """The invitations that the owner reads."""
    found: list[dict[str, Any]] = owner.get("/v1/company/invitations").json()["items"]
    return found


def come(served: Served, code: str) -> Any:
    """Take an invitation up."""
    asked = wire.NewPassword(code, PASSWORD)
    return served.client.post("/v1/reset/finish", content=msgspec.json.encode(asked))


def place(owner: Person, person: Person) -> str:
    """The id of somebody's membership."""
    return ids.membership_id(owner.session["company"], person.account)


def end(owner: Person, person: Person, to: str = "") -> Any:
    """End a membership."""
    return owner.post("/v1/company/members/end", wire.EndMember(place(owner, person), to))


def set_role(owner: Person, person: Person, role: str, *jobs: str) -> Any:
    """Give a member a role."""
    return owner.post("/v1/company/members/role", wire.SetRole(place(owner, person), role, jobs))


def scopes(person: Person) -> set[str]:
    """The scopes that somebody reads."""
    return set(person.get("/v1/scopes").json()["scopes"])


def job(owner: Person, *managers: str) -> str:
    """A job of the owner's company."""
    identity, company = ambient.new_id(), owner.session["company"]
    body: dict[str, Any] = {"company": company, "title": {"en": "Cook"}, "state": "draft"}
    body |= {"managers": list(managers)} if managers else {}
    with owner.served.site.store.transaction(write=True) as connection:
        owner.served.site.store.write(connection, [Change(kind="job", id=identity, body=body)])
    return identity


def managers(owner: Person, identity: str) -> list[str]:
    """Who manages a job, as the company sees it."""
    found: list[str] = owner.feed(f"company:{owner.session['company']}")[identity].get("managers", [])
    return found


def test_invited_person_comes_in_with_the_role(served: Served) -> None:
    owner = served.owner()
    assert invite(owner).status_code == 200
    (told,) = served.mails("rin@example.com")
    assert (told.language, told.purpose) == ("ja", "service")
    assert "選考担当" in told.text
    assert come(served, served.code("rin@example.com")).status_code == 200
    session = served.signin("rin@example.com").json()
    assert (session["group"], session["role"], session["company"]) == ("company", "reviewer", owner.session["company"])
    rin = Person(served, "rin@example.com", session)
    assert rin.get("/v1/company/invitations").json()["code"] == "policy_required", "nobody agreed for them"
    member = owner.feed(f"company:{owner.session['company']}")[place(owner, rin)]
    assert (member["name"], member["role"], member["by"]) == ("Rin Reader", "reviewer", place(owner, owner))
    assert member["since"]
    assert invited(owner) == []


def test_invitation_is_listed_until_it_is_withdrawn(served: Served) -> None:
    owner = served.owner()
    made = invite(owner).json()["id"]
    (one,) = invited(owner)
    assert (one["id"], one["email"], one["name"], one["role"]) == (made, "rin@example.com", "Rin Reader", "reviewer")
    code = served.code("rin@example.com")
    assert owner.served.client.delete(f"/v1/company/invitations/{made}", headers=owner.headers).status_code == 200
    assert invited(owner) == []
    assert come(served, code).json()["code"] == "wrong_code"
    assert served.mails("rin@example.com") == [], "withdrawn: the address is known to nobody any more"


def test_code_of_an_invitation_is_good_once(served: Served) -> None:
    owner = served.owner()
    invite(owner)
    code = served.code("rin@example.com")
    assert come(served, code).status_code == 200
    assert come(served, code).json()["code"] == "wrong_code"


def test_nobody_signs_in_before_the_code_was_used(served: Served) -> None:
    invite(served.owner())
    assert served.signin("rin@example.com", "").json()["code"] == "wrong_credentials"
    assert served.client.post("/v1/reset", json={"email": "rin@example.com"}).status_code == 200
    assert len(served.mails("rin@example.com")) == 1, "a forgotten password gives no second code"


def test_invitation_ends_by_itself_and_leaves_nothing(served: Served) -> None:
    owner = served.owner()
    invite(owner)
    code = served.code("rin@example.com")
    with ambient.ruled(ambient.now()) as rule:
        retention.tidy(served.site)
        rule.advance(7 * 24 * 3600 + 1)
        assert come(served, code).json()["code"] == "code_expired"
        retention.tidy(served.site)
    assert served.mails("rin@example.com") == []
    with served.site.store.transaction() as connection:
        assert connection.execute(select(accounts.c.id).where(accounts.c.email == "rin@example.com")).all() == []


def test_address_with_an_account_reads_alike_to_the_inviter(served: Served) -> None:
    owner, mai = served.owner(), served.seeker()
    before = len(served.mails(mai.email))
    known = invite(owner, wire.Invite(mai.email, "Mai", "reviewer"))
    free = invite(owner)
    assert (known.status_code, set(known.json())) == (free.status_code, set(free.json()))
    rows = [{name: one[name] for name in ("role", "jobs", "by")} for one in invited(owner)]
    assert rows[0] == rows[1]
    told = served.mails(mai.email)[before:]
    assert [mails.kind_of(one.headers) for one in told] == ["invited_known"]
    assert served.signin(mai.email).json()["group"] == "seeker"


def test_invitation_gives_no_account_to_a_taken_address(served: Served) -> None:
    owner = served.owner()
    invite(owner)
    code = served.code("rin@example.com")
    served.seeker(email="rin@example.com", name="Rin Reader")
    assert come(served, code).json()["code"] == "address_taken"
    assert served.signin("rin@example.com").json()["group"] == "seeker"


@pytest.mark.parametrize("left", [True, False])
def test_invitation_ends_with_the_right_of_who_invited(served: Served, left: bool) -> None:
    owner = served.owner()
    other = served.member(owner, "owner")
    invite(other)
    code = served.code("rin@example.com")
    assert (end(owner, other) if left else set_role(owner, other, "recruiter")).status_code == 200
    assert invited(owner) == []
    assert come(served, code).json()["code"] == "wrong_code"
    assert served.mails("rin@example.com") == [], "the address is known to nobody any more"
    assert invite(owner).status_code == 200
    assert come(served, served.code("rin@example.com")).status_code == 200


def test_invitation_of_an_erased_owner_lets_nobody_in(served: Served) -> None:
    owner = served.owner()
    other = served.member(owner, "owner")
    invite(other)
    erasing.erase_now(served.site, other.account)
    assert come(served, served.code("rin@example.com")).json()["code"] == "wrong_code"


def test_same_address_is_invited_once_at_a_time(served: Served) -> None:
    owner = served.owner()
    invite(owner)
    assert invite(owner).json()["code"] == "duplicate"
    assert len(served.mails("rin@example.com")) == 1


@pytest.mark.parametrize("role", ["seeker", "administrator", "interviewer", "", "x"])
def test_only_roles_of_a_team_are_given(served: Served, role: str) -> None:
    owner = served.owner()
    refused = invite(owner, wire.Invite("rin@example.com", "Rin", role)).json()
    assert (refused["code"], refused["field"]) == ("unknown_code", "role")
    rin = served.member(owner, "reviewer")
    assert set_role(owner, rin, role).json()["code"] == "unknown_code"


def test_only_so_many_invitations_wait_at_once(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "MOST_OPEN", 1)
    owner = served.owner()
    assert invite(owner).status_code == 200
    assert invite(owner, wire.Invite("mio@example.com", "Mio", "reviewer")).json()["code"] == "too_many"
    assert served.mails("mio@example.com") == []


def test_only_an_owner_decides_who_is_in(served: Served) -> None:
    owner, mai = served.owner(), served.seeker()
    rin = served.member(owner, "recruiter")
    other = served.owner("Yama Tools", "yama@example.com")
    made = invite(owner).json()["id"]
    for person in (rin, mai):
        assert invite(person).json()["code"] == "forbidden"
        assert person.get("/v1/company/invitations").json()["code"] == "forbidden"
        gone = served.client.delete(f"/v1/company/invitations/{made}", headers=person.headers)
        assert gone.json()["code"] == "forbidden"
    assert rin.post("/v1/company/members/end", wire.EndMember(place(owner, owner))).json()["code"] == "forbidden"
    assert served.client.delete(f"/v1/company/invitations/{made}", headers=other.headers).status_code == 404
    strangers = other.post("/v1/company/members/role", wire.SetRole(place(owner, rin), "owner"))
    assert strangers.json()["code"] == "not_yours"


def test_company_keeps_an_owner_at_least(served: Served) -> None:
    owner = served.owner()
    rin = served.member(owner, "reviewer")
    assert set_role(owner, owner, "recruiter").json()["code"] == "last_owner"
    assert end(owner, owner).json()["code"] == "last_owner"
    assert set_role(owner, rin, "owner").status_code == 200
    assert set_role(owner, owner, "recruiter").status_code == 200, "handed over"
    assert invite(owner).json()["code"] == "forbidden"
    assert invite(rin).status_code == 200


def test_role_decides_at_once_what_a_member_reads(served: Served) -> None:
    owner = served.owner()
    rin, company = served.member(owner, "recruiter"), owner.session["company"]
    assert f"contacts:{company}" in scopes(rin)
    assert set_role(owner, rin, "reviewer").status_code == 200
    assert scopes(rin) == {rin.own, "jobs", f"company:{company}", f"applicants:{company}"}
    post = job(owner)
    assert set_role(owner, rin, "hiring_manager", post).status_code == 200
    assert scopes(rin) == {rin.own, "jobs", f"company:{company}", f"job:{post}"}
    assert rin.feed()[rin.account]["role"] == "hiring_manager"
    assert set_role(owner, rin, "hiring_manager").status_code == 200
    assert scopes(rin) == {rin.own, "jobs", f"company:{company}"}


def test_job_takes_no_more_managers_than_it_holds(served: Served) -> None:
    owner = served.owner()
    full, free = job(owner, *(ambient.new_id() for _ in range(20))), job(owner)
    rin = served.member(owner, "reviewer")
    refused = set_role(owner, rin, "hiring_manager", full, free).json()
    assert (refused["code"], refused["field"]) == ("too_many", "jobs")
    assert managers(owner, free) == []
    assert rin.feed()[rin.account]["role"] == "reviewer"


def test_hiring_manager_is_invited_to_jobs_of_the_company_only(served: Served) -> None:
    owner, other = served.owner(), served.owner("Yama Tools", "yama@example.com")
    mine, theirs = job(owner), job(other)
    wrong = invite(owner, wire.Invite("rin@example.com", "Rin", "hiring_manager", (theirs,)))
    assert (wrong.json()["code"], wrong.json()["field"]) == ("not_yours", "jobs")
    rin = served.member(owner, "hiring_manager", jobs=(mine,))
    assert managers(owner, mine) == [rin.account]
    assert f"job:{mine}" in scopes(rin)


def test_hiring_manager_sees_who_applied_to_their_job_and_nobody_else(served: Served) -> None:
    owner = served.owner()
    company = owner.session["company"]
    mine, other = (published(owner) for _ in range(2))
    mai, ana = applied(served, company, mine, "Mai Canary"), applied(served, company, other, "Ana Elsewhere")
    rin = served.member(owner, "hiring_manager", jobs=(mine,))
    seen = rin.feed(f"job:{mine}")
    assert seen[mai.profile]["name"] == {"full": "Mai Canary"}
    assert {one["kind"] for one in seen.values()} == {"application", "profile"}
    raw = "".join(rin.get("/v1/feed", scope=one, after=0).text for one in scopes(rin))
    assert [word for word in (mai.email, ana.email, "Elsewhere") if word in raw] == []
    application = next(one for one, view in seen.items() if view["kind"] == "application")
    part = wire.Part("application", application, mai.own, mai.feed()[application]["seq"], {"withdrawn": True})
    assert mai.push(part, push_id=ambient.new_id())["result"] == "applied"
    assert "name" not in rin.feed(f"job:{mine}")[mai.profile]
    assert set_role(owner, rin, "hiring_manager", other).status_code == 200
    assert rin.feed(f"job:{other}")[ana.profile]["name"] == {"full": "Ana Elsewhere"}
    assert set_role(owner, rin, "reviewer").status_code == 200
    with served.site.store.transaction() as connection:
        held = connection.execute(select(feed.c.view).where(feed.c.scope == f"job:{other}")).scalars().all()
    assert held
    assert set(held) == {None}, "nobody manages it any more"


def test_hiring_manager_keeps_only_what_they_took_of_their_jobs(served: Served) -> None:
    owner = served.owner()
    company, rin = owner.session["company"], served.member(owner, "recruiter")
    mine, other = (published(owner) for _ in range(2))
    for post, name in ((mine, "Mai Canary"), (other, "Ana Elsewhere")):
        applied(served, company, post, name)
    scope = f"applicants:{company}"
    for one, view in owner.feed(scope).items():
        if view["kind"] == "application":
            part = wire.Part("application", one, scope, view["seq"], {"owner": place(owner, rin)})
            assert owner.push(part, push_id=ambient.new_id())["result"] == "applied"
    assert set_role(owner, rin, "hiring_manager", mine).status_code == 200
    views = owner.feed(scope).items()
    found = {view["job"]: {"id": one, **view} for one, view in views if view["kind"] == "application"}
    assert found[mine]["owner"] == place(owner, rin)
    assert "owner" not in found[other]
    part = wire.Part("application", found[other]["id"], scope, found[other]["seq"], {"owner": place(owner, rin)})
    assert owner.push(part, push_id=ambient.new_id())["problem"]["code"] == "not_a_member"


def published(owner: Person) -> str:
    """A published job of the owner's company."""
    identity, company = ambient.new_id(), owner.session["company"]
    body = {"company": company, **LEGAL, "state": "published"}
    part = wire.Part("job", identity, f"company:{company}", 0, body)
    assert owner.push(part, push_id=ambient.new_id())["result"] == "applied"
    return identity


def applied(served: Served, company: str, post: str, name: str) -> Person:
    """Somebody who applied for a job."""
    person = served.seeker(name=name)
    whole = {one: value for one, value in WHOLE.items() if one != "name"}
    profile = wire.Part("profile", person.profile, person.own, person.feed()[person.profile]["seq"], whole)
    assert person.push(profile, push_id=ambient.new_id())["result"] == "applied"
    identity, consent = ids.application_id(post, person.profile, 1), ambient.new_id()
    agreed = {**served.policy(), "deed": "apply", "language": "en", "words": "Yes", "recipient": company}
    body = {"job": post, "seeker": person.profile, "company": company, "attempt": 1, "consent": consent}
    given = wire.Part("consent", consent, person.own, 0, {**agreed, "about": identity})
    answer = person.push(given, wire.Part("application", identity, person.own, 0, body), push_id=ambient.new_id())
    assert answer["result"] == "applied", answer
    return person


def test_who_leaves_reads_nothing_of_the_company(served: Served) -> None:
    owner = served.owner()
    rin, company = served.member(owner, "recruiter"), owner.session["company"]
    assert end(owner, rin).status_code == 200
    assert scopes(rin) == {rin.own, "jobs"}
    for scope in (f"company:{company}", f"applicants:{company}", f"contacts:{company}"):
        assert rin.get("/v1/feed", scope=scope, after=0).status_code == 404
    assert "company" not in rin.feed()[rin.account]
    lines = owner.get("/v1/feed", scope=f"company:{company}", after=0, gone=True).content
    assert b'"gone":"revoked"' in lines
    assert b"Rin" not in lines
    told = served.mails(rin.email)[-1]
    assert mails.kind_of(told.headers) == "left_company"
    assert "in a note, also behind an @, it stands as they wrote it." in told.text, "no more is promised than is done"


def test_jobs_of_who_leaves_go_to_whom_the_owner_names(served: Served) -> None:
    owner = served.owner()
    rin = served.member(owner, "hiring_manager", jobs=(job(owner),))
    heir = served.member(owner, "hiring_manager")
    (post,) = (one for one, view in owner.feed(f"company:{owner.session['company']}").items() if view["kind"] == "job")
    assert end(owner, rin, ambient.new_id()).json()["field"] == "jobs_to"
    assert end(owner, rin, place(owner, heir)).status_code == 200
    assert managers(owner, post) == [heir.account]
    assert f"job:{post}" in scopes(heir)


def test_who_leaves_is_told_in_the_name_they_read(served: Served) -> None:
    owner = served.owner()
    company = owner.session["company"]
    known = owner.feed(f"company:{company}")[company]
    part = wire.Part("company", company, f"company:{company}", known["seq"], {"name_ja": "海ゲームズ"})
    assert owner.push(part, push_id=ambient.new_id())["result"] == "applied"
    invite(owner)
    come(served, served.code(RIN.email))
    rin = Person(served, RIN.email, served.signin(RIN.email).json())
    assert end(owner, rin).status_code == 200
    told = served.mails(RIN.email)[-1]
    assert "海ゲームズ" in told.subject
    assert "Umi Games" not in told.text


def test_hiring_manager_who_leaves_gives_their_jobs_to_nobody(served: Served) -> None:
    owner = served.owner()
    post = job(owner)
    rin, friend = served.member(owner, "hiring_manager", jobs=(post,)), served.member(owner, "reviewer")
    refused = rin.post("/v1/company/members/end", wire.EndMember(place(owner, rin), place(owner, friend))).json()
    assert (refused["code"], refused["field"]) == ("forbidden", "jobs_to")
    assert managers(owner, post) == [rin.account]
    assert rin.post("/v1/company/members/end", wire.EndMember(place(owner, rin))).status_code == 200
    assert managers(owner, post) == []


def test_member_may_leave_by_themselves(served: Served) -> None:
    owner = served.owner()
    rin = served.member(owner, "reviewer")
    left = rin.post("/v1/company/members/end", wire.EndMember(place(owner, rin)))
    assert left.status_code == 200
    assert scopes(rin) == {rin.own, "jobs"}
