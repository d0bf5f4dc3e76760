"""The contact form signed out, and the company accounts that staff make of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from izanau_protocol import ambient, wire
from izanau_site.store import pseudonyms
from izanau_site.store.schema import access, accounts
from tests.site.served import Person, Served


def test_ticket_is_numbered_and_the_number_is_mailed(served: Served) -> None:
    form = {"text": "My birthday is wrong", "email": "guest@example.com", "topic": "profile", "language": "ja"}
    first = served.client.post("/v1/contact", json=form).json()
    second = served.client.post("/v1/contact", json={"text": "Hello"}).json()
    assert second["number"] == first["number"] + 1
    (mail,) = served.mails("guest@example.com")
    assert str(first["number"]) in mail.subject
    assert (mail.language, mail.purpose) == ("ja", "service")
    ticket = served.staff().feed("staff")[first["id"]]
    assert (ticket["text"], ticket["email"], ticket["state"]) == ("My birthday is wrong", "guest@example.com", "open")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_answer_of_staff_is_mailed_in_the_guests_language(served: Served, language: str) -> None:
    form = {"text": "Hello", "email": "guest@example.com", "language": language}
    made = served.client.post("/v1/contact", json=form).json()
    staff = served.staff()
    seq = staff.feed("staff")[made["id"]]["seq"]
    answers = {ambient.item_id(): {"text": "It is mended.", "position": "V"}}
    answer = staff.push(wire.Part("ticket", made["id"], "staff", seq, {"answers": answers}), push_id=ambient.new_id())
    assert answer["result"] == "applied", answer
    mail = served.mails("guest@example.com")[-1]
    assert "It is mended." in mail.text
    assert mail.language == language


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"text": ""}, "required", "text"),
        ({"text": "x" * 8001}, "too_long", "text"),
        ({"email": "nobody"}, "not_an_email", "email"),
        ({"topic": "gossip"}, "unknown_code", "topic"),
        ({"phone": "1"}, "unknown_field", "phone"),
    ],
)
def test_contact_form_names_what_is_wrong(served: Served, changed: dict[str, str], code: str, field: str) -> None:
    answer = served.client.post("/v1/contact", json={"text": "Hello", **changed})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, code, field)


def test_staff_make_a_company_whose_owner_sets_a_password(served: Served) -> None:
    form = {"text": "We hire", "topic": "company_account", "language": "ja"}
    made = served.client.post("/v1/contact", json=form).json()
    asked = wire.Approve(made["id"], "Umi Games", "Olga Owner", "olga@example.com")
    company = served.staff().post("/v1/companies", asked).json()["id"]
    assert served.client.get(f"/v1/companies/{company}").json()["name"] == "Umi Games"
    assert [mail.language for mail in served.mails("olga@example.com")] == ["ja"]
    body = {"code": served.code("olga@example.com"), "password": "ochre-walrus-77"}
    assert served.client.post("/v1/reset/finish", json=body).status_code == 200
    olga = Person(served, "olga@example.com", served.signin("olga@example.com", "ochre-walrus-77").json())
    assert (olga.session["group"], olga.session["role"], olga.session["company"]) == ("company", "owner", company)
    found = served.client.get("/v1/policy").json()
    assert olga.post("/v1/policy/agree", wire.Agree(found["version"], found["hash"], "en")).status_code == 200
    assert olga.feed(f"company:{company}")


def test_member_of_staff_who_made_a_company_is_on_record(served: Served) -> None:
    made = served.client.post("/v1/contact", json={"text": "We hire"}).json()
    staff = served.staff()
    asked = wire.Approve(made["id"], "Umi Games", "Olga Owner", "olga@example.com")
    assert staff.post("/v1/companies", asked).status_code == 200
    with served.site.store.transaction(write=True) as connection:
        (row,) = connection.execute(select(access).where(access.c.deed == "approve")).all()
        (olga,) = connection.execute(select(accounts.c.id).where(accounts.c.email == "olga@example.com")).scalars()
        known = pseudonyms.of(connection, [staff.account, olga])
    assert (row.actor, row.device) == (known[staff.account].name, staff.session["device"])
    assert (row.subject, known[olga].shown(row.text)) == (known[olga].name, made["id"])


def test_no_one_but_staff_makes_a_company(served: Served) -> None:
    made = served.client.post("/v1/contact", json={"text": "We hire"}).json()
    asked = wire.Approve(made["id"], "Umi Games", "Olga Owner", "olga@example.com")
    for person in (served.seeker(), served.owner()):
        answer = person.post("/v1/companies", asked)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
