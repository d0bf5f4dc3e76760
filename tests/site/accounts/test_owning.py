"""A company that lost its owner gets another one from support staff or the operator; its people are told, and it is on record."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from izanau_protocol import ids, wire
from izanau_protocol.problems import Refused
from izanau_site.accounts import erasing, owning, team
from izanau_site.store import ownerless
from izanau_site.store.schema import documents, invitations
from izanau_site.work import mails, retention
from tests.site.accounts.test_team import come, job, managers, place, set_role
from tests.site.served import Person, Served


def lose_owner(owner: Person) -> str:
    """The owner is erased; the ticket by which staff are asked whose the company is."""
    site = owner.served.site
    erasing.erase_now(site, owner.account)
    ownerless.ask(site.store)
    (ticket,) = tickets(owner.served, owner.session["company"])
    return ticket


def tickets(served: Served, company: str) -> list[str]:
    """The tickets that ask whose a company is."""
    with served.site.store.transaction() as connection:
        rows = connection.execute(select(documents.c.id, documents.c.body).where(documents.c.kind == "ticket")).all()
    return [row.id for row in rows if company in bytes(row.body).decode()]


def give(served: Served, ticket: str, email: str, name: str = "", text: str = "They called") -> Any:
    """Staff give the company of a ticket an owner."""
    staff = served.staff(f"staff-{email}")
    return staff.post("/v1/companies/owner", wire.GiveOwner(ticket, email, text, name, "ja"))


def kinds(served: Served, email: str) -> list[str]:
    """The mails that somebody was sent."""
    return [mails.kind_of(one.headers) for one in served.mails(email)]


def test_member_is_made_owner_and_colleagues_are_told(served: Served) -> None:
    owner = served.owner()
    rin, aki = served.member(owner, "hiring_manager"), served.member(owner, "reviewer")
    named, ticket = job(owner, rin.account), lose_owner(owner)
    assert give(served, ticket, rin.email).json() == {"invited": False}
    session = served.signin(rin.email).json()
    assert session["role"] == "owner"
    assert rin.feed(f"company:{owner.session['company']}")[place(owner, rin)]["role"] == "owner"
    assert managers(Person(served, rin.email, session), named) == []
    for person in (rin, aki):
        (told,) = [one for one in served.mails(person.email) if mails.kind_of(one.headers) == "owner_given"]
        assert "owner from now on" in told.text
    assert set_role(Person(served, rin.email, session), aki, "recruiter").status_code == 200
    (seen,) = [one for one in rin.get("/v1/privacy/seen").json()["items"] if one["deed"] == "own"]
    assert (seen["who"]["group"], "They called" in seen["text"]) == ("staff", True)


def test_stranger_is_invited_and_owner_once_they_accept(served: Served) -> None:
    owner = served.owner()
    aki = served.member(owner, "reviewer")
    ticket = lose_owner(owner)
    assert give(served, ticket, "neu@example.com").json()["field"] == "name"
    assert give(served, ticket, "new@example.com", "Nia New").json() == {"invited": True}
    assert kinds(served, aki.email)[-1:] == ["owner_given"]
    (told,) = served.mails("new@example.com")
    assert (mails.kind_of(told.headers), told.language) == ("invited_owner", "ja")
    assert come(served, served.code("new@example.com")).status_code == 200
    session = served.signin("new@example.com").json()
    assert (session["role"], session["company"]) == ("owner", owner.session["company"])
    member = aki.feed(f"company:{owner.session['company']}")[ids.membership_id(session["company"], session["account"])]
    assert (member["role"], "by" in member) == ("owner", False)


def test_newer_word_of_support_ends_an_older_invitation(served: Served) -> None:
    owner = served.owner()
    rin, ticket = served.member(owner, "recruiter"), lose_owner(owner)
    give(served, ticket, "one@example.com", "Una One")
    code = served.code("one@example.com")
    assert give(served, ticket, "two@example.com", "Duo Two").json() == {"invited": True}
    assert come(served, code).json()["code"] == "wrong_code"
    code = served.code("two@example.com")
    assert give(served, ticket, rin.email).json() == {"invited": False}
    assert come(served, code).json()["code"] == "wrong_code"
    with served.site.store.transaction() as connection:
        assert connection.execute(select(invitations)).all() == []


def test_invitation_of_support_ends_where_the_company_has_an_owner(served: Served) -> None:
    owner = served.owner()
    rin, ticket = served.member(owner, "recruiter"), lose_owner(owner)
    give(served, ticket, "one@example.com", "Una One")
    code = served.code("one@example.com")
    with served.site.store.transaction(write=True) as connection:
        member = served.site.store.get(connection, "membership", place(owner, rin))
        assert member is not None
        team.put_role(served.site, connection, member, "owner")
    assert come(served, code).json()["code"] == "wrong_code"


@pytest.mark.parametrize("who", ["seeker", "other owner", "who left"])
def test_address_of_somebody_elses_account_is_no_owners(served: Served, who: str) -> None:
    owner = served.owner()
    left = served.member(owner, "reviewer")
    emails = {"seeker": served.seeker().email, "other owner": served.owner("Kawa", "kawa@example.com").email}
    owner.post("/v1/company/members/end", wire.EndMember(place(owner, left)))
    answer = give(served, lose_owner(owner), emails.get(who, left.email), "Some Body").json()
    assert (answer["code"], answer["field"]) == ("duplicate", "email")


def test_company_with_an_owner_gets_none_from_support(served: Served) -> None:
    owner = served.owner()
    rin = served.member(owner, "recruiter")
    form = {"text": "I want to be the owner", "topic": "company_owner"}
    made = served.client.post("/v1/contact", json=form).json()["id"]
    assert give(served, made, rin.email).json()["code"] == "not_yours"
    for person in (owner, rin):
        answer = person.post("/v1/companies/owner", wire.GiveOwner(made, rin.email, "Please"))
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    for company, code in ((owner.session["company"], "has_owner"), (rin.account, "not_yours")):
        with pytest.raises(Refused) as refused:
            owning.give_by_operator(served.site, company, email=rin.email, name="", language="en", why="To see")
        assert [(one.code, one.field) for one in refused.value.problems] == [(code, "company")]


def test_company_that_loses_its_owner_again_is_asked_about_again(served: Served) -> None:
    owner = served.owner()
    rin, ticket = served.member(owner, "recruiter"), lose_owner(owner)
    give(served, ticket, rin.email)
    erasing.erase_now(served.site, rin.account)
    retention.tidy(served.site)
    assert len(tickets(served, owner.session["company"])) == 2


def test_operator_gives_a_company_an_owner(served: Served) -> None:
    owner = served.owner()
    rin, company = served.member(owner, "recruiter"), owner.session["company"]
    lose_owner(owner)
    words: dict[str, str] = {"email": rin.email, "name": "", "language": "en", "why": "A letter of the company"}
    assert owning.give_by_operator(served.site, company, **words) is False
    assert served.signin(rin.email).json()["role"] == "owner"
    (seen,) = [one for one in rin.get("/v1/privacy/seen").json()["items"] if one["deed"] == "own"]
    assert seen["text"] == "A letter of the company"


def test_second_word_of_support_comes_too_late(served: Served) -> None:
    owner = served.owner()
    rin, aki = served.member(owner, "recruiter"), served.member(owner, "reviewer")
    ticket = lose_owner(owner)
    answers = [give(served, ticket, one.email) for one in (rin, aki)]
    assert [msgspec.json.decode(one.content).get("code", "") for one in answers] == ["", "not_yours"]
